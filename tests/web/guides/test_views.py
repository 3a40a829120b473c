"""The guides as pages, and the way to them."""

import pytest
from flask.testing import FlaskClient

from tests.fixtures import Letter, People, SignIn


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_guide_is_there_for_everybody_in_both_languages(client: FlaskClient, language: str) -> None:
    answer = client.get("/help", query_string={"lang": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    for name in ("desk-officer", "delegations", "answers", "focal-point", "head-of-mission", "signing-in", "tutorial"):
        assert f"/help/{name}#" in answer.text
        assert client.get(f"/help/{name}", query_string={"lang": language}).status_code == 200


def test_an_unknown_guide_is_no_page(client: FlaskClient) -> None:
    assert client.get("/help/nothing").status_code == 404


def test_the_question_mark_opens_the_part_about_the_page(sign_in: SignIn, people: People, letter: Letter) -> None:
    page = sign_in(people.desk).get(f"/committees/{letter.committee_key}")
    assert 'href="/help/desk-officer#begin-the-day"' in page.text


def test_a_page_without_a_part_of_its_own_opens_the_list(client: FlaskClient) -> None:
    assert '<a href="/help" aria-label' in client.get("/accessibility").text
