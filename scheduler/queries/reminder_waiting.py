"""What the overview says of reminders: what leaves next, whom to call, what was missed, and what the clock holds up."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from models.database import db
from models.reminders import Reminder
from scheduler.queries.due_reminders import long_overdue
from scheduler.queries.reminded import Gathering, gatherings
from scheduler.queries.reminded_meetings import entries_of_committee
from scheduler.rules.waiting import Waiting, WaitingKind, waiting
from vocabulary.days import bilingual_day, in_zone
from vocabulary.reminders import Reach, ReminderKind, ReminderState
from vocabulary.text import Bilingual

SOON, RECENT = timedelta(days=4), timedelta(days=14)
SEVERAL = select(func.count()).select_from(Reminder)


def about_reminders(committee_id: int, tzid: str, *, now: datetime) -> Iterator[Waiting]:
    """Everything of one committee's reminders that somebody should know of; six queries at the most."""
    yield from leaving(committee_id, tzid, now=now)
    yield from missed(committee_id, now=now)
    yield from to_be_called(committee_id, now=now)
    overdue = long_overdue(now)
    if overdue:
        yield waiting(WaitingKind.LATE_REMINDERS, committee_id, count=overdue)


def leaving(committee_id: int, tzid: str, *, now: datetime) -> Iterator[Waiting]:
    """How many reminders leave next, when that is soon: one line, with the hour of the first."""
    own = (Reminder.state == ReminderState.PLANNED, Reminder.entry_id.in_(entries_of_committee(committee_id)))
    first = db.session.scalar(select(func.min(Reminder.due_at)).where(*own, Reminder.due_at > now))
    if first is None or first > now + SOON:
        return
    count = db.session.scalar(SEVERAL.where(*own, Reminder.due_at.between(first, first + timedelta(hours=12)))) or 0
    at = in_zone(first, tzid)
    yield waiting(WaitingKind.REMINDERS, committee_id, count=count, day=bilingual_day(at.date()), clock=f"{at:%H:%M}")


def missed(committee_id: int, *, now: datetime) -> Iterator[Waiting]:
    """How many reminders have been missed lately."""
    count = db.session.scalar(
        SEVERAL.where(
            Reminder.entry_id.in_(entries_of_committee(committee_id)),
            Reminder.state == ReminderState.MISSED,
            Reminder.done_at > now - RECENT,
        )
    )
    if count:
        yield waiting(WaitingKind.MISSED_REMINDERS, committee_id, count=count)


def to_be_called(committee_id: int, *, now: datetime) -> Iterator[Waiting]:
    """Agencies and delegates who have not answered although the last step of their ladder has been sent."""
    reached = select(Reminder.entry_id, Reminder.invitation_id, Reminder.step).where(
        Reminder.entry_id.in_(entries_of_committee(committee_id)),
        Reminder.kind == ReminderKind.ANSWER,
        Reminder.state == ReminderState.SENT,
        Reminder.until > now,
    )
    rows = db.session.execute(reached).all()
    known = gatherings({row.entry_id for row in rows}, now=now) if rows else {}
    told: set[tuple[int, tuple[str, int]]] = set()
    for row in rows:
        meeting = known[row.entry_id]
        if is_silent_to_the_last(meeting, row.invitation_id, step=row.step):
            party = next(meeting.party_of(each) for each in meeting.invited if each.id == row.invitation_id)
            if (row.entry_id, party) not in told:
                told.add((row.entry_id, party))
                yield call(meeting, row.invitation_id)


def is_silent_to_the_last(meeting: Gathering, invitation_id: int, *, step: int) -> bool:
    """Whether an answer is still missing although this step, the one that also reaches the mailbox, has been sent."""
    one = meeting.addressees.get(invitation_id)
    if one is None or invitation_id not in meeting.silent or not meeting.stands:
        return False
    return any(rung.reach is Reach.MAILBOX and rung.days == step for rung in one.ladder.steps)


def call(meeting: Gathering, invitation_id: int) -> Waiting:
    """Whom to call, about what: an agency, or one of a session's delegation."""
    row, one = next(each for each in meeting.invited if each.id == invitation_id), meeting.meeting
    alone = one.is_session or row.agency_id is None
    name = Bilingual(row.name_en, row.name_th) if alone else Bilingual(row.agency_en, row.agency_th)
    kind = WaitingKind.CALL_DELEGATE if one.is_session else WaitingKind.CALL
    day = first_day(meeting)
    return waiting(kind, one.place.number, agency=name.plain, title=one.title.plain, day=bilingual_day(day))


def first_day(meeting: Gathering) -> date:
    """The day on which it begins: its own, or that of its hour at home."""
    facts, timing = meeting.facts, meeting.timing
    if facts is None or timing is None:
        raise ValueError("nobody is called about a meeting of which nothing was told")
    return facts.first_day or meeting.home.day_of(timing.starts)
