"""Templates hold text alone, whatever is on file."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from models.database import db
from models.people import Agency
from scheduler.agencies import make_focal_point, put_mailbox
from scheduler.deed import deed
from scheduler.importing.sheets import read_sheet
from scheduler.importing.templates import guarded, template_csv, template_xlsx
from scheduler.people import add_person
from tests.fixtures import NOW, Letter
from vocabulary.actor import OPERATOR
from vocabulary.plan import PersonCard
from vocabulary.states import Language
from vocabulary.text import BREAK, Bilingual

PAYLOADS = ['=HYPERLINK("http://evil.example","x")', "+66 2 555 0100", "-2+3", "@SUM(1)", "|calc", "%x", " =1+1"]


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula_and_every_text_comes_back(letter: Letter, payload: str) -> None:
    name = payload.replace(BREAK, "/")  # with which no name is typed
    card = PersonCard(Bilingual(name), phone=payload, email="x@moj.example", agency_id=letter.agency_ids["moj"])
    make_focal_point(letter.agency_ids["moj"], add_person(card, by=OPERATOR, now=NOW), by=OPERATOR, now=NOW)
    for content in (
        template_xlsx(Language.ENGLISH, filled=True, by=OPERATOR),
        template_csv(Language.ENGLISH, filled=True, by=OPERATOR),
    ):
        texts = [cell.text for _, cells in read_sheet(content, name="f").rows for cell in cells]
        assert payload.strip() in texts
    kinds = {
        cell.data_type
        for sheet in opened(template_xlsx(Language.THAI, filled=True, by=OPERATOR))
        for line in sheet.iter_rows()
        for cell in line
    }
    assert kinds <= {"s", "n"}
    for line in csv.reader(io.StringIO(template_csv(Language.THAI, filled=True, by=OPERATOR).decode("utf-8-sig"))):
        assert not [cell for cell in line if cell.lstrip()[:1] in set("=+-@|%")]


def test_a_workbook_shows_an_example_and_the_agencies(letter: Letter) -> None:
    with deed("set", by=OPERATOR, now=NOW):
        put_mailbox(db.session.get_one(Agency, letter.agency_ids["nsc"]), "saraban@nsc.example")
    book = opened(template_xlsx(Language.ENGLISH, filled=False, by=OPERATOR))
    assert book.sheetnames == ["Focal points", "Example", "Agencies"]
    assert [cell.value for cell in book["Focal points"][1]][:3] == ["Agency", "Name in Thai", "Name in English"]
    assert book["Example"]["F2"].value == "example@agency.example"
    assert ["nsc", "saraban@nsc.example"] in [[line[0].value, line[3].value] for line in book["Agencies"].iter_rows()]


def test_an_agency_without_anybody_is_listed_with_its_mailbox(letter: Letter) -> None:
    with deed("add", by=OPERATOR, now=NOW):
        agency = Agency(key="amlo", name_en="Money Office", name_th="")
        db.session.add(agency)
        put_mailbox(agency, "saraban@amlo.example")
    text = template_csv(Language.ENGLISH, filled=True, by=OPERATOR).decode("utf-8-sig")
    assert "amlo,,,,,,,,,saraban@amlo.example" in text


def test_a_template_before_any_agency_is_on_file_has_an_example_too(app: object) -> None:
    assert opened(template_xlsx(Language.ENGLISH, filled=True, by=OPERATOR))["Example"]["A2"].value == "agency"


def test_only_what_could_be_a_formula_is_guarded() -> None:
    assert [guarded(text) for text in ("=1", " +1", "Ms A", "")] == ["'=1", "' +1", "Ms A", ""]
