"""A newer list of closed days, brought on a page."""

import re
from io import BytesIO

from flask.testing import FlaskClient

from scheduler.consultations import book
from tests.fixtures import Letter
from tests.making import HAND, make_plan
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.plan import Invited

BRING = "/calendars/1/import"
NEW = b"day,name\n3 Jan 2022,New Year\n11 Jan 2022,Special holiday\n17 Feb 2022,Makha Bucha\n"


def bring(officer: FlaskClient, content: bytes = NEW, source: str = "Announcement of 2564") -> str:
    fields = {"source": source, "certainty": "confirmed", "file": (BytesIO(content), "days-of-2565.csv")}
    answer = send(officer, BRING, fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_the_difference_is_shown_and_then_the_whole_list_is_taken_in(officer: FlaskClient, letter: Letter) -> None:
    number = book(letter.session_ids["2"], make_plan(), invited=Invited((letter.agency_ids["oag"],)), hand=HAND)
    url = bring(officer)
    page = officer.get(url).text
    assert "days-of-2565.csv" in page
    for words in ("New day", "Moves", "Goes off the list", "25 days go off the list", "Planned on Tuesday 11 January"):
        assert words in page, words
    assert f"/consultations/{number}/change?day=2022-01-12" in page
    answer = officer.post(url, data=form_to(page, url).fields)
    assert (answer.status_code, answer.location) == (303, "/calendars/1?year=2022")
    page = officer.get("/calendars/1?year=2022").text
    assert "28 days of the list have changed" in page
    assert "Special holiday" in page
    assert officer.get(url).status_code == 404


def test_problems_are_named_and_nothing_can_be_imported(officer: FlaskClient, letter: Letter) -> None:
    url = bring(officer, b"day,name\nMon 11 Jan 2022,Special holiday\n")
    page = officer.get(url).text
    assert "Row 2, Day: 11 January 2022 is a Tuesday, not a Monday" in page
    assert "Import the list" not in page
    form = {"shown": ""}
    assert send(officer, url, form).status_code == 409
    digest = re.search("[0-9a-f]{64}", page)
    assert digest is None


def test_a_look_that_is_out_of_date_is_shown_anew(officer: FlaskClient, letter: Letter) -> None:
    url = bring(officer)
    form = form_to(officer.get(url).text, url).fields
    send(officer, "/calendars/1/days/new", {"day": "5 Jan 2022", "name_en": "Another"})
    answer = officer.post(url, data=form)
    assert (answer.status_code, "26 days go off the list" in answer.text) == (409, True)


def test_what_is_missing_is_said(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, BRING, {"source": "Announcement"})
    assert (answer.status_code, "Choose a file." in answer.text, 'value="Announcement"' in answer.text) == (
        422,
        True,
        True,
    )
    answer = send(officer, BRING, {"source": "", "file": (BytesIO(NEW), "days.csv")})
    assert (answer.status_code, "which official list" in answer.text) == (422, True)
    answer = send(officer, "/calendars/999/import", {"source": "A", "file": (BytesIO(NEW), "days.csv")})
    assert answer.status_code == 404


def test_the_list_as_it_is_comes_back_with_nothing_to_import(officer: FlaskClient, letter: Letter) -> None:
    content = officer.get("/calendars/1/days.csv?year=2022").data
    url = bring(officer, content)
    page = officer.get(url).text
    assert "there is nothing to import" in page
    assert "Import the list" not in page
    assert officer.get("/calendars/1/days.xlsx?year=2022").data.startswith(b"PK")
    assert officer.get("/calendars/1/days.txt").status_code == 404
