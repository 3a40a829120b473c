"""The board of what letters promised: each duty, how it stands, and what shows that it was met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from models.committees import Committee, Discharge, Obligation
from models.consultations import Consultation
from models.database import db
from models.sessions import CommitteeSession
from scheduler.queries.preparations import Preparation, preparations
from scheduler.queries.session_lines import SessionLine, name_of, sessions_of
from scheduler.rules.obligations import (
    Age,
    Promise,
    Proven,
    Sitting,
    Standing,
    Talk,
    World,
    age_of,
    before_sitting,
    gravest,
    standings,
)
from vocabulary.actor import Actor
from vocabulary.plan import Evidence, Owed
from vocabulary.refusals import NotFound
from vocabulary.states import DutyState, ObligationDue, Proof
from vocabulary.text import N_, Bilingual

NO_DUTY = N_("This duty does not exist.")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Evidence that was taken back, and why."""

    session: Bilingual | None
    met_on: date
    document: str
    reopened_on: date
    why: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A promised duty: the paragraph, who owes it, its age, how it stands before each session or as a whole."""

    obligation_id: int
    text: Bilingual
    source: Bilingual
    owner: Bilingual
    due: ObligationDue
    proof: Proof
    age: Age | None
    standings: tuple[Standing, ...]
    taken_back: tuple[TakenBack, ...] = ()

    @property
    def state(self) -> DutyState:
        """Its gravest state."""
        return gravest(self.standings)

    @property
    def next(self) -> Standing | None:
        """What is to be done first: the gravest that is not met, of those the one whose session opens first."""
        owed = [one for one in self.standings if one.state is self.state and one.state is not DutyState.MET]
        return min(owed, key=lambda one: (one.days_left is None, one.days_left or 0), default=None)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the letters of one committee promise."""

    committee_id: int
    key: str
    name: Bilingual
    short_name: Bilingual
    today: date
    duties: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One duty before one session or as a whole, as its form shows it."""

    committee_key: str
    committee: Bilingual
    owed: Owed
    text: Bilingual
    source: Bilingual
    session: Bilingual | None
    evidence: Evidence | None
    today: date


def board_for(committee_key: str, *, actor: Actor, now: datetime) -> Board:
    """The board of a committee, for the desk alone; as many queries for three duties as for one."""
    query = select(Committee).where(Committee.key == committee_key).options(joinedload(Committee.home))
    committee = db.session.scalar(query)
    if committee is None or not actor.is_desk:
        raise NotFound(N_("This committee does not exist."))
    today = now.astimezone(ZoneInfo(committee.home.tzid)).date()
    world = world_of(sessions_of(committee), preparations(Consultation.committee_id == committee.id), today=today)
    return Board(
        committee_id=committee.id,
        key=committee.key,
        name=committee.name,
        short_name=committee.short_name,
        today=today,
        duties=duties_of(committee.id, world),
    )


def world_of(sessions: Iterable[SessionLine], consultations: Iterable[Preparation], *, today: date) -> World:
    """What promises are held against, from lines that a page has read already."""
    return World(
        sittings=tuple(
            Sitting(line.session_id, line.name.plain, line.opens, line.closes, line.stage, line.status)
            for line in sessions
        ),
        talks=tuple(Talk(one.consultation_id, one.session_id, one.title, one.day, one.status) for one in consultations),
        today=today,
    )


def duties_of(committee_id: int, world: World) -> tuple[DutyLine, ...]:
    """Every duty of a committee in the order of its letter, against all sessions; two queries."""
    return tuple(
        line_of(row, standings(promise_of(row), world), world=world)
        for row in obligations(Obligation.committee_id == committee_id)
    )


def duties_before(line: SessionLine, consultations: Iterable[Preparation], *, today: date) -> tuple[DutyLine, ...]:
    """The duties that concern one session, each with how it stands before it; two queries."""
    world = world_of([line], consultations, today=today)
    own = select(CommitteeSession.committee_id).where(CommitteeSession.id == line.session_id).scalar_subquery()
    found = [
        (row, before_sitting(promise_of(row), world.sittings[0], world=world))
        for row in obligations(Obligation.committee_id == own)
    ]
    return tuple(line_of(row, [standing], world=world) for row, standing in found if standing is not None)


def documents_before(line: SessionLine, *, today: date) -> tuple[DutyLine, ...]:
    """The duties shown by a document that concern one session, for its head too; consultations stay the desk's."""
    return tuple(duty for duty in duties_before(line, (), today=today) if duty.proof is Proof.DOCUMENT)


def obligations(which: ColumnElement[bool]) -> Sequence[Obligation]:
    """The rows with their evidence."""
    query = (
        select(Obligation)
        .where(which)
        .options(joinedload(Obligation.owner), selectinload(Obligation.discharges))
        .order_by(Obligation.position)
    )
    return db.session.scalars(query).all()


def promise_of(row: Obligation) -> Promise:
    """The row as a value, with the evidence that stands."""
    proven = (
        Proven(one.session_id, one.met_on, one.document, one.remark)
        for one in row.discharges
        if one.reopened_on is None
    )
    return Promise(row.due, row.proof, row.promised, tuple(proven))


def line_of(row: Obligation, found: Sequence[Standing], *, world: World) -> DutyLine:
    """One duty with how it stands."""
    names = {each.session_id: each.name for each in world.sittings}
    return DutyLine(
        obligation_id=row.id,
        text=row.text,
        source=row.source,
        owner=row.owner.abbreviation,
        due=row.due,
        proof=row.proof,
        age=age_of(row.promised, world.today),
        standings=tuple(found),
        taken_back=tuple(
            TakenBack(names.get(one.session_id or 0), one.met_on, one.document, one.reopened_on, one.reopened_why)
            for one in row.discharges
            if one.reopened_on is not None and (one.session_id is None or one.session_id in names)
        ),
    )


def duty_page_for(owed: Owed, *, actor: Actor, today: date) -> DutyPage:
    """The form of one duty, for the desk alone."""
    if not actor.is_desk:
        raise NotFound(NO_DUTY)
    row = duty_meant(owed)
    session = None if owed.session_id is None else db.session.get_one(CommitteeSession, owed.session_id)
    return DutyPage(
        committee_key=row.committee.key,
        committee=row.committee.short_name,
        owed=owed,
        text=row.text,
        source=row.source,
        session=None if session is None else name_of(session).plain,
        evidence=evidence_of(standing_discharge(owed)),
        today=today,
    )


def duty_meant(owed: Owed) -> Obligation:
    """The duty that is meant; one that recurs is met before a session of its committee, another one as a whole."""
    row = db.session.get(Obligation, owed.obligation_id)
    if row is None or (owed.session_id is not None) != (row.due is ObligationDue.EACH_SESSION):
        raise NotFound(NO_DUTY)
    if owed.session_id is not None:
        session = db.session.get(CommitteeSession, owed.session_id)
        if session is None or session.committee_id != row.committee_id:
            raise NotFound(NO_DUTY)
    return row


def standing_discharge(owed: Owed) -> Discharge | None:
    """The evidence that stands, if any."""
    return db.session.scalar(
        select(Discharge).where(
            Discharge.obligation_id == owed.obligation_id,
            Discharge.session_id == owed.session_id,
            Discharge.reopened_on.is_(None),
        )
    )


def evidence_of(row: Discharge | None) -> Evidence | None:
    """The row as a value."""
    return None if row is None else Evidence(row.met_on, row.document, row.remark)
