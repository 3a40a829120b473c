"""Subscribed calendars over HTTP: private, revocable, and cheap to ask again."""

import gzip
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import event

from models.database import db
from models.demonstration import Demonstration
from scheduler.consultations import book
from scheduler.feeds import revoke, subscribe
from scheduler.queries.feeds import subscriptions_of
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, make_plan
from tests.scheduler.letters import let_go
from tests.web.days import in_the_letters_days
from vocabulary.actor import Actor
from vocabulary.plan import Invited
from vocabulary.states import ActorKind


@pytest.fixture
def url(letter: Letter, people: People) -> str:
    """The prosecutors' focal point's calendar, in the days of the letter."""
    in_the_letters_days()
    return subscription(people.focal["oag"])


def subscription(person_id: int) -> str:
    token = subscribe(by=Actor(ActorKind.PERSON, "Somebody", person_id=person_id), now=NOW)
    db.session.rollback()
    return f"/feeds/{token}.ics"


def invite_oag(letter: Letter) -> None:
    let_go(book(letter.session_ids["2"], make_plan(), invited=Invited((letter.agency_ids["oag"],)), hand=HAND))
    db.session.rollback()


def events(client: FlaskClient, url: str) -> list[str]:
    calendar = Calendar.from_ical(client.get(url).data)
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def test_a_calendar_has_meetings_and_sessions_without_asking_anybody(
    client: FlaskClient, letter: Letter, url: str
) -> None:
    invite_oag(letter)
    answer = client.get(url)
    assert answer.mimetype == "text/calendar"
    assert len(events(client, url)) == 3
    for absent in (b"METHOD", b"ATTENDEE", b"ORGANIZER", b"/r/"):
        assert absent not in answer.data


def test_a_head_sees_the_sessions_of_the_post(client: FlaskClient, people: People, url: str) -> None:
    assert len(events(client, subscription(people.head_vienna))) == 1


def test_a_copy_that_is_still_right_is_not_sent_again(client: FlaskClient, url: str) -> None:
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "private, max-age=300"
    weak = client.get(url, headers={"If-None-Match": f'W/{first.headers["ETag"]}, "other"'})
    assert weak.status_code == 304


def test_a_release_makes_the_copy_old(client: FlaskClient, letter: Letter, url: str) -> None:
    tag = client.get(url).headers["ETag"]
    invite_oag(letter)
    answer = client.get(url, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_the_next_day_makes_the_copy_old(client: FlaskClient, url: str) -> None:
    tag = client.get(url).headers["ETag"]
    clock = db.session.query(Demonstration).one()
    clock.latest = clock.opened_at + timedelta(days=1)
    db.session.commit()
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_asking_again_is_one_question(client: FlaskClient, url: str) -> None:
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    tag = client.get(url).headers["ETag"]
    event.listen(db.engine, "before_cursor_execute", note)
    client.get(url, headers={"If-None-Match": tag})
    event.remove(db.engine, "before_cursor_execute", note)
    assert [statement for statement in statements if not statement.startswith("BEGIN")] == statements[-1:]


def test_an_ended_subscription_is_not_found_even_with_the_right_tag(
    app: Flask, client: FlaskClient, people: People, url: str
) -> None:
    tag = client.get(url).headers["ETag"]
    person_id = people.focal["oag"]
    owner = Actor(ActorKind.PERSON, "Somebody", person_id=person_id)
    revoke(subscriptions_of(person_id)[0].id, by=owner, now=NOW)
    assert client.get(url).status_code == 404
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..%2f"])
def test_a_token_that_nobody_made_opens_nothing(client: FlaskClient, url: str, token: str) -> None:
    assert client.get(f"/feeds/{token}.ics").status_code == 404


def test_whoever_can_unpack_a_calendar_gets_it_packed(client: FlaskClient, url: str) -> None:
    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (plain, packed))
    again = client.get(url, headers={"If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


def test_a_calendar_is_nobody_elses_business(client: FlaskClient, url: str) -> None:
    headers = client.get(url).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Cache-Control"].startswith("private")
    assert "Set-Cookie" not in headers


def test_looking_at_the_head_alone_is_enough_to_learn_the_tag(client: FlaskClient, url: str) -> None:
    answer = client.head(url)
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"]
