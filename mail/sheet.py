"""What a letter shows of a meeting, in one language, as finished words."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from vocabulary.days import (
    DASH,
    bilingual_day,
    clock,
    day_range,
    local_day,
    long_day,
    span,
    weekday_day,
    zone_city,
)
from vocabulary.invite import City, DayHours, Firmness, MeetingFacts
from vocabulary.invited_names import invited_names
from vocabulary.states import Language, Modality
from vocabulary.text import Bilingual, clean_line, clean_text, file_size

WEB_ADDRESS = re.compile(r"https?://[^\s\"<>]+")


@dataclass(frozen=True, slots=True)
class Clock:
    """The hours in another city; `day` is empty where it is the same day there."""

    city: str
    hours: str
    day: str


@dataclass(frozen=True, slots=True)
class When:
    """The time of a meeting; `hours`, `hour`, `city` and `others` are empty for an all-day one.

    `day` names both eras, `short_day` one; `hour` is the hour of the start alone.
    """

    day: str
    short_day: str
    hours: str = ""
    hour: str = ""
    city: str = ""
    others: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingsOn:
    """The meetings of days of a session that are alike; `hours` are None where only the room is known."""

    days: str
    hours: str | None
    room: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One meeting as its reader sees it; whatever is not known is empty.

    `link_target` is the link where it may be followed, and empty where it is only text. A session has an `answer_day`,
    a meeting of our own the hour to `reply_by`.
    """

    title: str
    committee: str
    purpose: str
    convener: str
    when: When
    modality: Modality
    place: str
    link: str
    link_target: str
    agenda: tuple[str, ...]
    letter_number: str
    letter_day: str
    invited: tuple[str, ...]
    enclosures: tuple[str, ...]
    reply_by: When | None
    answer_day: str
    is_session: bool
    has_form: bool
    firmness: Firmness
    meetings: tuple[MeetingsOn, ...] = ()


def sheet(facts: MeetingFacts, language: Language) -> Sheet:
    """The meeting in this language, or in the other where it is written in one alone."""
    letter, link = facts.letter, clean_line(facts.link)
    return Sheet(
        title=_words(facts.title, language),
        committee=_words(facts.committee, language),
        purpose=_words(facts.purpose, language),
        convener=_words(facts.convener, language) or clean_line(facts.organizer_in(language)),
        when=when(facts, language),
        modality=facts.modality,
        place=clean_line(facts.place_in(language)),
        link=link,
        link_target=link if WEB_ADDRESS.fullmatch(link) else "",
        agenda=lines(facts.agenda),
        letter_number=clean_line(letter.number) if letter else "",
        letter_day=bilingual_day(letter.dated).text(language) if letter and letter.dated else "",
        invited=invited_names(facts.invited, language),
        enclosures=tuple(f"{clean_line(one.name)} ({file_size(one.size)})" for one in facts.enclosures),
        reply_by=moment(facts.reply_by, home_city(facts), language=language) if facts.reply_by else None,
        answer_day=long_day(facts.answer_day, language) if facts.answer_day else "",
        is_session=facts.is_session,
        has_form=facts.has_form,
        firmness=facts.firmness,
        meetings=tuple(meetings_on(one, language) for one in facts.meetings),
    )


def meetings_on(one: DayHours, language: Language) -> MeetingsOn:
    """Days alike with their hours, which may break between two meetings only."""
    days = (
        weekday_day(one.opens, language)
        if one.opens == one.closes
        else day_range(one.opens, one.closes, language=language)
    )
    return MeetingsOn(days, None if one.hours is None else one.hours.replace("-", DASH), clean_line(one.room))


def when(facts: MeetingFacts, language: Language) -> When:
    """Day and hours, at home first; a ValueError where the facts hold neither instants nor days."""
    if facts.starts and facts.ends:
        return _hours(facts.starts, facts.ends, facts=facts, language=language)
    if facts.first_day and facts.last_day:
        return _days(facts.first_day, facts.last_day, language=language)
    raise ValueError(f"a meeting without a time: {facts.uid}")


def moment(instant: datetime, city: City, *, language: Language) -> When:
    """One instant in one city: its day and its hour."""
    day, name = local_day(instant, city.tzid), _words(city.name, language)
    return When(long_day(day, language), weekday_day(day, language), hour=clock(instant, city.tzid), city=name)


def home_city(facts: MeetingFacts) -> City:
    """The city whose clock the organiser thinks in."""
    named = (city for city in facts.cities if city.tzid == facts.tzid)
    return next(named, City(zone_city(facts.tzid), facts.tzid))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a longer text, clean; none for an empty one."""
    clean = clean_text(text).strip()
    return tuple(clean.split("\n")) if clean else ()


def _words(text: Bilingual, language: Language) -> str:
    return clean_line(text.plain.text(language))


def _hours(starts: datetime, ends: datetime, *, facts: MeetingFacts, language: Language) -> When:
    home = home_city(facts)
    at_home = moment(starts, home, language=language)

    def there(city: City) -> Clock:
        start = moment(starts, city, language=language)
        hours = span(starts, ends, tzid=city.tzid)
        return Clock(start.city, hours, "" if start.day == at_home.day else start.short_day)

    others = tuple(there(city) for city in facts.cities if city.tzid != home.tzid)
    return replace(at_home, hours=span(starts, ends, tzid=home.tzid), others=others)


def _days(first: date, last: date, *, language: Language) -> When:
    day = long_day(first, language)
    if last != first:
        day = f"{day} {DASH} {long_day(last, language)}"
    return When(day, day_range(first, last, language=language))
