"""Sessions as one line of a list shows them: when, where, who leads, which agencies have named somebody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from models.committees import ApprovedAgency, CabinetApproval, Committee
from models.database import db
from models.people import Agency, abbreviation_of
from models.places import DutyStation
from models.sessions import Block, CommitteeSession, HeadOverride, OverridingHead
from scheduler.queries.heads import city_colours, leadership_of
from scheduler.queries.mandates import mandate_facts
from scheduler.rules.heads import Head, HeadStatus, each_once
from scheduler.rules.mandate import Facts, Mandate, mandate_of
from scheduler.rules.session_names import session_name
from vocabulary.states import Modality, SessionKind, SessionStatus, Stage
from vocabulary.text import Bilingual

MANDATES = (
    select(
        CabinetApproval.committee_id,
        ApprovedAgency.position,
        Agency.id,
        Agency.name_en,
        Agency.name_th,
        Agency.abbreviation_en,
        Agency.abbreviation_th,
    )
    .join(ApprovedAgency, ApprovedAgency.approval_id == CabinetApproval.id)
    .join(Agency, Agency.id == ApprovedAgency.agency_id)
    .where(CabinetApproval.committee_id.in_(bindparam("committees", expanding=True)))
    .order_by(ApprovedAgency.position)
)
OVER = {SessionStatus.HELD, SessionStatus.CANCELLED}


@dataclass(frozen=True, slots=True)
class CityMark:
    """A city as pages mark it: its name and the number of its colour."""

    station_id: int
    name: Bilingual
    colour: int


@dataclass(frozen=True, slots=True)
class AgencyMark:
    """An agency in a list; `position` is its place in the mandate, None outside it."""

    agency_id: int
    name: Bilingual
    abbreviation: Bilingual
    position: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a session's days, both inclusive: where, and who leads there, in their order."""

    opens: date
    closes: date
    city: CityMark | None
    venue: Bilingual | None
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session; `opens` and `closes` are its first and last day, both inclusive, and None while it is undated.

    `runs` are its days one by one, `heads` those who lead them, each once. `city` is where it begins, or is meant to.
    `missing` are the agencies of the mandate, `agencies` many in all, that have named nobody; `mandate` says whether
    the delegation keeps within it.
    """

    session_id: int
    committee: Bilingual
    name: Bilingual
    kind: SessionKind
    ordinal: int | None
    status: SessionStatus
    modality: Modality | None
    stage: Stage | None
    opens: date | None
    closes: date | None
    city: CityMark | None
    runs: tuple[Run, ...]
    heads: tuple[Head, ...]
    agencies: int
    missing: tuple[AgencyMark, ...]
    mandate: Mandate

    @property
    def head(self) -> Head:
        """Who leads on the first day."""
        return self.heads[0]

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds a post that leads, on the first day there: then its roster is not issued."""
        return any(head.status is HeadStatus.VACANT for head in self.heads)

    @property
    def passing_on(self) -> tuple[Head, ...]:
        """The heads whose post somebody else takes over while the session meets."""
        heads = (head for run in self.runs for head in run.heads if head.succession is not None)
        return tuple(dict.fromkeys(heads))

    @property
    def cities(self) -> tuple[CityMark, ...]:
        """Where it meets, each city once."""
        cities = [run.city for run in self.runs] or [self.city]
        return tuple(dict.fromkeys(city for city in cities if city is not None))

    @property
    def venues(self) -> tuple[Bilingual, ...]:
        """The buildings where it meets, each once."""
        return tuple(dict.fromkeys(run.venue for run in self.runs if run.venue is not None))

    @property
    def named(self) -> int:
        """How many agencies of the mandate have named somebody."""
        return self.agencies - len(self.missing)

    def is_coming(self, today: date) -> bool:
        """Whether it is dated and yet to open."""
        return self.opens is not None and self.opens > today and self.status not in OVER

    def is_past(self, today: date) -> bool:
        """Whether it is over, or never will be."""
        return self.status in OVER or (self.closes is not None and self.closes < today)


def sessions_query() -> Select[CommitteeSession]:
    """Sessions with all that a line of them needs, in the order of their days, the undated last."""
    return (
        select(CommitteeSession)
        .options(
            joinedload(CommitteeSession.duty_station),
            joinedload(CommitteeSession.committee),
            joinedload(CommitteeSession.head_overrides).options(
                joinedload(HeadOverride.duty_station),
                joinedload(HeadOverride.leaders).joinedload(OverridingHead.person),
            ),
            selectinload(CommitteeSession.blocks).options(joinedload(Block.venue), joinedload(Block.duty_station)),
        )
        .order_by(CommitteeSession.committee_id, CommitteeSession.id)
    )


def lines_of(sessions: Sequence[CommitteeSession]) -> tuple[SessionLine, ...]:
    """The sessions as lines, the dated by their days, then the undated; as many queries for one as for all."""
    committee_ids = {each.committee_id for each in sessions}
    leadership = leadership_of(committee_ids)
    mandates = mandates_of(committee_ids)
    facts = mandate_facts(sessions)
    colours = city_colours()
    lines = [
        line_of(
            each,
            heads=leadership[each.committee_id].by_run(each),
            colours=colours,
            mandate=OnMandate(mandates.get(each.committee_id, ()), facts[each.id]),
        )
        for each in sessions
    ]
    return tuple(sorted(lines, key=lambda line: (line.opens is None, line.opens or date.max)))


@dataclass(frozen=True, slots=True)
class OnMandate:
    """The agencies of a mandate in their order, and what the verdict on a delegation is found from."""

    agencies: tuple[AgencyMark, ...]
    facts: Facts

    @property
    def missing(self) -> tuple[AgencyMark, ...]:
        """The agencies that have named nobody."""
        named = {member.agency_id for member in self.facts.members}
        return tuple(mark for mark in self.agencies if mark.agency_id not in named)


def line_of(
    each: CommitteeSession, *, heads: tuple[tuple[Head, ...], ...], colours: dict[int, int], mandate: OnMandate
) -> SessionLine:
    """One line."""
    return SessionLine(
        session_id=each.id,
        committee=each.committee.short_name,
        name=name_of(each),
        kind=each.kind,
        ordinal=each.ordinal,
        status=each.status,
        modality=each.modality,
        stage=each.stage,
        opens=each.opens,
        closes=each.closes,
        city=city_mark(each.duty_station, colours),
        runs=tuple(run_of(*pair, colours=colours) for pair in zip(each.blocks, heads, strict=False)),
        heads=each_once(head for several in heads for head in several),
        agencies=len(mandate.agencies),
        missing=mandate.missing,
        mandate=mandate_of(mandate.facts, (head for several in heads for head in several)),
    )


def run_of(block: Block, heads: tuple[Head, ...], *, colours: dict[int, int]) -> Run:
    """A run of days with its places."""
    venue = None if block.venue is None else block.venue.name
    return Run(block.opens, block.closes, city_mark(block.station, colours), venue, heads)


def name_of(each: CommitteeSession) -> Bilingual:
    """What the session is called."""
    return session_name(each.kind, ordinal=each.ordinal, title=each.title)


def city_mark(station: DutyStation | None, colours: dict[int, int]) -> CityMark | None:
    """The city with the colour that it has on every page."""
    return None if station is None else CityMark(station.id, station.name, colours.get(station.id, 0))


def mandates_of(committee_ids: Collection[int]) -> dict[int, tuple[AgencyMark, ...]]:
    """By committee: the agencies of its approval in their order."""
    found: dict[int, list[AgencyMark]] = {}
    for committee_id, position, agency_id, *names in db.session.execute(MANDATES, {"committees": committee_ids}):
        name = Bilingual(*names[:2])
        mark = AgencyMark(agency_id, name, abbreviation_of(name, Bilingual(*names[2:])), position)
        found.setdefault(committee_id, []).append(mark)
    return {committee_id: tuple(marks) for committee_id, marks in found.items()}


def sessions_of(committee: Committee) -> tuple[SessionLine, ...]:
    """All sessions of a committee as lines."""
    found = db.session.scalars(sessions_query().where(CommitteeSession.committee_id == committee.id)).unique().all()
    return lines_of(found)
