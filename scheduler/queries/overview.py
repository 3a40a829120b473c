"""What a desk officer sees first: what waits, the sessions, the next consultation, what the letter promised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.committees import CabinetApproval, Committee
from models.consultations import Consultation
from models.database import db
from scheduler.queries.cities import stations_of
from scheduler.queries.engagements import bookings_of_committee
from scheduler.queries.heads import city_colours
from scheduler.queries.issued_rosters import Shelf, shelves
from scheduler.queries.obligations import DutyLine, duties_of, world_of
from scheduler.queries.preparations import Preparation, preparations
from scheduler.queries.session_lines import CityMark, SessionLine, city_mark, mandates_of, sessions_of
from scheduler.queries.waiting import Known, everything_waiting
from scheduler.rules.waiting import Waiting
from vocabulary.actor import Actor
from vocabulary.invite import City
from vocabulary.refusals import NotFound
from vocabulary.states import ApprovalStatus, Urgency
from vocabulary.text import N_, Bilingual

COMMITTEES = select(Committee).order_by(Committee.id)


@dataclass(frozen=True, slots=True)
class CommitteeMark:
    """A committee to switch to."""

    key: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """The standing approval as it is on record."""

    status: ApprovalStatus
    reference: Bilingual
    urgency: Urgency
    decided_on: date | None
    decision: str


@dataclass(frozen=True, slots=True)
class Overview:
    """One committee at a glance; `clocks` are its cities as clocks, the capital first, like `cities`."""

    key: str
    name: Bilingual
    short_name: Bilingual
    minimum_sessions: int | None
    nominal_days: int | None
    today: date
    waiting: tuple[Waiting, ...]
    sessions: tuple[SessionLine, ...]
    consultations: tuple[Preparation, ...]
    next_consultation: Preparation | None
    cities: tuple[CityMark, ...]
    clocks: tuple[City, ...]
    approval: ApprovalState
    duties: tuple[DutyLine, ...]
    shelves: Mapping[int, Shelf]
    committees: tuple[CommitteeMark, ...]

    @property
    def next_session(self) -> SessionLine | None:
        """The first session that is yet to open."""
        return next((line for line in self.sessions if line.is_coming(self.today)), None)


def overview_for(committee_key: str, *, actor: Actor, now: datetime) -> Overview:
    """The overview of a committee, for the desk alone; as many queries for a full calendar as for an empty one."""
    committee = visible_committee(committee_key, actor)
    today = now.astimezone(ZoneInfo(committee.home.tzid)).date()
    sessions = sessions_of(committee)
    consultations = preparations(Consultation.committee_id == committee.id)
    mandate = mandates_of([committee.id]).get(committee.id, ())
    duties = duties_of(committee.id, world_of(sessions, consultations, today=today))
    double = bookings_of_committee(committee.id, now=now)
    issued = shelves([line.session_id for line in sessions])
    known = Known(committee, sessions, consultations, mandate, duties, double, issued)
    stations, colours = stations_of(committee), city_colours()
    marks = (city_mark(station, colours) for station in stations)
    return Overview(
        key=committee.key,
        name=committee.name,
        short_name=committee.short_name,
        minimum_sessions=committee.minimum_sessions,
        nominal_days=committee.nominal_days,
        today=today,
        waiting=everything_waiting(known, today=today, now=now),
        sessions=sessions,
        consultations=consultations,
        next_consultation=next_of(consultations, now=now),
        cities=tuple(mark for mark in marks if mark is not None),
        clocks=tuple(station.city for station in stations),
        approval=approval_state(committee.approval),
        duties=duties,
        shelves=issued,
        committees=all_committees(),
    )


def visible_committee(key: str, actor: Actor) -> Committee:
    """The committee of this key, which the desk alone overlooks."""
    committee = db.session.scalar(
        select(Committee)
        .where(Committee.key == key)
        .options(joinedload(Committee.home), joinedload(Committee.coordinator), joinedload(Committee.approval))
    )
    if committee is None or not actor.is_desk:
        raise NotFound(N_("This committee does not exist."))
    return committee


def next_of(consultations: Sequence[Preparation], *, now: datetime) -> Preparation | None:
    """The first consultation that is yet to begin."""
    coming = [each for each in consultations if each.is_coming(now)]
    return min(coming, key=lambda each: each.starts or now, default=None)


def approval_state(approval: CabinetApproval) -> ApprovalState:
    """The approval as a value."""
    return ApprovalState(approval.status, approval.reference, approval.urgency, approval.decided_on, approval.decision)


def all_committees() -> tuple[CommitteeMark, ...]:
    """Every committee that is loaded, in the order of loading."""
    return tuple(CommitteeMark(row.key, row.short_name) for row in db.session.scalars(COMMITTEES))
