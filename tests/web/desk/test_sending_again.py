"""The page that shows the invitation once more before it leaves."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from models.people import Person
from tests.fixtures import Letter, People
from tests.web.desk.filling import released
from tests.web.page_forms import form_to
from tests.web.posting import send


def test_an_officer_looks_at_it_and_sends_it_to_this_one_person(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    number = released(officer, letter, "oag", "rtp")
    own = db.session.scalars(
        select(Invitation.id).join(Person, Person.id == Invitation.person_id).where(Person.email == "sira@oag.example")
    ).one()
    url = f"/invitations/{own}/again"
    assert f'href="{url}"' in officer.get(f"/consultations/{number}").text
    page = officer.get(url).text
    assert "nobody else is written to" in page
    assert "sira@oag.example" in page
    answer = send(officer, url, form_to(page, url).fields.to_dict())
    assert re.fullmatch(r"/mail/\d+", answer.location)
    assert "Invitation" in officer.get(answer.location).text
    waits = officer.get(url)
    assert (waits.status_code, waits.location) == (303, f"/consultations/{number}"), "the letter has not left"
    assert "is on its way already" in officer.get(waits.location).text
    assert send(officer, url, {}).location == f"/consultations/{number}"
    assert send(officer, "/invitations/999/again", {}).status_code == 404
    assert officer.get("/invitations/999/again").status_code == 404
