"""The lists of closed days as pages show them: whose they are, which years are on file, what is planned on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models.committees import Committee
from models.database import db
from models.places import ClosedDay, ClosedYear, ClosureList, DutyStation
from scheduler.queries.availability import listed_days
from scheduler.queries.closed_day_effects import effects_on
from scheduler.queries.home import home_day
from scheduler.rules.closed_days import Effect
from vocabulary.actor import Actor
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.refusals import NotFound
from vocabulary.text import N_, Bilingual

NO_PAGE = N_("This page does not exist.")
NO_LIST = N_("This list of closed days does not exist.")
NO_KEY = N_("No list of closed days has the key %(key)s. There are: %(known)s.")
NO_DAY = N_("This closed day is not on file any more.")


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A list of closed days: the cities that go by it, whether the desk's own offices do, the years on file."""

    list_id: int
    key: str
    name: Bilingual
    cities: tuple[Bilingual, ...]
    is_office: bool
    years: tuple[int, ...]
    expected: int
    next_day: ClosedDayCard | None


@dataclass(frozen=True, slots=True)
class BareCity:
    """A city that goes by no list."""

    station_id: int
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Calendars:
    """All lists, and the cities without one; `year` is the present one."""

    lists: tuple[CalendarLine, ...]
    bare: tuple[BareCity, ...]
    year: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """A closed day with who entered it, and what is planned on it; nobody entered what a committee's file gave."""

    day_id: int
    card: ClosedDayCard
    added_by: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """One list in one year; `whole` is its row where the year's list is on file as a whole."""

    line: CalendarLine
    year: int
    years: tuple[int, ...]
    whole: ClosedYear | None
    days: tuple[DayLine, ...]

    @property
    def expected(self) -> int:
        """How many of the year's days are not confirmed yet."""
        return sum(one.card.state is ClosedDayState.EXPECTED for one in self.days)

    @property
    def hit(self) -> tuple[DayLine, ...]:
        """The days on which something is planned."""
        return tuple(one for one in self.days if one.effect.count)


def all_calendars(*, actor: Actor, now: datetime) -> Calendars:
    """Every list on file in the order of its first city, and the cities without one."""
    refuse_strangers(actor)
    today = home_day(now)
    stations = db.session.scalars(select(DutyStation).order_by(DutyStation.position, DutyStation.id)).all()
    order = [station.closure_list_id for station in stations]
    rows = sorted(every_list(), key=lambda row: (order.index(row.id) if row.id in order else len(order), row.id))
    homes = set(db.session.scalars(select(Committee.home_id)))
    return Calendars(
        lists=tuple(line_of(row, stations, homes=homes, today=today) for row in rows),
        bare=tuple(BareCity(one.id, one.name) for one in stations if one.closure_list_id is None),
        year=today.year,
    )


def every_list() -> Sequence[ClosureList]:
    """All lists with their days and years."""
    return db.session.scalars(
        select(ClosureList).options(selectinload(ClosureList.days), selectinload(ClosureList.years))
    ).all()


def line_of(row: ClosureList, stations: Sequence[DutyStation], *, homes: set[int], today: date) -> CalendarLine:
    """One list in short."""
    own = [station for station in stations if station.closure_list_id == row.id]
    coming = sorted((day for day in row.days if day.day >= today), key=lambda day: day.day)
    return CalendarLine(
        list_id=row.id,
        key=row.key,
        name=row.name,
        cities=tuple(station.name for station in own),
        is_office=any(station.id in homes for station in own),
        years=tuple(sorted(one.year for one in row.years)),
        expected=sum(day.state is ClosedDayState.EXPECTED for day in coming),
        next_day=coming[0].card if coming else None,
    )


def calendar_page(list_id: int, year: int | None, *, actor: Actor, now: datetime) -> CalendarPage:
    """One list in one year, the present one where none is said; the desk's alone."""
    refuse_strangers(actor)
    row, today = list_of(list_id), home_day(now)
    shown = today.year if year is None else year
    days = sorted((day for day in row.days if day.day.year == shown), key=lambda day: day.day)
    effects = effects_on(row, [day.day for day in days], closed=listed_days(row), now=now)
    stations = db.session.scalars(select(DutyStation).order_by(DutyStation.position, DutyStation.id)).all()
    homes = set(db.session.scalars(select(Committee.home_id)))
    return CalendarPage(
        line=line_of(row, stations, homes=homes, today=today),
        year=shown,
        years=tuple(sorted({*years_of(row), today.year, today.year + 1, shown})),
        whole=next((one for one in row.years if one.year == shown), None),
        days=tuple(DayLine(day.id, day.card, day.added_by, effects[day.day]) for day in days),
    )


def years_of(row: ClosureList) -> set[int]:
    """The years of which anything is on file."""
    return {one.year for one in row.years} | {day.day.year for day in row.days}


def list_of(list_id: int) -> ClosureList:
    """The list of this number with its days and years, or a refusal."""
    row = db.session.scalar(
        select(ClosureList)
        .where(ClosureList.id == list_id)
        .options(selectinload(ClosureList.days), selectinload(ClosureList.years))
    )
    if row is None:
        raise NotFound(NO_LIST)
    return row


def day_of(day_id: int) -> ClosedDay:
    """The closed day of this number, or a refusal."""
    row = db.session.get(ClosedDay, day_id)
    if row is None:
        raise NotFound(NO_DAY)
    return row


def closed_day_for(day_id: int, *, actor: Actor) -> tuple[ClosureList, ClosedDayCard]:
    """A closed day with the list that it stands on."""
    refuse_strangers(actor)
    row = day_of(day_id)
    return row.closure_list, row.card


def calendar_named(key: str, *, actor: Actor) -> int:
    """The number of the list that goes by this key at the terminal."""
    refuse_strangers(actor)
    known: dict[str, int] = {row.key: row.id for row in db.session.execute(select(ClosureList.key, ClosureList.id))}
    if key not in known:
        raise NotFound(NO_KEY, key=key, known=", ".join(known) or "-")
    return known[key]


def bare_city(station_id: int, *, actor: Actor) -> BareCity:
    """A city that goes by no list yet."""
    refuse_strangers(actor)
    row = db.session.get(DutyStation, station_id)
    if row is None or row.closure_list_id is not None:
        raise NotFound(NO_PAGE)
    return BareCity(row.id, row.name)


def refuse_strangers(actor: Actor) -> None:
    """Lists of closed days are the desk's."""
    if not actor.is_desk:
        raise NotFound(NO_PAGE)
