"""Another country, another committee, other cities: what the letter's country has, from data alone."""

import json
from datetime import UTC, datetime

import pytest
from flask import Flask

from models.database import db
from models.demonstration import Demonstration
from scheduler.loading.people import load_people
from tests.commands.conftest import Terminal
from tests.conftest import ROOT
from vocabulary.actor import OPERATOR

DATA = ROOT / "tests" / "data"
NOW = datetime(2023, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def atlantis(app: Flask, terminal: Terminal) -> None:
    """The invented country on 1 March 2023."""
    assert terminal("committee", "load", str(DATA / "third-country.toml"), "--yes").exit_code == 0
    people = DATA / "third-country-people.toml"
    load_people(people.read_text("utf-8"), name=people.name, by=OPERATOR, now=NOW)
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()


def session(terminal: Terminal, key: str) -> dict[str, object]:
    shown: dict[str, object] = json.loads(terminal("session", "show", key, "--json").stdout)
    return shown


@pytest.mark.usefixtures("atlantis")
def test_the_city_gives_the_post_and_the_day_its_holder(terminal: Terminal) -> None:
    assert session(terminal, "1")["head"] == "Ambassador Reed Tuayang"
    assert session(terminal, "1")["why"] == "known · Geneva · Council minute, paragraph 3"
    assert session(terminal, "organizational")["why"] == "vacant · Nairobi · Council minute, paragraph 3"


@pytest.mark.usefixtures("atlantis")
def test_a_city_without_a_rule_asks_for_a_decision(terminal: Terminal) -> None:
    assert session(terminal, "1-resumed")["why"] == "no rule · Suva"
    assert session(terminal, "1-resumed")["opens"] is None


@pytest.mark.usefixtures("atlantis")
def test_an_invitation_tells_the_hour_in_that_countrys_cities(terminal: Terminal) -> None:
    when = ("--day", "2023-04-03", "--time", "10:00", "--place", "Coral Hall", "--usual")
    assert terminal("consultation", "book", "1", *when).exit_code == 0
    assert "1 letter released" in terminal("mail", "send", "1", "--yes").stderr
    text = terminal("mail", "show", "1").stdout
    for hour in ("Poseidonia", "10:00", "Nairobi", "13:00", "Geneva", "12:00"):
        assert hour in text
    assert "Bangkok" not in text
    assert "Vienna" not in text
