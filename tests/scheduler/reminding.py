"""A capital whose closed days are on file, and a look at what is due at an hour of its clock."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.outbox import MailBody, OutgoingMail
from models.places import ClosedDay, ClosedYear, ClosureList
from models.reminders import Reminder
from scheduler.answers import GivenAnswer, record_answer
from scheduler.deed import deed
from scheduler.queries.due_reminders import due_entries
from scheduler.reminder_plan import plan_everything
from scheduler.reminders import Moments, promise_of
from tests.making import Ministry
from vocabulary.actor import OPERATOR
from vocabulary.closed_days import ClosedDayState
from vocabulary.reminders import ReminderLimits, ReminderState
from vocabulary.states import AnswerSource, LetterKind, MailState, PartStat

LIMITS = ReminderLimits()
MEETING = datetime(2022, 2, 14, 7, 0, tzinfo=UTC)
"""Monday 14 February 2022, 14:00 in Bangkok."""

BANGKOK = ZoneInfo("Asia/Bangkok")
HOLIDAYS = (date(2022, 1, 3), date(2022, 2, 16))


def bangkok(day: int, hour: int = 9, *, month: int = 1, minute: int = 0) -> datetime:
    """An hour of a day of 2022 in the capital."""
    return datetime(2022, month, day, hour, minute, tzinfo=BANGKOK).astimezone(UTC)


def put_on_file(ministry: Ministry, years: Iterable[int] = (2021, 2022)) -> ClosureList:
    """Give the capital a list of closed days that has these years as a whole."""
    closures = ClosureList(key="thai", name_en="Thai offices", name_th="ราชการไทย")
    closures.years = [ClosedYear(year=year, source="Cabinet", added_by="") for year in years]
    closures.days = [
        ClosedDay(day=day, name_en="Closed", name_th="หยุด", state=ClosedDayState.CONFIRMED) for day in HOLIDAYS
    ]
    committee = db.session.get_one(Committee, ministry.committee_id)
    committee.home.closure_list = closures
    db.session.commit()
    return closures


def look(now: datetime, limits: ReminderLimits = LIMITS) -> Counter[ReminderState]:
    """What a worker's look at this hour makes of everything that is due."""
    outcome: Counter[ReminderState] = Counter()
    for entry_id in due_entries(now):
        outcome += promise_of(entry_id, at=Moments(now, now), limits=limits, domain="mfa.example")
    return outcome


def replan(now: datetime) -> None:
    with deed("rebuild search", by=OPERATOR, now=now):
        plan_everything(now)


def states() -> Counter[ReminderState]:
    return Counter(db.session.scalars(select(Reminder.state)))


def plans() -> list[tuple[int, int, datetime]]:
    """What is planned: to which invitation, by which step, when."""
    rows = db.session.scalars(
        select(Reminder)
        .where(Reminder.state == ReminderState.PLANNED)
        .order_by(Reminder.invitation_id, Reminder.due_at)
    )
    return [(row.invitation_id, row.step, row.due_at) for row in rows]


def reminder_mails() -> list[OutgoingMail]:
    return list(
        db.session.scalars(
            select(OutgoingMail)
            .join(MailBody, MailBody.id == OutgoingMail.body_id)
            .where(MailBody.kind == LetterKind.REMINDER)
            .order_by(OutgoingMail.id)
        )
    )


def deliver_all() -> None:
    """Pretend that a sender has delivered whatever waits."""
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)):
        mail.state, mail.attempts = MailState.SENT, 1
    db.session.commit()


def answer(invitation_id: int, partstat: PartStat = PartStat.ACCEPTED, *, now: datetime) -> None:
    given = GivenAnswer(partstat, "", AnswerSource.PHONE, "Ms Focal", now)
    record_answer(invitation_id, given, by=OPERATOR, now=now)
