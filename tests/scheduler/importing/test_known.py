"""Agencies and people as a spreadsheet calls them."""

import pytest

from models.people import Agency, FocalPoint, Person
from scheduler.importing.known import Known, Standing
from vocabulary.text import Bilingual

OAG = Agency(
    id=3,
    key="oag",
    name_en="Office of the Attorney General",
    name_th="สำนักงาน|อัยการ|สูงสุด",
    abbreviation_en="OAG",
    abbreviation_th="อส.",
)
MALI = Person(id=7, name_en="Ms Mali Tuayang", name_th="นางสาวมะลิ ตัวอย่าง", agency_id=3)
POINTS = [FocalPoint(agency_id=3, person=MALI, person_id=number, is_primary=number == 7) for number in (8, 7)]
KNOWN = Known([OAG], {}, {(3, "ms mali tuayang"): MALI}, {3: POINTS})


@pytest.mark.parametrize("text", ["oag", "OAG", "อส.", "office of the attorney general", "สำนักงานอัยการสูงสุด"])
def test_an_agency_is_known_by_its_key_and_every_name_and_abbreviation(text: str) -> None:
    assert KNOWN.agencies_called(text) == [OAG]
    assert KNOWN.agencies_called("") == KNOWN.agencies_called("somebody else") == []


def test_the_same_name_at_the_same_agency_is_the_same_person_however_it_is_written() -> None:
    written = Bilingual("Ms  MALI Tuayang")
    assert KNOWN.namesake(written, agency_id=3) is MALI
    assert KNOWN.namesake(written, agency_id=4) is None
    assert KNOWN.namesake(Bilingual(""), agency_id=3) is None


def test_the_primary_speaks_for_an_agency_and_all_others_stand_beside() -> None:
    assert KNOWN.standing(3) == Standing(7, MALI.name.plain, frozenset({7, 8}))
    assert KNOWN.standing(4) == Standing(None, Bilingual(""), frozenset())
