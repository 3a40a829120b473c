"""`flask city`: where sessions can meet, with the clock of each city and its buildings."""

import click

from commands.output import dry_run_option, json_option, listing, now, refusing, rehearsed, remark, said
from scheduler.meeting_days import set_building_hours
from scheduler.places import add_building, add_city
from scheduler.queries.places import cities_on_file, place_named
from vocabulary.actor import OPERATOR
from vocabulary.plan import StationCard
from vocabulary.text import Bilingual


@click.group("city")
def city() -> None:
    """Cities where sessions meet, and their buildings."""


@city.command("list")
@json_option
@refusing
def list_cities(*, as_json: bool) -> None:
    """List the cities with their clocks and buildings."""
    rows = [
        {
            "city": line.key,
            "name": said(line.mark.name),
            "zone": line.tzid,
            "country": said(line.country),
            "buildings": [said(building.name) for building in line.buildings],
            "hours": [f"{building.key} {building.hours}" for building in line.buildings],
        }
        for line in cities_on_file(actor=OPERATOR)
    ]
    listing(rows, as_json=as_json)


@city.command("add")
@click.option("--name-en", default="", help="The name in English.")
@click.option("--name-th", default="", help="The name in Thai.")
@click.option("--zone", required=True, help="The IANA zone of its clock: Asia/Ho_Chi_Minh.")
@dry_run_option
@refusing
def add(*, name_en: str, name_th: str, zone: str, dry_run: bool) -> None:
    """Put a city on file."""
    with rehearsed(dry_run):
        number = add_city(StationCard(Bilingual(name_en, name_th), zone), by=OPERATOR, now=now())
        key = next(line.key for line in cities_on_file(actor=OPERATOR) if line.mark.station_id == number)
    click.echo(key)
    tell(dry_run=dry_run)


@city.command("building")
@click.argument("key", metavar="CITY")
@click.option("--name-en", default="", help="The name in English.")
@click.option("--name-th", default="", help="The name in Thai.")
@dry_run_option
@refusing
def building(key: str, *, name_en: str, name_th: str, dry_run: bool) -> None:
    """Put a building of CITY on file, by the city's key."""
    station_id = place_named(key, actor=OPERATOR).station_id
    with rehearsed(dry_run):
        add_building(station_id, Bilingual(name_en, name_th), by=OPERATOR, now=now())
    tell(dry_run=dry_run)


@city.command("hours")
@click.argument("key", metavar="BUILDING")
@click.argument("hours")
@dry_run_option
@refusing
def hours_of_building(key: str, hours: str, *, dry_run: bool) -> None:
    """Set the HOURS of meetings in BUILDING on a usual day, as "10:00-13:00, 15:00-18:00"."""
    venue_id = place_named(key, actor=OPERATOR).venue_id
    with rehearsed(dry_run):
        set_building_hours(venue_id or 0, hours, by=OPERATOR, now=now())
    remark(
        "Nothing was written."
        if dry_run
        else "It is on file. Nobody is told: sessions stand in calendars as whole days."
    )


def tell(*, dry_run: bool) -> None:
    """Whether it stays."""
    remark("Nothing was written." if dry_run else "It is on file.")
