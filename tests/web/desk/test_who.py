"""The page of who has the right date, and whom to call on the overview and the session's page."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.demonstration import Demonstration
from models.outbox import OutgoingMail
from models.people import Person
from tests.fixtures import NOW, Letter, People
from tests.web.desk.filling import released
from vocabulary.states import MailState


@pytest.fixture
def number(officer: FlaskClient, letter: Letter, people: People) -> int:
    """A consultation whose letters to two agencies have left, of which one came back."""
    found = released(officer, letter, "oag", "rtp")
    person = db.session.get(Person, people.focal["oag"])
    assert person is not None
    person.phone = "02 142 0000 ต่อ 12"
    for mail in db.session.scalars(select(OutgoingMail)):
        came_back = mail.person_id == people.focal["oag"]
        mail.state, mail.attempts = (MailState.BOUNCED if came_back else MailState.SENT), 1
        mail.reply_text = "550 no such user" if came_back else ""
    db.session.commit()
    return found


def test_each_has_letter_answer_and_verdict(officer: FlaskClient, number: int) -> None:
    page = officer.get(f"/consultations/{number}/who").text
    assert "Not reached" in page
    assert "550 no such user" in page
    assert "told of 11 Jan 2022, 14:00" in page
    assert "Told, no sign yet" in page
    assert 'href="tel:021420000"' in page
    assert "Call this person" in page


def test_in_the_days_before_the_overview_and_the_session_say_whom_to_call(
    officer: FlaskClient, letter: Letter, number: int
) -> None:
    assert "tel:" not in officer.get(f"/committees/{letter.committee_key}").text, "it is more than a week ahead"
    db.session.execute(db.update(Demonstration).values(latest=NOW + timedelta(days=6)))
    db.session.commit()
    for address in (f"/committees/{letter.committee_key}", f"/sessions/{letter.session_ids['2']}"):
        page = officer.get(address).text
        assert "Call these 2 people" in page
        assert page.index("Mr Sira Tuayang", page.index("Call these")) < page.index("No phone on file")
        assert f"/consultations/{number}/who" in page
