"""Cities and buildings that no file names."""

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from models.places import DutyStation, Venue
from scheduler.places import add_building, add_city
from scheduler.queries.places import cities_on_file, place_named
from scheduler.rules.meeting_hours import USUAL
from tests.fixtures import NOW, Letter
from vocabulary.actor import OPERATOR
from vocabulary.plan import StationCard
from vocabulary.refusals import Invalid, NotFound, Refusal
from vocabulary.text import Bilingual

HANOI = StationCard(Bilingual("Ha Noi", "กรุงฮานอย"), "Asia/Ho_Chi_Minh")


def test_a_city_is_put_on_file_last_in_the_order_with_its_buildings(letter: Letter) -> None:
    number = add_city(HANOI, by=OPERATOR, now=NOW)
    hall = add_building(number, Bilingual("National Convention Center"), by=OPERATOR, now=NOW)
    line = cities_on_file(actor=OPERATOR)[-1]
    assert (line.key, line.mark.name, line.tzid) == ("ha-noi", HANOI.name, HANOI.tzid)
    assert (line.country and line.country.en, line.closures) == ("Vietnam", None)
    assert [(one.name.en, one.hours) for one in line.buildings] == [("National Convention Center", USUAL)]
    assert db.session.get_one(Venue, hall).key == "national-convention-center-ha-noi"
    deeds = db.session.scalars(select(AuditRow.deed).order_by(AuditRow.number.desc()).limit(2)).all()
    assert deeds == ["add building", "add city"]


def test_a_place_is_on_file_once(letter: Letter) -> None:
    with pytest.raises(Refusal, match="is on file already"):
        add_city(StationCard(Bilingual("new york"), "America/New_York"), by=OPERATOR, now=NOW)
    vienna = place_named("vienna", actor=OPERATOR).station_id
    with pytest.raises(Refusal, match="is on file already"):
        add_building(vienna, Bilingual("", "ศูนย์ระหว่างประเทศเวียนนา"), by=OPERATOR, now=NOW)
    new_york = place_named("new-york", actor=OPERATOR).station_id
    assert add_building(new_york, Bilingual("", "ศูนย์ระหว่างประเทศเวียนนา"), by=OPERATOR, now=NOW)


def test_what_lacks_a_name_a_clock_or_a_city_is_refused(letter: Letter) -> None:
    with pytest.raises(Invalid):
        add_city(StationCard(Bilingual(""), "Asia/Bangkok"), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        add_building(999, Bilingual("Hall"), by=OPERATOR, now=NOW)
    assert db.session.scalar(select(DutyStation.id).where(DutyStation.city_en == "")) is None
