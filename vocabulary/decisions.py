"""A decision about one or several sessions, and what follows from it: values that pages, commands and deeds share."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from vocabulary.days import clock, day_range, local_day, weekday_day
from vocabulary.plan import Days
from vocabulary.states import Language, LetterKind, Modality, SessionKind, SessionStatus, Stage
from vocabulary.text import Bilingual
from vocabulary.wording import wording


class Verb(Enum):
    """What can be decided about a session; the order is that of the form."""

    POSTPONE = "postpone"
    RESCHEDULE = "reschedule"
    RELOCATE = "relocate"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RECONVENE = "reconvene"
    CANCEL = "cancel"
    RESTORE = "restore"


class Course(Enum):
    """What is proposed for a consultation that prepares for a session."""

    MOVE = "move"
    CANCEL = "cancel"


class ConsequenceKind(Enum):
    """What a decision brings about beside letters; the order is that of the page."""

    PLAN = "plan"
    HEAD = "head"
    MANDATE = "mandate"
    CONFLICT = "conflict"
    CLOSED = "closed"
    CONSULTATION = "consultation"
    DEADLINE = "deadline"
    ROSTER = "roster"
    SEATS = "seats"
    CALENDARS = "calendars"
    OBLIGATION = "obligation"


class Gravity(Enum):
    """How much a consequence asks of its reader."""

    PLAIN = "plain"
    LOOK = "look"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session as it is, or as a decision would leave it; without runs of days it is undated.

    `was_to_open` is the first day that an undated session last had, `was_in` the building, as far as it is in its city.
    """

    session_id: int
    committee_id: int
    name: Bilingual
    kind: SessionKind
    ordinal: int | None
    status: SessionStatus
    modality: Modality | None
    stage: Stage | None
    city_id: int | None
    blocks: tuple[Days, ...] = ()
    title: Bilingual = field(default_factory=lambda: Bilingual(""))
    was_to_open: date | None = None
    was_in: int | None = None

    @property
    def opens(self) -> date | None:
        """Its first day, or None while undated."""
        return self.blocks[0].opens if self.blocks else None

    @property
    def closes(self) -> date | None:
        """Its last day, inclusive, or None while undated."""
        return self.blocks[-1].closes if self.blocks else None

    @property
    def placed_runs(self) -> tuple[Days, ...]:
        """Its runs of days, each with the city where it is."""
        return tuple(replace(run, duty_station_id=self.city_of(run)) for run in self.blocks)

    def city_of(self, run: Days) -> int | None:
        """Where it meets on these days."""
        return run.duty_station_id or self.city_id

    @property
    def is_off(self) -> bool:
        """Whether nobody goes there, whatever days it once had."""
        return self.status in (SessionStatus.CANCELLED, SessionStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class Change:
    """What shall become of one session; a city that is not named stays, and so does a building in it.

    `further` are the runs of days after the first one, each in the city of the first unless it names another.
    """

    session_id: int
    verb: Verb
    opens: date | None = None
    closes: date | None = None
    city_id: int | None = None
    venue_id: int | None = None
    further: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Several changes decided as one, and on whose word.

    `following` are the consultations that shall do what is proposed for them; None means all of them.
    """

    changes: tuple[Change, ...]
    document: str = ""
    dated: date | None = None
    reason: str = ""
    following: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Hour:
    """An instant on the wall clock of a zone, for a sentence."""

    instant: datetime
    tzid: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in either language: its English message and what stands in it."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """The sentence as this language's readers have it, with days and hours as they write them."""
        told = {name: written(value, language) for name, value in self.values.items()}
        return wording(language).gettext(self.message) % told

    @property
    def both(self) -> Bilingual:
        """The sentence in both languages."""
        return Bilingual(self.text(Language.ENGLISH), self.text(Language.THAI))


def written(value: object, language: Language) -> object:
    """What stands in a sentence, as this language's readers write it."""
    if isinstance(value, Bilingual):
        return value.plain.text(language)
    if isinstance(value, Said):
        return value.text(language)
    if isinstance(value, Hour):
        day = weekday_day(local_day(value.instant, value.tzid), language)
        return f"{day} {clock(value.instant, value.tzid)}"
    if isinstance(value, date):
        return weekday_day(value, language)
    if isinstance(value, tuple):
        return ", ".join(str(written(one, language)) for one in value)
    return day_range(value.opens, value.closes, language=language) if isinstance(value, Days) else value


@dataclass(frozen=True, slots=True)
class Place:
    """What a consequence is about, so that a page can lead there: the kind of thing and its number."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that a decision brings about, and why; `before` is what stood there until now."""

    kind: ConsequenceKind
    place: Place
    what: Said
    why: Said | None = None
    before: Said | None = None
    gravity: Gravity = Gravity.PLAIN


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a consultation would do, should the officer agree, and why: it keeps its distance to the opening.

    `starts`, `ends` and `reply_by` are the new ones for a move, and the present ones for a cancellation.
    """

    consultation_id: int
    title: Bilingual
    course: Course
    was: Hour
    starts: datetime
    ends: datetime
    why: Said
    is_followed: bool
    reply_by: date | None = None
    reply_was: date | None = None

    @property
    def hour(self) -> Hour:
        """When it would be."""
        return Hour(self.starts, self.was.tzid)


@dataclass(frozen=True, slots=True)
class Message:
    """What one person or mailbox is told of one meeting: `kind` is None for whoever is told nothing.

    A meeting is a consultation, or the run of a session's days of this number, from 1. A number below zero stands for
    somebody who has had no letter of this meeting yet.
    """

    about: Place
    invitation_id: int
    name: str
    address: str
    language: Language
    kind: LetterKind | None
    sequence: int = 0
    asks_again: bool = False
    is_copy: bool = False
    run: int = 0
    is_whole: bool = True

    @property
    def meeting(self) -> tuple[Place, int]:
        """What it is told of, as one word."""
        return self.about, self.run


@dataclass(frozen=True, slots=True)
class Consequences:
    """All that a decision brings about: the sessions before and after it, what follows, and who is told what.

    `redrafted` are the consultations whose letters are drafted anew, `invited` the sessions whose delegations are told.
    """

    before: tuple[SessionState, ...]
    after: tuple[SessionState, ...]
    consequences: tuple[Consequence, ...]
    proposals: tuple[Proposal, ...]
    messages: tuple[Message, ...]
    redrafted: tuple[int, ...]
    invited: tuple[int, ...] = ()

    @property
    def followed(self) -> frozenset[int]:
        """The consultations that do what is proposed."""
        return frozenset(one.consultation_id for one in self.proposals if one.is_followed)

    @property
    def letters(self) -> tuple[Message, ...]:
        """The messages that leave."""
        return tuple(one for one in self.messages if one.kind is not None)
