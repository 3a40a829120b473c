"""One session as its page shows it, and the plans it once had."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.people import Person
from models.places import DutyStation, Venue
from models.sessions import CommitteeSession, HeadOverride, SessionRevision
from scheduler.queries.heads import city_colours, overrides_of, seats_of
from scheduler.queries.preparations import Preparation, preparations
from scheduler.queries.session_lines import (
    CityMark,
    Run,
    SessionLine,
    city_mark,
    lines_of,
    name_of,
    sessions_of,
    sessions_query,
)
from scheduler.queries.sights import head_sight, override_in, session_card_sight, session_plan, session_sight
from scheduler.rules.heads import Head, Override, each_once, resting
from scheduler.rules.session_plan import FormerPlan, thawed_plan
from vocabulary.actor import Actor
from vocabulary.plan import SessionPlan, Sight
from vocabulary.refusals import NotFound
from vocabulary.text import N_, Bilingual

NO_SESSION = N_("This session does not exist.")


@dataclass(frozen=True, slots=True)
class Former:
    """A plan that was given up: what it was, and when, by whom and on what ground it ended."""

    plan: FormerPlan
    ended_at: datetime
    ended_by: str
    document: str
    decision_id: int | None = None

    @property
    def cities(self) -> tuple[Bilingual, ...]:
        """Where it was to meet, each city once."""
        cities = [block.city for block in self.plan.blocks] or [self.plan.city]
        return tuple(dict.fromkeys(city for city in cities if city is not None))


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that others lead than the rule says; `is_anywhere` where it was made for no city and no days."""

    person_ids: tuple[int, ...]
    reason: str
    document: str
    decided_on: date | None
    is_anywhere: bool
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class CityHeads:
    """Who leads in one of a session's cities, the decision that holds there, and what its form shows.

    Where it meets there in several runs of days each of them stands for itself too, as `run`.
    """

    city: CityMark | None
    heads: tuple[Head, ...]
    decision: Decision | None
    sight: Sight
    run: Run | None = None
    is_shown: bool = True

    @property
    def opens(self) -> date | None:
        """The day on which its run begins; None where it is about the city."""
        return None if self.run is None else self.run.opens

    @property
    def city_id(self) -> int | None:
        """The city's number, or None while it is not known."""
        return None if self.city is None else self.city.station_id

    @property
    def needs_decision(self) -> bool:
        """Whether nobody leads there before somebody is decided."""
        return any(head.needs_decision for head in self.heads)


@dataclass(frozen=True, slots=True)
class Resting:
    """A decision on who leads that was made for other days or another city, and what its form would show."""

    decision: Override
    sight: Sight

    @property
    def key(self) -> str:
        """The day on which its run began, else the number of its city: what an address names it by."""
        return str(self.decision.opens or self.decision.duty_station_id)

    @property
    def names(self) -> tuple[Bilingual, ...]:
        """Who leads by it, in order."""
        return tuple(one.name for one in self.decision.heads)


@dataclass(frozen=True, slots=True)
class Parent:
    """A session that another one may continue."""

    session_id: int
    name: Bilingual


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session with all that hangs on it; the sights are what its forms show."""

    line: SessionLine
    committee_key: str
    committee_name: Bilingual
    home: Bilingual
    tzid: str
    plan: SessionPlan
    sight: Sight
    card_sight: Sight
    parent: Parent | None
    led: tuple[CityHeads, ...]
    resting: tuple[Resting, ...]
    consultations: tuple[Preparation, ...]
    history: tuple[Former, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A city to choose, with its buildings as (number, name)."""

    city: CityMark
    venues: tuple[tuple[int, Bilingual], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person to choose, with what tells namesakes apart."""

    person_id: int
    name: Bilingual
    position: Bilingual
    agency: Bilingual


def session_page_for(session_id: int, *, actor: Actor) -> SessionPage:
    """A session's page, for the desk alone."""
    found = visible_session(session_id, actor)
    (line,) = lines_of([found])
    return SessionPage(
        line=line,
        committee_key=found.committee.key,
        committee_name=found.committee.name,
        home=found.committee.home.name,
        tzid=found.committee.home.tzid,
        plan=session_plan(found),
        sight=session_sight(found),
        card_sight=session_card_sight(found),
        parent=parent_of(found),
        led=tuple(led_city_by_city(found, line)),
        resting=tuple(resting_in(found)),
        consultations=preparations(Consultation.session_id == session_id),
        history=history_of(found.revisions),
    )


def visible_session(session_id: int, actor: Actor) -> CommitteeSession:
    """The session of this number, which the desk sees whole."""
    query = sessions_query().where(CommitteeSession.id == session_id)
    found = db.session.scalars(query).unique().one_or_none()
    if found is None or not actor.is_desk:
        raise NotFound(NO_SESSION)
    return found


def parent_of(committee_session: CommitteeSession) -> Parent | None:
    """The session that this one continues, if there is one."""
    number = committee_session.parent_id
    parent = None if number is None else db.session.get(CommitteeSession, number)
    return None if parent is None else Parent(parent.id, name_of(parent))


def parents_to_choose(committee_key: str, *, actor: Actor) -> tuple[Bilingual, tuple[Parent, ...]]:
    """A committee's short name, and its sessions in the order of its list."""
    committee = db.session.scalar(select(Committee).where(Committee.key == committee_key))
    if committee is None or not actor.is_desk:
        raise NotFound(N_("This committee does not exist."))
    lines = sessions_of(committee)
    return committee.short_name, tuple(Parent(line.session_id, line.name) for line in lines)


def led_city_by_city(found: CommitteeSession, line: SessionLine) -> Iterator[CityHeads]:
    """Who leads in each city, in the order of the days; then on each of its runs, where there are several."""
    if not line.runs:
        yield heads_there(found, line.city, heads=line.heads)
    decided = {one.opens for one in found.head_overrides if one.opens is not None}
    for city, runs in runs_by_city(line.runs).items():
        shared = [run for run in runs if run.opens not in decided]
        apart = len(shared) < len(runs)
        there = heads_there(found, city, heads=[head for run in shared or runs for head in run.heads])
        yield replace(there, is_shown=not apart)
        if apart or len(runs) > 1:
            for run in runs:
                yield replace(heads_there(found, city, heads=run.heads, run=run), is_shown=apart)


def runs_by_city(runs: Iterable[Run]) -> dict[CityMark | None, list[Run]]:
    """By city, the runs of days on which a session meets there, in the order of the days."""
    found: dict[CityMark | None, list[Run]] = {}
    for run in runs:
        found.setdefault(run.city, []).append(run)
    return found


def resting_in(found: CommitteeSession) -> Iterator[Resting]:
    """The decisions on who leads that hold on none of the session's days as they are now."""
    for one in resting(seats_of(found), overrides_of(found)):
        yield Resting(one, head_sight(found, one.duty_station_id, opens=one.opens))


def heads_there(
    found: CommitteeSession, city: CityMark | None, *, heads: Sequence[Head], run: Run | None = None
) -> CityHeads:
    """Who leads in a city, or on one of its runs of days."""
    number, opens = None if city is None else city.station_id, None if run is None else run.opens
    decision = decision_of(override_in(found, number, opens=opens))
    return CityHeads(city, each_once(heads), decision, head_sight(found, number, opens=opens), run)


def decision_of(override: HeadOverride | None) -> Decision | None:
    """The decision on the heads, if there is one."""
    if override is None:
        return None
    return Decision(
        person_ids=tuple(leader.person_id for leader in override.leaders),
        reason=override.reason,
        document=override.document,
        decided_on=override.decided_on,
        is_anywhere=override.duty_station_id is None and override.opens is None,
        opens=override.opens,
    )


def history_of(revisions: Sequence[SessionRevision]) -> tuple[Former, ...]:
    """The plans that were given up, the last one first."""
    return tuple(
        Former(
            thawed_plan(revision.plan),
            revision.changed_at,
            revision.changed_by,
            revision.document,
            revision.decision_id,
        )
        for revision in reversed(revisions)
    )


def places_to_choose() -> tuple[Place, ...]:
    """Every city on file with its buildings, in the order of the header; three queries."""
    colours = city_colours()
    stations = db.session.scalars(select(DutyStation).order_by(DutyStation.position, DutyStation.id)).all()
    venues = db.session.scalars(select(Venue).order_by(Venue.id)).all()
    marks = [mark for station in stations if (mark := city_mark(station, colours)) is not None]
    return tuple(
        Place(mark, tuple((venue.id, venue.name) for venue in venues if venue.duty_station_id == mark.station_id))
        for mark in sorted(marks, key=lambda mark: mark.colour)
    )


def candidates() -> tuple[Candidate, ...]:
    """Everybody on file, agency by agency: somebody may be decided to lead whom no rule names."""
    rows = db.session.scalars(select(Person).options(joinedload(Person.agency)).order_by(Person.agency_id, Person.id))
    nowhere = Bilingual("")
    return tuple(
        Candidate(row.id, row.name, row.position, nowhere if row.agency is None else row.agency.abbreviation)
        for row in rows
    )
