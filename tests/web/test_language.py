"""Which language a page is in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.database import db
from models.people import Person
from tests.fixtures import People, SignIn
from tests.web.posting import send
from vocabulary.states import Language
from web.language import lang_url


def language_of(client: FlaskClient, path: str = "/help", accept: str = "") -> str:
    page = client.get(path, headers={"Accept-Language": accept} if accept else {}).text
    return page.partition('<html lang="')[2].partition('"')[0]


def test_thai_comes_before_all(client: FlaskClient) -> None:
    assert language_of(client) == "th"


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("th-TH,en;q=0.5", "th"),
        ("de,en;q=0.1", "en"),
        ("de", "th"),
        ("*", "th"),
        ("x" * 5000, "th"),
        ("en;q=0,th;q=0.1", "th"),
        ("EN-us", "en"),
    ],
)
def test_a_stranger_reads_what_the_browser_prefers(client: FlaskClient, accept: str, language: str) -> None:
    assert language_of(client, accept=accept) == language


def test_somebody_signed_in_reads_the_language_on_file(sign_in: SignIn, people: People) -> None:
    db.session.get_one(Person, people.desk).language = Language.ENGLISH
    db.session.commit()
    assert language_of(sign_in(people.desk), accept="th") == "en"


def test_a_language_that_was_asked_for_is_remembered_for_a_year(client: FlaskClient) -> None:
    assert language_of(client, "/help?lang=en") == "en"
    assert language_of(client, accept="th") == "en"
    cookie = client.get_cookie("samai-language")
    assert cookie is not None
    assert (cookie.max_age, cookie.http_only, cookie.same_site) == (365 * 24 * 3600, True, "Lax")


def test_a_language_asked_for_on_a_page_that_leads_on_is_remembered_too(client: FlaskClient) -> None:
    assert client.get("/?lang=en").status_code == 303
    assert language_of(client) == "en"


def test_the_language_asked_for_wins_over_the_one_on_file(sign_in: SignIn, people: People) -> None:
    client = sign_in(people.desk)
    assert language_of(client) == "th"
    client.get("/help?lang=en")
    assert language_of(client) == "en"


@pytest.mark.parametrize("strange", ["de", "", "../../etc", "<script>", "en\r\nSet-Cookie: x=y"])
def test_a_language_that_is_none_is_not_remembered(client: FlaskClient, strange: str) -> None:
    answer = client.get("/help", query_string={"lang": strange})
    assert '<html lang="th">' in answer.text
    assert client.get_cookie("samai-language") is None


@pytest.mark.parametrize(
    ("path", "switch"),
    [
        ("/help", "/help?lang=en"),
        ("/help?x=1&x=2&lang=th", "/help?x=1&amp;x=2&amp;lang=en"),
        ("/nowhere", "/?lang=en"),
        ("//evil.example", "/?lang=en"),
        ("/sign-in?next=/help", "/sign-in?next=%2Fhelp&amp;lang=en"),
    ],
)
def test_the_switch_leads_to_the_same_page_where_it_is_one(app: Flask, path: str, switch: str) -> None:
    with app.test_request_context(path, base_url="http://localhost"):
        assert lang_url("en").replace("&", "&amp;") == switch


def test_after_a_refused_form_the_switch_leads_to_the_page_of_that_form(client: FlaskClient) -> None:
    page = send(client, "/sign-in", {"address": "a@b.example", "password": "x"})
    assert 'href="/sign-in?lang=en"' in page.text
    page = client.post("/sign-in/mail")
    assert 'href="/?lang=en"' in page.text


def test_an_installation_may_speak_another_language_first(app: Flask, client: FlaskClient) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    assert language_of(client) == "en"
