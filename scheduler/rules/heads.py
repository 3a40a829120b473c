"""Who leads a delegation: the city gives the post, the day it opens gives the holder (letter, item 10.1)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from vocabulary.states import Capacity
from vocabulary.text import Bilingual


class HeadStatus(Enum):
    """How much is known of a head."""

    KNOWN = "known"
    UNDATED = "undated"
    VACANT = "vacant"
    NO_RULE = "no rule"
    NO_CITY = "no city"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody holds a post from `since` to `until`, both inclusive; no `until` means for the time being."""

    post_id: int
    person_id: int
    name: Bilingual
    capacity: Capacity
    since: date
    until: date | None = None
    document: str = ""

    def covers(self, day: date) -> bool:
        """Whether the post was held on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """Which post leads in a city, and the paragraph that says so."""

    duty_station_id: int
    post_id: int
    title: Bilingual
    source: Bilingual


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a decision lets lead."""

    person_id: int
    name: Bilingual
    position: Bilingual


@dataclass(frozen=True, slots=True)
class Override:
    """Others lead than the rule says, one or several in their order, for a reason on record.

    It holds on the run of days that begins on `opens`, or in one city, or without either wherever the session meets.
    """

    heads: tuple[Named, ...]
    reason: str
    document: str
    duty_station_id: int | None = None
    city: Bilingual | None = None
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """Where and from when to when a session meets, both days inclusive: either may still be unknown."""

    duty_station_id: int | None
    city: Bilingual | None
    opens: date | None
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """The post passes to somebody else while the session meets; without a name nobody holds it from that day on."""

    day: date
    name: Bilingual | None


@dataclass(frozen=True, slots=True)
class Head:
    """Who leads, and why: the post is known before the person, and neither without a rule.

    Where a decision names several, `place` is 1 for the first and more for a co-head. `by_rule` is whom the rule would
    have lead then, `is_beside_rule` whether that one leads as well; `is_anywhere` that no city was decided for.
    """

    status: HeadStatus
    city: Bilingual | None = None
    post_id: int | None = None
    title: Bilingual | None = None
    person_id: int | None = None
    name: Bilingual | None = None
    capacity: Capacity | None = None
    source: Bilingual | None = None
    reason: str = ""
    document: str = ""
    place: int = 1
    by_rule: "Head | None" = None
    is_beside_rule: bool = False
    is_anywhere: bool = False
    succession: Succession | None = None

    @property
    def needs_decision(self) -> bool:
        """Whether somebody must decide who leads."""
        return self.status in (HeadStatus.NO_RULE, HeadStatus.NO_CITY)


def each_once(heads: Iterable[Head]) -> tuple[Head, ...]:
    """The heads of several runs of days in their order, whoever leads more than one of them only once."""
    found: dict[tuple[object, ...], Head] = {}
    for head in heads:
        city = None if head.status is HeadStatus.OVERRIDDEN else head.city
        found.setdefault((head.status, head.post_id, head.person_id, city), head)
    return tuple(found.values())


def heads_of(
    seat: Seat, *, rules: Iterable[Rule], tenures: Iterable[Tenure], overrides: Iterable[Override] = ()
) -> tuple[Head, ...]:
    """The heads of a delegation to a run of days in their order: one by the rule, or those of a decision.

    A decision for these days goes before one for the city, and that before one for the whole session (letter, item
    10.1). An undated session knows its
    post and not yet its person; a city without a rule has no head.
    """
    by_rule = ruled(seat, rules=rules, tenures=tenures)
    override = override_for(seat, overrides)
    return (by_rule,) if override is None else tuple(decided(override, by_rule=by_rule, city=seat.city))


def override_for(seat: Seat, overrides: Iterable[Override]) -> Override | None:
    """The decision that holds: that for the days, else that for the city, else that for whatever city."""
    several = tuple(overrides)
    by_city = {one.duty_station_id: one for one in several if one.opens is None}
    own = next((one for one in several if one.opens is not None and one.opens == seat.opens), None)
    return own or by_city.get(seat.duty_station_id) or by_city.get(None)


def resting(seats: Collection[Seat], overrides: Iterable[Override]) -> tuple[Override, ...]:
    """The decisions made for days on which, or a city in which, it does not meet now; unless another repeats them."""
    several = tuple(overrides)
    days, cities = {seat.opens for seat in seats}, {seat.duty_station_id for seat in seats}
    rests = [one for one in several if not is_of_use(one, days=days, cities=cities)]
    repeated = {(one.heads, one.reason) for one in several if one not in rests}
    return tuple(one for one in rests if (one.heads, one.reason) not in repeated)


def is_of_use(override: Override, *, days: Collection[date | None], cities: Collection[int | None]) -> bool:
    """Whether a decision is for days that begin then, or for a city among these; one for whatever city always is."""
    if override.opens is not None:
        return override.opens in days
    return override.duty_station_id is None or override.duty_station_id in cities


def decided(override: Override, *, by_rule: Head, city: Bilingual | None) -> Iterator[Head]:
    """Those whom a decision names, the first of them before the co-heads."""
    people = {one.person_id for one in override.heads}
    for place, one in enumerate(override.heads, start=1):
        yield Head(
            HeadStatus.OVERRIDDEN,
            city=city,
            title=one.position,
            person_id=one.person_id,
            name=one.name,
            reason=override.reason,
            document=override.document,
            place=place,
            by_rule=by_rule,
            is_beside_rule=by_rule.person_id in people,
            is_anywhere=override.duty_station_id is None and override.opens is None,
        )


def ruled(seat: Seat, *, rules: Iterable[Rule], tenures: Iterable[Tenure]) -> Head:
    """The head by the rule alone."""
    if seat.duty_station_id is None:
        return Head(HeadStatus.NO_CITY)
    rule = next((rule for rule in rules if rule.duty_station_id == seat.duty_station_id), None)
    if rule is None:
        return Head(HeadStatus.NO_RULE, city=seat.city)
    return held(rule, seat, tenures=tenures)


def held(rule: Rule, seat: Seat, *, tenures: Iterable[Tenure]) -> Head:
    """The post's head on the opening day; with whoever takes over before the last one."""
    by_rule = Head(HeadStatus.UNDATED, city=seat.city, post_id=rule.post_id, title=rule.title, source=rule.source)
    if seat.opens is None:
        return by_rule
    of_post = [tenure for tenure in tenures if tenure.post_id == rule.post_id]
    tenure = holder_on(seat.opens, of_post)
    if tenure is None:
        return Head(HeadStatus.VACANT, city=seat.city, post_id=rule.post_id, title=rule.title, source=rule.source)
    return Head(
        HeadStatus.KNOWN,
        city=seat.city,
        post_id=rule.post_id,
        title=rule.title,
        person_id=tenure.person_id,
        name=tenure.name,
        capacity=tenure.capacity,
        source=rule.source,
        document=tenure.document,
        succession=succession_in(seat.opens, seat.closes or seat.opens, tenures=of_post),
    )


def succession_in(opens: date, closes: date, *, tenures: Sequence[Tenure]) -> Succession | None:
    """The first day of a run of days, after the opening one, on which somebody else holds the post, or nobody."""
    begin = {tenure.since for tenure in tenures}
    after = {tenure.until + timedelta(days=1) for tenure in tenures if tenure.until and tenure.until < closes}
    first = number_of(holder_on(opens, tenures))
    for day in sorted(day for day in begin | after if opens < day <= closes):
        then = holder_on(day, tenures)
        if number_of(then) != first:
            return Succession(day, None if then is None else then.name)
    return None


def number_of(tenure: Tenure | None) -> int | None:
    """Whose tenure it is; two of one person, such as acting and then substantive, are no change of hands."""
    return None if tenure is None else tenure.person_id


def holder_on(day: date, tenures: Iterable[Tenure]) -> Tenure | None:
    """Who holds a post on a day: whoever acts in it goes before the one acted for, the latest before the earlier."""
    holding = [tenure for tenure in tenures if tenure.covers(day)]
    return max(holding, key=lambda tenure: (tenure.capacity is not Capacity.SUBSTANTIVE, tenure.since), default=None)
