"""Backup and restore at the terminal."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from tests.commands.conftest import Terminal
from tests.conftest import make_app
from tests.fixtures import Letter
from tests.keeping import stamp
from vocabulary.settings import Settings


@pytest.fixture
def kept(terminal: Terminal, letter: Letter, tmp_path: Path) -> Path:
    """A backup of the letter's installation."""
    stamp()
    result = terminal("backup", str(tmp_path / "kept.tar"))
    assert result.exit_code == 0, result.stderr
    return tmp_path / "kept.tar"


def restoring(instance: Path, *words: str, typed: str = "") -> Result:
    app = make_app(Settings(instance=instance, testing=True))
    with app.app_context():
        return app.test_cli_runner().invoke(args=["restore", *words], input=typed)


def rows(instance: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(instance / "samai.db")) as database:
        return database.execute(query).fetchall()


def test_a_backup_says_what_it_took_and_warns_of_secrets(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    stamp()
    result = terminal("backup", "--json")
    row = json.loads(result.stdout)
    assert Path(row["file"]).parent == tmp_path / "instance" / "backups"
    assert (row["audit rows"], row["letters waiting"]) == (2, 0)
    assert "It holds the secret key" in result.stderr
    assert terminal("backup", str(tmp_path / "plain.tar"), "--no-secrets").stderr == ""


def test_only_so_many_are_kept_as_the_operator_says(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    stamp()
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "samai-20200101T000000Z.tar").touch()
    result = terminal("backup", str(folder), "--keep", "1")
    assert "Removed samai-20200101T000000Z.tar" in result.stderr
    assert len(list(folder.iterdir())) == 1


def test_a_restored_copy_is_whole_and_holds_its_mail(kept: Path, tmp_path: Path) -> None:
    result = restoring(tmp_path / "new", str(kept), typed="y\n")
    assert result.exit_code == 0, result.output
    assert "kept.tar is whole" in result.stderr
    assert "Restored. The mail is held: 0 letters waited when the backup was made" in result.stderr
    assert rows(tmp_path / "new", "SELECT count(*) FROM person") == [(13,)]
    ((since, why),) = rows(tmp_path / "new", "SELECT mail_held_at, mail_held_why FROM installation")
    assert since
    assert str(why).startswith("restored from kept.tar, made ")
    assert rows(tmp_path / "new", "SELECT deed FROM audit_row")[-1] == ("hold mail",)


def test_a_no_restores_nothing_and_an_installation_with_work_is_left_alone(kept: Path, tmp_path: Path) -> None:
    assert restoring(tmp_path / "new", str(kept), typed="n\n").stderr.endswith("Nothing was changed.\n")
    assert not (tmp_path / "new" / "samai.db").exists()
    result = restoring(tmp_path / "instance", str(kept), "--yes")
    assert result.exit_code == 1
    assert "rows already, and nothing was changed" in result.stderr


def test_a_backup_that_is_not_there_ends_with_four(tmp_path: Path) -> None:
    assert restoring(tmp_path / "new", str(tmp_path / "none.tar")).exit_code == 4
