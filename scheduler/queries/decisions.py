"""The world that a decision about sessions is held against; as many queries for one session as for all."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from models.committees import Committee, Obligation
from models.consultations import Consultation
from models.database import db
from models.deadlines import Deadline
from models.delegations import Delegate, Delegation
from models.invitations import Invitation
from models.issued_rosters import IssuedRoster
from models.people import Person
from models.places import ClosureList, DutyStation
from models.seat_plans import SeatPlan
from models.sessions import Block, CommitteeSession, SessionDay, SessionRevision
from scheduler.queries.availability import closed_days
from scheduler.queries.heads import Leadership, leadership_of, overrides_of
from scheduler.queries.home import home_day
from scheduler.queries.mandates import mandate_facts
from scheduler.queries.session_lines import name_of, sessions_query
from scheduler.rules.decision_state import (
    Appointment,
    Attendee,
    CityState,
    CommitteeState,
    IssuedState,
    SeatState,
    State,
)
from scheduler.rules.issued_rosters import thawed_sheet
from scheduler.rules.meeting_hours import OwnDay
from scheduler.rules.seats import thawed_seats
from scheduler.rules.session_plan import FormerDays, thawed_plan
from vocabulary.deadlines import DeadlineCard
from vocabulary.decisions import SessionState
from vocabulary.plan import Days
from vocabulary.states import ConsultationStatus, ObligationDue
from vocabulary.text import Bilingual


def decision_state(now: datetime) -> State:
    """All sessions of all committees with their cities, posts and people; the meetings concerned are not in it yet."""
    sessions = db.session.scalars(sessions_query()).unique().all()
    committees = db.session.scalars(select(Committee).order_by(Committee.id)).all()
    leadership = leadership_of([one.id for one in committees])
    given_up, places = days_given_up(), cities()
    tenures = next((one.tenures for one in leadership.values()), ())
    return State(
        now=now,
        today=home_day(now),
        sessions=tuple(session_state(one, given_up.get(one.id), cities=places) for one in sessions),
        cities=places,
        committees=committee_states(committees, leadership),
        tenures=tuple(tenures),
        overrides={one.id: overrides_of(one) for one in sessions if one.head_overrides},
        mandates=mandate_facts(sessions),
        attendees=attendees(),
        appointments=appointments(now),
        issued=in_force(),
        seats=seats(),
        deadlines=deadlines(),
        own_days=own_days(),
    )


def seats() -> tuple[SeatState, ...]:
    """Every plan of seats that holds."""
    rows = db.session.scalars(select(SeatPlan).where(SeatPlan.lapsed_at.is_(None)).order_by(SeatPlan.id))
    return tuple(SeatState(row.session_id, row.number, row.opens, row.closes, thawed_seats(row.sheet)) for row in rows)


def deadlines() -> tuple[tuple[int, DeadlineCard], ...]:
    """Every deadline with its session, in the order of their days."""
    rows = db.session.scalars(select(Deadline).order_by(Deadline.day, Deadline.clock, Deadline.id))
    return tuple((row.session_id, row.card) for row in rows)


def own_days() -> tuple[tuple[int, date, OwnDay], ...]:
    """The days of which hours or a room was said, with their sessions."""
    said = select(SessionDay.session_id, SessionDay.day, SessionDay.hours, SessionDay.room)
    rows = db.session.execute(said.order_by(SessionDay.session_id, SessionDay.day))
    return tuple((session_id, day, OwnDay(hours, room)) for session_id, day, hours, room in rows)


def in_force() -> tuple[IssuedState, ...]:
    """Every issued roster that nothing has superseded."""
    rows = db.session.scalars(
        select(IssuedRoster).where(IssuedRoster.superseded_at.is_(None)).order_by(IssuedRoster.id)
    )
    return tuple(IssuedState(row.session_id, row.number, row.issued_on, thawed_sheet(row.sheet)) for row in rows)


def days_given_up() -> dict[int, FormerDays]:
    """The first days that each undated session last had, by its number; those that never had any are left out."""
    undated = select(SessionRevision).join(CommitteeSession).where(~CommitteeSession.blocks.any())
    rows = db.session.scalars(undated.order_by(SessionRevision.number))
    plans = ((row.session_id, thawed_plan(row.plan)) for row in rows)
    return {session_id: plan.blocks[0] for session_id, plan in plans if plan.blocks}


def building_of(given_up: FormerDays | None, city: CityState | None) -> int | None:
    """The building of days given up, as far as its name is still that of one in this city."""
    if given_up is None or given_up.venue is None or city is None:
        return None
    return next((number for number, name in city.venues.items() if name.plain == given_up.venue.plain), None)


def session_state(row: CommitteeSession, given_up: FormerDays | None, *, cities: tuple[CityState, ...]) -> SessionState:
    """A session as a value."""
    city = next((one for one in cities if one.city_id == row.duty_station_id), None)
    return SessionState(
        session_id=row.id,
        committee_id=row.committee_id,
        name=name_of(row),
        kind=row.kind,
        ordinal=row.ordinal,
        status=row.status,
        modality=row.modality,
        stage=row.stage,
        city_id=row.duty_station_id,
        blocks=tuple(Days(block.opens, block.closes, own_city(block), block.venue_id) for block in row.blocks),
        title=row.title,
        was_to_open=None if given_up is None else given_up.opens,
        was_in=building_of(given_up, city),
    )


def own_city(block: Block) -> int | None:
    """A run's city, where it is not the session's."""
    station_id = block.duty_station_id
    return None if station_id == block.committee_session.duty_station_id else station_id


def cities() -> tuple[CityState, ...]:
    """Every city on file in the order of its file, with its buildings and closed days."""
    rows = db.session.scalars(
        select(DutyStation)
        .options(
            selectinload(DutyStation.venues),
            selectinload(DutyStation.closure_list).options(
                selectinload(ClosureList.days), selectinload(ClosureList.years)
            ),
        )
        .order_by(DutyStation.position, DutyStation.id)
    )
    return tuple(
        CityState(
            city_id=row.id,
            name=row.name,
            tzid=row.tzid,
            venues={venue.id: venue.name for venue in row.venues},
            closed=closed_days(row.closure_list),
            hours={venue.id: venue.hours for venue in row.venues},
        )
        for row in rows
    )


def committee_states(committees: Sequence[Committee], leadership: dict[int, Leadership]) -> tuple[CommitteeState, ...]:
    """The committees with the posts that lead, and the duties that recur."""
    counted = db.session.execute(
        select(Obligation.committee_id, func.count(Obligation.id))
        .where(Obligation.due == ObligationDue.EACH_SESSION)
        .group_by(Obligation.committee_id)
    )
    duties = {row.committee_id: int(row[1]) for row in counted}
    return tuple(
        CommitteeState(one.id, one.short_name, one.home_id, tuple(leadership[one.id].rules), duties.get(one.id, 0))
        for one in committees
    )


def attendees() -> tuple[Attendee, ...]:
    """Everybody on a roster."""
    rows = db.session.execute(
        select(Delegation.session_id, Person.id, Person.name_en, Person.name_th)
        .join(Delegate, Delegate.delegation_id == Delegation.id)
        .join(Person, Person.id == Delegate.person_id)
        .order_by(Delegate.id)
    )
    return tuple(Attendee(session_id, number, Bilingual(*names)) for session_id, number, *names in rows)


def appointments(now: datetime) -> tuple[Appointment, ...]:
    """Everybody's consultations that are yet to begin."""
    rows = db.session.execute(
        select(Consultation, Person.id, Person.name_en, Person.name_th)
        .join(Invitation, Invitation.entry_id == Consultation.entry_id)
        .join(Person, Person.id == Invitation.person_id)
        .where(
            Consultation.status == ConsultationStatus.PLANNED,
            Consultation.starts > now,
            Invitation.withdrawn_at.is_(None),
        )
        .order_by(Invitation.id)
    )
    return tuple(
        Appointment(row.id, row.title, number, Bilingual(*names), row.starts, row.ends)
        for row, number, *names in rows
        if row.starts is not None and row.ends is not None
    )
