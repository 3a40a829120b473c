"""Making a demonstration from the terminal."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from commands.demonstrations import fill, introductions, opening
from models.database import db
from models.demonstration import Demonstration
from models.people import Person
from models.sessions import CommitteeSession
from scheduler.demonstration import create_demonstration
from tests.commands.conftest import Terminal
from tests.fixtures import Letter
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal

OPENS = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)


def held() -> tuple[int, int]:
    db.session.rollback()
    return len(db.session.scalars(select(CommitteeSession)).all()), len(db.session.scalars(select(Person)).all())


def test_an_empty_database_becomes_a_demonstration_with_the_letter_and_invented_people(terminal: Terminal) -> None:
    result = terminal("demonstration", "create")
    assert result.exit_code == 0, result.stderr
    sessions, people = held()
    assert sessions == 6
    assert people > 10
    assert db.session.scalars(select(Demonstration)).one().opened_at == OPENS


def test_a_dry_run_makes_no_demonstration(terminal: Terminal) -> None:
    result = terminal("demonstration", "create", "--dry-run")
    assert result.exit_code == 0
    assert "Nothing was written." in result.stderr
    assert held() == (0, 0)
    assert terminal("demonstration", "create").exit_code == 0


def test_a_demonstration_is_made_once(terminal: Terminal) -> None:
    terminal("demonstration", "create")
    result = terminal("demonstration", "create")
    assert result.exit_code == 1
    assert "is a demonstration already" in result.stderr


def test_a_database_with_real_work_refuses_to_be_one(terminal: Terminal, letter: Letter) -> None:
    result = terminal("demonstration", "create")
    assert result.exit_code == 1
    assert "holds work already" in result.stderr
    db.session.rollback()
    assert db.session.scalars(select(Demonstration)).all() == []


def test_a_demonstration_whose_making_was_cut_short_is_finished(terminal: Terminal) -> None:
    create_demonstration(OPENS, by=OPERATOR, wall=datetime.now(UTC))
    fill()
    assert held()[0] == 6
    before = held()
    fill()
    assert held() == before


def test_real_work_refuses_a_day_of_its_own(letter: Letter) -> None:
    with pytest.raises(Refusal, match=r"it goes by the wall clock\. Unset SAMAI_NOW\."):
        fill("2022-01-04T09:00")


def test_a_demonstration_keeps_the_day_it_was_made_with(terminal: Terminal) -> None:
    fill("2022-05-30T09:00")
    fill("2023-01-01T09:00")
    assert db.session.scalars(select(Demonstration)).one().opened_at == datetime(2022, 5, 30, 2, 0, tzinfo=UTC)


def test_real_work_is_left_alone(letter: Letter) -> None:
    before = held()
    fill()
    assert held() == before
    assert db.session.scalars(select(Demonstration)).all() == []


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("", OPENS),
        ("2022-05-30T09:00+07:00", datetime(2022, 5, 30, 2, 0, tzinfo=UTC)),
        ("2022-05-30T09:00", datetime(2022, 5, 30, 2, 0, tzinfo=UTC)),
        ("2022-05-30 02:00Z", datetime(2022, 5, 30, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_demonstration_opens_when_its_file_or_the_operator_says(asked: str, opens: datetime) -> None:
    assert opening(asked) == opens


def test_a_moment_that_is_none_is_refused() -> None:
    with pytest.raises(Refusal, match="SAMAI_NOW must be a day and an hour"):
        opening("yesterday")


def test_three_readers_are_introduced() -> None:
    assert [who.role.en for who in introductions()] == [
        "Desk officer",
        "Focal point, Office of the Attorney General",
        "Head of mission, Vienna",
    ]
