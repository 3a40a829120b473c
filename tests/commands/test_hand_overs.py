"""Deciding on hand-overs at the terminal."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from models.database import db
from models.hand_overs import HandOver
from scheduler.consultations import book
from scheduler.hand_overs import ask_hand_over
from tests.commands.conftest import Terminal
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from tests.scheduler.letters import let_go
from vocabulary.actor import Actor
from vocabulary.plan import HandOverPlan, Invited, PersonCard
from vocabulary.states import ActorKind, HandOverState
from vocabulary.text import Bilingual


@pytest.fixture
def asked(letter: Letter, people: People, in_january: None) -> int:
    """The prosecutors' focal point, invited to a consultation, hands over; the number of the consultation."""
    oag, sira = letter.agency_ids["oag"], people.focal["oag"]
    number = book(letter.session_ids["2"], make_plan(), invited=Invited((oag,)), hand=HAND)
    let_go(number)
    card = PersonCard(Bilingual("Ms Mali Tuayang"), email="mali@oag.example")
    plan = HandOverPlan(card, date(2022, 1, 4), "I move\non.")
    ask_hand_over(oag, sira, plan=plan, by=Actor(ActorKind.PERSON, "Sira", person_id=sira), now=NOW)
    db.session.rollback()
    return number


def states() -> list[HandOverState]:
    db.session.rollback()
    return list(db.session.scalars(select(HandOver.state)))


def test_what_waits_is_listed(terminal: Terminal, asked: int) -> None:
    (row,) = json.loads(terminal("hand-over", "list", "--json").stdout)
    assert (row["hand-over"], row["agency"], row["from"], row["to"]) == (
        1,
        "OAG",
        "Mr Sira Tuayang",
        "Ms Mali Tuayang",
    )
    assert (row["since"], row["note"]) == ("2022-01-04", "I move on.")


def test_it_is_confirmed_after_a_look_and_its_letters_wait(terminal: Terminal, asked: int) -> None:
    dry = terminal("hand-over", "confirm", "1", "--dry-run")
    assert "Nothing was changed." in dry.stderr
    assert f"2 letters would wait. Next: flask mail send {asked}" in dry.stderr
    assert states() == [HandOverState.OPEN]
    done = terminal("hand-over", "confirm", "1")
    assert (done.exit_code, f"2 letters wait. Next: flask mail send {asked}" in done.stderr) == (0, True)
    assert states() == [HandOverState.CONFIRMED]
    again = terminal("hand-over", "confirm", "1")
    assert (again.exit_code, "not open any more" in again.stderr) == (4, True)


def test_it_is_refused_with_a_reason(terminal: Terminal, asked: int) -> None:
    assert "Write the reason" in terminal("hand-over", "refuse", "1", "--reason", " ").stderr
    assert "The hand-over is refused." in terminal("hand-over", "refuse", "1", "--reason", "Not yet.").stderr
    assert states() == [HandOverState.REFUSED]
    assert json.loads(terminal("hand-over", "list", "--json").stdout) == []
