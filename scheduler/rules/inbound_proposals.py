"""What people ask for instead of answering: another time, somebody else in their place, to be invited at all.

Nothing of it is done here: each waits for an officer, with what was asked for beside it.
"""

from dataclasses import asdict, dataclass, replace

from scheduler.rules.inbound_cases import Asked, Case, Meeting, Ruling
from vocabulary.inbound import Arrival, Attendee, CalendarMessage, Came, Reason, Verdict
from vocabulary.text import N_

COUNTER = N_("%(name)s proposes another time.")
NO_TIME = N_("%(name)s proposes something else than another time. Ask what is meant.")
COUNTER_OUTDATED = N_("%(name)s proposes another time, but for an earlier version of the meeting.")
SUBSTITUTE = N_("%(name)s wants somebody else to come instead: %(others)s.")
NO_SUBSTITUTE = N_("%(name)s wants somebody else to come instead and does not say who.")
UNINVITED = N_("%(sender)s is not invited, and asks to join.")
UNINVITED_SUBSTITUTE = N_("%(sender)s is not invited, and wants to come instead of %(other)s.")
WITHDRAWN = N_("%(name)s is not invited any more.")
IMPOSTOR = N_("%(sender)s answers for %(other)s, who is invited under another address.")
SECRETARY = N_("%(sender)s, who is not invited, answers in the name of %(other)s.")
ASKS = N_("%(sender)s, who is not invited, asks for the invitation.")


def ruling_on_counter(case: Case) -> Ruling:
    """Another time proposed (RFC 5546, 3.2.7); one for an earlier version cannot be taken as it stands."""
    calendar, meeting = case.calendar, case.meeting
    wanted = bool(calendar.starts) and calendar.starts != meeting.starts
    same = not calendar.original_starts or not meeting.starts or calendar.original_starts == meeting.starts
    outdated = calendar.sequence < meeting.material or not same
    message = COUNTER_OUTDATED if outdated else COUNTER if wanted else NO_TIME
    proposed = {
        "starts": calendar.starts,
        "ends": calendar.ends,
        "original_starts": calendar.original_starts or meeting.starts,
        "place": calendar.place,
        "outdated": outdated,
    }
    return replace(case.ruled(Verdict.WAITING, message, name=case.asked.name), proposed=proposed)


def ruling_on_substitute(case: Case, own: Attendee) -> Ruling:
    """Somebody else named in one's place (RFC 5546, 3.2.2.3)."""
    named = {one.address: one.name for one in case.calendar.attendees}
    others = [{"address": address, "name": named.get(address, "")} for address in own.delegated_to]
    if not others:
        return case.ruled(Verdict.WAITING, NO_SUBSTITUTE, name=case.asked.name)
    written = ", ".join(one["name"] or one["address"] for one in others)
    ruling = case.ruled(Verdict.WAITING, SUBSTITUTE, name=case.asked.name, others=written)
    return replace(ruling, proposed={"substitutes": others})


def kept_calendar(calendar: CalendarMessage, one: Attendee) -> dict[str, object]:
    """What a message says of one person, to be ruled on once it is known whose address it came from."""
    stamp = None if calendar.stamp is None else calendar.stamp.isoformat()
    return {**asdict(replace(calendar, attendees=(one,), stamp=None)), "stamp": stamp}


@dataclass(frozen=True, slots=True)
class Stranger:
    """A calendar message of somebody who is not invited to the meeting that it is about."""

    came: Came
    arrival: Arrival
    calendar: CalendarMessage
    meeting: Meeting

    @property
    def sender(self) -> str:
        """The address from which it came."""
        return self.arrival.sender

    def ruled(self, verdict: Verdict, message: str, **values: str) -> Ruling:
        """A ruling on it, whose sentence names the sender."""
        return Ruling(self.came, verdict, Reason(message, {"sender": self.sender, **values}), self.meeting)


def ruling_on_stranger(arrival: Arrival, calendar: CalendarMessage, *, came: Came, meeting: Meeting) -> Ruling:
    """A calendar message of somebody who is not invited: never heard for anybody else, never let in by itself."""
    stranger, withdrawn = Stranger(came, arrival, calendar, meeting), meeting.person_at(arrival.sender)
    if withdrawn is not None:
        return Ruling(came, Verdict.WAITING, Reason(WITHDRAWN, {"name": withdrawn.name}), meeting, withdrawn)
    for one in calendar.attendees:
        invited = meeting.person_at(one.address)
        if invited is not None and not invited.withdrawn:
            return ruling_in_anothers_name(stranger, one, invited=invited)
    if came is Came.REFRESH:
        return stranger.ruled(Verdict.IGNORED, ASKS)
    return ruling_on_joining(stranger)


def ruling_in_anothers_name(stranger: Stranger, one: Attendee, *, invited: Asked) -> Ruling:
    """An answer for somebody who is invited: of a secretary who says so it waits, of anybody else it is kept apart."""
    if one.sent_by == stranger.sender:
        return replace(stranger.ruled(Verdict.WAITING, SECRETARY, other=one.address), asked=invited)
    kept = {"calendar": kept_calendar(stranger.calendar, one), "writes_for": invited.invitation_id}
    return replace(stranger.ruled(Verdict.QUARANTINED, IMPOSTOR, other=one.address), proposed=kept)


def ruling_on_joining(stranger: Stranger) -> Ruling:
    """A wish to come without having been asked, or instead of somebody."""
    attendees = stranger.calendar.attendees
    instead_of = next((other for one in attendees for other in one.delegated_from), "")
    name = stranger.arrival.sender_name
    proposed: dict[str, object] = {"joins": {"address": stranger.sender, "name": name, "instead_of": instead_of}}
    if instead_of:
        ruling = stranger.ruled(Verdict.WAITING, UNINVITED_SUBSTITUTE, other=instead_of)
        return replace(ruling, proposed=proposed)
    own = next((one for one in attendees if one.address == stranger.sender), None)
    if own is not None:
        proposed["calendar"] = kept_calendar(stranger.calendar, own)
    return replace(stranger.ruled(Verdict.WAITING, UNINVITED), proposed=proposed)
