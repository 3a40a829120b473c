"""A terminal on 4 January 2022."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import Result
from flask import Flask

from models.database import db
from models.demonstration import Demonstration
from scheduler.consultations import book
from tests.fixtures import NOW, Letter
from tests.making import HAND, make_plan
from tests.scheduler.letters import let_go
from vocabulary.plan import Invited

Terminal = Callable[..., Result]

WHEN = ("--day", "11 ม.ค. 2565", "--time", "14:00")
WHERE = ("--place", "Vithes Samosorn Hall")


@pytest.fixture
def terminal(app: Flask) -> Terminal:
    """Run a command as the operator types it; what it reads on standard input is empty."""
    runner = app.test_cli_runner()

    def run(*words: str, typed: str = "") -> Result:
        db.session.rollback()
        return runner.invoke(args=list(words), input=typed)

    return run


@pytest.fixture
def in_january(letter: Letter) -> None:
    """The letter and its people on the morning of 4 January 2022."""
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()


def consultations(terminal: Terminal, *words: str) -> list[dict[str, object]]:
    """What `consultation list` says."""
    rows: list[dict[str, object]] = json.loads(terminal("consultation", "list", "--json", *words).stdout)
    return rows


@pytest.fixture
def booked(terminal: Terminal) -> str:
    """The number of a consultation with six agencies on 11 January 2022, whose letters wait."""
    result = terminal("consultation", "book", "2", *WHEN, *WHERE, "--usual")
    assert result.exit_code == 0, result.stderr
    return str(consultations(terminal)[-1]["consultation"])


@pytest.fixture
def consultation(letter: Letter, in_january: None) -> int:
    """One of session 1 that the prosecutors were invited to, as they know."""
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    number = book(letter.session_ids["1"], make_plan(), invited=invited, hand=HAND)
    let_go(number)
    return number
