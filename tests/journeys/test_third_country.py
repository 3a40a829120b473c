"""Another country, another committee, other cities: data alone, and the pages are there."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.people import Person
from models.sessions import CommitteeSession
from scheduler.loading.deeds import Source, load_committee
from tests.fixtures import NOW, signed_in
from vocabulary.actor import OPERATOR
from vocabulary.states import Duty

pytestmark = pytest.mark.both_databases

FILE = Path(__file__).parent.parent / "data" / "third-country.toml"


@pytest.fixture
def officer_id(app: Flask) -> int:
    """A desk officer of a ministry whose committee's file has just been loaded."""
    load_committee(Source(FILE.read_text("utf-8"), FILE.name, "mfa.example"), by=OPERATOR, now=NOW)
    officer = Person(name_en="Ms Officer", email="officer@mfa.example", duty=Duty.DESK_OFFICER)
    db.session.add(officer)
    db.session.commit()
    return officer.id


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_of_a_committee_that_no_code_knows_is_there(app: Flask, officer_id: int, language: str) -> None:
    key = db.session.scalars(select(Committee.key)).one()
    numbers = db.session.scalars(select(CommitteeSession.id)).all()
    db.session.remove()
    browser = signed_in(app, officer_id)
    pages = [
        f"/committees/{key}",
        f"/committees/{key}/replies",
        "/consultations",
        "/people",
        "/mail",
        *(f"/sessions/{number}{page}" for number in numbers for page in ("", "/plan", "/delegation", "/head")),
        f"/consultations/new?session={numbers[0]}",
    ]
    answers = {page: browser.get(page, query_string={"lang": language} if "?" not in page else None) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}
    overview = answers[f"/committees/{key}"].get_data(as_text=True)
    if language == "en":
        assert "Nairobi" in overview
        assert "Geneva" in overview
    assert "New York" not in overview
    assert "Vienna" not in overview
