"""The pages that are nobody's in particular."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.database import db
from tests.fixtures import People, SignIn
from tests.making import make_person
from vocabulary.states import Duty


def test_a_stranger_is_sent_to_sign_in_and_then_to_the_front_page(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/")


@pytest.mark.parametrize(
    ("reader", "place"),
    [
        ("desk", "/committees/ahc"),
        ("administrator", "/committees/ahc"),
        ("head_vienna", "/mission"),
        ("head_new_york", "/mission"),
    ],
)
def test_everybody_is_sent_to_where_their_work_is(sign_in: SignIn, people: People, reader: str, place: str) -> None:
    assert sign_in(getattr(people, reader)).get("/").location == place


def test_a_focal_point_is_sent_to_the_own_meetings(sign_in: SignIn, people: People) -> None:
    assert sign_in(people.focal["oag"]).get("/").location == "/my/meetings"


@pytest.mark.parametrize("path", ["/help", "/accessibility"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_help_and_accessibility_are_there_for_everybody_in_both_languages(
    client: FlaskClient, path: str, language: str
) -> None:
    answer = client.get(path, query_string={"lang": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_a_desk_without_any_committee_starts_with_its_people(app: Flask, sign_in: SignIn) -> None:
    officer = make_person("officer", duty=Duty.DESK_OFFICER)
    db.session.add(officer)
    db.session.commit()
    client = sign_in(officer.id)
    assert client.get("/").location == "/people"
    assert client.get("/people").status_code == 200
