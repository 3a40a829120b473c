"""The days of one session with the hours and rooms of their meetings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.committees import Committee
from models.database import db
from models.places import ClosureList, DutyStation
from models.sessions import Block, CommitteeSession
from scheduler.queries.availability import closed_days
from scheduler.queries.session_lines import name_of
from scheduler.rules import meeting_hours
from scheduler.rules.meeting_hours import MeetingDay, OwnDay, Whereabouts
from scheduler.rules.reminder_plan import Seat, answer_day, asked_for
from vocabulary.actor import Actor
from vocabulary.invite import DayHours
from vocabulary.plan import Days
from vocabulary.refusals import NotFound
from vocabulary.text import N_, Bilingual

CLOSED = joinedload(DutyStation.closure_list).selectinload(ClosureList.days)


@dataclass(frozen=True, slots=True)
class DaysPage:
    """A session's days, as their form shows them."""

    session_id: int
    name: Bilingual
    committee: Bilingual
    home: Bilingual
    days: tuple[MeetingDay, ...]


def days_page_for(session_id: int, *, actor: Actor) -> DaysPage:
    """The days of a session, for the desk alone."""
    row = session_with_days(session_id)
    if row is None or not actor.is_desk:
        raise NotFound(N_("This session does not exist."))
    return DaysPage(row.id, name_of(row), row.committee.short_name, row.committee.home.name, tuple(days_of(row)))


def meeting_days(session_id: int) -> tuple[MeetingDay, ...]:
    """The days of a session that a page has let its reader see already."""
    row = session_with_days(session_id)
    return () if row is None else tuple(days_of(row))


def session_with_days(session_id: int) -> CommitteeSession | None:
    """The session with all that says when it meets; as many queries for one day as for ten."""
    return db.session.scalar(
        select(CommitteeSession)
        .where(CommitteeSession.id == session_id)
        .options(
            joinedload(CommitteeSession.committee).joinedload(Committee.home),
            joinedload(CommitteeSession.duty_station).options(CLOSED),
            selectinload(CommitteeSession.blocks).options(
                joinedload(Block.venue), joinedload(Block.duty_station).options(CLOSED)
            ),
            selectinload(CommitteeSession.own_days),
        )
    )


def days_of(row: CommitteeSession) -> Iterator[MeetingDay]:
    """Every day of its runs."""
    own = own_days_of(row)
    for block in row.blocks:
        yield from days_of_run(block, own=own, home=row.committee.home.tzid)


def days_of_run(block: Block, *, own: Mapping[date, OwnDay], home: str) -> Iterator[MeetingDay]:
    """Every day of one run: what was said of it, else what is usual in its building."""
    station, venue = block.station, block.venue
    where = Whereabouts(
        hours=None if venue is None else venue.hours,
        city=None if station is None else station.name,
        tzid=None if station is None else station.tzid,
        closed=closed_days(None if station is None else station.closure_list),
        home=home,
    )
    yield from meeting_hours.days_of_run(Days(block.opens, block.closes), own, where=where)


def own_days_of(row: CommitteeSession) -> dict[date, OwnDay]:
    """What was said of single days of a session."""
    return {one.day: OwnDay(one.hours, one.room) for one in row.own_days}


def hours_told(block: Block) -> tuple[DayHours, ...]:
    """The meetings of a run of days as its letters tell of them."""
    row = block.committee_session
    return meeting_hours.hours_told(days_of_run(block, own=own_days_of(row), home=row.committee.home.tzid))


def answer_day_of(block: Block, *, today: date) -> date | None:
    """By which day in the capital answers to a run of days are wanted, where one is known and yet to come."""
    chosen = block.committee_session.answer_by
    return asked_for(chosen, usual_day_of(block, today=today), opens=block.opens, today=today)


def usual_day_of(block: Block, *, today: date) -> date | None:
    """The same where no officer has set a day: the last office day at home before the run begins."""
    home, tzid = block.committee_session.committee.home, None if block.station is None else block.station.tzid
    return answer_day(block.opens, tzid, home=Seat(home.tzid, closed_days(home.closure_list)), today=today)


def known_days(days: Iterable[MeetingDay]) -> dict[date, MeetingDay]:
    """The days of a session by their dates."""
    return {one.day: one for one in days}
