"""Promising the reminders that are due: each meeting's in one transaction, which claims, judges and writes letters.

Nothing outside is done meanwhile, so that no lease is needed: a death undoes the claim with everything else.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import Row, Table, and_, func, insert, select, update

from models.database import Base, db
from models.invitations import Invitation
from models.outbox import MailBody, OutgoingMail
from models.reminders import Reminder
from scheduler.audit import Record, append_row
from scheduler.deed import keep_demonstration_going, writing
from scheduler.histories import reader_of, threads_of
from scheduler.queries.reminded import Gathering, gatherings, parties
from scheduler.rules.reminder_judgement import Claimed, Holder, Meeting, Room, Verdict, verdicts
from vocabulary.actor import REMINDERS
from vocabulary.reminders import ReminderKind, ReminderLimits, ReminderState, Wait
from vocabulary.states import Language, LetterKind, MailState, Method, PartStat
from vocabulary.text import Bilingual

ROWS: Table = Base.metadata.tables[Reminder.__tablename__]
MAILS: Table = Base.metadata.tables[OutgoingMail.__tablename__]
LETTER = ROWS.c.mail_id.is_not(None)
"""Whether a letter was made of a reminder; one that is only claimed has none yet."""

CLAIM = 250
"""How many people's reminders of a meeting are claimed at once."""

HOUR = timedelta(hours=1)
DEED = "send reminders"
TOLD = {
    ReminderState.SENT: "letters",
    ReminderState.WITHHELD: "withheld",
    ReminderState.HELD: "held",
    ReminderState.MISSED: "missed",
}
"""What the audit says of each fate; one that went into another is in that one's letter."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Both clocks: the deeds' time, by which reminders fall due, and the wall clock's, by which letters leave."""

    now: datetime
    wall: datetime


def promise_of(entry_id: int, *, at: Moments, limits: ReminderLimits, domain: str) -> Counter[ReminderState]:
    """Promise what is due of one meeting, at most once and only where its reason still stands; what became of it."""
    with writing():
        claimed = claim(entry_id, now=at.now)
        found = gatherings([entry_id], now=at.now).get(entry_id)
        if not claimed or found is None:
            return Counter()
        judged = list(judge(found, claimed, now=at.now, limits=limits))
        settle(judged)
        Promise(found, at, domain).write(claimed, judged)
        outcome = Counter(verdict.state for verdict in judged)
        if any(state is not ReminderState.PLANNED for state in outcome):
            record = Record()
            told = {name: outcome[state] for state, name in TOLD.items() if outcome[state]}
            record.about(found.meeting.place.kind, found.meeting.place.number, **told)
            append_row(DEED, record, by=REMINDERS, now=at.now)
            keep_demonstration_going(at.now)
        return outcome


def claim(entry_id: int, *, now: datetime, most: int = CLAIM) -> list[Claimed]:
    """Take what is due of a meeting, all that one person is owed together, so that it becomes one letter.

    Whoever comes second finds nothing; a step.
    """
    due = and_(ROWS.c.state == ReminderState.PLANNED, ROWS.c.due_at <= now, ROWS.c.entry_id == entry_id)
    people = (
        select(ROWS.c.invitation_id)
        .where(due)
        .group_by(ROWS.c.invitation_id)
        .order_by(func.min(ROWS.c.due_at), func.min(ROWS.c.id))
        .limit(most)
    )
    taken = db.session.execute(
        update(ROWS)
        .where(due, ROWS.c.invitation_id.in_(people.scalar_subquery()))
        .values(state=ReminderState.SENT, waits=None, done_at=now)
        .returning(ROWS.c.id, ROWS.c.invitation_id, ROWS.c.kind, ROWS.c.step, ROWS.c.sequence)
    )
    return [Claimed(*row) for row in taken]


def judge(found: Gathering, claimed: Sequence[Claimed], *, now: datetime, limits: ReminderLimits) -> Sequence[Verdict]:
    """What becomes of each."""
    timing = found.timing
    meeting = Meeting(
        starts=now if timing is None else timing.starts,
        stands=found.stands,
        paused=found.paused,
        sequence=found.sequence,
    )
    numbers = {one.invitation_id for one in claimed}
    room = Room(limits.an_hour - sent_since(now - HOUR), limits.a_person)
    holders = holders_of(found, numbers, now=now)
    return list(verdicts(claimed, meeting, holders=holders, now=now, room=room))


def holders_of(found: Gathering, numbers: Collection[int], *, now: datetime) -> dict[int, Holder]:
    """How those stand whose reminders are due."""
    letters, reminded = last_letters(numbers), reminded_since(now - HOUR, numbers)
    holders = {}
    for number in numbers:
        one = found.addressees.get(number)
        holders[number] = Holder(
            holds=one is not None,
            is_silent=number in found.silent,
            comes=number in found.coming,
            letter=letters.get(number),
            seat=found.home if one is None else one.seat,
            reminded=reminded.get(number, 0),
        )
    return holders


def sent_since(instant: datetime) -> int:
    """How many reminders were promised since then."""
    return db.session.scalar(select(func.count()).where(ROWS.c.done_at > instant, LETTER)) or 0


def reminded_since(instant: datetime, numbers: Collection[int]) -> dict[int, int]:
    """By invitation, how many reminders its holder was promised since then, of whichever meeting."""
    own = select(Invitation.id, Invitation.person_id).where(Invitation.id.in_(numbers)).subquery()
    rows = db.session.execute(
        select(own.c.id, func.count())
        .join(Invitation, Invitation.person_id == own.c.person_id)
        .join(ROWS, ROWS.c.invitation_id == Invitation.id)
        .where(ROWS.c.done_at > instant, LETTER)
        .group_by(own.c.id)
    )
    return {number: count for number, count in rows}  # noqa: C416 - rows are no pairs


def last_letters(numbers: Collection[int]) -> dict[int, MailState]:
    """By invitation, how the last letter stands that was let go."""
    last = (
        select(func.max(MAILS.c.id))
        .where(MAILS.c.invitation_id.in_(numbers), MAILS.c.state.not_in([MailState.DRAFT, MailState.DROPPED]))
        .group_by(MAILS.c.invitation_id)
    )
    rows = db.session.execute(select(MAILS.c.invitation_id, MAILS.c.state).where(MAILS.c.id.in_(last)))
    return {row.invitation_id: row.state for row in rows}


@dataclass(frozen=True)
class Promise:
    """Writes the letters of one meeting's reminders: one body a revision, one envelope a person."""

    found: Gathering
    at: Moments
    domain: str

    def write(self, claimed: Sequence[Claimed], judged: Sequence[Verdict]) -> None:
        """The letters of those that are to be sent; a step."""
        going = {verdict.reminder_id for verdict in judged if verdict.state is ReminderState.SENT}
        sent = [one for one in claimed if one.id in going]
        if not sent:
            return
        threads = threads_of([one.invitation_id for one in sent])
        rows = {row.id: row for row in self.found.invited}
        bodies = self.bodies({rows[one.invitation_id].told_revision_id for one in sent})
        mails = [self.envelope(one, rows[one.invitation_id], bodies=bodies, threads=threads) for one in sent]
        db.session.connection().execute(insert(MAILS), mails)
        own = (MAILS.c.invitation_id == ROWS.c.invitation_id, MAILS.c.body_id.in_(bodies.values()))
        number = select(MAILS.c.id).where(*own).scalar_subquery()
        db.session.execute(update(ROWS).where(ROWS.c.id.in_(going)).values(mail_id=number))

    def bodies(self, revisions: Collection[int]) -> dict[int, int]:
        """A body for each state of the meeting that somebody was told."""
        made = {number: MailBody(kind=LetterKind.REMINDER, revision_id=number) for number in revisions}
        db.session.add_all(made.values())
        db.session.flush()
        return {number: body.id for number, body in made.items()}

    def envelope(
        self, one: Claimed, row: Row[Any], *, bodies: Mapping[int, int], threads: Mapping[int, str]
    ) -> dict[str, Any]:
        """One person's letter, or a mailbox's: address, name and language are frozen here."""
        comes = one.kind is ReminderKind.MEETING
        return {
            "body_id": bodies[row.told_revision_id],
            "person_id": row.person_id,
            "invitation_id": row.id,
            "address": row.address,
            "name": self.name_of(row),
            "language": row.language,
            "copied": self.copied(row),
            "participation": row.participation,
            "part": row.part,
            "partstat": PartStat.ACCEPTED if comes else PartStat.NEEDS_ACTION,
            "generation": row.generation,
            "message_id": f"<{token_hex(16)}@{self.domain}>",
            "thread": threads.get(row.id, ""),
            "previous_revision_id": row.told_revision_id,
            "previous_method": Method.REQUEST,
            "state": MailState.QUEUED,
            "created_at": self.at.now,
            "due_at": self.at.wall,
            "attempts": 0,
            "reply_text": "",
            "encloses": False,
        }

    def name_of(self, row: Row[Any]) -> str:
        """What the reader is called."""
        if row.person_id is not None:
            return named(row, row.language)
        invitation = db.session.get_one(Invitation, row.id)
        return reader_of(invitation).name

    def copied(self, row: Row[Any]) -> str:
        """For a mailbox: who is asked for the agency, a line each."""
        if row.person_id is not None:
            return ""
        asked = dict(parties(self.found)).get(self.found.party_of(row), [])
        return "\n".join(named(one, row.language) for one in asked if one.person_id is not None)


def named(row: Row[Any], language: Language) -> str:
    """Somebody's name without marks, in a language."""
    return Bilingual(row.name_en, row.name_th).plain.text(language)


def settle(judged: Sequence[Verdict]) -> None:
    """Write down what became of those that are not sent after all: one statement a fate; a step."""
    fates: dict[tuple[ReminderState, Wait | None, datetime | None], list[int]] = defaultdict(list)
    for one in judged:
        if one.state is not ReminderState.SENT:
            fates[one.state, one.waits, one.again_at].append(one.reminder_id)
    for (state, waits, again_at), numbers in fates.items():
        became: dict[str, object] = {"state": state, "waits": waits}
        if again_at is not None:
            became |= {"due_at": again_at, "done_at": None}
        db.session.execute(update(ROWS).where(ROWS.c.id.in_(numbers)).values(**became))
