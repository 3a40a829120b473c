"""The desk decides on somebody who shall come in another's place."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.substitutions import Substitution
from scheduler.consultations import move
from scheduler.substitutions import name_substitute
from tests.fixtures import NOW, Letter, People
from tests.making import HAND
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import MOVED, let_go
from tests.web.desk.filling import released
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.actor import Actor
from vocabulary.plan import PersonCard
from vocabulary.states import ActorKind, AnswerSource
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import Bilingual

MALI = PersonCard(Bilingual("Ms Mali Tuayang"), Bilingual("Legal Officer"), "mali@oag.example", "02 142 0000")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def page(officer: FlaskClient, letter: Letter, people: People) -> str:
    """A consultation for which the prosecutors' focal point sends somebody."""
    number = released(officer, letter, "oag", "rtp")
    say(people)
    return f"/consultations/{number}"


def say(people: People, note: str = "I travel.") -> None:
    invitation = invitation_of(people.focal["oag"]).id
    by = Actor(ActorKind.PERSON, "Sira", person_id=people.focal["oag"])
    name_substitute(invitation, SubstitutePlan(MALI, note, source=AnswerSource.SIGNED_IN), by=by, now=NOW)
    db.session.rollback()


def door(page: str) -> str:
    number = db.session.scalars(select(Substitution.id).order_by(Substitution.id.desc())).first()
    db.session.rollback()
    return f"{page}/substitutes/{number}"


def test_it_waits_on_the_overview_and_on_the_page_of_the_consultation(
    officer: FlaskClient, letter: Letter, page: str
) -> None:
    overview = words(officer.get(f"/committees/{letter.committee_key}").text)
    assert "Ms Mali Tuayang shall come in the place of Mr Sira Tuayang" in overview
    told = words(officer.get(page).text)
    assert "Substitute to decide: Ms Mali Tuayang" in told
    for part in ("Legal Officer", "mali@oag.example", "02 142 0000", "I travel.", "Nobody has been written to yet"):
        assert part in told


def test_approved_the_invitation_waits_for_the_release(officer: FlaskClient, page: str) -> None:
    url = f"{door(page)}/approve"
    answer = send(officer, url, form_to(officer.get(page).text, url).fields.to_dict())
    assert (answer.status_code, answer.location) == (303, f"{page}/release")
    assert "mali@oag.example" in officer.get(answer.location).text
    assert "approved by Ms Chanika Tuayang" in words(officer.get(f"{page}/answers").text)


def test_refused_with_a_reason_it_is_asked_again(officer: FlaskClient, page: str) -> None:
    url = f"{door(page)}/refuse"
    field = f"reason_{url.split('/')[-2]}"
    form = form_to(officer.get(page).text, url).fields.to_dict()
    empty = send(officer, url, {**form, field: ""})
    assert empty.status_code == 422
    assert "Write the reason" in empty.text
    answer = send(officer, url, {**form, field: "Only directors."})
    assert (answer.status_code, answer.location) == (303, page)
    assert "Only directors." in officer.get(f"{page}/answers").text
    assert send(officer, url, {field: "Again"}).status_code == 409


def test_what_was_changed_meanwhile_is_shown_and_nothing_is_done(
    officer: FlaskClient, people: People, page: str
) -> None:
    form = form_to(officer.get(page).text, f"{door(page)}/approve").fields.to_dict()
    say(people, "Another word")
    gone = send(officer, f"{page}/substitutes/1/approve", form)
    assert gone.status_code == 409
    overtaken = send(officer, f"{page}/substitutes/2/approve", form)
    assert overtaken.status_code == 409
    assert "Another word" in overtaken.text


def test_after_a_move_it_can_only_be_refused(officer: FlaskClient, page: str) -> None:
    number = int(page.rsplit("/", maxsplit=1)[-1])
    move(number, starts=MOVED, ends=MOVED.replace(hour=4), hand=HAND)
    let_go(number, minutes=5)
    db.session.rollback()
    told = officer.get(page).text
    assert "The meeting has moved since this substitute was named" in told
    assert f"{door(page)}/approve" not in told
    assert send(officer, f"{door(page)}/approve", {}).status_code == 409
