"""The capital, whose days and hours the desk lives by, and the other cities on file."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from models.committees import Committee
from models.database import db
from models.places import DutyStation
from vocabulary.days import local_day
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class Station:
    """A city on file."""

    id: int
    name: Bilingual
    tzid: str


@dataclass(frozen=True, slots=True)
class Home:
    """The key of the committee that was loaded first, and its capital before all other cities; neither before it is."""

    committee_key: str | None = None
    stations: tuple[Station, ...] = ()

    @property
    def tzid(self) -> str:
        """The capital's IANA zone; UTC while no committee is loaded."""
        return self.stations[0].tzid if self.stations else "UTC"


FIRST = select(func.min(Committee.id)).scalar_subquery()
STATIONS = (
    select(Committee.key, DutyStation.id, DutyStation.city_en, DutyStation.city_th, DutyStation.tzid)
    .join_from(DutyStation, Committee, Committee.id == FIRST)
    .order_by(DutyStation.id != Committee.home_id, DutyStation.position, DutyStation.id)
)


def home() -> Home:
    """The capital and the other cities, in the order of their files; one query."""
    rows = db.session.connection().execute(STATIONS).all()
    stations = (Station(number, Bilingual(english, thai), tzid) for _, number, english, thai, tzid in rows)
    return Home(rows[0][0], tuple(stations)) if rows else Home()


def home_tzid() -> str:
    """The capital's IANA zone; UTC while no committee is loaded."""
    return home().tzid


def home_day(instant: datetime) -> date:
    """The day that it is in the capital at this instant: what the desk does is dated by it."""
    return local_day(instant, home_tzid())


def committee_keys() -> dict[int, str]:
    """By number: the keys that committees go by in addresses."""
    return {row.id: row.key for row in db.session.execute(select(Committee.id, Committee.key))}
