"""Signing in and out over HTTP."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from models.accounts import LoginSession, SignInLink
from models.database import db
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.accounts import Moment, disable_person, make_sign_in_link
from scheduler.rules.throttle import PER_ACCOUNT, Knocking
from scheduler.rules.tokens import sign_in_token
from tests.fixtures import People, SignIn
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.actor import OPERATOR
from vocabulary.settings import Settings
from web.context import keys
from web.sign_in import hashed

ADDRESS, PASSWORD = "sira@oag.example", "correct horse battery"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def sira(app: Flask, people: People) -> int:
    """A focal point with a password."""
    db.session.get_one(Person, people.focal["oag"]).password = hashed(PASSWORD)
    db.session.commit()
    return people.focal["oag"]


def enter(client: FlaskClient, *, password: str = PASSWORD, address: str = ADDRESS, **fields: str) -> TestResponse:
    return send(client, "/sign-in", {"address": address, "password": password, **fields}, Accept_Language="en")


def is_in(client: FlaskClient) -> bool:
    return client.get("/my/password").status_code == 200


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("samai")
    assert cookie is not None
    return cookie.value


def test_the_right_password_leads_to_the_front_page(client: FlaskClient, sira: int) -> None:
    answer = enter(client)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(client)


def test_the_page_that_was_asked_for_comes_after_signing_in(client: FlaskClient, sira: int) -> None:
    asked = client.get("/my/password?from=mail")
    assert asked.status_code == 303
    page = client.get(asked.location)
    wanted = re.search(r'name="next" value="([^"]*)"', page.text)
    assert wanted is not None
    assert enter(client, next=wanted[1]).location == "/my/password?from=mail"


def test_a_wrong_password_keeps_the_address_and_drops_the_password(client: FlaskClient, sira: int) -> None:
    answer = enter(client, password="my secret elsewhere")
    assert answer.status_code == 422
    assert ADDRESS in answer.text
    assert "my secret elsewhere" not in answer.text
    assert "do not belong together" in answer.text
    assert not is_in(client)


def bare(page: str) -> str:
    """A page without the token that differs each time, and without the address that was typed."""
    return re.sub(r'value="[^"]*"', "", page)


def test_an_unknown_address_a_wrong_password_and_a_disabled_person_look_alike(client: FlaskClient, sira: int) -> None:
    pages = [
        enter(client, address=address, password="wrong but long enough")
        for address in (ADDRESS, "nobody@oag.example", "pracha@mfa.example")
    ]
    assert {page.status_code for page in pages} == {422}
    assert len({bare(page.text) for page in pages}) == 1


def test_a_link_is_promised_in_the_same_words_to_everybody(client: FlaskClient, sira: int) -> None:
    pages = [send(client, "/sign-in/mail", {"link_address": address}) for address in (ADDRESS, "nobod@oag.example")]
    assert {page.status_code for page in pages} == {200}
    assert pages[0].text.replace(ADDRESS, "") == pages[1].text.replace("nobod@oag.example", "")
    db.session.rollback()
    assert [mail.address for mail in db.session.scalars(select(OutgoingMail))] == [ADDRESS]


def test_too_many_guesses_are_told_when_to_try_again(client: FlaskClient, sira: int) -> None:
    for _ in range(PER_ACCOUNT[Knocking.PASSWORD].free):
        assert enter(client, password="wrong").status_code == 422
    answer = enter(client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "10")
    assert "Wait 10 seconds" in answer.text
    assert not is_in(client)


def test_asking_for_links_too_often_is_told_beside_its_own_field(client: FlaskClient, sira: int) -> None:
    for _ in range(PER_ACCOUNT[Knocking.LINK].free):
        send(client, "/sign-in/mail", {"link_address": ADDRESS})
    answer = send(client, "/sign-in/mail", {"link_address": ADDRESS})
    assert answer.status_code == 429
    assert 'id="e-link_address"' in answer.text
    assert 'id="e-address"' not in answer.text


def link_of(person_id: int, *, reusable: bool = False) -> str:
    address = db.session.get_one(Person, person_id).email or ""
    at = Moment(datetime.now(UTC), datetime.now(UTC))
    link_id = make_sign_in_link(address, minutes=15, reusable=reusable, by=OPERATOR, at=at)
    return f"/sign-in/link/{sign_in_token(keys()[0], link_id=link_id)}"


def test_opening_a_link_changes_nothing_however_often(client: FlaskClient, sira: int) -> None:
    link = link_of(sira)
    writes: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SELECT", "BEGIN")):
            writes.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    answers = [client.open(link, method=method) for method in ("GET", "HEAD", "OPTIONS") * 3]
    event.remove(db.engine, "before_cursor_execute", note)
    assert {answer.status_code for answer in answers} == {200}
    assert writes == []
    assert not is_in(client)


def test_a_link_shows_whom_it_is_for_and_one_button_signs_in_once(client: FlaskClient, app: Flask, sira: int) -> None:
    link = link_of(sira)
    assert "Mr Sira Tuayang" in client.get(link, headers=ENGLISH).text
    assert send(client, link).location == "/"
    assert is_in(client)
    other = app.test_client()
    assert other.get(link).status_code == send(other, link).status_code == 404
    assert not is_in(other)


def test_a_link_that_ended_says_to_ask_for_a_new_one(client: FlaskClient, sira: int) -> None:
    link = link_of(sira)
    db.session.scalars(select(SignInLink)).one().expires_at = datetime.now(UTC) - timedelta(seconds=1)
    db.session.commit()
    answer = client.get(link, headers=ENGLISH)
    assert answer.status_code == 404
    assert "Ask for a new one" in answer.text


@pytest.mark.parametrize("token", ["x", "1.AAAA", "hidden", "1", "%00", "..%2f", "é"])
def test_a_forged_link_opens_nothing(client: FlaskClient, sira: int, token: str) -> None:
    link_of(sira)
    assert client.get(f"/sign-in/link/{token}").status_code in (404, 400)
    assert send(client, f"/sign-in/link/{token}").status_code in (404, 400)


def test_the_token_of_a_link_is_kept_nowhere(client: FlaskClient, settings: Settings, sira: int) -> None:
    token = link_of(sira).rpartition("/")[2]
    send(client, f"/sign-in/link/{token}")
    db.session.rollback()
    kept = b"".join(path.read_bytes() for path in settings.instance.glob("samai.db*"))
    assert token.encode() not in kept
    with client.session_transaction() as cookie:
        assert str(cookie["sign_in"]).encode() not in kept


def test_nobody_can_plant_a_session_on_somebody_else(client: FlaskClient, sira: int) -> None:
    client.get("/sign-in")
    with client.session_transaction() as planted:
        planted["sign_in"] = "planted"
        planted["_user_id"] = str(sira)
    before = cookie_of(client)
    assert not is_in(client)
    enter(client)
    assert cookie_of(client) != before
    with client.session_transaction() as cookie:
        assert cookie["sign_in"] != "planted"
        assert set(cookie) <= {"sign_in", "csrf_token"}
    stranger = client.application.test_client()
    stranger.set_cookie("samai", before)
    assert not is_in(stranger)


def test_a_planted_remember_cookie_signs_nobody_in(client: FlaskClient, sira: int) -> None:
    uniquifier = db.session.get_one(Person, sira).fs_uniquifier
    client.set_cookie("remember_token", f"{uniquifier}|00")
    assert not is_in(client)


def replayed(app: Flask, cookie: str) -> bool:
    thief = app.test_client()
    thief.set_cookie("samai", cookie)
    return is_in(thief)


def test_a_kept_cookie_opens_nothing_after_signing_out(app: Flask, sign_in: SignIn, sira: int) -> None:
    client = sign_in(sira)
    cookie = cookie_of(client)
    assert replayed(app, cookie)
    assert send(client, "/sign-out").location == "/sign-in"
    assert not replayed(app, cookie)


def test_a_kept_cookie_opens_nothing_after_disabling(app: Flask, sign_in: SignIn, sira: int) -> None:
    client = sign_in(sira)
    at = Moment(datetime.now(UTC), datetime.now(UTC))
    disable_person(sira, by=OPERATOR, at=at)
    assert not is_in(client)
    assert not replayed(app, cookie_of(client))


def test_a_kept_cookie_opens_nothing_after_a_new_password_and_the_own_browser_goes_on(
    app: Flask, sign_in: SignIn, sira: int
) -> None:
    client, elsewhere = sign_in(sira), sign_in(sira)
    cookie = cookie_of(client)
    answer = send(client, "/my/password", {"password": "another long password"})
    assert (answer.status_code, answer.location) == (303, "/my/password")
    assert is_in(client)
    assert not is_in(elsewhere)
    assert not replayed(app, cookie)
    assert enter(app.test_client(), password="another long password").status_code == 303


def test_a_short_password_is_refused_and_the_old_one_stays(sign_in: SignIn, client: FlaskClient, sira: int) -> None:
    answer = send(sign_in(sira), "/my/password?lang=en", {"password": "short"})
    assert answer.status_code == 422
    assert "12 characters or more" in answer.text
    assert enter(client).status_code == 303


def test_letters_that_look_alike_are_the_same_password(client: FlaskClient, sign_in: SignIn, sira: int) -> None:
    in_one, in_two = "รหัสผ่านนำทาง", "รหัสผ่านนํา" + "ทาง"
    send(sign_in(sira), "/my/password", {"password": in_one})
    assert enter(client, password=in_two).status_code == 303


def test_a_password_longer_than_any_is_not_cut_into_a_right_one(
    client: FlaskClient, sign_in: SignIn, sira: int
) -> None:
    longest = "x" * 200
    assert send(sign_in(sira), "/my/password", {"password": longest}).status_code == 303
    assert enter(client, password=f"{longest}x").status_code == 422
    assert enter(client, password=longest).status_code == 303


def test_an_idle_sign_in_ends_and_a_form_sent_then_says_so(app: Flask, sign_in: SignIn, sira: int) -> None:
    client = sign_in(sira)
    assert is_in(client)
    row = db.session.scalars(select(LoginSession)).one()
    row.seen_at = datetime.now(UTC) - timedelta(minutes=30)
    db.session.commit()
    assert client.get("/my/password").location == "/sign-in?next=/my/password"
    answer = send(client, "/my/password?lang=en", {"password": "another long password"})
    assert answer.status_code == 401
    assert "You are signed out" in answer.text


def test_somebody_who_is_in_need_not_see_the_page_to_sign_in(sign_in: SignIn, sira: int) -> None:
    assert sign_in(sira).get("/sign-in").location == "/"


def test_signing_out_twice_is_no_fault(sign_in: SignIn, sira: int) -> None:
    client = sign_in(sira)
    for _ in range(2):
        assert send(client, "/sign-out").status_code == 303


def test_a_password_is_kept_as_an_argon2_hash(client: FlaskClient, sira: int) -> None:
    assert db.session.get_one(Person, sira).password.startswith("$argon2id$")


def form_of(client: FlaskClient, url: str, action: str = "") -> dict[str, str]:
    """The hidden fields of a form as its page shows it."""
    return form_to(client.get(url).text, action or url).fields.to_dict()


def twice(client: FlaskClient, url: str, fields: dict[str, str], *, arrived: bool) -> list[TestResponse]:
    """The same form sent twice; the answer to the first has arrived, or was lost with its cookie."""
    before = cookie_of(client)
    first = client.post(url, data=fields)
    if not arrived:
        client.set_cookie("samai", before)
    return [first, client.post(url, data=fields)]


@pytest.fixture(params=[True, False], ids=["the first answer arrived", "the first answer was lost"])
def arrived(request: pytest.FixtureRequest) -> bool:
    """What became of the answer to the first of two."""
    return bool(request.param)


def lives() -> int:
    """How many login sessions live."""
    db.session.rollback()
    return len(db.session.scalars(select(LoginSession).where(LoginSession.ended_at.is_(None))).all())


def test_a_link_pressed_twice_signs_in_once_and_leads_on_both_times(
    client: FlaskClient, sira: int, arrived: bool
) -> None:
    link = link_of(sira)
    answers = twice(client, link, form_of(client, link), arrived=arrived)
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/")] * 2
    assert (is_in(client), lives()) == (True, 1)


def test_a_link_that_was_used_opens_nothing_for_another_form_or_later(
    client: FlaskClient, app: Flask, sira: int
) -> None:
    link = link_of(sira)
    page, other = form_of(client, link), app.test_client()
    second = form_of(other, link)
    assert client.post(link, data=page).status_code == 303
    assert other.post(link, data=second).status_code == 404
    db.session.scalars(select(LoginSession)).one().created_at -= timedelta(minutes=2)
    db.session.commit()
    assert other.post(link, data={**second, "form_key": page["form_key"]}).status_code == 404
    assert not is_in(other)


def test_a_password_sent_twice_signs_in_once_and_leads_on_both_times(
    client: FlaskClient, sira: int, arrived: bool
) -> None:
    hidden = form_of(client, "/sign-in?next=/my/feed", "/sign-in")
    typed = {**hidden, "address": ADDRESS, "password": PASSWORD}
    answers = twice(client, "/sign-in", typed, arrived=arrived)
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/my/feed")] * 2
    assert (is_in(client), lives()) == (True, 1)


def test_a_new_password_sent_twice_is_set_and_said_to_be_both_times(sign_in: SignIn, sira: int, arrived: bool) -> None:
    client = sign_in(sira)
    typed = {**form_of(client, "/my/password"), "password": "another long password"}
    answers = twice(client, "/my/password?lang=en", typed, arrived=arrived)
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/my/password")] * 2
    assert "Your password is set." in client.get("/my/password?lang=en").text


def test_signing_out_twice_and_asking_for_a_link_twice_have_one_answer(
    sign_in: SignIn, app: Flask, sira: int, arrived: bool
) -> None:
    client = sign_in(sira)
    leaving = form_of(client, "/my/password", "/sign-out")
    answers = twice(client, "/sign-out", leaving, arrived=arrived)
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/sign-in")] * 2
    stranger = app.test_client()
    asking = {**form_of(stranger, "/sign-in", "/sign-in/mail"), "link_address": ADDRESS}
    assert [answer.status_code for answer in twice(stranger, "/sign-in/mail", asking, arrived=arrived)] == [200, 200]
    assert db.session.scalar(select(func.count()).select_from(OutgoingMail)) == 1


def test_a_form_of_signing_in_without_its_token_or_its_key_is_none(client: FlaskClient, sira: int) -> None:
    typed = {**form_of(client, "/sign-in"), "address": ADDRESS, "password": PASSWORD}
    assert client.post("/sign-in", data={**typed, "csrf_token": ""}).status_code == 400
    assert not is_in(client)
    assert client.post("/sign-in", data={**typed, "form_key": ""}).status_code == 303, "an old page's signs in once"
    assert client.post("/sign-in", data={**typed, "form_key": ""}).status_code == 400
