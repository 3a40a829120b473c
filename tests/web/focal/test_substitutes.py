"""Sending somebody else by the link of an invitation, and signed in."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.substitutions import Substitution
from scheduler.consultations import cancel, found
from scheduler.substitutions import approve_substitute, refuse_substitute
from tests.fixtures import NOW, Letter, People, SignIn
from tests.making import HAND
from tests.scheduler.delegations import invited
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import let_go
from tests.web.days import in_the_letters_days
from tests.web.focal.conftest import link_of
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.actor import OPERATOR
from vocabulary.substitutions import SubstitutionState

MALI = {"name_th": "นางสาวมะลิ ตัวอย่าง", "name_en": "Ms Mali Tuayang", "email": "mali@oag.example", "note": "I travel."}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def typed(client: FlaskClient, url: str, **fields: str) -> dict[str, str]:
    """The form as the page shows it, filled in."""
    page = client.get(f"{url}?lang=en").text
    return {**form_to(page, url).fields.to_dict(), **MALI, **fields}


def number() -> int:
    db.session.rollback()
    return db.session.scalars(select(Substitution.id).order_by(Substitution.id.desc())).first() or 0


def test_the_way_stands_below_the_answers_and_the_word_on_the_page(client: FlaskClient, link: str) -> None:
    url = f"{link}/substitute"
    page = client.get(f"{link}?lang=en").text
    assert f'href="{url}"' in page
    assert "Somebody else will come" in page
    answer = client.post(url, data=typed(client, url))
    assert (answer.status_code, answer.location) == (303, f"{link}?sends=1")
    told = words(client.get(f"{link}?lang=en").text)
    assert "You send Ms Mali Tuayang. It waits for the desk" in told
    assert "Sends somebody else" in told
    assert "Change who comes instead of you" in told
    assert 'value="mali@oag.example"' in client.get(url).text


def test_a_substitute_for_a_session_comes_on_all_its_days(
    app: Flask, client: FlaskClient, letter: Letter, people: People
) -> None:
    in_the_letters_days()
    invited(letter, people)
    db.session.rollback()
    page = client.get(f"{link_of(app, people.focal['oag'])}/substitute?lang=en").text
    assert "It is for the whole session, on all its days" in page
    assert "It is for this one meeting" not in page


def test_what_is_wrong_comes_back_with_all_that_was_typed(client: FlaskClient, link: str) -> None:
    url = f"{link}/substitute"
    answer = client.post(url, data=typed(client, url, email="mali"))
    assert answer.status_code == 422
    assert "Write one e-mail address" in answer.text
    assert "นางสาวมะลิ ตัวอย่าง" in answer.text
    answer = client.post(url, data=typed(client, url, email="sira@oag.example"))
    assert "This is you." in answer.text
    assert number() == 0


def test_what_became_of_it_is_read_on_the_page_of_the_answer(client: FlaskClient, link: str) -> None:
    url = f"{link}/substitute"
    client.post(url, data=typed(client, url))
    refuse_substitute(number(), reason="Only directors come.", by=OPERATOR, now=NOW)
    told = words(client.get(f"{link}?lang=en").text)
    refused = "The desk has refused that Ms Mali Tuayang comes in your place. Please answer again."
    assert f"{refused} Only directors come." in told
    client.post(url, data=typed(client, url))
    place = approve_substitute(number(), hand=HAND)
    assert "Ms Mali Tuayang is invited in your place." in words(client.get(f"{link}?lang=en").text)
    let_go(place.number, minutes=5)


def test_the_substitute_reads_in_whose_place_and_sends_nobody_further(
    app: object, client: FlaskClient, link: str
) -> None:
    url = f"{link}/substitute"
    client.post(url, data=typed(client, url))
    let_go(approve_substitute(number(), hand=HAND).number, minutes=5)
    substitute_id = db.session.scalars(select(Substitution.substitute_id)).one()
    own = link_of(app, substitute_id or 0)  # type: ignore[arg-type]
    told = words(client.get(f"{own}?lang=en").text)
    assert "You come in the place of Mr Sira Tuayang" in told
    assert "Somebody else will come" not in told
    page = client.get(f"{own}/substitute?lang=en")
    assert page.status_code == 403
    assert "cannot send anybody further" in page.text
    assert client.post(f"{own}/substitute", data={**MALI, "email": "x@oag.example"}).status_code >= 400


def test_a_cancelled_meeting_says_so_and_an_old_link_keeps_what_was_typed(client: FlaskClient, link: str) -> None:
    url = f"{link}/substitute"
    form = typed(client, url)
    consultation_id = found(1).id if found(1).entry.issued_revision else 2
    cancel(consultation_id, reason="Postponed", hand=HAND)
    let_go(consultation_id, minutes=5)
    answer = client.post(url, data=form)
    assert answer.status_code == 409
    assert "cancelled or over" in words(client.get(f"{url}?lang=en").text)
    gone = client.post("/r/nothing/substitute", data=form)
    assert gone.status_code == 404
    assert "mali@oag.example" in gone.text
    assert client.get("/r/nothing/substitute").status_code == 404


def test_signed_in_it_is_the_same_form(sign_in: SignIn, people: People, link: str) -> None:
    client = sign_in(people.focal["oag"])
    invitation_id = invitation_of(people.focal["oag"]).id
    url = f"/my/meetings/{invitation_id}/substitute"
    db.session.rollback()
    assert f'href="{url}"' in client.get(f"/my/meetings/{invitation_id}").text
    answer = send(client, url, typed(client, url))
    assert (answer.status_code, answer.location) == (303, f"/my/meetings/{invitation_id}?sends=1")
    assert db.session.scalars(select(Substitution.state)).one() is SubstitutionState.OPEN
    other = sign_in(people.focal["rtp"])
    assert other.get(url).status_code == 404
    assert send(other, url, MALI).status_code == 404


@pytest.mark.parametrize("field", ["name_th", "email"])
def test_it_works_without_a_position_or_a_phone_but_not_without_these(
    client: FlaskClient, link: str, field: str
) -> None:
    url = f"{link}/substitute"
    answer = client.post(url, data=typed(client, url, **{field: "", "name_en": ""}))
    assert answer.status_code == 422
    assert f'id="f-{field}"' in answer.text
