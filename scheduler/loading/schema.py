"""What one committee's file holds: the names are those of the house."""

import re
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)

from scheduler.rules.meeting_hours import USUAL, typed_hours
from vocabulary.refusals import Refusal
from vocabulary.states import (
    ApprovalStatus,
    ConsultationStatus,
    Modality,
    ObligationDue,
    Proof,
    SessionKind,
    SessionStatus,
    Stage,
    Urgency,
)


def slug(text: str) -> str:
    """A key, or why it is none."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", text):
        raise ValueError("a key has up to 60 lower-case letters, digits and hyphens")
    return text


def country_code(text: str) -> str:
    """A country's code, or why it is none."""
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise ValueError("a country is named by two capital letters such as TH (ISO 3166)")
    return text


def hours_of_day(text: str) -> str:
    """The hours of a day's meetings, or why they are none."""
    try:
        return typed_hours(text, field="hours")
    except Refusal as refusal:
        raise ValueError(str(refusal)) from None


Line = Annotated[str, Strict(), StringConstraints(strip_whitespace=True, max_length=500)]
Text = Annotated[str, Strict(), StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Slug = Annotated[str, Strict(), AfterValidator(slug)]
Country = Annotated[str, Strict(), AfterValidator(country_code)]
Day = Annotated[date, Strict()]
Count = Annotated[int, Strict(), Field(ge=0)]
Year = Annotated[int, Strict(), Field(ge=1900, le=2200)]


class Entry(BaseModel):
    """Any table of the file: a name it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Entry):
    """One text in English, Thai or both."""

    en: Line = ""
    th: Line = ""

    @model_validator(mode="after")
    def say_something(self) -> "Words":
        """Refuse a text that is empty in both languages."""
        if not self.en and not self.th:
            raise ValueError("give the text in English (en), in Thai (th) or in both")
        return self


NOTHING = Words.model_construct(en="", th="")


class VoteEntry(Entry):
    """How an instrument was adopted."""

    in_favour: Count
    against: Count
    abstained: Count
    not_voting: Count = 0


class InstrumentEntry(Entry):
    """A resolution that the committee rests on."""

    title: Text
    date: Day
    vote: VoteEntry | None = None
    own_vote: Line = ""


class CommitteeEntry(Entry):
    """The committee itself."""

    key: Slug
    symbol: Line = ""
    name: Words
    short_name: Words = NOTHING
    secretariat: Line = ""
    minimum_sessions: Count | None = None
    nominal_days: Count | None = None
    reports_to: Line = ""
    delegation: Words
    home: Slug
    coordinator: Slug
    instrument: tuple[InstrumentEntry, ...] = ()


class HeadRuleEntry(Entry):
    """Which post leads in which city, and the paragraph that says so."""

    duty_station: Slug
    post: Slug
    source: Words = NOTHING


class LegalBasisEntry(Entry):
    """A resolution or law that the approval stands on."""

    title: Words
    as_printed: Line = ""


class ApprovalEntry(Entry):
    """The standing approval: approved only with the day and the reference of the decision."""

    status: ApprovalStatus
    reference: Words = NOTHING
    urgency: Urgency = Urgency.NONE
    decided_on: Day | None = None
    decision: Line = ""
    composition: tuple[Slug, ...]
    open_category: Words = NOTHING
    head_rule: tuple[HeadRuleEntry, ...] = ()
    legal_basis: tuple[LegalBasisEntry, ...] = ()


def day_or_month(value: object) -> object:
    """A day, or a month such as "2022-01" where the letter's day is not known, as text; or why it is neither."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        return value
    raise ValueError('write a day such as 2022-01-12, or a month in quotes such as "2022-01"')


def in_either(value: object) -> object:
    """One text for both languages, or a text for each."""
    return {"en": value} if isinstance(value, str) and value.strip() else value


class ObligationEntry(Entry):
    """A duty that a letter promises: the paragraph, since when, by when, and what shows that it was met."""

    text: Words
    letter: Annotated[Words, BeforeValidator(in_either)] = NOTHING
    promised: Annotated[str, BeforeValidator(day_or_month)] = ""
    owner: Slug
    due: ObligationDue
    proof: Proof = Proof.DOCUMENT


class ClosuresEntry(Entry):
    """A list of closed days: seeded from a country's calendar for `years` (both inclusive), or not on file."""

    key: Slug
    name: Words
    country: Country | None = None
    categories: tuple[Text, ...] = ("public",)
    without: tuple[Text, ...] = ()
    years: tuple[Year, Year] | None = None


class VenueEntry(Entry):
    """A building, with the hours at which its meetings begin and end on a usual day."""

    key: Slug
    name: Words
    hours: Annotated[Line, AfterValidator(hours_of_day)] = USUAL


class DutyStationEntry(Entry):
    """A city where a mission sits, or the capital."""

    key: Slug
    city: Words
    tzid: Text
    closures: Slug | None = None
    venue: tuple[VenueEntry, ...] = ()


class MissionEntry(Entry):
    """A permanent mission."""

    key: Slug
    name: Words


class PostEntry(Entry):
    """An office that leads delegations."""

    key: Slug
    title: Words
    mission: Slug | None = None
    duty_station: Slug | None = None


class AgencyEntry(Entry):
    """A ministry or office."""

    key: Slug
    name: Words
    abbreviation: Words = NOTHING
    unit: Words = NOTHING


class DaysEntry(Entry):
    """A run of days of a session that has several; without a city of its own in the session's."""

    opens: Day
    closes: Day
    duty_station: Slug | None = None
    venue: Slug | None = None


class SessionEntry(Entry):
    """One session; without `opens` and `closes` it is undated, unless `days` hold its several runs of days."""

    key: Slug
    ordinal: Annotated[int, Strict(), Field(ge=1)] | None = None
    kind: SessionKind = SessionKind.REGULAR
    title: Words = NOTHING
    duty_station: Slug | None = None
    venue: Slug | None = None
    opens: Day | None = None
    closes: Day | None = None
    days: tuple[DaysEntry, ...] = ()
    status: SessionStatus = SessionStatus.PROVISIONAL
    modality: Modality | None = None
    stage: Stage | None = None
    parent: Slug | None = None

    @property
    def runs(self) -> tuple[DaysEntry, ...]:
        """Its runs of days in their order, each with its city; none while it is undated."""
        found = list(self.days)
        if self.opens is not None and self.closes is not None:
            found.append(DaysEntry.model_construct(opens=self.opens, closes=self.closes, venue=self.venue))
        placed = (run.model_copy(update={"duty_station": run.duty_station or self.duty_station}) for run in found)
        return tuple(sorted(placed, key=lambda run: run.opens))


class ConsultationEntry(Entry):
    """A consultation that was held before the file was written; it sends nothing."""

    title: Words
    date: Day
    status: ConsultationStatus
    session: Slug | None = None
    convener: Slug
    invited: tuple[Slug, ...] = ()


class CommitteeFile(Entry):
    """The whole file."""

    committee: CommitteeEntry
    approval: ApprovalEntry
    obligation: tuple[ObligationEntry, ...] = ()
    mission: tuple[MissionEntry, ...] = ()
    closures: tuple[ClosuresEntry, ...] = ()
    duty_station: tuple[DutyStationEntry, ...]
    post: tuple[PostEntry, ...] = ()
    agency: tuple[AgencyEntry, ...]
    session: tuple[SessionEntry, ...] = ()
    consultation: tuple[ConsultationEntry, ...] = ()
