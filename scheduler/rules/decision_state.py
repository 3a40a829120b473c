"""Everything that a decision is held against, as values: sessions, cities, posts, people and meetings."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from scheduler.rules.heads import Override, Rule, Tenure
from scheduler.rules.letters_due import Holder, Issued
from scheduler.rules.mandate import Facts
from scheduler.rules.meeting_hours import OwnDay
from scheduler.rules.office_days import ClosedDays
from scheduler.rules.session_facts import Identity, Topic
from vocabulary.deadlines import DeadlineCard
from vocabulary.decisions import SessionState
from vocabulary.delegation_parts import DelegationPart
from vocabulary.invite import City, MeetingFacts
from vocabulary.issued import Sheet
from vocabulary.plan import Days
from vocabulary.seats import SeatSheet
from vocabulary.states import DelegateRole, Language, Participation, PartStat
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class CityState:
    """A city on file with its clock, its buildings and its closed days; `closed` is None without a list.

    `hours` are those of a usual day in its buildings, as far as they are known.
    """

    city_id: int
    name: Bilingual
    tzid: str
    venues: Mapping[int, Bilingual]
    closed: ClosedDays | None = None
    hours: Mapping[int, str] = field(default_factory=dict)

    @property
    def city(self) -> City:
        """The city as a clock to show."""
        return City(self.name.plain, self.tzid)


@dataclass(frozen=True, slots=True)
class CommitteeState:
    """A committee: its name, its capital, the posts that lead, and how many duties recur with its sessions."""

    committee_id: int
    name: Bilingual
    home_id: int
    rules: tuple[Rule, ...] = ()
    open_duties: int = 0


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the roster of a session."""

    session_id: int
    person_id: int
    name: Bilingual


@dataclass(frozen=True, slots=True)
class IssuedState:
    """A roster that is in force, as it was issued."""

    session_id: int
    number: int
    issued_on: date
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class SeatState:
    """A plan of seats that holds, as it was made."""

    session_id: int
    number: int
    opens: date
    closes: date
    sheet: SeatSheet


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whom a meeting's letters reach: a person, or without a number an agency's mailbox.

    `answer` is the one that stands, `held` are the enclosures that have been sent before.
    """

    holder: Holder
    name: str
    address: str
    language: Language
    person_id: int | None = None
    agency_id: int | None = None
    role: Participation = Participation.REQUIRED
    part: DelegationPart | None = None
    answer: PartStat = PartStat.NEEDS_ACTION
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who may be asked, as what the roster says; without an address nothing can be sent."""

    person_id: int
    name: str
    address: str
    language: Language
    agency_id: int | None = None
    role: DelegateRole = DelegateRole.REPRESENTATIVE


@dataclass(frozen=True, slots=True)
class RunState:
    """A run of a session's days as calendars know it, or one at rest; number 0 stands for one that is yet to be made.

    `days` are its present ones, None while it rests; `rested` is when it was last news, and its place in the order.
    """

    entry_id: int
    identity: Identity
    days: Days | None = None
    rested: tuple[datetime, int] | None = None
    issued: Issued | None = None
    begins: int = 0
    reached: tuple[Reached, ...] = ()

    @property
    def raised(self) -> "RunState":
        """The same once its days are news."""
        issued = None if self.issued is None else replace(self.issued, sequence=self.issued.sequence + 1)
        return replace(self, issued=issued, begins=self.begins + 1)


@dataclass(frozen=True, slots=True)
class Circle:
    """A session whose delegation is invited: its runs of days, its delegates, and whoever might lead.

    `answer_by` is the day by which an officer wants answers, where one has been set.
    """

    session_id: int
    topic: Topic
    organizer: Bilingual
    runs: tuple[RunState, ...]
    delegates: tuple[Guest, ...]
    people: Mapping[int, Guest]
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingState:
    """A consultation that is yet to begin, with its people; `facts` are what its letters would be rendered from."""

    consultation_id: int
    session_id: int | None
    title: Bilingual
    starts: datetime
    ends: datetime
    tzid: str
    reply_by: date | None
    facts: MeetingFacts
    issued: Issued | None = None
    begins: int = 0
    reached: tuple[Reached, ...] = ()
    is_classified: bool = False


@dataclass(frozen=True, slots=True)
class Appointment:
    """A consultation in somebody's calendar, whichever session it prepares for."""

    consultation_id: int
    title: Bilingual
    person_id: int
    name: Bilingual
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class State:
    """The world at one moment: all sessions, all cities in the order of their files, and the meetings concerned."""

    now: datetime
    today: date
    sessions: tuple[SessionState, ...]
    cities: tuple[CityState, ...]
    committees: tuple[CommitteeState, ...]
    tenures: tuple[Tenure, ...] = ()
    overrides: Mapping[int, tuple[Override, ...]] = field(default_factory=dict)
    mandates: Mapping[int, Facts] = field(default_factory=dict)
    attendees: tuple[Attendee, ...] = ()
    meetings: tuple[MeetingState, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    circles: Mapping[int, Circle] = field(default_factory=dict)
    issued: tuple[IssuedState, ...] = ()
    seats: tuple[SeatState, ...] = ()
    deadlines: tuple[tuple[int, DeadlineCard], ...] = ()
    own_days: tuple[tuple[int, date, OwnDay], ...] = ()

    def session(self, session_id: int) -> SessionState | None:
        """The session of this number."""
        return next((one for one in self.sessions if one.session_id == session_id), None)

    def city(self, city_id: int | None) -> CityState | None:
        """The city of this number."""
        return next((one for one in self.cities if one.city_id == city_id), None)

    def committee(self, committee_id: int) -> CommitteeState:
        """The committee of this number."""
        return next(one for one in self.committees if one.committee_id == committee_id)

    def home_of(self, session: SessionState) -> CityState:
        """The capital of the country that follows this session's committee."""
        home_id = self.committee(session.committee_id).home_id
        return next(one for one in self.cities if one.city_id == home_id)
