"""What stands around every page."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.database import db
from models.demonstration import Demonstration
from scheduler.mail_hold import hold_mail
from tests.fixtures import NOW, Letter, People, SignIn
from vocabulary.actor import OPERATOR
from vocabulary.states import Part
from web.frame import clocks


def menu(client: FlaskClient, path: str = "/help") -> list[str]:
    """Where the main menu leads, in its order."""
    page = client.get(path).text
    nav = re.search(r'<nav class="nav".*?</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]+)"', nav[0]) if nav else []


def test_a_stranger_has_no_menu_and_cannot_sign_out(client: FlaskClient) -> None:
    assert menu(client) == []
    assert "/sign-out" not in client.get("/help").text


def test_a_desk_officers_menu_leads_to_the_whole_desk(sign_in: SignIn, people: People) -> None:
    places = ["/committees/ahc", "/consultations", "/committees/ahc/replies", "/people", "/mail", "/my/feed"]
    assert menu(sign_in(people.desk)) == places


def test_a_focal_points_menu_leads_to_the_own_meetings_and_calendar(sign_in: SignIn, people: People) -> None:
    assert menu(sign_in(people.focal["oag"])) == ["/my/meetings", "/my/feed"]


def test_a_heads_menu_begins_with_the_own_sessions(sign_in: SignIn, people: People) -> None:
    assert menu(sign_in(people.head_vienna)) == ["/mission", "/my/meetings", "/my/feed"]


@pytest.mark.parametrize("reader", ["desk", "administrator", "head_vienna"])
def test_every_place_in_the_menu_opens(sign_in: SignIn, people: People, reader: str) -> None:
    client = sign_in(getattr(people, reader))
    assert {
        place: client.get(place).status_code for place in menu(client) if client.get(place).status_code != 200
    } == {}


def test_the_menu_says_where_one_is(sign_in: SignIn, people: People) -> None:
    page = sign_in(people.desk).get("/people").text
    current = re.findall(r'href="([^"]+)" aria-current="page"', page)
    assert current == ["/people"]


def test_the_reader_is_named_in_the_pages_language(sign_in: SignIn, people: People) -> None:
    client = sign_in(people.desk)
    assert "นางสาวชนิกา ตัวอย่าง" in client.get("/help?lang=th").text
    assert "Ms Chanika Tuayang" in client.get("/help?lang=en").text


def test_the_clocks_stand_as_the_letters_cities_do_the_capital_first(app: Flask, letter: Letter) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        shown = clocks(NOW)
    assert [(clock.city, clock.time, clock.day_offset, clock.part) for clock in shown] == [
        ("Bangkok", "09:00", 0, Part.DAY),
        ("New York", "21:00", -1, Part.DUSK),
        ("Vienna", "03:00", 0, Part.NIGHT),
    ]
    assert [clock.colour for clock in shown] == [0, 1, 2]


def test_without_a_committee_there_is_no_clock_to_show(client: FlaskClient) -> None:
    assert "data-clocks" not in client.get("/help").text


def test_a_demonstration_says_so_with_its_own_day(client: FlaskClient, letter: Letter) -> None:
    assert 'class="demonstration"' not in client.get("/help?lang=en").text
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    page = client.get("/help?lang=en").text
    assert 'class="demonstration"' in page
    assert "Tuesday 4 January 2022 (B.E. 2565), 09:00" in page


def test_while_the_mail_is_held_every_page_of_the_desk_says_so(sign_in: SignIn, people: People) -> None:
    desk, head = sign_in(people.desk), sign_in(people.head_vienna)
    assert "the mail is held" not in desk.get("/mail?lang=en").text
    hold_mail("restored from yesterday.tar", by=OPERATOR, now=NOW, wall=NOW)
    held = "the mail is held since 4 Jan 2022, 09:00 (restored from yesterday.tar)"
    assert held in desk.get("/mail?lang=en").text
    assert "restored from yesterday.tar" not in head.get("/mission?lang=en").text
