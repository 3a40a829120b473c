"""What an officer means to do, as values: filled from a form, a command or a file alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from vocabulary.states import (
    Capacity,
    Classification,
    DelegateRole,
    EnclosureKind,
    Language,
    Modality,
    SessionKind,
    SessionStatus,
    Stage,
)
from vocabulary.text import Bilingual

MEGABYTE = 1024 * 1024

Sight = Mapping[str, str]
"""What a form showed when it was opened, or would show now: field -> value in one plain spelling."""


@dataclass(frozen=True, slots=True)
class ConsultationPlan:
    """A consultation as it shall be: `day` local to the capital, `starts` and `ends` instants, end excluded.

    `papers` are the numbers of the PDF files that its letters enclose, `uploads` those that come with the plan itself.
    `aware` is its officer's word to tell those whom no letter reaches once it is classified.
    """

    title: Bilingual
    day: date
    starts: datetime
    ends: datetime
    modality: Modality = Modality.IN_PERSON
    place: str = ""
    link: str = ""
    agenda: str = ""
    letter_number: str = ""
    letter_dated: date | None = None
    reply_by: date | None = None
    papers: tuple[int, ...] = ()
    uploads: tuple["Upload", ...] = ()
    classification: Classification = Classification.UNCLASSIFIED
    aware: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody hands in to be enclosed: `name` as it came, nothing checked yet.

    `classification` is what its bringer says of it. Of one that is too large only the beginning may be here;
    then `came` says how many bytes it had.
    """

    kind: EnclosureKind
    name: str
    content: bytes
    classification: Classification = Classification.UNCLASSIFIED
    came: int = 0

    @property
    def size(self) -> int:
        """How many bytes the whole file has."""
        return max(self.came, len(self.content))


@dataclass(frozen=True, slots=True)
class PaperLimits:
    """How many bytes may be enclosed: in one file, in all of a letter's, and in the message that carries them."""

    each: int = 5 * MEGABYTE
    together: int = 8 * MEGABYTE
    message: int = 12 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Invited:
    """Who shall be asked: agencies through their focal points, and single people."""

    agency_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days in one place, both inclusive and local to it; without a city of its own in the session's."""

    opens: date
    closes: date
    duty_station_id: int | None = None
    venue_id: int | None = None


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session as it shall be: its runs of days, none while it is undated, several with gaps or in two cities.

    `duty_station_id` is the city of the first run, known before any day is. `document` is what announces the plan,
    such as a note or a decision.
    """

    duty_station_id: int | None = None
    blocks: tuple[Days, ...] = ()
    status: SessionStatus = SessionStatus.PROVISIONAL
    modality: Modality | None = None
    stage: Stage | None = None
    document: str = ""

    @property
    def opens(self) -> date | None:
        """The first day, or None while undated."""
        return min((block.opens for block in self.blocks), default=None)

    @property
    def closes(self) -> date | None:
        """The last day, or None while undated."""
        return max((block.closes for block in self.blocks), default=None)


@dataclass(frozen=True, slots=True)
class SessionCard:
    """Which session it is: its kind, its number among them, a title of its own, and the session that it continues."""

    kind: SessionKind = SessionKind.REGULAR
    ordinal: int | None = None
    title: Bilingual = Bilingual("")
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be put on the list of a committee, with its first plan."""

    committee_key: str
    card: SessionCard
    plan: SessionPlan = SessionPlan()


@dataclass(frozen=True, slots=True)
class StationCard:
    """A city: its name and the IANA zone of its clock."""

    name: Bilingual
    tzid: str


@dataclass(frozen=True, slots=True)
class HeadDecision:
    """That others lead than the rule says: who decided it and why, and by which document.

    `co_heads` lead together with `person_id`, in their order. With `opens` it holds on the run of days that begins
    then and goes before all others; without a city it holds in any.
    """

    person_id: int
    reason: str
    document: str = ""
    co_heads: tuple[int, ...] = ()
    city_id: int | None = None
    opens: date | None = None

    @property
    def person_ids(self) -> tuple[int, ...]:
        """Everybody who leads, in their order."""
        return (self.person_id, *self.co_heads)


@dataclass(frozen=True, slots=True)
class CabinetDecision:
    """What Cabinet decided: the day, and the number of the resolution or the letter that told of it."""

    decided_on: date
    document: str


@dataclass(frozen=True, slots=True)
class ResolutionPlan:
    """What Cabinet resolved on one delegation: the whole of it, people as its heads, agencies in it."""

    decision: CabinetDecision
    is_whole: bool = False
    person_ids: frozenset[int] = frozenset()
    agency_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a promised duty was met: the day, the document, and a note."""

    met_on: date | None
    document: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Which promised duty is meant: as a whole, or before one session."""

    obligation_id: int
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day of a session as it shall be: the hours of its meetings as they are typed, and the room."""

    day: date
    hours: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What is kept of a person, and no more: name with title, office, how to be reached, for whom."""

    name: Bilingual
    position: Bilingual = Bilingual("")
    email: str = ""
    phone: str = ""
    language: Language = Language.THAI
    agency_id: int | None = None


@dataclass(frozen=True, slots=True)
class HandOverPlan:
    """Who takes over from a focal point, from which day on (inclusive), with a word to the desk."""

    card: PersonCard
    since: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Nomination:
    """Somebody for a roster: a person on file, or a new one whose `card` was filled in.

    `reason` and `approver` are asked for where the agency is outside the approval's list.
    """

    agency_id: int
    role: DelegateRole
    person_id: int | None = None
    card: PersonCard | None = None
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """How long, in what capacity and by which document somebody holds a post; both days are inclusive."""

    since: date
    until: date | None = None
    capacity: Capacity = Capacity.SUBSTANTIVE
    document: str = ""


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency that no file names: its names, and the official abbreviations where it has any."""

    name: Bilingual
    abbreviation: Bilingual = Bilingual("")
