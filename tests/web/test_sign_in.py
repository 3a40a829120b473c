"""Who is signed in, and which forms are believed."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from app import create_app
from models.accounts import LoginSession, SignInAttempt
from models.database import db
from tests.fixtures import Browser, People, SignIn
from tests.web.posting import send
from vocabulary.settings import Settings
from web.sign_in import matches, visitor

FIELDS = {"address": "nobody@oag.example", "password": "x"}
CHECKED = 422
"""What a form gets that was believed: the address and password do not belong together."""


def test_a_form_without_its_token_is_not_believed(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data=FIELDS, headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert "reload and send it again" in answer.text
    assert attempts() == 0


def attempts() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count(SignInAttempt.id))).one()


def test_a_token_of_another_browser_is_not_believed(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    page = other.get("/sign-in").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    client.get("/sign-in")
    assert client.post("/sign-in", data={**FIELDS, "csrf_token": token}).status_code == 400


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", ""])
def test_another_content_type_gets_round_nothing(client: FlaskClient, kind: str) -> None:
    assert client.post("/sign-in", data='{"address": "a", "password": "b"}', content_type=kind).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "http://localhost"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Origin": "http://localhost", "Sec_Fetch_Site": "same-origin"},
        {"Origin": "null", "Sec_Fetch_Site": "same-origin"},
    ],
)
def test_a_form_of_our_own_is_believed(client: FlaskClient, headers: dict[str, str]) -> None:
    assert send(client, "/sign-in", FIELDS, **headers).status_code == CHECKED


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost:81"},
        {"Origin": "null"},
        {"Origin": "null", "Sec_Fetch_Site": "cross-site"},
        {"Origin": ""},
    ],
)
def test_a_form_from_elsewhere_is_not_believed_even_with_its_token(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    assert send(client, "/sign-in", FIELDS, **headers).status_code == 400
    assert attempts() == 0


def test_a_page_whose_address_is_secret_sends_no_origin_and_is_believed(client: FlaskClient) -> None:
    assert send(client, "/sign-in/link/1.x", Origin="null").status_code == 404
    assert send(client, "/sign-in/link/1.x", Origin="https://evil.example").status_code == 400


def rules_that_write(app: Flask) -> list[tuple[str, str]]:
    """A sample address of every rule that takes more than a look."""
    samples = dict.fromkeys(("session_id", "consultation_id", "invitation_id", "person_id", "mail_id"), "1")
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            values = {name: samples.get(name, 1) for name in rule.arguments}
            found.append((method, adapter.build(rule.endpoint, values, method=method)))
    return found


def test_no_door_that_writes_takes_a_foreign_form(app: Flask, sign_in: SignIn, people: People) -> None:
    client = sign_in(people.administrator)
    writes: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SELECT", "BEGIN", "PRAGMA")):
            writes.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    for method, url in rules_that_write(app):
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            assert client.open(url, method=method, headers=headers).status_code == 400, (method, url)
    event.remove(db.engine, "before_cursor_execute", note)
    assert writes == []


def test_no_door_that_writes_does_without_a_token(app: Flask, sign_in: SignIn, people: People) -> None:
    client = sign_in(people.administrator)
    for method, url in rules_that_write(app):
        assert client.open(url, method=method).status_code == 400, (method, url)


def test_looking_needs_no_token(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def installed(tmp_path: Path, blank_database: Path, **settings: object) -> Flask:
    instance = tmp_path / "other"
    instance.mkdir()
    (instance / "samai.db").write_bytes(blank_database.read_bytes())
    app = create_app(Settings(instance=instance, testing=True, **settings))  # type: ignore[arg-type]
    app.test_client_class = Browser
    return app


def test_behind_https_the_cookie_is_locked_to_this_host(tmp_path: Path, blank_database: Path) -> None:
    app = installed(tmp_path, blank_database, base_url="https://samai.example")
    answer = app.test_client().get("/sign-in?lang=en", base_url="https://samai.example")
    cookies = answer.headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("__Host-samai="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(session.split("; "))
    assert "Domain" not in session
    assert all("Secure" in cookie for cookie in cookies)
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_without_https_the_cookie_still_belongs_to_no_script(client: FlaskClient) -> None:
    answer = client.get("/sign-in")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(answer.headers["Set-Cookie"].split("; "))
    assert "Strict-Transport-Security" not in answer.headers


def test_behind_a_proxy_that_ends_https_a_secret_page_still_takes_its_form(
    tmp_path: Path, blank_database: Path
) -> None:
    app = installed(tmp_path, blank_database, base_url="https://samai.example", proxies=1)
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}
    at = "http://samai.example"
    page = app.test_client().get("/sign-in", base_url=at, headers=told)
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    headers = told | {"Origin": "null", "Sec-Fetch-Site": "same-origin", "Cookie": cookie}
    form = {"csrf_token": token}
    plain = app.test_client(use_cookies=False)
    assert plain.post("/sign-in/link/1.x", base_url=at, data=form, headers=headers).status_code == 404
    headers["Origin"] = "https://samai.example"
    assert plain.post("/sign-in", base_url=at, data=form, headers=headers).status_code == CHECKED


@pytest.mark.parametrize(
    ("proxies", "forwarded", "place"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
    ],
)
def test_only_our_own_proxies_say_where_somebody_is(
    tmp_path: Path, blank_database: Path, proxies: int, forwarded: str, place: str
) -> None:
    app = installed(tmp_path, blank_database, proxies=proxies)
    seen: list[str] = []
    app.before_request(lambda: seen.append(visitor()))
    app.test_client().get("/sign-in", headers={"X-Forwarded-For": forwarded})
    assert seen == [place]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
    ],
)
def test_a_whole_network_of_one_visitor_is_one_place(app: Flask, address: str, place: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert visitor() == place


@pytest.mark.parametrize("stored", ["", "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA"])
def test_nobodys_password_matches_nothing_that_can_be_typed(app: Flask, stored: str) -> None:
    for typed in ("", "x", "nobody has this password"):
        assert not matches(typed, stored)


def test_a_file_of_the_looks_asks_nobody_who_comes(sign_in: SignIn, people: People) -> None:
    client = sign_in(people.desk)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    client.get("/static/mark.svg").close()
    event.remove(db.engine, "before_cursor_execute", note)
    assert asked == []


def test_a_new_sign_in_leaves_one_live_row(app: Flask, people: People, sign_in: SignIn) -> None:
    sign_in(people.desk)
    db.session.rollback()
    assert db.session.scalars(select(LoginSession.ended_at)).all() == [None]
