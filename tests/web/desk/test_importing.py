"""Bringing a spreadsheet at a browser."""

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.database import db
from models.people import Person
from scheduler.people import add_person
from tests.fixtures import NOW, Letter
from tests.scheduler.importing.files import NICHA, csv_of, xlsx_of
from tests.scheduler.importing.test_plans import PIMLADA, row
from tests.web.desk.test_papers import pdf, send_much
from tests.web.posting import send
from vocabulary.actor import OPERATOR
from vocabulary.plan import MEGABYTE, PersonCard
from vocabulary.text import Bilingual

SHOWN = re.compile('name="shown" value="([0-9a-f]{64})"')


def bring(officer: FlaskClient, content: bytes, name: str = "people.csv") -> TestResponse:
    return send(officer, "/people/import", {"file": (io.BytesIO(content), name)})


def shown(page: str) -> str:
    found = SHOWN.search(page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    "content", [csv_of(NICHA, row(PIMLADA, phone="02 555 0199")), xlsx_of(NICHA, row(PIMLADA, phone="02 555 0199"))]
)
def test_a_file_is_looked_at_then_taken_in(officer: FlaskClient, letter: Letter, content: bytes) -> None:
    brought = bring(officer, content)
    assert brought.status_code == 303
    page = officer.get(brought.location).text
    for words in ("Nothing is saved yet.", "New person", "Becomes a backup", "Import 2 rows", "02 555 0199"):
        assert words in page
    assert db.session.scalar(select(Person).where(Person.email == "nicha@moj.example")) is None
    done = send(officer, brought.location, {"shown": shown(page)})
    assert (done.status_code, done.location) == (303, "/people")
    assert "2 rows are imported. No mail was sent." in officer.get("/people").text
    assert officer.get(brought.location).status_code == 404


def test_every_problem_stands_by_row_and_column_and_there_is_no_button(officer: FlaskClient) -> None:
    brought = bring(officer, csv_of(row(NICHA, email="x"), row(NICHA, agency="nothing like it at all")))
    page = officer.get(brought.location).text
    assert "Row 2, E-mail: Write one e-mail address" in page
    assert "Row 3, Agency: no agency on file is called" in page
    assert "Import 2 rows" not in page
    assert SHOWN.search(page) is None
    assert send(officer, brought.location, {"shown": "0" * 64}).status_code == 409


def test_a_forged_digest_of_a_wrong_file_takes_nothing_in(officer: FlaskClient) -> None:
    from scheduler.importing.sheets import read_sheet
    from tests.scheduler.importing.files import planned

    assert read_sheet(csv_of(NICHA), name="f").rows
    rows = (row(NICHA, email="x"), PIMLADA)
    brought = bring(officer, csv_of(*rows))
    answer = send(officer, brought.location, {"shown": planned(*rows).digest})
    assert (answer.status_code, "Row 2, E-mail" in answer.text) == (422, True)


def test_what_moved_meanwhile_is_shown_anew(officer: FlaskClient, letter: Letter) -> None:
    brought = bring(officer, csv_of(NICHA))
    before = shown(officer.get(brought.location).text)
    card = PersonCard(Bilingual("Ms Nicha Tuayang"), email="nicha@moj.example", agency_id=letter.agency_ids["moj"])
    add_person(card, by=OPERATOR, now=NOW)
    again = send(officer, brought.location, {"shown": before})
    assert (again.status_code, "Look at this new preview" in again.text) == (409, True)
    assert "New person" not in again.text
    assert send(officer, brought.location, {"shown": shown(again.text)}).status_code == 303


def test_a_moved_address_is_pointed_out(officer: FlaskClient) -> None:
    page = officer.get(bring(officer, csv_of(row(PIMLADA, email="new@moj.example"))).location).text
    assert "1 address changes" in page
    assert "<del>pimlada@moj.example</del>" in page


def test_a_mailbox_alone_and_the_change_of_the_primary_are_shown(officer: FlaskClient) -> None:
    alone = ["moj", "", "", "", "", "", "", "saraban@moj.example"]
    page = officer.get(bring(officer, csv_of(alone, row(NICHA, part="primary"), PIMLADA)).location).text
    for words in (
        "the agency alone",
        "saraban@moj.example",
        "Ms Pimlada Tuayang becomes a backup",
        "From primary to backup",
    ):
        assert words in page


def test_a_file_that_says_nothing_new_has_no_button(officer: FlaskClient) -> None:
    page = officer.get(bring(officer, csv_of(PIMLADA)).location).text
    assert "there is nothing to import" in page
    assert "Import 1 row" not in page


def test_what_is_no_spreadsheet_is_refused_on_the_form(officer: FlaskClient) -> None:
    assert 'enctype="multipart/form-data"' in officer.get("/people/import").text
    assert "Choose a file." in send(officer, "/people/import").text
    assert "Choose a file." in bring(officer, b"", name="").text
    refused = bring(officer, b"\xd0\xcf\x11\xe0", name="../old.xls")
    assert (refused.status_code, "an old or a locked Excel file" in refused.text) == (422, True)


def test_an_old_code_page_is_pointed_out(officer: FlaskClient) -> None:
    page = officer.get(bring(officer, csv_of(NICHA, encoding="cp874")).location).text
    assert "Thai Windows-874" in page


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_a_template_is_a_file_to_keep(officer: FlaskClient, kind: str, start: bytes) -> None:
    for query, name in (("", "focal-points-template"), ("?filled=1", "focal-points")):
        answer = officer.get(f"/people/import/template.{kind}{query}")
        assert answer.data.startswith(start)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.{kind}"'
    assert officer.get("/people/import/template.exe").status_code == 404


def test_a_file_of_many_rows_is_shown_with_as_many_queries_as_a_small_one(officer: FlaskClient) -> None:
    from tests.scheduler.queries.asking import questions

    rows = [row(NICHA, email=f"p{n}@moj.example", name_en=f"Ms P{n}", name_th=f"นาง{n}") for n in range(3)]
    one, three = bring(officer, csv_of(rows[0])).location, bring(officer, csv_of(*rows)).location
    assert questions(lambda: officer.get(three)) == questions(lambda: officer.get(one))


def test_a_file_that_is_far_too_large_is_refused_on_its_field(officer: FlaskClient) -> None:
    answer = send_much(officer, "/people/import", {"file": pdf(b"x" * 3 * MEGABYTE, "people.csv")})
    assert answer.status_code == 422
    assert "people.csv is larger than 1 MB" in answer.text
