"""Rosters in their order, for the desk and for the head of mission whose post leads; nobody else sees one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.committees import Committee
from models.database import db
from models.delegations import Delegate, Delegation
from models.people import Agency, FocalPoint, Mission, Person, Post
from models.sessions import CommitteeSession
from scheduler.queries.heads import leads
from scheduler.queries.session_lines import AgencyMark, SessionLine, lines_of, mandates_of, sessions_query
from scheduler.rules.heads import Head
from scheduler.rules.rosters import Leader, RosterLine, crowded_roles, leaders, roster_order
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound
from vocabulary.states import DelegateRole
from vocabulary.text import N_, Bilingual

NO_SESSION = N_("This session does not exist.")
NOTHING = Bilingual("")


@dataclass(frozen=True, slots=True)
class Roster:
    """The delegation to one session: `lines` begin with the head where the person is known.

    `crowded` are the roles of which there are more than GA rule 25 provides for.
    """

    session: SessionLine
    committee_key: str
    committee: Bilingual
    delegation: Bilingual
    lines: tuple[RosterLine, ...]
    crowded: tuple[DelegateRole, ...]

    @property
    def agencies(self) -> int:
        """How many agencies are on it, the head's mission not counted."""
        return len({line.agency for line in self.lines if line.role is not DelegateRole.HEAD})


@dataclass(frozen=True, slots=True)
class NomineeAgency:
    """An agency to name somebody for, with its people; outside the mandate a reason and an approver are asked for."""

    mark: AgencyMark
    people: tuple[tuple[int, Bilingual, Bilingual], ...]


def roster_for(session_id: int, *, actor: Actor) -> Roster:
    """The roster of a session that this actor may see: the desk all, a head of mission those that the post leads."""
    found = db.session.scalars(sessions_query().where(CommitteeSession.id == session_id)).unique().one_or_none()
    session = None if found is None else lines_of([found])[0]
    if found is None or session is None or not may_see(actor, session.heads):
        raise NotFound(NO_SESSION)
    lines = roster_order([*heads_lines(session), *delegate_lines(found, session.heads)])
    return Roster(
        session=session,
        committee_key=found.committee.key,
        committee=found.committee.name,
        delegation=found.committee.delegation,
        lines=tuple(lines),
        crowded=tuple(crowded_roles(lines)),
    )


def may_see(actor: Actor, heads: Iterable[Head]) -> bool:
    """Whether a session with these heads is this actor's to see."""
    return actor.is_desk or leads(actor, heads)


def sessions_headed_by(actor: Actor) -> tuple[SessionLine, ...]:
    """The sessions that the actor's post leads, the undated too; nobody else's."""
    found = db.session.scalars(sessions_query()).unique().all()
    return tuple(line for line in lines_of(found) if leads(actor, line.heads))


def heads_lines(session: SessionLine) -> list[RosterLine]:
    """Whoever leads some of the days, each once, in the order of the days; with the cities where there are several."""
    whence = Whence.of(session.heads)
    return [head_line(leader, whence=whence.of_head(leader.head)) for leader in leaders(led_runs(session))]


def led_runs(session: SessionLine) -> list[tuple[Bilingual | None, Sequence[Head]]]:
    """Who leads in which city, run by run of the days; once while there are none."""
    runs = [(None if run.city is None else run.city.name, run.heads) for run in session.runs]
    return [*runs] or [(None, session.heads)]


def head_line(leader: Leader, *, whence: Bilingual) -> RosterLine:
    """The line of a head whose person is known."""
    return RosterLine(
        role=DelegateRole.HEAD,
        name=leader.name,
        position=leader.head.title or NOTHING,
        agency=whence,
        agency_abbreviation=whence,
        agency_position=0,
        person_id=leader.person_id,
        is_co_head=leader.head.place > 1,
        cities=leader.cities,
    )


@dataclass(frozen=True, slots=True)
class Whence:
    """Where heads come from: the missions where their posts sit, and the agencies of those whom a decision names."""

    missions: Mapping[int, Bilingual]
    agencies: Mapping[int, Bilingual]

    @classmethod
    def of(cls, heads: Sequence[Head]) -> "Whence":
        """Read for all of them; two queries."""
        posts, people = {head.post_id for head in heads}, {head.person_id for head in heads}
        missions = db.session.execute(
            select(Post.id, Mission).join(Mission, Mission.id == Post.mission_id).where(Post.id.in_(posts))
        )
        agencies = db.session.execute(
            select(Person.id, Agency).join(Agency, Agency.id == Person.agency_id).where(Person.id.in_(people))
        )
        return cls({number: one.name for number, one in missions}, {number: one.name for number, one in agencies})

    def of_head(self, head: Head) -> Bilingual:
        """The mission of a post; the agency of somebody whom a decision lets lead."""
        if head.post_id is not None:
            return self.missions.get(head.post_id, NOTHING)
        return self.agencies.get(head.person_id or 0, NOTHING)


def delegate_lines(committee_session: CommitteeSession, heads: Iterable[Head]) -> list[RosterLine]:
    """Everybody named, in the order of naming; whoever leads is not listed a second time."""
    leading = {head.person_id for head in heads}
    places = mandate_places(committee_session.committee)
    delegates = db.session.scalars(
        select(Delegate)
        .join(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegation.session_id == committee_session.id)
        .options(joinedload(Delegate.person), joinedload(Delegate.agency))
        .order_by(Delegate.id)
    )
    return [
        RosterLine(
            role=delegate.role,
            name=delegate.person.name,
            position=delegate.person.position,
            agency=delegate.agency.name,
            agency_abbreviation=delegate.agency.abbreviation,
            agency_position=places.get(delegate.agency_id),
            person_id=delegate.person_id,
            delegate_id=delegate.id,
            open_reason=delegate.open_reason,
            open_approver=delegate.open_approver,
        )
        for delegate in delegates
        if delegate.person_id not in leading
    ]


def mandate_places(committee: Committee) -> dict[int, int]:
    """The place of each agency in the mandate of its committee."""
    marks = mandates_of([committee.id]).get(committee.id, ())
    return {mark.agency_id: mark.position for mark in marks if mark.position is not None}


def nominees_for(session_id: int, *, actor: Actor) -> tuple[NomineeAgency, ...]:
    """The agencies to name somebody for, in the mandate's order and then the others, with their people on file."""
    found = db.session.get(CommitteeSession, session_id)
    if found is None or not actor.is_desk:
        raise NotFound(NO_SESSION)
    mandate = mandates_of([found.committee_id]).get(found.committee_id, ())
    named = {mark.agency_id for mark in mandate}
    others = db.session.scalars(select(Agency).where(Agency.id.not_in(named)).order_by(Agency.id))
    marks = [*mandate, *(AgencyMark(row.id, row.name, row.abbreviation, None) for row in others)]
    people = people_of_agencies()
    return tuple(NomineeAgency(mark, tuple(people.get(mark.agency_id, ()))) for mark in marks)


def people_of_agencies() -> dict[int, Sequence[tuple[int, Bilingual, Bilingual]]]:
    """By agency: its people and its focal points as (number, name, position), each once."""
    points = db.session.execute(
        select(FocalPoint.agency_id, Person)
        .join(Person, Person.id == FocalPoint.person_id)
        .where(FocalPoint.ended_on.is_(None))
        .order_by(FocalPoint.id)
    )
    members = db.session.scalars(select(Person).order_by(Person.id))
    found: dict[int, dict[int, tuple[int, Bilingual, Bilingual]]] = {}
    for agency_id, person in [*((member.agency_id, member) for member in members), *points]:
        if agency_id is not None:
            found.setdefault(agency_id, {})[person.id] = (person.id, person.name, person.position)
    return {agency_id: list(people.values()) for agency_id, people in found.items()}
