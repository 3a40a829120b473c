"""Names on pages break between their words."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures import Letter, People, SignIn

OAG = '<span class="w">สำนักงาน</span><wbr><span class="w">อัยการสูงสุด</span>'


@pytest.fixture
def officer(sign_in: SignIn, people: People) -> FlaskClient:
    client = sign_in(people.desk)
    client.set_cookie("samai-language", "th")
    return client


def test_a_name_in_a_sentence_breaks_as_one_that_stands_alone(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(f"/agencies/{letter.agency_ids['oag']}").text
    assert page.count(OAG) == 1
    page = officer.get(f"/sessions/{letter.session_ids['3']}/delegation?agency={letter.agency_ids['oag']}").text
    assert f"แจ้งชื่อผู้แทนของ {OAG}" in page or page.count(OAG) >= 2
    assert "<title>" in page
    assert "<wbr>" not in page.partition("<title>")[2].partition("</title>")[0]


def test_a_page_of_an_error_and_one_without_names_are_shown_too(
    app: Flask, client: FlaskClient, letter: Letter
) -> None:
    assert client.get("/nowhere").status_code == 404
    assert client.get("/sign-in").status_code == 200
    assert client.get("/healthz").json == {"status": "ok"}
