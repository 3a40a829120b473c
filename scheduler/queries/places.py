"""The cities on file with their clocks and buildings, for the desk."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models.database import db
from models.places import ClosedDay, DutyStation, Venue
from scheduler.queries.heads import city_colours
from scheduler.queries.session_lines import CityMark
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound
from vocabulary.text import N_, Bilingual
from vocabulary.zones import country_of

NO_PLACE = N_("No city or building has the key %(key)s. There are: %(known)s.")


@dataclass(frozen=True, slots=True)
class Spot:
    """A city, or a building in it, by their numbers."""

    station_id: int
    venue_id: int | None = None


@dataclass(frozen=True, slots=True)
class BuildingLine:
    """A building with the hours of its meetings on a usual day."""

    venue_id: int
    key: str
    name: Bilingual
    hours: str


@dataclass(frozen=True, slots=True)
class CityLine:
    """A city as a list shows it; `country` is where its clock is at home."""

    mark: CityMark
    key: str
    tzid: str
    country: Bilingual | None
    list_id: int | None
    closures: Bilingual | None
    has_days: bool
    buildings: tuple[BuildingLine, ...]


def cities_on_file(*, actor: Actor) -> tuple[CityLine, ...]:
    """Every city in the order in which pages show them."""
    if not actor.is_desk:
        raise NotFound(N_("This page does not exist."))
    colours, filled = city_colours(), set(db.session.scalars(select(ClosedDay.closure_list_id).distinct()))
    rows = db.session.scalars(
        select(DutyStation).options(selectinload(DutyStation.venues), selectinload(DutyStation.closure_list))
    )
    lines = [
        CityLine(
            mark=CityMark(row.id, row.name, colours.get(row.id, 0)),
            key=row.key,
            tzid=row.tzid,
            country=country_of(row.tzid),
            list_id=row.closure_list_id,
            closures=None if row.closure_list is None else row.closure_list.name,
            has_days=row.closure_list_id in filled,
            buildings=tuple(BuildingLine(venue.id, venue.key, venue.name, venue.hours) for venue in row.venues),
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: line.mark.colour))


def building_for(venue_id: int, *, actor: Actor) -> BuildingLine:
    """One building, for the desk alone."""
    row = db.session.get(Venue, venue_id)
    if row is None or not actor.is_desk:
        raise NotFound(N_("This building does not exist."))
    return BuildingLine(row.id, row.key, row.name, row.hours)


def place_named(key: str, *, actor: Actor) -> Spot:
    """The city or the building of a key, as it stands in files and at the terminal."""
    found = spots() if actor.is_desk else {}
    if key not in found:
        raise NotFound(NO_PLACE, key=key, known=", ".join(found) or "-")
    return found[key]


def spots() -> dict[str, Spot]:
    """Every city and every building by its key; of two of one key the city."""
    buildings = db.session.execute(select(Venue.key, Venue.duty_station_id, Venue.id).order_by(Venue.id))
    cities = db.session.execute(select(DutyStation.key, DutyStation.id).order_by(DutyStation.position))
    return {
        **{row.key: Spot(row.duty_station_id, row.id) for row in buildings},
        **{row.key: Spot(row.id) for row in cities},
    }
