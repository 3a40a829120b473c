"""My calendar: an address is shown once, and ends when its owner ends it."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.feeds import FeedSubscription
from scheduler.feeds import MOST
from tests.web.posting import send


def address(page: str) -> str:
    found = re.search(r"http://[^<]+/feeds/[\w-]+\.ics", page)
    assert found is not None
    return found[0]


def test_without_an_address_the_page_offers_one(sira: FlaskClient) -> None:
    page = sira.get("/my/feed").text
    assert "No calendar address yet." in page
    assert "Make a calendar address" in page


def test_a_new_address_is_shown_once_and_never_again(sira: FlaskClient) -> None:
    made = send(sira, "/my/feed")
    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    token = address(made.text).rpartition("/")[2].removesuffix(".ics")
    again = sira.get("/my/feed").text
    assert token not in again
    assert "Made on 4 Jan 2022" in again
    assert "Set-Cookie" not in made.headers or token not in made.headers["Set-Cookie"]


def test_an_ended_address_leaves_the_page_and_answers_no_more(sira: FlaskClient) -> None:
    path = address(send(sira, "/my/feed").text).partition("//")[2].partition("/")[2]
    assert sira.get(f"/{path}").status_code == 200
    number = db.session.scalars(select(FeedSubscription.id)).one()
    db.session.rollback()
    answer = send(sira, f"/my/feed/{number}/end")
    assert "This calendar address answers no more." in sira.get(answer.location).text
    assert sira.get(f"/{path}").status_code == 404


def test_more_addresses_than_anybody_needs_are_refused(sira: FlaskClient) -> None:
    for _ in range(MOST):
        send(sira, "/my/feed")
    answer = send(sira, "/my/feed")
    assert answer.status_code == 422
    assert "You have 10 subscriptions already." in answer.text
