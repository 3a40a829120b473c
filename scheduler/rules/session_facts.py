"""What calendars and letters say of a run of a session's days: one function for feeds, letters and previews."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.rules.session_names import session_name
from vocabulary.breaks import by_words
from vocabulary.invite import City, DayHours, Firmness, MeetingFacts
from vocabulary.states import Language, Modality, SessionKind, SessionStatus
from vocabulary.text import Bilingual, joined

FIRM = (SessionStatus.CONFIRMED, SessionStatus.HELD, SessionStatus.SUSPENDED)
OFF = {SessionStatus.CANCELLED: Firmness.CANCELLED, SessionStatus.POSTPONED: Firmness.POSTPONED}


@dataclass(frozen=True, slots=True)
class Topic:
    """Which session it is, of which committee, and who convenes the delegation."""

    kind: SessionKind
    ordinal: int | None
    title: Bilingual
    status: SessionStatus
    modality: Modality | None
    committee: Bilingual
    short_name: Bilingual
    convener: Bilingual


@dataclass(frozen=True, slots=True)
class Stay:
    """A run of a session's days in one place, as far as that is known; both days are inclusive.

    `answer_day` is the capital's last day on which an answer is of use, as far as letters are to name one.
    """

    opens: date
    closes: date
    city: City | None
    building: Bilingual | None
    meetings: tuple[DayHours, ...] = ()
    answer_day: date | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """By what calendars know a run, what else they know of the series, and who invites to it."""

    uid: str
    related: tuple[str, ...] = ()
    organizer: Bilingual = Bilingual("")
    organizer_address: str = ""


def run_facts(topic: Topic, stay: Stay, *, identity: Identity) -> MeetingFacts:
    """The run as an all-day meeting."""
    city = None if stay.city is None else City(stay.city.name.plain, stay.city.tzid)
    places = place_of(stay)
    return MeetingFacts(
        uid=identity.uid,
        title=title_of(topic, city),
        tzid="UTC" if city is None else city.tzid,
        cities=() if city is None else (city,),
        organizer_name=identity.organizer.en,
        organizer_names=identity.organizer,
        organizer_address=identity.organizer_address,
        first_day=stay.opens,
        last_day=stay.closes,
        modality=topic.modality or Modality.IN_PERSON,
        has_form=topic.modality is not None,
        place=places.en or places.th,
        places=places,
        committee=topic.committee.plain,
        convener=topic.convener.plain,
        related=identity.related,
        names=by_words(text for name in names_in(topic, stay) for text in (name.th, name.en)),
        firmness=Firmness.FIRM if topic.status in FIRM else Firmness.TENTATIVE,
        meetings=stay.meetings,
        answer_day=stay.answer_day,
    )


def names_in(topic: Topic, stay: Stay) -> Iterator[Bilingual]:
    """The names that its letters hold, as they are stored."""
    yield from (topic.committee, topic.short_name, topic.convener, topic.title)
    if stay.city is not None:
        yield stay.city.name
    if stay.building is not None:
        yield stay.building


def title_of(topic: Topic, city: City | None) -> Bilingual:
    """The committee's short name with the session's, as one line in a calendar."""
    short = topic.short_name.plain
    name = session_name(
        topic.kind, ordinal=topic.ordinal, title=topic.title, city=None if city is None else city.name
    ).plain
    return Bilingual(*(f"{short.text(each)}: {name.text(each)}" for each in (Language.ENGLISH, Language.THAI)))


def place_of(stay: Stay) -> Bilingual:
    """Building and city in both languages, as far as they are known."""
    names = [stay.building.plain] if stay.building is not None else []
    names += [stay.city.name.plain] if stay.city is not None else []
    return joined(names)
