"""Who is to be in two places at once, whichever committees these belong to: seen from either place alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from scheduler.rules.clashes import overlapping
from vocabulary.days import day_runs, local_day
from vocabulary.decisions import Place
from vocabulary.states import Language
from vocabulary.text import Bilingual, joined

INSTANT = timedelta(microseconds=1)
SESSION = "session"


class Attendance(Enum):
    """As what somebody is to be somewhere."""

    HEAD = "head"
    DELEGATE = "delegate"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Engagement:
    """Somebody is somewhere from `starts` to `ends`, end excluded, by the clock of `tzid`, and as what."""

    person_id: int
    name: Bilingual
    place: Place
    title: Bilingual
    committee_id: int
    committee: Bilingual
    attendance: Attendance
    starts: datetime
    ends: datetime
    tzid: str
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class DoubleBooking:
    """One person at two places on the same days; `other` is None for whoever may not know of it."""

    one: Engagement
    other: Engagement | None
    days: tuple[tuple[date, date], ...]

    @property
    def places(self) -> tuple[Place, Place | None]:
        """The two places, as far as the other may be known."""
        return self.one.place, None if self.other is None else self.other.place

    @property
    def is_between_committees(self) -> bool:
        """Whether the two places belong to different committees, so that their committees are named."""
        return self.other is not None and self.one.committee_id != self.other.committee_id

    def concerns(self, place: Place) -> bool:
        """Whether this place is one of the two."""
        return place in self.places

    def turned(self) -> "DoubleBooking":
        """The same seen from the other place."""
        return self if self.other is None else replace(self, one=self.other, other=self.one)

    def seen_from(self, place: Place) -> "DoubleBooking":
        """The same with this place first."""
        return self if self.one.place == place else self.turned()


def double_bookings(found: Iterable[Engagement]) -> tuple[DoubleBooking, ...]:
    """Every pair of places at which one person is to be at once, by their days; several runs of days are one pair."""
    pairs: dict[tuple[int, Place, Place], DoubleBooking] = {}
    for pair in overlapping(found):
        one, other = sorted(pair, key=lambda each: (each.place.kind != SESSION, each.place.number))
        if one.place == other.place:
            continue
        key = (one.person_id, one.place, other.place)
        before = pairs.get(key)
        days = (*(() if before is None else before.days), common_days(one, other))
        pairs[key] = DoubleBooking(one, other, tuple(sorted(set(days))))
    return tuple(sorted(pairs.values(), key=lambda each: (each.days, each.one.person_id)))


def told_of(several: Sequence[DoubleBooking]) -> dict[str, object]:
    """The double bookings of one pair of places in words: everybody, both places, and the days of all."""
    first = several[0]
    runs = sorted({run for each in several for run in each.days})
    english, thai = (day_runs(runs, language=language) for language in (Language.ENGLISH, Language.THAI))
    return {
        "names": joined(each.one.name.plain for each in several),
        "one": first.one.title.plain,
        "other": other_title(first),
        "days": Bilingual(english, thai),
    }


def other_title(found: DoubleBooking) -> Bilingual:
    """What the other place is called, with its committee where that is another one."""
    if found.other is None:
        return Bilingual("")
    title, committee = found.other.title.plain, found.other.committee.plain
    if not found.is_between_committees:
        return title
    english, thai = (f"{committee.text(each)}: {title.text(each)}" for each in (Language.ENGLISH, Language.THAI))
    return Bilingual(english, thai)


def common_days(one: Engagement, other: Engagement) -> tuple[date, date]:
    """The days that stand in both calendars; where clocks far apart leave none, those of the shared hours there."""
    first = max(local_day(each.starts, each.tzid) for each in (one, other))
    last = min(local_day(each.ends - INSTANT, each.tzid) for each in (one, other))
    if first <= last:
        return first, last
    starts, ends = max(one.starts, other.starts), min(one.ends, other.ends)
    return local_day(starts, other.tzid), local_day(ends - INSTANT, other.tzid)


def midnight(day: date, tzid: str) -> datetime:
    """The instant at which a day begins somewhere."""
    return datetime.combine(day, time(), ZoneInfo(tzid)).astimezone(UTC)
