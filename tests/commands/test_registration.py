"""Every group of commands is there."""

import click
import pytest
from flask import Flask

GROUPS = {
    "account": {"duty", "link", "list"},
    "audit": {"erase", "head", "list", "verify"},
    "committee": {"load", "approve", "unapprove"},
    "consultation": {"list", "show", "book", "change", "move", "cancel", "who"},
    "delegation": {"show", "approve", "unapprove", "issue", "issued", "seats", "seat", "unseat"},
    "demonstration": {"create"},
    "mail": {"list", "show", "send", "retry", "hold", "release", "receive"},
    "calendar": {"list", "show", "start", "add", "correct", "remove", "confirm", "import", "rename", "give", "drop"},
    "deadline": {"list", "add", "correct", "remove"},
    "city": {"list", "add", "building", "hours"},
    "obligation": {"list", "close", "reopen"},
    "reminder": {"list", "hold", "let-go", "pause", "resume", "allow-late", "plan"},
    "hand-over": {"list", "confirm", "refuse"},
    "session": {
        *("list", "show", "add", "correct", "change", "undo", "days", "day", "invite", "send", "lead", "unlead"),
        *("who", "release", "recall"),
    },
}
WRITES = {
    "create",
    "erase",
    "release",
    "link",
    "load",
    "book",
    "change",
    "move",
    "cancel",
    "send",
    "retry",
    "add",
    "approve",
    "unapprove",
    "building",
    "correct",
    "close",
    "reopen",
    "start",
    "import",
    "remove",
    "confirm",
    "hours",
    "day",
}


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_has_its_commands(app: Flask, group: str) -> None:
    found = app.cli.commands[group]
    assert isinstance(found, click.Group)
    assert set(found.commands) == GROUPS[group]


def test_web_and_worker_have_their_command(app: Flask) -> None:
    assert {"up", "worker", "db", "init", "backup", "restore", "upgrade", "doctor", "send-test-mail"} <= set(
        app.cli.commands
    )


@pytest.mark.parametrize("group", GROUPS)
def test_every_listing_gives_json_and_whatever_writes_or_sends_can_be_tried(app: Flask, group: str) -> None:
    found = app.cli.commands[group]
    assert isinstance(found, click.Group)
    for name, command in found.commands.items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert name not in WRITES or "--dry-run" in options, name
        assert name not in {"list", "show"} or "--json" in options, name
        assert command.help, name
