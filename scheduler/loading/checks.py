"""What one table of a committee's file says of another: keys that must exist, and rules that must not collide."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scheduler.holidays_seed import has_calendar, seeded_days
from scheduler.loading.lines import Place
from scheduler.loading.schema import ClosuresEntry, CommitteeFile, SessionEntry
from vocabulary.states import ApprovalStatus, ConsultationStatus

Wrong = tuple[Place, str]


def problems_in(file: CommitteeFile) -> Iterator[Wrong]:
    """Everything wrong between the tables, with its place."""
    yield from repeated_keys(file)
    yield from unknown_keys(file)
    yield from wrong_zones(file)
    yield from wrong_calendars(file)
    yield from undated_decisions(file)
    yield from strange_days(file)
    yield from coming_consultations(file)
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
            choice = ", ".join(sorted(set(known[table]))) or "none"
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
    """Every key that sessions and consultations name: where it stands, what it is of, and the key if there is one."""
    for number, session in enumerate(file.session):
        yield ("session", number, "duty_station"), "duty_station", session.duty_station
        yield ("session", number, "venue"), "venue", session.venue
        yield ("session", number, "parent"), "session", session.parent
        for place, run in enumerate(session.days):
            yield ("session", number, "days", place, "duty_station"), "duty_station", run.duty_station
            yield ("session", number, "days", place, "venue"), "venue", run.venue
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
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield (
                ("duty_station", number, "tzid"),
                f'"{station.tzid}" is no IANA time zone; write one such as Europe/Vienna',
            )


def wrong_calendars(file: CommitteeFile) -> Iterator[Wrong]:
    """Closed days are seeded for whole years, from a calendar that is on file, without holidays that it has."""
    for number, closures in enumerate(file.closures):
        place: Place = ("closures", number)
        if closures.country is None or closures.years is None:
            if closures.country is not None or closures.years is not None:
                yield place, "give both country and years, or neither where no list is on file"
        elif closures.years[1] < closures.years[0]:
            yield (*place, "years"), f"{list(closures.years)} runs backwards"
        elif not has_calendar(closures.country, categories=closures.categories):
            kinds = ", ".join(closures.categories)
            yield (*place, "country"), f'no calendar of "{closures.country}" with {kinds} is on file'
        else:
            yield from idle_exceptions(closures, place)


def idle_exceptions(closures: ClosuresEntry, place: Place) -> Iterator[Wrong]:
    """A holiday to leave out is one that the calendar has: a slip of the pen would leave the offices closed."""
    first, last = closures.years or (0, 0)
    days = seeded_days(closures.country or "", years=range(first, last + 1), categories=closures.categories)
    names = {name for day in days.values() for name in day.en.split("; ")} | {day.isoformat() for day in days}
    for name in closures.without:
        if name not in names:
            yield (*place, "without"), f'this calendar has no "{name}" in these years'


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
    for place, venue, city in buildings_named(file):
        if venue in city_of and city_of[venue] != city:
            yield (*place, "venue"), f'"{venue}" does not stand in "{city}"'


def buildings_named(file: CommitteeFile) -> Iterator[tuple[Place, str | None, str | None]]:
    """Each place in the file that names a building, with the building and the city that it stands beside."""
    for number, session in enumerate(file.session):
        yield ("session", number), session.venue, session.duty_station
        for order, run in enumerate(session.days):
            yield ("session", number, "days", order), run.venue, run.duty_station or session.duty_station


def undated_decisions(file: CommitteeFile) -> Iterator[Wrong]:
    """Approved is only what has the day and the reference of its decision."""
    approval = file.approval
    if approval.status is ApprovalStatus.APPROVED and not (approval.decided_on and approval.decision):
        yield ("approval", "status"), '"approved" needs both decided_on and decision; until then write "requested"'


def strange_days(file: CommitteeFile) -> Iterator[Wrong]:
    """A session has both its days or neither, and they run forwards."""
    for number, session in enumerate(file.session):
        if session.opens is None or session.closes is None:
            given, other = ("closes", "opens") if session.opens is None else ("opens", "closes")
            if session.opens != session.closes:
                yield ("session", number, given), f"give {other} as well, or neither while the session is undated"
        elif session.closes < session.opens:
            yield ("session", number, "closes"), f"{session.closes} lies before the day it opens, {session.opens}"
        yield from strange_runs(session, ("session", number))


def strange_runs(session: SessionEntry, place: Place) -> Iterator[Wrong]:
    """Several runs of days stand alone, somewhere, run forwards one after the other, and never two at once."""
    if session.days and (session.opens or session.closes or session.venue):
        yield (*place, "days"), "give opens, closes and venue within each of the days, or no days"
    for number, run in enumerate(session.days):
        if run.closes < run.opens:
            yield (*place, "days", number, "closes"), f"{run.closes} lies before the day it opens, {run.opens}"
        elif number and run.opens <= session.days[number - 1].closes:
            before = session.days[number - 1].closes
            yield (*place, "days", number, "opens"), f"{run.opens} is not after {before}, when the run before it closes"


def coming_consultations(file: CommitteeFile) -> Iterator[Wrong]:
    """Invitations are booked, looked at and released, never loaded: a file tells only what was held."""
    for number, consultation in enumerate(file.consultation):
        if consultation.status is not ConsultationStatus.HELD:
            yield ("consultation", number, "status"), 'must be "held"; book a consultation that is still to come'
