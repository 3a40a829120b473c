"""The doctor at the terminal: whatever is broken, a line says so and what to do."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from commands.checks.finding import Finding, Installed, Standing
from commands.doctor import made
from models.database import db
from tests.commands.conftest import Terminal
from tests.conftest import ROOT
from tests.fixtures import NOW, Letter
from vocabulary.settings import Settings


@dataclass(frozen=True)
class Said:
    """How a command ended, and its lines by what they are about."""

    code: int
    text: str
    beside: str

    def line(self, check: str) -> str:
        return next(line for line in self.text.splitlines() if line[9:].startswith(check))


@dataclass(frozen=True)
class Operator:
    """Somebody at a terminal, where this installation is."""

    instance: Path
    monkeypatch: pytest.MonkeyPatch

    def types(self, *words: str, **environment: str) -> Said:
        with self.monkeypatch.context() as around:
            for name, value in {"SAMAI_INSTANCE": str(self.instance), "PORT": "1", **environment}.items():
                around.setenv(name, value)
            app = create_app()
            with app.app_context():
                result = app.test_cli_runner().invoke(args=list(words))
                if "sqlalchemy" in app.extensions:
                    db.session.remove()
                    db.engine.dispose()
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def operator(tmp_path: Path, blank_database: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """An operator of an installation in which nothing was done yet."""
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    shutil.copy(blank_database, instance)
    (instance / "config.toml").write_text(f'secret_key = "{"9b1d04e57ac2f638" * 4}"\n')
    (instance / "config.toml").chmod(0o600)
    return Operator(instance, monkeypatch)


def test_it_runs_as_a_program_of_its_own(operator: Operator) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "doctor"],
        cwd=ROOT,
        env={**os.environ, "SAMAI_INSTANCE": str(operator.instance), "PORT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr.startswith("1 fault, ")) == (1, True), ran


def test_every_check_has_its_line_and_a_fault_its_way_out(operator: Operator) -> None:
    said = operator.types("doctor")
    assert said.code == 1
    assert said.line("worker").startswith("fault")
    assert said.beside.startswith("1 fault, ")
    told = json.loads(operator.types("doctor", "--json").text)
    assert told["faults"] == 1
    assert [check["check"] for check in told["checks"]] == [
        "program", "settings", "address", "folder", "secret key", "disk", "time zones", "database", "schema", "audit",
        "clock", "worker", "mail hold", "letters", "backup", "last backup", "mail server", "sender", "incoming", "web",
    ]  # fmt: skip
    assert all(check["fix"] for check in told["checks"] if check["standing"] != "ok")


def nothing(instance: Path) -> None:
    shutil.rmtree(instance)


def no_database(instance: Path) -> None:
    (instance / "samai.db").unlink()


def garbage(instance: Path) -> None:
    (instance / "samai.db").write_bytes(b"garbage")


def cut_short(instance: Path) -> None:
    whole = (instance / "samai.db").read_bytes()
    (instance / "samai.db").write_bytes(whole[:100_000])


def a_folder(instance: Path) -> None:
    (instance / "samai.db").unlink()
    (instance / "samai.db").mkdir()


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        (nothing, "there are no tables yet"),
        (no_database, "there are no tables yet"),
        (garbage, "the database's file is damaged or is none (file is not a database)"),
        (cut_short, "the database's file is damaged or is none (database disk image is malformed)"),
        (a_folder, "the database's file cannot be opened or written by this user"),
    ],
)
def test_a_broken_database_is_one_line_and_the_rest_is_looked_at(
    operator: Operator, breaks: Callable[[Path], None], words: str
) -> None:
    breaks(operator.instance)
    said = operator.types("doctor")
    assert said.code == 1
    assert said.line("database").endswith(words) or words in said.line("database")
    assert said.line("mail server").startswith("ok")
    assert "schema" not in said.text


def test_a_server_that_is_not_there_is_one_line(operator: Operator) -> None:
    said = operator.types("doctor", SAMAI_DATABASE_URL="postgresql://samai:pw@127.0.0.1:1/samai")
    assert "PostgreSQL does not answer".lower() in said.line("database").lower()
    assert "See that it runs (systemctl status postgresql)" in said.text


def test_tables_of_another_program_end_the_looks_into_them(operator: Operator) -> None:
    with closing(sqlite3.connect(operator.instance / "samai.db")) as tables:
        tables.execute("UPDATE alembic_version SET version_num = '0001'")
        tables.commit()
    said = operator.types("doctor")
    assert said.line("schema").startswith("fault")
    assert "worker" not in [line[9:15] for line in said.text.splitlines()]


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("mail_hots = 'x'\n", 0o600, "line 1: there is no setting mail_hots"),
        ("not toml", 0o600, "is not TOML"),
        ("", 0o644, "holds secrets and others may read or change it"),
        ("base_url = 'samai'\n", 0o600, "write the whole address"),
        ("database_url = 'postgresql://a:p@ss@h/x'\n", 0o600, "In the password write @ as %40"),
    ],
)
def test_settings_that_cannot_be_used_are_named_and_the_ground_is_looked_at(
    operator: Operator, text: str, mode: int, words: str
) -> None:
    config = operator.instance / "config.toml"
    config.write_text(text)
    config.chmod(mode)
    ran = operator.types("doctor")
    assert ran.code == 1
    assert words in ran.text
    assert ran.line("disk").startswith(("ok", "warning"))
    assert "once the settings can be used" in ran.beside


def test_other_commands_end_with_the_sentences_where_settings_cannot_be_used(operator: Operator) -> None:
    (operator.instance / "config.toml").write_text("mail_hots = 'x'\n")
    for command in ("worker", "backup", "mail", "nonsense"):
        said = operator.types(command)
        assert (said.code, said.text) == (1, "")
        assert said.beside.startswith("Samai cannot start.\n")
        assert "Did you mean mail_host?" in said.beside


def test_a_short_key_and_an_instance_that_cannot_be_made_are_sentences(operator: Operator, tmp_path: Path) -> None:
    config = operator.instance / "config.toml"
    lines = [line for line in config.read_text().splitlines() if "secret_key" not in line]
    config.write_text("\n".join(lines))
    (operator.instance / "secret_key").write_text("short")
    assert "fewer than 32 characters" in operator.types("doctor").line("settings")
    (tmp_path / "file").touch()
    assert "Not a directory" in Operator(tmp_path / "file" / "x", operator.monkeypatch).types("doctor").line("settings")


def test_what_keeps_a_look_from_looking_is_what_it_found(app: Flask, settings: Settings, letter: Letter) -> None:
    def refused(_installed: Installed) -> Finding:
        raise PermissionError(13, "Permission denied", "/srv/x")

    finding = made(refused, Installed(settings, NOW))
    assert (finding.check, finding.standing, finding.seen) == ("refused", Standing.FAULT, "/srv/x: Permission denied")


def test_without_a_fault_it_ends_with_nought(terminal: Terminal, letter: Letter, settings: Settings) -> None:
    settings.instance.chmod(0o700)
    result = terminal("doctor", "--json")
    faults = [row["check"] for row in json.loads(result.stdout)["checks"] if row["standing"] == "fault"]
    assert faults == ["settings", "worker"], "the tests' own passwords, and nobody works"
    assert result.exit_code == 1
