"""Whether the tables are this program's."""

import re
from pathlib import Path

import pytest
from flask import Flask

from models.database import db
from scheduler.keeping.schema import (
    MIGRATIONS,
    Schema,
    assigned,
    head,
    present_revision,
    require_present,
    revisions,
    standing_of,
)
from tests.conftest import make_app
from tests.keeping import stamp
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings


def test_the_steps_are_those_of_the_history_in_order() -> None:
    files = sorted(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert list(revisions()) == [re.match(r"\d+", name)[0] for name in files]  # type: ignore[index]
    assert head() == revisions()[-1]


def test_tables_of_this_program_are_worked_on(app: Flask) -> None:
    stamp()
    assert standing_of(present_revision()) is Schema.PRESENT
    require_present()


def test_tables_of_an_older_program_name_the_command(app: Flask) -> None:
    stamp("0001")
    with pytest.raises(Refusal, match=f"they are at 0001, this program's at {head()}. Run: flask upgrade"):
        require_present()


def test_tables_of_a_newer_program_are_left_alone(app: Flask) -> None:
    stamp("9999")
    with pytest.raises(Refusal, match=f"newer Samai: its tables are at 9999, this program's at {head()}"):
        require_present()


def test_without_tables_there_is_nothing_to_work_on(tmp_path: Path) -> None:
    with make_app(Settings(instance=tmp_path, testing=True)).app_context():
        with pytest.raises(Refusal, match="There are no tables here yet"):
            require_present()
        db.engine.dispose()


def test_to_ask_makes_no_database_and_a_silent_server_is_named(tmp_path: Path) -> None:
    with make_app(Settings(instance=tmp_path, testing=True)).app_context():
        assert present_revision() == ""
        assert not (tmp_path / "samai.db").exists()
        db.engine.dispose()
    (tmp_path / "samai.db").write_text("no database" * 1000)
    with make_app(Settings(instance=tmp_path, testing=True)).app_context():
        with pytest.raises(Refusal, match="The database does not answer: file is not a database"):
            present_revision()
        db.engine.dispose()


def test_a_step_without_its_name_is_a_fault_of_ours(tmp_path: Path) -> None:
    (tmp_path / "0001_x.py").write_text("other = 1\nrevision: str = 'annotated'\n")
    with pytest.raises(ValueError, match="does not say its revision"):
        assigned(tmp_path / "0001_x.py", "revision")
