"""Searching at a browser."""

import pytest
from flask.testing import FlaskClient

from models.database import db
from models.people import Person
from scheduler.deed import deed
from scheduler.queries.search import PER_PAGE
from tests.fixtures import NOW, Letter, People, SignIn
from tests.web.desk.filling import released
from vocabulary.actor import OPERATOR


def test_everything_found_stands_in_groups_and_leads_to_its_page(officer: FlaskClient, letter: Letter) -> None:
    number = released(officer, letter)
    page = officer.get("/search", query_string={"q": "1002/4"}).text
    assert "<mark>๑๐๐๒/๔</mark>" in page or "<mark>1002/4</mark>" in page
    assert f'href="/committees/{letter.committee_key}"' in page
    page = officer.get("/search", query_string={"q": "preparatory"}).text
    assert f'href="/consultations/{number}"' in page
    assert 'href="/mail?batch=' in page
    page = officer.get("/search", query_string={"q": "vienna session"}).text
    assert f'href="/sessions/{letter.session_ids["2"]}"' in page
    page = officer.get("/search", query_string={"q": "prosecutor"}).text
    assert "Mr Sira Tuayang</a>" in page
    assert "Expert Public <mark>Prosecutor</mark>" in page


def test_the_name_in_the_other_language_shows_why_something_was_found(officer: FlaskClient) -> None:
    page = officer.get("/search", query_string={"q": "นางกานดา"}).text
    assert "Mrs Kanda Tuayang</a>" in page
    assert "<mark>นางกานดา</mark> ตัวอย่าง" in page


def test_a_letter_leads_to_all_that_left_with_it(officer: FlaskClient, letter: Letter) -> None:
    released(officer, letter, "oag", "nsc")
    released(officer, letter, "moj", day="13 Jan 2022")
    page = officer.get("/search", query_string={"q": "sira@oag.example", "kind": "letter"}).text
    batch = page.split('href="/mail?batch=')[1].split('"')[0]
    listed = officer.get("/mail", query_string={"batch": batch}).text
    assert "Letters that were released together." in listed
    assert "sira@oag.example" in listed
    assert "pimlada@moj.example" not in listed


def test_an_empty_box_asks_nothing_and_a_short_word_is_refused(officer: FlaskClient) -> None:
    assert officer.get("/search").status_code == 200
    short = officer.get("/search", query_string={"q": "k"})
    assert (short.status_code, "Type at least two letters" in short.text) == (422, True)
    assert "Nothing on file holds all of this." in officer.get("/search", query_string={"q": "nowhere"}).text


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><img src=x>', "'; DROP TABLE person; --"])
def test_a_query_is_shown_and_never_run(officer: FlaskClient, query: str) -> None:
    page = officer.get("/search", query_string={"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x>" not in page.text


def test_all_of_a_kind_can_be_paged_through(officer: FlaskClient) -> None:
    with deed("add", by=OPERATOR, now=NOW):
        db.session.add_all(Person(name_en=f"Ms Pagable {number:03}", name_th="") for number in range(PER_PAGE + 1))
    first = officer.get("/search", query_string={"q": "pagable"}).text
    assert "/search?q=pagable&amp;kind=person&amp;page=1" in first
    assert "/search?q=pagable&amp;kind=person&amp;page=2" in officer.get("/search?q=pagable&kind=person&page=1").text
    last = officer.get("/search?q=pagable&kind=person&page=2").text
    assert "<mark>Pagable</mark> 000" in last
    assert "page=3" not in last


def test_the_box_stands_on_the_desks_pages_alone(officer: FlaskClient, people: People, sign_in: SignIn) -> None:
    assert 'action="/search"' in officer.get("/people").text
    assert 'action="/search"' not in sign_in(people.focal["oag"]).get("/my/meetings").text
