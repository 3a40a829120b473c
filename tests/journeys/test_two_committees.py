"""A second committee comes by file: whoever is to be at both is shown on the pages of both, each with the other."""

import json
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.demonstration import Demonstration
from models.sessions import CommitteeSession
from scheduler.delegations import name_delegate
from tests.fixtures import NOW, ROOT, Letter, People, signed_in
from vocabulary.actor import OPERATOR
from vocabulary.plan import Nomination
from vocabulary.states import DelegateRole

pytestmark = pytest.mark.both_databases
FILE = ROOT / "tests" / "data" / "second-committee.toml"
TWICE = "In two places at once"


@pytest.fixture
def wetlands(app: Flask, letter: Letter) -> dict[str, int]:
    """The sessions of the second committee, loaded by the command on the letter's day."""
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    run = app.test_cli_runner().invoke(args=["committee", "load", str(FILE), "--yes"])
    assert (run.exit_code, "Written." in run.stderr) == (0, True), run.output
    assert "changed" not in run.stdout, "nothing of the first committee is changed by the file of the second"
    db.session.rollback()
    rows = db.session.scalars(select(CommitteeSession).join(Committee).where(Committee.key == "wetlands"))
    found = {row.key: row.id for row in rows}
    db.session.rollback()
    return found


def english(app: Flask, person_id: int) -> FlaskClient:
    client = signed_in(app, person_id)
    client.set_cookie("samai-language", "en")
    return client


def card(page: str) -> str:
    """The part of a page that tells of double bookings."""
    return page.partition(f'id="double">{TWICE}')[2].partition("</section>")[0]


def test_one_head_for_two_committees_at_once_is_told_on_both(
    app: Flask, letter: Letter, people: People, wetlands: dict[str, int]
) -> None:
    officer, first, second = english(app, people.desk), letter.session_ids["1"], wetlands["1"]
    there = {
        first: (second, "Wetlands Committee: Session 1 · New York"),
        second: (first, "Ad Hoc Committee: Session 1 · New York"),
    }
    for here, (other, title) in there.items():
        told = card(officer.get(f"/sessions/{here}").text)
        assert f'<a href="/sessions/{other}">{title}</a>' in told
        assert "24–28 Jan 2022" in told
        assert f'<a href="/people/{people.head_new_york}">' in told
    for key, here in (("ahc", first), ("wetlands", second)):
        overview = officer.get(f"/committees/{key}").text
        assert f"{TWICE}: " in overview
        assert f'href="/sessions/{here}"' in overview
    person = card(officer.get(f"/people/{people.head_new_york}").text)
    assert f'href="/sessions/{first}"' in person
    assert f'href="/sessions/{second}"' in person
    db.session.rollback()
    shown = json.loads(app.test_cli_runner().invoke(args=["session", "show", "ahc/1", "--json"]).stdout)
    assert [(row["as"], row["title"]) for row in shown["in two places"]] == [
        ("head", "Wetlands Committee: Session 1 · New York")
    ]


def test_a_delegate_of_both_is_told_to_the_desk_whole_and_to_each_head_without_the_other(
    app: Flask, letter: Letter, people: People, wetlands: dict[str, int]
) -> None:
    nomination = Nomination(letter.agency_ids["oag"], DelegateRole.ADVISER, person_id=people.focal["oag"])
    name_delegate(wetlands["2"], nomination, by=OPERATOR, now=NOW)  # the letter's second has him already
    officer = english(app, people.desk)
    assert "Wetlands Committee: Session 2" in card(officer.get(f"/sessions/{letter.session_ids['2']}").text)
    assert "Ad Hoc Committee: Session 2" in card(officer.get(f"/sessions/{wetlands['2']}").text)
    head = english(app, people.head_vienna)
    told = card(head.get(f"/mission/sessions/{letter.session_ids['2']}").text)
    assert "Booked elsewhere on the same days. Ask the desk." in told
    assert "Wetlands" not in told
    assert "href" not in told
    focal = english(app, people.focal["oag"])
    assert TWICE not in focal.get("/my/meetings").text
    assert focal.get(f"/sessions/{wetlands['2']}").status_code == 403


def test_a_head_who_leads_both_is_led_to_the_other(
    app: Flask, letter: Letter, people: People, wetlands: dict[str, int]
) -> None:
    head = english(app, people.head_new_york)
    told = card(head.get(f"/mission/sessions/{letter.session_ids['1']}").text)
    assert f'<a href="/mission/sessions/{wetlands["1"]}">Wetlands Committee: Session 1 · New York</a>' in told
