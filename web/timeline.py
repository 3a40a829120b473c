"""Where everything on a timeline stands: frozen values in, places out; templates/macros/timeline.html draws them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from vocabulary import days
from vocabulary.states import Language
from web.timeline_axis import Axis, Month, Year, whole_months
from web.timeline_rows import GAP, Edges, Place, Wish, breadth, spread

SessionState = Literal["firm", "provisional", "cancelled", "undated"]
ConsultationState = Literal["drafted", "confirmed", "held", "cancelled"]

WIDTH = 1200.0
TOP, ROW, BETWEEN_LANES, FOOT = 54.0, 38.0, 12.0, 30.0
DIAMOND, CHIP = 20.0, 30.0
CHIPS_ABREAST = 4
TEXT, SMALL = 14.0, 13.0
STATE_WORD = 76.0
"""Room for the word beneath a session's days: the longest is "provisional"."""

HEADING = 116.0
TODAY_WORD = 56.0
NEAR = timedelta(days=183)
"""A day further than this from everything else would squeeze it: then today has no line."""


class Lane(NamedTuple):
    """A city's line; `colour` is the city's number, 0 being the capital."""

    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class TimelineSession:
    """A session of the committee; without `opens` it stands apart, whatever its state. Both days are inclusive."""

    number: str
    label: str
    url: str
    lane: int
    opens: date | None
    closes: date | None
    state: SessionState


@dataclass(frozen=True, slots=True)
class TimelineConsultation:
    """One of our own meetings; it stands in the capital's lane."""

    day: date
    label: str
    url: str
    state: ConsultationState


Item = TimelineSession | TimelineConsultation


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a timeline shows; one lane at least."""

    lanes: Sequence[Lane]
    sessions: Sequence[TimelineSession]
    consultations: Sequence[TimelineConsultation]
    today: date


@dataclass(frozen=True, slots=True)
class Words:
    """Words beside a mark; at its left they end at `x`."""

    x: float
    text: str
    left: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A session or consultation in its place: `y` is its middle; `hit_x` and `hit_width` take in its words."""

    item: Item
    colour: int
    x: float
    y: float
    width: float
    hit_x: float
    hit_width: float
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class LaneLine:
    """A lane where it lies in the drawing; `y` is the middle of its first row."""

    name: str
    colour: int
    y: float


@dataclass(frozen=True, slots=True)
class Today:
    """Today's line, and the box at its foot that names the day."""

    day: date
    words: str
    x: float
    box_x: float
    box_width: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list that stands in for the drawing on a narrow screen; without an item it is today."""

    day: date | None
    item: Item | None
    colour: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline in units of its own field; `apart` is where the undated sessions begin, if there are any."""

    width: float
    height: float
    axis: Axis
    apart: float | None
    years: tuple[Year, ...]
    months: tuple[Month, ...]
    lanes: tuple[LaneLine, ...]
    marks: tuple[Mark, ...]
    undated: tuple[Mark, ...]
    today: Today | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    axis: Axis
    apart: float | None
    language: Language


@dataclass(frozen=True, slots=True)
class _Band:
    line: LaneLine
    marks: tuple[Mark, ...]
    undated: tuple[Mark, ...]

    @property
    def bottom(self) -> float:
        return max([self.line.y, *(mark.y for mark in self.marks + self.undated)]) + ROW / 2


def draw(plan: Plan, *, language: Language) -> Drawing:
    """Lay a plan out for readers of this language; words never lie on each other, and give way where room is short."""
    field = _field(plan, language)
    bands: list[_Band] = []
    for number in range(len(plan.lanes)):
        bands.append(_band(plan, number, field=field, top=bands[-1].bottom + BETWEEN_LANES if bands else TOP))
    return Drawing(
        width=WIDTH,
        height=bands[-1].bottom + FOOT,
        axis=field.axis,
        apart=field.apart,
        years=field.axis.years(),
        months=field.axis.months(language),
        lanes=tuple(band.line for band in bands),
        marks=tuple(mark for band in bands for mark in band.marks),
        undated=tuple(mark for band in bands for mark in band.undated),
        today=_today(plan.today, field),
        entries=_entries(plan),
    )


def _field(plan: Plan, language: Language) -> _Field:
    left = max(breadth(lane.name, TEXT) for lane in plan.lanes) + 3 * GAP
    undated = [session for session in plan.sessions if not session.opens]
    if not undated:
        return _Field(Axis(*_stretch(plan), left, WIDTH - GAP), None, language)
    most = max(sum(session.lane == number for session in undated) for number in range(len(plan.lanes)))
    chips = min(most, CHIPS_ABREAST) * (max(map(_chip_width, undated)) + GAP)
    apart = WIDTH - max(HEADING, chips)
    return _Field(Axis(*_stretch(plan), left, apart - 3 * GAP), apart, language)


def _stretch(plan: Plan) -> tuple[date, date]:
    """Whole months with every dated thing in them, and today if it is not far away."""
    shown = sorted(day for item in _items(plan) for day in _days_of(item))
    if not shown or shown[0] - NEAR <= plan.today <= shown[-1] + NEAR:
        shown.append(plan.today)
    return whole_months(shown)


def _items(plan: Plan) -> list[Item]:
    """Everything dated, in the order of its days."""
    dated: list[Item] = [session for session in plan.sessions if session.opens]
    return sorted([*dated, *plan.consultations], key=lambda item: _days_of(item)[0])


def _days_of(item: Item) -> tuple[date, date]:
    if isinstance(item, TimelineConsultation):
        return item.day, item.day
    if item.opens is None:
        raise ValueError(f"no dates yet: {item.label}")
    return item.opens, item.closes or item.opens


def _lane_of(item: Item, plan: Plan) -> int:
    if isinstance(item, TimelineSession):
        return item.lane
    return next((number for number, lane in enumerate(plan.lanes) if lane.colour == 0), 0)


def _band(plan: Plan, number: int, *, field: _Field, top: float) -> _Band:
    line = LaneLine(*plan.lanes[number], y=top + ROW / 2)
    items = [item for item in _items(plan) if _lane_of(item, plan) == number]
    edges = Edges(field.axis.left, field.axis.right, avoid=field.axis.x(plan.today))
    places = spread([_wish(item, field) for item in items], edges)
    marks = tuple(_mark(item, line, place=place, field=field) for item, place in zip(items, places, strict=True))
    return _Band(line, marks, tuple(_chips(plan, number, line=line, apart=field.apart or WIDTH)))


def _wish(item: Item, field: _Field) -> Wish:
    """Where a mark would stand by itself; a short session is widened to hold its number."""
    first, last = _days_of(item)
    begins, ends = field.axis.x(first), field.axis.x(last + date.resolution)
    words = breadth(_days_text(item, field.language), TEXT)
    if isinstance(item, TimelineConsultation):
        return Wish(round((begins + ends - DIAMOND) / 2, 1), DIAMOND, words)
    width = round(max(ends - begins, breadth(item.number, TEXT) + 1.5 * GAP), 1)
    return Wish(min(begins, round(field.axis.right - width, 1)), width, max(words, STATE_WORD))


def _days_text(item: Item, language: Language) -> str:
    """Its days without a year: the band above has that."""
    first, last = _days_of(item)
    closing = days.short_day(last, language, year=False)
    if first == last:
        return closing
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{days.DASH}{closing}"
    return f"{days.short_day(first, language, year=False)} {days.DASH} {closing}"


def _mark(item: Item, line: LaneLine, *, place: Place, field: _Field) -> Mark:
    wish = _wish(item, field)
    words = {"right": wish.x + wish.width + GAP, "left": wish.x - GAP, "none": None}[place.words]
    return Mark(
        item,
        line.colour,
        x=wish.x,
        y=line.y + place.row * ROW,
        width=wish.width,
        hit_x=place.begins - GAP / 4,
        hit_width=round(place.ends - place.begins + GAP / 2, 1),
        words=None if words is None else Words(words, _days_text(item, field.language), left=place.words == "left"),
    )


def _chips(plan: Plan, number: int, *, line: LaneLine, apart: float) -> Iterator[Mark]:
    """The lane's undated sessions in the order given, a few abreast."""
    for n, session in enumerate(each for each in plan.sessions if not each.opens and each.lane == number):
        row, column = divmod(n, CHIPS_ABREAST)
        width = _chip_width(session)
        x = apart + column * (width + GAP)
        yield Mark(session, line.colour, x, line.y + row * ROW, width, hit_x=x - GAP / 4, hit_width=width + GAP / 2)


def _chip_width(session: TimelineSession) -> float:
    return max(CHIP, breadth(session.number, TEXT) + 1.5 * GAP)


def _today(day: date, field: _Field) -> Today | None:
    if not field.axis.first <= day < field.axis.last:
        return None
    words = days.short_day(day, field.language, year=False)
    width = TODAY_WORD + breadth(words, SMALL)
    x = field.axis.x(day)
    return Today(day, words, x, min(x - 1, round(field.axis.right - width, 1)), width)


def _entries(plan: Plan) -> tuple[Entry, ...]:
    """The dated in the order of their days with today among them, then the undated."""
    dated = [Entry(_days_of(item)[0], item, plan.lanes[_lane_of(item, plan)].colour) for item in _items(plan)]
    past = [entry for entry in dated if entry.day and entry.day < plan.today]
    undated = [Entry(None, each, plan.lanes[each.lane].colour) for each in plan.sessions if not each.opens]
    return (*past, Entry(plan.today, None, 0), *dated[len(past) :], *undated)
