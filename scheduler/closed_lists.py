"""A list of closed days as a whole: renamed, given to another city, or taken off the file while nothing rests on it."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.places import ClosureList, DutyStation
from scheduler.closed_days import HAS_LIST
from scheduler.deed import deed
from scheduler.queries.calendars import list_of
from scheduler.queries.home import home_day
from scheduler.queries.session_lines import lines_of, sessions_query
from scheduler.rules.place_cards import checked_building
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.text import N_, Bilingual

HAS_IT = N_("%(city)s goes by this list already. Choose another city.")
RESTS = N_("This rests on the list: %(what)s. Have that settled first; until then it stays as it is.")


def rename_calendar(list_id: int, name: Bilingual, *, by: Actor, now: datetime) -> None:
    """Call a list otherwise."""
    with deed("rename calendar", by=by, now=now) as record:
        row, name = list_of(list_id), checked_building(name)
        row.name_en, row.name_th = name.en, name.th
        record.about("closure_list", list_id)


def move_calendar(list_id: int, station_id: int, *, by: Actor, now: datetime) -> None:
    """Let another city go by a list, and those that did go by none; refused with what rests on it there."""
    with deed("move calendar", by=by, now=now) as record:
        row, station = list_of(list_id), db.session.get(DutyStation, station_id)
        if station is None:
            raise NotFound(N_("This city does not exist."), field="city")
        if station.closure_list is row:
            raise Refusal(HAS_IT, field="city", city=station.name.plain)
        if station.closure_list is not None:
            told = {"city": station.name.plain, "name": station.closure_list.name.plain}
            raise Stale(HAS_LIST, field="city", **told)
        refuse_resting(row, now=now)
        leave(row)
        station.closure_list = row
        record.about("closure_list", list_id)


def remove_calendar(list_id: int, *, by: Actor, now: datetime) -> None:
    """Take a list with all its days off the file; refused with what rests on it."""
    with deed("remove calendar", by=by, now=now) as record:
        row = list_of(list_id)
        refuse_resting(row, now=now)
        leave(row)
        db.session.flush()
        db.session.delete(row)
        record.about("closure_list", list_id)


def leave(row: ClosureList) -> None:
    """Let no city go by a list any more."""
    for station in cities_of(row):
        station.closure_list = None


def cities_of(row: ClosureList) -> list[DutyStation]:
    """The cities that go by a list."""
    return list(db.session.scalars(select(DutyStation).where(DutyStation.closure_list_id == row.id)))


def refuse_resting(row: ClosureList, *, now: datetime) -> None:
    """Whoever counts in office days by a list, or meets where it closes offices, would lose it unseen."""
    resting = list(rests_on(row, today=home_day(now)))
    if resting:
        raise Refusal(RESTS, what=Bilingual("; ".join(one.en or one.th for one in resting), thai(resting)))


def thai(several: list[Bilingual]) -> str:
    """Names in a row in Thai."""
    return "; ".join(one.th or one.en for one in several)


def rests_on(row: ClosureList, *, today: date) -> Iterator[Bilingual]:
    """The committees whose capital goes by it, and the sessions to come in a city that does."""
    numbers = [station.id for station in cities_of(row)]
    for committee in db.session.scalars(select(Committee).where(Committee.home_id.in_(numbers)).order_by(Committee.id)):
        yield committee.short_name.plain
    for line in lines_of(db.session.scalars(sessions_query()).unique().all()):
        if not line.is_past(today) and any(city.station_id in numbers for city in line.cities):
            yield line.name.plain
