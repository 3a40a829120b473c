"""Every door, every reader: what each is answered, and that nobody changes or sees what is not theirs."""

import html

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from scheduler.rules.policy import Permission
from tests.fixtures import People, SignIn
from tests.web.matrix import CELLS, DOORS, LOOK, OPEN, Cell
from tests.web.posting import send
from tests.web.world import READERS, SECRETS, World
from web.access import MARK, access, permission_of, require_marks, safe_next

OFF_SITE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https://evil.example",
    "http://evil.example",
    "HTTPS://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "ftp://evil.example",
    "javascript:alert(1)",
    "\tjavascript:alert(1)",
    "java\nscript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "mailto:a@evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "//evil.example/help",
    "//user@evil.example",
    "/%09/evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "%2f%2fevil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/help/..//evil.example",
    "/help\r\nLocation: https://evil.example",
    "/help\x00",
    "//127.0.0.1:8000@evil.example",
    "http://127.0.0.1@evil.example",
    "//evil。example",
    "／／evil.example",
    "/／evil.example",
    "///\\;@evil.example",
    "//[::1]evil.example",
    "/[//evil.example",
    "?next=//evil.example",
    "evil.example",
    "help",
    "",
]
NO_PAGES = ["/static/app.css", "/sign-out", "/nowhere", "/help/", "/sessions/99999999999999999999"]


def test_at_least_forty_ways_off_the_site_are_tried() -> None:
    assert len(OFF_SITE) >= 40


@pytest.mark.parametrize("target", OFF_SITE + NO_PAGES)
def test_next_leads_to_no_other_site_and_to_no_page_that_is_none(client: FlaskClient, target: str) -> None:
    with client.application.app_context():
        assert safe_next(target) is None
    page = client.get("/sign-in", query_string={"next": target})
    assert 'name="next" value=""' in page.text
    again = send(client, "/sign-in", {"address": "a@b.example", "password": "x", "next": target})
    assert 'name="next" value=""' in again.text


@pytest.mark.parametrize("target", ["/help", "/help?x=1&y=//evil.example", "/accessibility?lang=th", "/"])
def test_next_leads_to_pages_of_our_own(app: Flask, target: str) -> None:
    assert safe_next(target) == target


def test_nobody_asked_for_nothing(app: Flask) -> None:
    assert safe_next(None) is None


def page() -> ResponseReturnValue:
    """The smallest page there is."""
    return "page"


def test_a_route_without_a_policy_stops_the_service() -> None:
    app = Flask(__name__)
    app.add_url_rule("/open", "open", access(Permission.PUBLIC)(page))
    require_marks(app)
    app.add_url_rule("/forgotten", "forgotten", page)
    with pytest.raises(ValueError, match="forgotten"):
        require_marks(app)
    assert permission_of(app, "open") is Permission.PUBLIC
    assert not hasattr(app.view_functions["forgotten"], MARK)


@pytest.mark.parametrize("number", ["99999999999999999999", "0x1", "-1", "1.0", "１"])
def test_a_number_that_no_row_can_have_is_no_page(sign_in: SignIn, people: People, number: str) -> None:
    assert sign_in(people.desk).get(f"/sessions/{number}").status_code == 404


def test_every_endpoint_stands_in_the_matrix(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    assert endpoints - set(DOORS) == set(), "tests/web/matrix.py says for each endpoint who is answered what"
    assert set(DOORS) - endpoints == set()


def test_every_door_of_the_matrix_says_what_each_reader_is_answered() -> None:
    assert {
        name: set(READERS) - set(door.answers) for name, door in DOORS.items() if set(door.answers) != set(READERS)
    } == {}


@pytest.mark.no_cover
@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_each_reader_at_each_door_gets_what_the_matrix_says(world: World, cell: Cell) -> None:
    world.restore()
    door = cell.door
    if door.method == "GET" or (door.answers[cell.reader] >= 400 and not door.notes):
        with world.unchanged():
            answer = cell.knock(world)
    else:
        answer = cell.knock(world)
    assert answer.status_code == door.answers[cell.reader]
    if cell.is_nobody and answer.status_code == LOOK and permission_of(world.app, cell.endpoint) not in OPEN:
        assert answer.location.startswith("/sign-in?next=")
    page = html.unescape(answer.text)
    for words in door.shows.get(cell.reader, ()):
        assert words in page
    for words, readers in SECRETS.items():
        if cell.reader not in readers and words not in door.reveals:
            assert words not in page, f"{cell.reader} reads what is not theirs"
    marker, rows = door.rows
    if cell.reader in rows:
        assert page.count(marker) == rows[cell.reader]
