"""`flask session invite` and `send`: a delegation invited from the terminal."""

from datetime import date

from models.database import db
from models.sessions import CommitteeSession
from tests.commands.conftest import Terminal
from tests.fixtures import Letter
from tests.scheduler.delegations import session_letters


def test_a_delegation_is_invited_and_its_letters_sent(terminal: Terminal, letter: Letter, in_january: None) -> None:
    number = letter.session_ids["2"]
    assert "would be drafted" in terminal("session", "invite", "2", "--dry-run").stderr
    assert session_letters(number) == []
    db.session.rollback()
    assert "5 letters in draft" in terminal("session", "invite", "ahc/2").stderr
    assert "would go" in terminal("session", "send", "2", "--dry-run").stderr
    assert "Nothing was released" in terminal("session", "send", "2", typed="n\n").stderr
    sent = terminal("session", "send", "2", "--yes")
    assert "phuwadol@pm-vienna.example" in sent.stdout
    assert "5 letters released" in sent.stderr
    assert "waits to be released" in terminal("session", "send", "2").stderr
    db.session.rollback()


def test_what_cannot_be_invited_says_why(terminal: Terminal, letter: Letter, in_january: None) -> None:
    assert "no days yet" in terminal("session", "invite", "4").stderr


def test_the_day_to_answer_by_is_set_and_taken_back(terminal: Terminal, letter: Letter, in_january: None) -> None:
    row = db.session.get_one(CommitteeSession, letter.session_ids["2"])
    terminal("session", "invite", "2", "--answer-by", "20/5/2565")
    db.session.refresh(row)
    assert row.answer_by == date(2022, 5, 20)
    db.session.rollback()
    assert "before the session begins" in terminal("session", "invite", "2", "--answer-by", "2022-06-01").stderr
    terminal("session", "invite", "2")
    db.session.refresh(row)
    assert row.answer_by is None
    db.session.rollback()
