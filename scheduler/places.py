"""Cities where a committee meets and their buildings, where no file names them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from models.database import db
from models.places import DutyStation, Venue
from scheduler.deed import deed
from scheduler.rules.meeting_hours import USUAL
from scheduler.rules.place_cards import checked_building, checked_city
from scheduler.rules.short_keys import free_key, stem_of
from vocabulary.actor import Actor
from vocabulary.plan import StationCard
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import N_, Bilingual

ON_FILE = N_("%(name)s is on file already.")


def add_city(card: StationCard, *, by: Actor, now: datetime) -> int:
    """Put a city on file, last in the order of cities; the number of the new row."""
    with deed("add city", by=by, now=now) as record:
        card = checked_city(card)
        refuse_namesake(card.name, db.session.scalars(select(DutyStation)))
        key = free_key(stem_of(card.name.en, otherwise="city"), taken=set(db.session.scalars(select(DutyStation.key))))
        position = 1 + (db.session.scalar(select(func.max(DutyStation.position))) or 0)
        city = DutyStation(key=key, city_en=card.name.en, city_th=card.name.th, tzid=card.tzid, position=position)
        db.session.add(city)
        db.session.flush()
        record.about("duty_station", city.id)
        return city.id


def add_building(station_id: int, name: Bilingual, *, by: Actor, now: datetime) -> int:
    """Put a building of a city on file; the number of the new row."""
    with deed("add building", by=by, now=now) as record:
        station = db.session.get(DutyStation, station_id)
        if station is None:
            raise NotFound(N_("This city does not exist."), field="duty_station")
        name = checked_building(name)
        refuse_namesake(name, station.venues)
        key = free_key(
            stem_of(f"{name.en} {station.key}", otherwise="building"), taken=set(db.session.scalars(select(Venue.key)))
        )
        venue = Venue(key=key, duty_station_id=station_id, name_en=name.en, name_th=name.th, hours=USUAL)
        db.session.add(venue)
        db.session.flush()
        record.about("venue", venue.id)
        return venue.id


def refuse_namesake(name: Bilingual, others: Iterable[DutyStation | Venue]) -> None:
    """A place is on file once; break marks and capitals make no other name of it."""
    mine = {folded(word) for word in (name.en, name.th)} - {""}
    for other in others:
        if mine & {folded(other.name.en), folded(other.name.th)}:
            raise Refusal(ON_FILE, field="name_th" if name.th else "name_en", name=other.name.plain)


def folded(word: str) -> str:
    """A name as it is compared."""
    return Bilingual(word).plain.en.casefold()
