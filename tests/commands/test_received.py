"""Mail handed over at the terminal, as a mail server does it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from models.database import db
from tests.commands.conftest import Terminal
from tests.mails import Reply, plain
from tests.making import DESK, HAND, NOW, make_ministry, make_plan
from tests.scheduler.giving import answers
from tests.scheduler.letters import entry_of, let_go
from vocabulary.settings import Settings


@pytest.fixture
def reply(app: Flask) -> Reply:
    """An answer to an invitation that was sent."""
    from scheduler.consultations import book

    ministry = make_ministry()
    number = book(ministry.session_id, make_plan(NOW + timedelta(days=3000)), invited=ministry.everybody, hand=HAND)
    let_go(number)
    entry = entry_of(number)
    return Reply(entry.uid, DESK.tagged(entry.organizer_tag))


def test_a_mail_from_a_pipe_files_and_a_folder_are_taken_in(terminal: Terminal, reply: Reply, tmp_path: Path) -> None:
    result = terminal("mail", "receive", "--json", typed=plain(reply).decode())
    assert result.exit_code == 0, result.output
    (row,) = json.loads(result.stdout)
    assert (row["what"], row["verdict"], row["from"]) == ("reply", "applied", "focal1@agency.example")
    assert len(answers()) == 1
    folder = tmp_path / "mails"
    folder.mkdir()
    for number in range(105):
        (folder / f"{number}.eml").write_bytes(plain(reply) + b" " * number)
    (tmp_path / "large.eml").write_bytes(b"x" * 2_000_000)
    result = terminal("mail", "receive", "--json", str(folder), str(tmp_path / "large.eml"))
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert [row["verdict"] for row in rows] == ["duplicate"] * 105 + ["quarantined"]
    assert rows[-1]["why"] == "The mail is larger than 1.0 MB."


def test_where_nothing_can_be_kept_the_mail_server_keeps_it(
    terminal: Terminal, settings: Settings, tmp_path: Path
) -> None:
    result = terminal("mail", "receive", str(tmp_path / "none.eml"))
    assert result.exit_code == 75
    assert "offer it again" in result.stderr
    db.session.remove()
    db.engine.dispose()
    settings.instance.rename(settings.instance.with_name("away"))
    result = terminal("mail", "receive", typed="From: a@b.example\n\n")
    assert result.exit_code == 75
    assert "offer it again. The database's file cannot be opened" in result.stderr
