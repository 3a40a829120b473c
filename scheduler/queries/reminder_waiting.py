"""What the overview says of reminders: what leaves next, whom to call, what was missed, and what the clock holds up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select

from models.consultations import Consultation
from models.database import db
from models.reminders import Reminder
from scheduler.queries.due_reminders import long_overdue
from scheduler.queries.reminded import Gathering, gatherings, party_of
from scheduler.rules.waiting import Waiting, WaitingKind, waiting
from vocabulary.days import bilingual_day, in_zone
from vocabulary.reminders import Reach, ReminderKind, ReminderState
from vocabulary.text import Bilingual

SOON, RECENT = timedelta(days=4), timedelta(days=14)
SEVERAL = select(func.count()).select_from(Reminder).join(Consultation, Consultation.entry_id == Reminder.entry_id)


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
    own = (Reminder.state == ReminderState.PLANNED, Consultation.committee_id == committee_id)
    of_committee = select(func.min(Reminder.due_at)).join(Consultation, Consultation.entry_id == Reminder.entry_id)
    first = db.session.scalar(of_committee.where(*own, Reminder.due_at > now))
    if first is None or first > now + SOON:
        return
    count = db.session.scalar(SEVERAL.where(*own, Reminder.due_at.between(first, first + timedelta(hours=12)))) or 0
    at = in_zone(first, tzid)
    yield waiting(WaitingKind.REMINDERS, committee_id, count=count, day=bilingual_day(at.date()), clock=f"{at:%H:%M}")


def missed(committee_id: int, *, now: datetime) -> Iterator[Waiting]:
    """How many reminders have been missed lately."""
    count = db.session.scalar(
        SEVERAL.where(
            Consultation.committee_id == committee_id,
            Reminder.state == ReminderState.MISSED,
            Reminder.done_at > now - RECENT,
        )
    )
    if count:
        yield waiting(WaitingKind.MISSED_REMINDERS, committee_id, count=count)


def to_be_called(committee_id: int, *, now: datetime) -> Iterator[Waiting]:
    """Agencies that have not answered although the last step of their ladder has been sent."""
    reached = (
        select(Reminder.entry_id, Reminder.invitation_id, Reminder.step)
        .join(Consultation, Consultation.entry_id == Reminder.entry_id)
        .where(
            Consultation.committee_id == committee_id,
            Reminder.kind == ReminderKind.ANSWER,
            Reminder.state == ReminderState.SENT,
            Reminder.until > now,
        )
    )
    rows = db.session.execute(reached).all()
    known = gatherings({row.entry_id for row in rows}, now=now) if rows else {}
    told: set[tuple[int, tuple[str, int]]] = set()
    for row in rows:
        meeting = known[row.entry_id]
        one = meeting.addressees.get(row.invitation_id)
        if one is None or row.invitation_id not in meeting.silent or not meeting.stands:
            continue
        asks = any(step.reach is Reach.MAILBOX and step.days == row.step for step in one.ladder.steps)
        party = next(party_of(each) for each in meeting.invited if each.id == row.invitation_id)
        if asks and (row.entry_id, party) not in told:
            told.add((row.entry_id, party))
            yield call(meeting, row.invitation_id)


def call(meeting: Gathering, invitation_id: int) -> Waiting:
    """Whom to call, about what."""
    row = next(each for each in meeting.invited if each.id == invitation_id)
    name = Bilingual(row.agency_en, row.agency_th) if row.agency_id is not None else Bilingual(row.name_en, row.name_th)
    day = bilingual_day(meeting.consultation.day)
    return waiting(
        WaitingKind.CALL, meeting.consultation.id, agency=name.plain, title=meeting.consultation.title.plain, day=day
    )
