"""What is planned on closed days: consultations of the offices that go by a list, and sessions in its cities."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.places import ClosureList, DutyStation
from models.sessions import Block, CommitteeSession
from scheduler.queries.availability import Hour, delegations, other_consultations
from scheduler.queries.engagements import OFF
from scheduler.queries.home import home_day
from scheduler.queries.session_lines import name_of
from scheduler.rules.clashes import Busy
from scheduler.rules.closed_days import FARTHEST, Booked, Effect, Hit, Sitting, first_free_day
from scheduler.rules.office_days import ClosedDays
from vocabulary.states import ConsultationStatus, Method

Invited = dict[int, tuple[frozenset[int], int]]
"""By calendar entry: who is asked, and how many of them hold a letter."""


def effects_on(
    closures: ClosureList, days: Collection[date], *, closed: ClosedDays, now: datetime
) -> dict[date, Effect]:
    """By day: what is planned on it and yet to come; as many queries for one day as for a year of them.

    `closed` is the list as it is, or as it would be: by it the next free day is looked for.
    """
    today = home_day(now)
    coming = sorted(day for day in days if day >= today)
    if not coming:
        return {day: Effect(day) for day in days}
    stations = db.session.scalars(select(DutyStation.id).where(DutyStation.closure_list_id == closures.id)).all()
    booked = booked_on(coming, stations=stations, now=now)
    busy = busy_after(booked)
    sittings = sittings_on(coming, stations=stations)
    return {
        day: Effect(
            day,
            tuple(Hit(one, first_free_day(one, closed, busy=busy)) for one in booked if one.day == day),
            tuple(one for one in sittings if day in coming and one.opens <= day <= one.closes),
        )
        for day in days
    }


def booked_on(days: Sequence[date], *, stations: Collection[int], now: datetime) -> list[Booked]:
    """The consultations on these days that are yet to begin, of the committees that are followed from there."""
    rows = db.session.scalars(
        select(Consultation)
        .join(Committee, Committee.id == Consultation.committee_id)
        .where(
            Committee.home_id.in_(stations),
            Consultation.status == ConsultationStatus.PLANNED,
            Consultation.day.in_(days),
            or_(Consultation.starts.is_(None), Consultation.starts > now),
        )
        .order_by(Consultation.day, Consultation.id)
    ).all()
    invited = invited_to([row.entry_id for row in rows])
    return [
        Booked(
            consultation_id=row.id,
            title=row.title.plain,
            day=row.day,
            starts=row.starts,
            ends=row.ends,
            tzid=row.tzid,
            people=invited.get(row.entry_id, (frozenset(), 0))[0],
            held=invited.get(row.entry_id, (frozenset(), 0))[1],
        )
        for row in rows
    ]


def invited_to(entry_ids: Collection[int]) -> Invited:
    """Who is asked to these meetings."""
    found: dict[int, dict[int, bool]] = {}
    rows = db.session.execute(
        select(Invitation.entry_id, Invitation.person_id, Invitation.told_method).where(
            Invitation.entry_id.in_(entry_ids), Invitation.person_id.is_not(None), Invitation.withdrawn_at.is_(None)
        )
    )
    for entry_id, person_id, told in rows:
        found.setdefault(entry_id, {})[person_id or 0] = told is Method.REQUEST
    return {entry_id: (frozenset(people), sum(people.values())) for entry_id, people in found.items()}


def busy_after(booked: Sequence[Booked]) -> list[Busy]:
    """Where the people of these consultations are booked in the weeks after them."""
    if not booked:
        return []
    people = frozenset(person for one in booked for person in one.people)
    first, last = min(one.day for one in booked), max(one.day for one in booked) + FARTHEST + timedelta(days=2)
    hour = Hour(datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC), "UTC")
    return [*other_consultations(hour, people=people, besides=None), *delegations(hour, people=people)]


def sittings_on(days: Sequence[date], *, stations: Collection[int]) -> list[Sitting]:
    """The sessions that meet in these cities at that time."""
    rows = db.session.scalars(
        select(Block)
        .join(CommitteeSession, CommitteeSession.id == Block.session_id)
        .where(
            func.coalesce(Block.duty_station_id, CommitteeSession.duty_station_id).in_(stations),
            CommitteeSession.status.not_in(OFF),
            within(days),
        )
        .options(joinedload(Block.committee_session).joinedload(CommitteeSession.committee))
        .order_by(Block.opens, Block.id)
    )
    return [sitting_of(row, row.committee_session) for row in rows]


def sitting_of(row: Block, committee_session: CommitteeSession) -> Sitting:
    """A run of a session's days."""
    committee = committee_session.committee.short_name.plain
    return Sitting(row.session_id, name_of(committee_session).plain, committee, row.opens, row.closes)


def within(days: Sequence[date]) -> ColumnElement[bool]:
    """Whether a run of days touches the time from the first of these days to the last."""
    return and_(Block.opens <= days[-1], Block.closes >= days[0])
