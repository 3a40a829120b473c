"""What one table of a committee's file says of another: keys that must exist, and rules that must not collide."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scheduler.holidays_seed import has_calendar
from scheduler.loading.lines import Place
from scheduler.loading.schema import CommitteeFile

Wrong = tuple[Place, str]


def problems_in(file: CommitteeFile) -> Iterator[Wrong]:
    """Everything wrong between the tables, with its place."""
    yield from repeated_keys(file)
    yield from unknown_keys(file)
    yield from wrong_zones(file)
    yield from unknown_calendars(file)
    yield from colliding_rules(file)
    yield from strange_venues(file)


def repeated_keys(file: CommitteeFile) -> Iterator[Wrong]:
    """A key names one thing; so does the title of an instrument, and the number of a session among its kind."""
    for table, keys in keyed(file).items():
        yield from repeated(((table, number, "key"), key, table) for number, key in enumerate(keys))
    yield from repeated(
        (("duty_station", number, "venue", building, "key"), venue.key, "venue")
        for number, station in enumerate(file.duty_station)
        for building, venue in enumerate(station.venue)
    )
    yield from repeated(
        (("committee", "instrument", number, "title"), entry.title, "instrument")
        for number, entry in enumerate(file.committee.instrument)
    )
    yield from repeated(
        (("session", number, "ordinal"), f"{entry.kind.value} {entry.ordinal}", "session")
        for number, entry in enumerate(file.session)
        if entry.ordinal is not None
    )


def keyed(file: CommitteeFile) -> dict[str, list[str]]:
    """The keys of every table that has them."""
    return {
        "duty_station": [entry.key for entry in file.duty_station],
        "post": [entry.key for entry in file.post],
        "agency": [entry.key for entry in file.agency],
        "mission": [entry.key for entry in file.mission],
        "closures": [entry.key for entry in file.closures],
        "session": [entry.key for entry in file.session],
    }


def repeated(keys: Iterable[tuple[Place, str, str]]) -> Iterator[Wrong]:
    """The second one of two that are named alike."""
    seen: set[str] = set()
    for place, key, table in keys:
        if key in seen:
            yield place, f'there is already another {table} "{key}"'
        seen.add(key)


def unknown_keys(file: CommitteeFile) -> Iterator[Wrong]:
    """A key that is referred to exists in this file."""
    known = {**keyed(file), "venue": [venue.key for station in file.duty_station for venue in station.venue]}
    for place, table, key in references(file):
        if key is not None and key not in known[table]:
            choice = ", ".join(sorted(known[table])) or "none"
            yield place, f'no {table} has the key "{key}"; the file knows {choice}'


def references(file: CommitteeFile) -> Iterator[tuple[Place, str, str | None]]:
    """Every reference: where it stands, to which table, under which key."""
    yield ("committee", "home"), "duty_station", file.committee.home
    yield ("committee", "coordinator"), "agency", file.committee.coordinator
    for number, key in enumerate(file.approval.composition):
        yield ("approval", "composition", number), "agency", key
    for number, rule in enumerate(file.approval.head_rule):
        yield ("approval", "head_rule", number, "duty_station"), "duty_station", rule.duty_station
        yield ("approval", "head_rule", number, "post"), "post", rule.post
    for number, obligation in enumerate(file.obligation):
        yield ("obligation", number, "owner"), "agency", obligation.owner
    for number, station in enumerate(file.duty_station):
        yield ("duty_station", number, "closures"), "closures", station.closures
    for number, post in enumerate(file.post):
        yield ("post", number, "mission"), "mission", post.mission
        yield ("post", number, "duty_station"), "duty_station", post.duty_station
    yield from session_references(file)


def session_references(file: CommitteeFile) -> Iterator[tuple[Place, str, str | None]]:
    """The references of sessions and consultations."""
    for number, session in enumerate(file.session):
        yield ("session", number, "duty_station"), "duty_station", session.duty_station
        yield ("session", number, "venue"), "venue", session.venue
        yield ("session", number, "parent"), "session", session.parent
    for number, consultation in enumerate(file.consultation):
        yield ("consultation", number, "session"), "session", consultation.session
        yield ("consultation", number, "convener"), "agency", consultation.convener
        for place, key in enumerate(consultation.invited):
            yield ("consultation", number, "invited", place), "agency", key


def wrong_zones(file: CommitteeFile) -> Iterator[Wrong]:
    """A clock's zone is one that the time-zone database knows."""
    for number, station in enumerate(file.duty_station):
        try:
            ZoneInfo(station.tzid)
        except (ZoneInfoNotFoundError, ValueError):
            yield (
                ("duty_station", number, "tzid"),
                f'"{station.tzid}" is no IANA time zone; write one such as Europe/Vienna',
            )


def unknown_calendars(file: CommitteeFile) -> Iterator[Wrong]:
    """Closed days are seeded only for a country whose calendar is on file."""
    for number, closures in enumerate(file.closures):
        if closures.country is not None and not has_calendar(closures.country, categories=closures.categories):
            kinds = ", ".join(closures.categories)
            yield (
                ("closures", number, "country"),
                f'no calendar of "{closures.country}" with {kinds} is on file; leave the list without country and years',
            )


def colliding_rules(file: CommitteeFile) -> Iterator[Wrong]:
    """One city has one rule for its head, and one agency one place in the order."""
    yield from repeated(
        (("approval", "head_rule", number, "duty_station"), rule.duty_station, "head rule for")
        for number, rule in enumerate(file.approval.head_rule)
    )
    yield from repeated((("approval", "composition"), key, "place for") for key in file.approval.composition)


def strange_venues(file: CommitteeFile) -> Iterator[Wrong]:
    """A session's building stands in the session's city."""
    city_of = {venue.key: station.key for station in file.duty_station for venue in station.venue}
    for number, session in enumerate(file.session):
        if session.venue in city_of and city_of[session.venue] != session.duty_station:
            yield ("session", number, "venue"), f'"{session.venue}" does not stand in "{session.duty_station}"'
