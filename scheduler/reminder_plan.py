"""Keeping the plan of reminders true: one step at the end of every deed, in its own transaction.

A hook at flush notes which meetings a deed may have changed, so that no deed has to remember; the plan of those is
then derived anew from all that stands. Rows whose time has passed are never added afterwards, and rows that were done
are never touched: what was missed is missed, what was sent is sent.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, event, insert, select, update
from sqlalchemy.orm import Session, UOWTransaction

from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import Base, Instant, db
from models.invitations import Answer, Invitation
from models.outbox import MailBody, OutgoingMail
from models.people import OfficeHolder
from models.places import ClosedDay, ClosedYear, ClosureList
from models.reminders import Reminder, ReminderLadder
from models.sessions import Block, BlockIdentity, CommitteeSession
from scheduler.queries.reminded import Gathering, gatherings
from scheduler.queries.reminded_meetings import entries_to_come
from scheduler.rules.reminder_plan import DueReminder, reminders_due
from vocabulary.reminders import ReminderKind, ReminderState
from vocabulary.states import LetterKind, MailState

NOTED = "samai_reminders_noted"
ROWS: Table = Base.metadata.tables[Reminder.__tablename__]
PLANNED = ReminderState.PLANNED

Note = tuple[str, int]
Key = tuple[int, ReminderKind, int, int]

EVERYWHERE: Note = ("all", 0)
"""A closed day, and who sits where, may concern every meeting to come."""

SOURCES: Mapping[type, Callable[[Any], Note]] = {
    Answer: lambda row: ("invitation", row.invitation_id),
    Block: lambda row: ("entry", row.entry_id),
    CalendarEntry: lambda row: ("entry", row.id),
    ClosedDay: lambda _: EVERYWHERE,
    ClosedYear: lambda _: EVERYWHERE,
    ClosureList: lambda _: EVERYWHERE,
    CommitteeSession: lambda row: ("session", row.id),
    Consultation: lambda row: ("entry", row.entry_id),
    Invitation: lambda row: ("entry", row.entry_id),
    OfficeHolder: lambda _: EVERYWHERE,
    ReminderLadder: lambda row: ("committee", row.committee_id),
}
"""Whatever the plan follows from: a row of these that comes, goes or changes may change it."""


@event.listens_for(db.session, "after_flush")
def note_meetings(session: Session, _context: UOWTransaction) -> None:
    """Remember of which meetings the plan may have changed."""
    for row in (*session.new, *session.deleted, *session.dirty):
        source = SOURCES.get(type(row))
        if source is not None:
            session.info.setdefault(NOTED, set()).add(source(row))


@event.listens_for(db.session, "after_soft_rollback")
def forget_meetings(session: Session, _previous: object) -> None:
    """What was undone changes nothing."""
    session.info.pop(NOTED, None)


def keep_planned(now: datetime) -> None:
    """Plan anew what the deed under way may have changed; a step."""
    db.session.flush()
    noted: set[Note] = db.session.info.pop(NOTED, set())
    if noted:
        plan(concerned(noted), now=now)


def plan_everything(now: datetime) -> int:
    """Plan every meeting anew, as from nothing; how many rows came, went or moved. A step."""
    return plan(concerned({EVERYWHERE}), now=now)


def concerned(noted: Collection[Note]) -> set[int]:
    """The calendar entries that notes are about, as far as anybody was invited, or is to be reminded."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for kind, number in noted:
        numbers[kind].add(number)
    own = numbers["entry"] | entries_behind(numbers["invitation"], numbers["session"])
    found = issued_among(own) | planned_among(own)
    if EVERYWHERE in noted:
        found |= issued_among(entries_to_come(None))
    elif numbers["committee"]:
        found |= issued_among(entries_to_come(numbers["committee"]))
    return found


def entries_behind(invitation_ids: Collection[int], session_ids: Collection[int]) -> set[int]:
    """What these invitations are to, and the runs of days that these sessions have or had."""
    found: set[int] = set()
    if invitation_ids:
        found |= set(db.session.scalars(select(Invitation.entry_id).where(Invitation.id.in_(invitation_ids))))
    if session_ids:
        runs = select(BlockIdentity.entry_id).where(BlockIdentity.session_id.in_(session_ids))
        found |= set(db.session.scalars(runs))
    return found


def issued_among(entry_ids: Collection[int]) -> set[int]:
    """Those of these calendar entries to which anybody was invited."""
    issued = select(CalendarEntry.id).where(
        CalendarEntry.id.in_(entry_ids), CalendarEntry.issued_revision_id.is_not(None)
    )
    return set(db.session.scalars(issued)) if entry_ids else set()


def planned_among(entry_ids: Collection[int]) -> set[int]:
    """Those of which somebody is to be reminded, by a plan that may hold no more."""
    waiting = select(Reminder.entry_id).where(Reminder.entry_id.in_(entry_ids), Reminder.state == PLANNED).distinct()
    return set(db.session.scalars(waiting)) if entry_ids else set()


def plan(entry_ids: Collection[int], *, now: datetime) -> int:
    """Make the planned rows of these meetings say what follows from everything that stands."""
    if not entry_ids:
        return 0
    known = gatherings(entry_ids, now=now)
    wanted = {key: (one, due) for one in known.values() for key, due in wanted_of(one)}
    here = select(ROWS).where(ROWS.c.entry_id.in_(entry_ids))
    present = {(row.invitation_id, row.kind, row.step, row.sequence): row for row in db.session.execute(here)}
    planned = {key: row for key, row in present.items() if row.state is PLANNED}
    gone = [row.id for key, row in planned.items() if key not in wanted]
    moved = [
        {"number": planned[key].id, "at": due.at, "starts": starts_of(one)}
        for key, (one, due) in wanted.items()
        if key in planned and is_other(planned[key], due, starts=starts_of(one))
    ]
    new = [row_of(one, due) for key, (one, due) in wanted.items() if key not in present and is_ahead(one, due, now=now)]
    write(gone, moved, new=new)
    drop_needless(known.values())
    return len(gone) + len(moved) + len(new)


def write(gone: list[int], moved: list[dict[str, Any]], *, new: list[dict[str, Any]]) -> None:
    """Take rows out, move some, add others: three statements at the most."""
    if gone:
        db.session.execute(delete(ROWS).where(ROWS.c.id.in_(gone)))
    if moved:
        change = update(ROWS).where(ROWS.c.id == bindparam("number"))
        at, starts = bindparam("at", type_=Instant), bindparam("starts", type_=Instant)
        db.session.connection().execute(change.values(planned_for=at, due_at=at, until=starts, waits=None), moved)
    if new:
        db.session.connection().execute(insert(ROWS), new)


def wanted_of(one: Gathering) -> Iterator[tuple[Key, DueReminder]]:
    """Everything that is to remind somebody of a meeting, by what makes it the only one of its kind."""
    timing = one.timing
    if timing is not None and one.is_open:
        for due in reminders_due(timing, one.addressees.values()):
            yield (due.invitation_id, due.kind, due.step, one.sequence), due


def starts_of(one: Gathering) -> datetime:
    """When a meeting of which somebody is to be reminded starts, as its invited know it."""
    starts = one.meeting.starts
    if starts is None:
        raise ValueError("nobody is reminded of a meeting without an hour")
    return starts


def is_other(row: Any, due: DueReminder, *, starts: datetime) -> bool:
    """Whether a planned row says another time than it should."""
    return (row.planned_for, row.until) != (due.at, starts)


def is_ahead(one: Gathering, due: DueReminder, *, now: datetime) -> bool:
    """Whether a reminder lies on a later day: whoever was told today is not reminded today, nor of days gone by."""
    return due.at > now and one.home.day_of(due.at) > one.home.day_of(now)


def row_of(one: Gathering, due: DueReminder) -> dict[str, Any]:
    """A planned reminder as its row."""
    return {
        "entry_id": one.meeting.entry_id,
        "invitation_id": due.invitation_id,
        "kind": due.kind,
        "step": due.step,
        "sequence": one.sequence,
        "planned_for": due.at,
        "due_at": due.at,
        "until": starts_of(one),
        "state": PLANNED,
        "held_by": "",
    }


def drop_needless(meetings: Collection[Gathering]) -> None:
    """Let no reminder leave that waits still and has lost its reason since it was promised."""
    entries = [one.meeting.entry_id for one in meetings]
    rows = db.session.execute(
        select(OutgoingMail.id, Reminder.id, Reminder.entry_id, Reminder.invitation_id, Reminder.kind)
        .join(Reminder, Reminder.mail_id == OutgoingMail.id)
        .where(
            Reminder.entry_id.in_(entries),
            Reminder.state == ReminderState.SENT,
            OutgoingMail.state == MailState.QUEUED,
        )
    ).all()
    by_entry = {one.meeting.entry_id: one for one in meetings}
    lost = [row for row in rows if not has_reason(by_entry[row.entry_id], row)]
    if lost:
        unsent(mails=[row[0] for row in lost], reminders=[row[1] for row in lost], state=ReminderState.WITHHELD)


def has_reason(one: Gathering, row: Any) -> bool:
    """Whether a promised reminder still has its reason."""
    missing = one.silent if row.kind is ReminderKind.ANSWER else one.coming
    return one.stands and row.invitation_id in missing


def unsent(*, mails: Collection[int], reminders: Collection[int], state: ReminderState) -> None:
    """Take promised reminders back that no server has taken; a step."""
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id.in_(mails), OutgoingMail.state == MailState.QUEUED)
        .values(state=MailState.DROPPED)
    )
    db.session.execute(update(ROWS).where(ROWS.c.id.in_(reminders)).values(state=state))


def overtaken_letters(now: datetime) -> int:
    """Take back every promised reminder whose meeting has begun before its letter could leave; how many. A step."""
    rows = db.session.execute(
        select(OutgoingMail.id, Reminder.id)
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .join(Reminder, Reminder.mail_id == OutgoingMail.id)
        .where(
            OutgoingMail.state == MailState.QUEUED,
            MailBody.kind == LetterKind.REMINDER,
            Reminder.until <= now,
        )
    ).all()
    if rows:
        unsent(mails=[row[0] for row in rows], reminders=[row[1] for row in rows], state=ReminderState.MISSED)
    return len(rows)
