"""Mail that comes in: read, ruled on, kept, and where the rule says so, applied.

However it arrives, it ends here. Whoever calls may forget a message as soon as this returns: it is durable then.
"""

import hashlib
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from models.database import db, does_not_answer
from models.inbound import ReceivedContent, ReceivedMail
from models.invitations import Answer
from models.outbox import OutgoingMail
from scheduler.answers import GivenAnswer, answer_row, take_substitute_back
from scheduler.deed import deed, writing
from scheduler.queries.inbound import Mailroom, mailroom_for
from scheduler.rules.inbound import ruling_on
from scheduler.rules.inbound_bounces import code_in
from scheduler.rules.inbound_cases import Asked, Given, LastAnswer, Returned, Ruling
from vocabulary.actor import Actor
from vocabulary.inbound import Arrival, CalendarMessage, Came, Reason, Verdict
from vocabulary.invite import Desk
from vocabulary.states import AnswerSource, MailState
from vocabulary.text import N_

LOG = logging.getLogger(__name__)

AT_ONCE = 100
"""Mails in one transaction: so many share the one wait for the disk."""

LATEST = timedelta(days=7)
"""A calendar whose clock is further behind is not believed about when its answer was given."""

OUR_FAULT = N_("The mail was read, and taking it in failed. Show it to whoever runs the service.")
SAME_BYTES = N_("The very same message was taken in before.")


@dataclass(frozen=True, slots=True)
class Letterbox:
    """How mail is taken in here: for which desk, until when a message is kept, whose word on senders counts."""

    desk: Desk
    kept_until: datetime
    server: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as it came, and as it was read."""

    raw: bytes
    arrival: Arrival

    @property
    def digest(self) -> str:
        """What tells it from every other message."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one message; `number` is its row's."""

    number: int
    came: Came
    verdict: Verdict
    reason: Reason
    subject: str = ""
    sender: str = ""


@dataclass
class Desktop:
    """One transaction's view: what is on file, and the rows made so far by their digests."""

    box: Letterbox
    room: Mailroom
    by: Actor
    now: datetime
    rows: dict[str, ReceivedMail] = field(default_factory=dict)


def receive(mails: Sequence[Incoming], *, box: Letterbox, by: Actor, now: datetime) -> list[Taken]:
    """Take these messages in; what was taken in before has no second effect.

    A message that the tables refuse, whatever it is, is kept as quarantined and stops no other. Where the database is
    away, this raises and nothing was taken: the messages must be offered again.
    """
    taken: list[Taken] = []
    for first in range(0, len(mails), AT_ONCE):
        taken += taken_somehow(mails[first : first + AT_ONCE], box=box, by=by, now=now)
    return taken


def taken_somehow(mails: Sequence[Incoming], *, box: Letterbox, by: Actor, now: datetime) -> list[Taken]:
    """All at once, or else one by one; of one that cannot be taken in even so, only the message is kept."""
    try:
        return take_in(mails, box=box, by=by, now=now)
    except Exception as error:
        if does_not_answer(error):
            raise
        LOG.exception("mails could not be taken in", extra={"mails": len(mails)})
    if len(mails) > 1:
        return [one for mail in mails for one in taken_somehow([mail], box=box, by=by, now=now)]
    return take_in([Incoming(mails[0].raw, Arrival(fault=Reason(OUR_FAULT)))], box=box, by=by, now=now)


def take_in(mails: Sequence[Incoming], *, box: Letterbox, by: Actor, now: datetime) -> list[Taken]:
    """Some messages in one transaction: each is ruled on after the ones before it."""
    digests = [one.digest for one in mails]
    known = taken_before(digests)
    if len(known) == len(set(digests)):
        db.session.rollback()
        return results(mails, before=known, rows={})
    with deed("receive mail", by=by, now=now) as record:
        before = taken_before(digests)
        fresh = {one.digest: one for one in mails if one.digest not in before}
        room = mailroom_for([one.arrival for one in fresh.values()], desk=box.desk, server=box.server)
        desktop = Desktop(box, room, by, now)
        for mail in fresh.values():
            desktop.rows[mail.digest] = take(mail, desktop)
        db.session.flush()
        for row in list(desktop.rows.values())[:1]:
            record.about("received_mail", row.id, received=len(desktop.rows))
        return results(mails, before=before, rows=desktop.rows)


def results(mails: Sequence[Incoming], *, before: Mapping[str, int], rows: Mapping[str, ReceivedMail]) -> list[Taken]:
    """What became of each, in their order; of the same bytes twice, the second has become nothing."""
    told: list[Taken] = []
    seen: set[str] = set()
    for mail in mails:
        number = before.get(mail.digest) or rows[mail.digest].id
        if mail.digest in before or mail.digest in seen:
            told.append(Taken(number, Came.MESSAGE, Verdict.DUPLICATE, Reason(SAME_BYTES)))
        else:
            row = rows[mail.digest]
            reason = Reason(row.reason, row.reason_values)
            told.append(Taken(row.id, row.came, row.verdict, reason, row.subject, row.sender_address))
        seen.add(mail.digest)
    return told


def taken_before(digests: Collection[str]) -> dict[str, int]:
    """The numbers of these messages, as far as they were taken in before."""
    rows = db.session.execute(select(ReceivedMail.digest, ReceivedMail.id).where(ReceivedMail.digest.in_(digests)))
    return {row[0]: row[1] for row in rows}


def take(mail: Incoming, desktop: Desktop) -> ReceivedMail:
    """One message with its verdict and its effect."""
    arrival, room = mail.arrival, desktop.room
    ruling = ruling_on(arrival, room.known(arrival, now=desktop.now))
    row = row_of(mail, ruling, desktop=desktop)
    db.session.add_all([row, ReceivedContent(mail=row, content=mail.raw, kept_until=desktop.box.kept_until)])
    if arrival.message_id and arrival.fault is None:
        room.seen.add((arrival.message_id, arrival.sender))
    if ruling.given is not None:
        row.answer = answer_of(ruling.given, desktop=desktop)
    if ruling.returned is not None and ruling.verdict is Verdict.APPLIED:
        mark_returned(ruling.returned, ruling.words)
    return row


def answer_of(given: Given, *, desktop: Desktop) -> Answer:
    """The answer as a row of the one ledger; the next mail of the same person is held against it."""
    number, partstat = given.asked.invitation_id, given.partstat
    desktop.room.last[number] = LastAnswer(given.sequence, given.stamp, partstat.value, given.comment)
    if number in desktop.room.substituted:
        take_substitute_back(number, now=desktop.now)
    said_at = given.stamp if desktop.now - given.stamp <= LATEST else desktop.now
    answer = GivenAnswer(partstat, given.comment, AnswerSource.CALENDAR, given.asked.name, said_at)
    return answer_row(number, answer, sequence=given.sequence, by=desktop.by, now=desktop.now)


def row_of(mail: Incoming, ruling: Ruling, *, desktop: Desktop) -> ReceivedMail:
    """A message as a row: what it says of itself, and what became of it."""
    arrival, known, letter = mail.arrival, desktop.room, ruling.returned
    row = ReceivedMail(
        received_at=desktop.now,
        digest=mail.digest,
        size=len(mail.raw),
        message_id=arrival.message_id,
        came=ruling.came,
        verdict=ruling.verdict,
        reason=ruling.reason.message,
        reason_values=dict(ruling.reason.values),
        sender_address=next(iter(arrival.senders), ""),
        sender_name=arrival.sender_name,
        subject=arrival.subject,
        words=arrival.words,
        entry_id=None if ruling.meeting is None else ruling.meeting.entry_id,
        invitation_id=None if ruling.asked is None else ruling.asked.invitation_id,
        person_id=known.people.get(arrival.sender),
        proposed=None if ruling.proposed is None else dict(ruling.proposed),
    )
    if letter is not None:
        row.outgoing_id, row.entry_id, row.invitation_id = letter.mail_id, letter.entry_id, letter.invitation_id
    if arrival.calendar is not None:
        fill_in(row, arrival.calendar, asked=ruling.asked)
    return row


def fill_in(row: ReceivedMail, calendar: CalendarMessage, *, asked: Asked | None) -> None:
    """What the calendar part says, beside the rest; its answer is that of whom it is about: mostly the sender."""
    own = next((one for one in calendar.attendees if is_own(one.address, row, asked=asked)), None)
    row.method, row.sequence, row.comment = calendar.method, calendar.sequence, calendar.comment
    row.stamp = min(calendar.stamp or row.received_at, row.received_at)
    row.partstat = "" if own is None else own.partstat


def is_own(address: str, row: ReceivedMail, *, asked: Asked | None) -> bool:
    """Whether an ATTENDEE is the person asked, under whichever of his or her addresses, or else the sender."""
    return address == row.sender_address if asked is None else asked.has(address)


def mark_returned(letter: Returned, words: str) -> None:
    """A letter that came back stands where refused ones stand, in the server's words."""
    mail = db.session.get_one(OutgoingMail, letter.mail_id)
    code = code_in(words)
    mail.state, mail.reply_code, mail.reply_text = MailState.BOUNCED, code, words.removeprefix(f"{code} ")


def erase_expired(*, wall: datetime) -> int:
    """Erase every message whose time is over; its row stays. How many they were."""
    due = select(ReceivedContent.id).where(ReceivedContent.kept_until <= wall)
    if db.session.scalar(due.limit(1)) is None:
        db.session.rollback()
        return 0
    with writing():
        gone = db.session.execute(
            delete(ReceivedContent).where(ReceivedContent.kept_until <= wall).returning(ReceivedContent.id)
        )
        return len(gone.all())
