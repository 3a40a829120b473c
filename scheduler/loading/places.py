"""Applying the tables that other tables refer to: closed days, cities, agencies, missions, posts."""

from collections.abc import Iterable

from models.people import Agency, Mission, Post
from models.places import ClosedDay, ClosedYear, ClosureList, DutyStation, Venue
from scheduler.holidays_seed import seeded_days
from scheduler.loading.differences import Ledger
from scheduler.loading.schema import (
    AgencyEntry,
    ClosuresEntry,
    CommitteeFile,
    DutyStationEntry,
    MissionEntry,
    PostEntry,
    Words,
)

Ids = dict[str, int]


def in_both(name: str, words: Words) -> dict[str, str]:
    """The two columns of a bilingual field."""
    return {f"{name}_en": words.en, f"{name}_th": words.th}


def put_places(file: CommitteeFile, ledger: Ledger) -> dict[str, Ids]:
    """Apply them all; the numbers of their rows by table and key."""
    closures = put_closures(file.closures, ledger)
    stations, venues = put_stations(file.duty_station, ledger, closures=closures)
    missions = put_missions(file.mission, ledger)
    return {
        "duty_station": stations,
        "venue": venues,
        "agency": put_agencies(file.agency, ledger),
        "post": put_posts(file.post, ledger, missions=missions, stations=stations),
    }


def put_closures(entries: Iterable[ClosuresEntry], ledger: Ledger) -> Ids:
    """Lists of closed days; days are seeded once and then belong to the desk, which may correct them."""
    ids: Ids = {}
    for entry in entries:
        source = "" if entry.country is None else f"holidays, {entry.country}"
        row = ledger.put(ClosureList, {"key": entry.key}, {**in_both("name", entry.name), "source": source})
        if not row.days and not row.years:
            seed(row, entry)
        ids[entry.key] = row.id
    return ids


def seed(row: ClosureList, entry: ClosuresEntry) -> None:
    """The days of a list, from the calendar of its country; none where no list is on file.

    The calendar is computed and not published by anybody: the desk confirms each year by the official list.
    """
    if entry.country is None or entry.years is None:
        return
    first, last = entry.years
    days = seeded_days(
        entry.country,
        years=range(first, last + 1),
        without=frozenset(entry.without),
        categories=entry.categories,
    )
    row.years = [ClosedYear(year=year, source=row.source) for year in range(first, last + 1)]
    row.days = [
        ClosedDay(day=day, name_en=name.en, name_th=name.th, source=row.source) for day, name in sorted(days.items())
    ]


def put_stations(entries: Iterable[DutyStationEntry], ledger: Ledger, *, closures: Ids) -> tuple[Ids, Ids]:
    """Cities in the order of the file, and the buildings in them."""
    stations: Ids = {}
    venues: Ids = {}
    for position, entry in enumerate(entries):
        values = {
            **in_both("city", entry.city),
            "tzid": entry.tzid,
            "position": position,
            "closure_list_id": None if entry.closures is None else closures[entry.closures],
        }
        station = ledger.put(DutyStation, {"key": entry.key}, values)
        stations[entry.key] = station.id
        for venue in entry.venue:
            row = ledger.put(
                Venue,
                {"key": venue.key},
                {**in_both("name", venue.name), "duty_station_id": station.id, "hours": venue.hours},
            )
            venues[venue.key] = row.id
    return stations, venues


def put_agencies(entries: Iterable[AgencyEntry], ledger: Ledger) -> Ids:
    """Ministries and offices."""
    return {
        entry.key: ledger.put(
            Agency,
            {"key": entry.key},
            {
                **in_both("name", entry.name),
                **in_both("abbreviation", entry.abbreviation),
                **in_both("unit", entry.unit),
            },
        ).id
        for entry in entries
    }


def put_missions(entries: Iterable[MissionEntry], ledger: Ledger) -> Ids:
    """Permanent missions."""
    return {entry.key: ledger.put(Mission, {"key": entry.key}, in_both("name", entry.name)).id for entry in entries}


def put_posts(entries: Iterable[PostEntry], ledger: Ledger, *, missions: Ids, stations: Ids) -> Ids:
    """Offices that lead delegations."""
    return {
        entry.key: ledger.put(
            Post,
            {"key": entry.key},
            {
                **in_both("title", entry.title),
                "mission_id": None if entry.mission is None else missions[entry.mission],
                "duty_station_id": None if entry.duty_station is None else stations[entry.duty_station],
            },
        ).id
        for entry in entries
    }
