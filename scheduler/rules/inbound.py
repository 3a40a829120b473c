"""What a mail that came in may do: the answer of its own sender to a meeting that he or she was asked to, nothing else.

The order is that of the dangers: who sent it, which meeting, whose answer, to which state of it, before or after which
other answer (RFC 5546, 2.1.5 and 3.2.3; RFC 6047, 2.3). Whatever is left undecided waits for an officer.
"""

from dataclasses import replace

from scheduler.rules.inbound_answers import ruling_on_asked
from scheduler.rules.inbound_bounces import ruling_on_bounce
from scheduler.rules.inbound_cases import Case, Known, Meeting, Ruling
from scheduler.rules.inbound_messages import ruling_on_message
from scheduler.rules.inbound_proposals import ruling_on_stranger
from scheduler.rules.inbound_senders import doubt_about, doubt_of_server
from scheduler.rules.inbound_services import THROUGH, user_of
from vocabulary.inbound import Arrival, CalendarMessage, Came, Reason, Verdict
from vocabulary.program_words import program_words
from vocabulary.text import N_

METHODS = {"REPLY": Came.REPLY, "COUNTER": Came.COUNTER, "REFRESH": Came.REFRESH}
OF_ORGANIZERS = ("REQUEST", "CANCEL", "ADD", "PUBLISH", "DECLINECOUNTER")

REPEATED = N_("The same message has arrived before.")
OWN = N_("This is a letter of our own.")
AUTOMATIC = N_("A program wrote this by itself (%(header)s).")
RECEIPT = N_("This only says that a letter was delivered or opened.")
NO_METHOD = N_("The calendar part is neither an answer nor a proposal (%(method)s).")
ORGANIZERS = N_("Only this desk changes the meeting, so a message of the kind %(method)s changes nothing.")
INVITES_US = N_("Somebody invites the desk to a meeting of his or her own, or changes one.")
NO_MEETING = N_("The calendar part is about no meeting of ours.")
TWO_MEETINGS = N_("The mail was sent to the address of one meeting, and its calendar part is about another.")
FOREIGN = N_("The calendar part names another organizer: %(organizer)s.")


def ruling_on(arrival: Arrival, known: Known) -> Ruling:
    """What becomes of a mail."""
    for step in (unread, by_nobody, doubted):
        ruling = step(arrival, known)
        if ruling is not None:
            return ruling
    if arrival.calendar is None:
        return ruling_on_message(arrival, known)
    return ruling_on_calendar(arrival, arrival.calendar, known=known)


def unread(arrival: Arrival, known: Known) -> Ruling | None:
    """What cannot be read, has been read before, or is a letter of our own."""
    if arrival.fault is not None:
        return Ruling(Came.UNREADABLE, Verdict.QUARANTINED, arrival.fault)
    if known.is_repeated:
        return Ruling(kind_of(arrival), Verdict.DUPLICATE, Reason(REPEATED))
    if known.is_own or (arrival.sender and is_ours(arrival.sender, known.desk)):
        return Ruling(Came.OWN, Verdict.IGNORED, Reason(OWN))
    return None


def by_nobody(arrival: Arrival, known: Known) -> Ruling | None:
    """What mail servers and programs write by themselves; nothing is ever answered to them."""
    if arrival.bounces:
        return ruling_on_bounce(arrival, known)
    if arrival.is_report:
        return Ruling(Came.AUTOREPLY, Verdict.IGNORED, Reason(RECEIPT))
    if arrival.automatic or (arrival.generated and arrival.calendar is None):
        header = arrival.automatic or weaker_word(arrival)
        return Ruling(Came.AUTOREPLY, Verdict.IGNORED, Reason(AUTOMATIC, {"header": header}))
    return None


def weaker_word(arrival: Arrival) -> str:
    """By what a mail without a calendar says that a program wrote it, where no header does so plainly."""
    is_away = program_words().is_away(arrival.subject)
    return f"Subject: {arrival.subject[:60]}" if is_away else "Auto-Submitted: auto-generated"


def doubted(arrival: Arrival, known: Known) -> Ruling | None:
    """What pretends to be from somebody else."""
    doubt = doubt_about(arrival, server=known.server)
    if doubt is None:
        return None
    return through_service(arrival, known) or Ruling(kind_of(arrival), Verdict.QUARANTINED, doubt)


def through_service(arrival: Arrival, known: Known) -> Ruling | None:
    """What a calendar service sent for its user, where it would be applied had the user sent it: an officer decides."""
    user, calendar = user_of(arrival), arrival.calendar
    if not user or calendar is None or doubt_of_server(arrival, server=known.server) is not None:
        return None
    ruling = ruling_on_calendar(replace(arrival, senders=(user,)), calendar, known=known)
    if ruling.verdict is not Verdict.APPLIED or ruling.asked is None:
        return None
    reason = Reason(THROUGH, {"service": arrival.sender, "name": ruling.asked.name})
    return Ruling(ruling.came, Verdict.WAITING, reason, ruling.meeting, ruling.asked)


def kind_of(arrival: Arrival) -> Came:
    """What a mail is, by what it carries."""
    if arrival.bounces:
        return Came.BOUNCE
    if arrival.calendar is None:
        return Came.MESSAGE
    return METHODS.get(arrival.calendar.method, Came.ORGANIZER)


def is_ours(address: str, desk: str) -> bool:
    """Whether an address is the desk's own, with or without the tag of a meeting."""
    local, _, domain = desk.rpartition("@")
    name, _, host = address.rpartition("@")
    return host == domain and (name == local or name.startswith(f"{local}+"))


def ruling_on_calendar(arrival: Arrival, calendar: CalendarMessage, *, known: Known) -> Ruling:
    """The same of a mail with a calendar part."""
    came = kind_of(arrival)
    meeting = known.by_tag or known.by_uid
    if came is Came.ORGANIZER:
        return ruling_on_organizer(calendar, meeting)
    if meeting is None:
        return Ruling(came, Verdict.QUARANTINED, Reason(NO_MEETING))
    if is_about_two(calendar, meeting, by_uid=known.by_uid):
        return Ruling(came, Verdict.QUARANTINED, Reason(TWO_MEETINGS), meeting)
    if calendar.organizer and calendar.organizer not in (meeting.organizer, known.desk):
        return Ruling(came, Verdict.QUARANTINED, Reason(FOREIGN, {"organizer": calendar.organizer}), meeting)
    asked = meeting.person_at(arrival.sender)
    if asked is None or asked.withdrawn:
        return ruling_on_stranger(arrival, calendar, came=came, meeting=meeting)
    return ruling_on_asked(Case(came, arrival, calendar, meeting, asked, known.received_at))


def is_about_two(calendar: CalendarMessage, meeting: Meeting, *, by_uid: Meeting | None) -> bool:
    """Whether a message names another meeting than the one whose tag its address has."""
    return meeting.uid != calendar.uid or (by_uid is not None and by_uid.entry_id != meeting.entry_id)


def ruling_on_organizer(calendar: CalendarMessage, meeting: Meeting | None) -> Ruling:
    """What only an organizer may say: of our meetings that is we, whoever writes (RFC 5546, 6.1.1)."""
    if calendar.method not in OF_ORGANIZERS:
        return Ruling(Came.MESSAGE, Verdict.WAITING, Reason(NO_METHOD, {"method": calendar.method or "-"}), meeting)
    if meeting is None:
        return Ruling(Came.ORGANIZER, Verdict.WAITING, Reason(INVITES_US))
    return Ruling(Came.ORGANIZER, Verdict.IGNORED, Reason(ORGANIZERS, {"method": calendar.method}), meeting)
