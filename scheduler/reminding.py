"""The desk's word on reminders: when they leave, and which do not."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.people import Agency
from models.reminders import Reminder, ReminderLadder, ReminderPause
from models.sessions import CommitteeSession
from scheduler.deed import deed
from scheduler.installation import the_installation
from scheduler.queries.ladders import committee_of, in_force, ladder_row
from scheduler.queries.reminded_meetings import reminded_meetings
from scheduler.queries.sessions import NO_SESSION
from scheduler.queries.sights import refuse_overtaken
from scheduler.reminder_plan import plan_everything
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.ladders import checked_ladder, sight_of_ladder
from scheduler.session_letters import entries_of
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.plan import Sight
from vocabulary.refusals import NotFound, Refusal
from vocabulary.reminders import USUAL, Ladder, ReminderState
from vocabulary.text import N_

NO_AGENCY = N_("This agency does not exist.")
NO_CONSULTATION = N_("This consultation does not exist.")
NONE_CHOSEN = N_("Tick at least one reminder.")
GONE = N_("These reminders have left or lost their reason since the page was opened. Look at it again.")


def plan_anew(*, by: Actor, now: datetime) -> int:
    """Derive the plan of every meeting to come anew, as each deed does for its own; how many rows changed."""
    with deed("plan reminders anew", by=by, now=now) as record:
        count = plan_everything(now)
        record.about("installation", 1, rows=count)
    return count


def set_ladder(
    committee_key: str,
    ladder: Ladder | None,
    *,
    agency_id: int | None = None,
    seen: Sight | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Say when those who have not answered are reminded; None is the committee's own ladder again for an agency.

    Reminders that are planned move with it; what was sent stays sent.
    """
    with deed("set reminder ladder", by=by, now=now) as record:
        committee = committee_of(committee_key)
        if agency_id is not None and db.session.get(Agency, agency_id) is None:
            raise NotFound(NO_AGENCY)
        row = ladder_row(committee.id, agency_id)
        wanted = None if ladder is None else checked_ladder(ladder.steps, ladder.before)
        mine = sight_of_ladder(wanted or USUAL)
        about = ("reminder_ladder", 0 if row is None else row.id)
        refuse_overtaken(seen, sight_of_ladder(in_force(committee.id, agency_id)), mine=mine, about=about)
        record.about("committee", committee.id)
        if wanted is None:
            if row is not None:
                db.session.delete(row)
            return
        if row is None:
            row = ReminderLadder(committee_id=committee.id, agency_id=agency_id)
            db.session.add(row)
        row.steps, row.before = wanted.text, wanted.before


def pause_reminders(place: Place, *, by: Actor, now: datetime) -> None:
    """Remind nobody of a meeting until `resume_reminders`; said again, nothing changes."""
    with deed("pause reminders", by=by, now=now) as record:
        for entry_id in entries_at(place):
            if pause_of(entry_id) is None:
                db.session.add(ReminderPause(entry_id=entry_id, paused_at=now, paused_by=by.label))
        record.about(place.kind, place.number)


def resume_reminders(place: Place, *, by: Actor, now: datetime) -> None:
    """Go on with the reminders that are yet to come; those whose day has passed meanwhile are not sent after it."""
    with deed("resume reminders", by=by, now=now) as record:
        entries = entries_at(place)
        for pause in filter(None, map(pause_of, entries)):
            db.session.delete(pause)
        for row in db.session.scalars(
            select(Reminder).where(
                Reminder.entry_id.in_(entries), Reminder.state == ReminderState.PLANNED, Reminder.due_at <= now
            )
        ):
            row.state, row.held_by, row.done_at = ReminderState.HELD, by.label, now
        record.about(place.kind, place.number)


def entries_at(place: Place) -> list[int]:
    """By what calendars know a meeting, every run of a session's days; or a refusal."""
    if place.kind == SESSION:
        if db.session.get(CommitteeSession, place.number) is None:
            raise NotFound(NO_SESSION)
        return entries_of(place.number)
    row = db.session.get(Consultation, place.number)
    if row is None:
        raise NotFound(NO_CONSULTATION)
    return [row.entry_id]


def pause_of(entry_id: int) -> ReminderPause | None:
    """The pause of a meeting, where there is one."""
    return db.session.scalar(select(ReminderPause).where(ReminderPause.entry_id == entry_id))


def hold_reminders(numbers: Collection[int], *, by: Actor, now: datetime) -> int:
    """Hold these planned reminders back for good; how many they are."""
    with deed("hold reminders back", by=by, now=now) as record:
        rows = chosen(numbers, ReminderState.PLANNED)
        for row in rows:
            row.state, row.held_by, row.done_at = ReminderState.HELD, by.label, now
        place = place_of(rows[0])
        record.about(place.kind, place.number, held=len(rows))
        return len(rows)


def let_reminders_go(numbers: Collection[int], *, by: Actor, now: datetime) -> int:
    """Plan reminders again that were held back, as long as their time has not come; how many they are."""
    with deed("let reminders go", by=by, now=now) as record:
        rows = [row for row in chosen(numbers, ReminderState.HELD) if row.planned_for > now]
        if not rows:
            raise Refusal(GONE)
        for row in rows:
            row.state, row.held_by, row.done_at = ReminderState.PLANNED, "", None
        place = place_of(rows[0])
        record.about(place.kind, place.number, letters=len(rows))
        return len(rows)


def chosen(numbers: Collection[int], state: ReminderState) -> list[Reminder]:
    """The ticked reminders, as far as they are in this state."""
    if not numbers:
        raise Refusal(NONE_CHOSEN)
    rows = list(
        db.session.scalars(
            select(Reminder).where(Reminder.id.in_(numbers), Reminder.state == state).order_by(Reminder.id)
        )
    )
    if not rows:
        raise Refusal(GONE)
    return rows


def place_of(row: Reminder) -> Place:
    """The meeting that a reminder is about."""
    (meeting,) = reminded_meetings([row.entry_id])
    return meeting.place


def allow_late_reminders(*, by: Actor, now: datetime) -> None:
    """Say that the clock is right: what is long overdue leaves, or is listed as missed."""
    with deed("allow late reminders", by=by, now=now) as record:
        the_installation().late_reminders_allowed_at = now
        record.about("installation", 1)
