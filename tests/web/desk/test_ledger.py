"""The page of every answer: its source, what it was an answer to, and where an agency's people differ."""

import pytest
from flask.testing import FlaskClient

from models.database import db
from tests.fixtures import Letter, People
from tests.scheduler.giving import invitation_of
from tests.web.desk.filling import released
from tests.web.posting import send

PHONED = {
    "answer": "ACCEPTED",
    "source": "phone",
    "said_by": "Secretary of Mr Sira",
    "said_day": "4 Jan 2022",
    "said_clock": "08:30",
}


@pytest.fixture
def url(officer: FlaskClient, letter: Letter, people: People) -> str:
    """Where the answer of the prosecutors' focal point is recorded."""
    number = released(officer, letter, "oag", "rtp")
    found = f"/consultations/{number}/answers/{invitation_of(people.focal['oag']).id}"
    db.session.rollback()
    return found


def test_two_people_of_one_agency_who_differ_are_both_named_and_the_officer_asks(
    officer: FlaskClient, letter: Letter, people: People, url: str
) -> None:
    number = int(url.split("/")[2])
    other = invitation_of(people.focal["rtp"])
    other.agency_id = letter.agency_ids["oag"]
    db.session.commit()
    send(officer, url, PHONED)
    send(
        officer, f"/consultations/{number}/answers/{other.id}", {**PHONED, "answer": "DECLINED", "said_clock": "08:40"}
    )
    for page in (officer.get(f"/consultations/{number}").text, officer.get(f"/consultations/{number}/answers").text):
        assert "Office of the Attorney General has given different answers: ask which one holds" in page
        assert page.count("Record what holds") == 2


def test_who_has_not_answered_comes_last_and_can_be_recorded(officer: FlaskClient, url: str) -> None:
    send(officer, url, PHONED)
    page = officer.get(url.rpartition("/")[0]).text
    assert "11 Jan 2022, 14:00" in page, "the time that was answered"
    assert page.index("Said by Secretary of Mr Sira") < page.index("nothing so far")
    assert "Record or correct" in page
