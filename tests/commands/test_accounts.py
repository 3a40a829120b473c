"""Sign-in links from the terminal."""

from flask import Flask
from sqlalchemy import select

from models.accounts import SignInLink
from models.database import db
from tests.commands.conftest import Terminal
from tests.fixtures import People


def test_a_link_is_printed_that_signs_its_person_in(app: Flask, terminal: Terminal, people: People) -> None:
    result = terminal("account", "link", "sira@oag.example")
    assert result.exit_code == 0, result.stderr
    url = result.stdout.strip()
    assert "/sign-in/link/" in url
    page = app.test_client().get(url.partition("8000")[2] or url)
    assert page.status_code == 200
    assert "15 minutes" in result.stderr


def test_a_link_for_nobody_is_not_made(terminal: Terminal, people: People) -> None:
    result = terminal("account", "link", "nobody@oag.example")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "nobody@oag.example" in result.stderr


def test_a_link_for_somebody_disabled_is_not_made(terminal: Terminal, people: People) -> None:
    assert terminal("account", "link", "pracha@mfa.example").exit_code == 4


def test_a_dry_run_makes_no_link(terminal: Terminal, people: People) -> None:
    result = terminal("account", "link", "sira@oag.example", "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "may sign in" in result.stderr
    db.session.rollback()
    assert db.session.scalars(select(SignInLink)).all() == []
    assert terminal("account", "link", "nobody@oag.example", "--dry-run").exit_code == 4


def test_an_officer_is_made_and_listed_at_the_terminal(terminal: Terminal, people: People) -> None:
    assert terminal("account", "duty", "sira@oag.example", "officer", "--dry-run").exit_code == 0
    assert "sira@oag.example" not in terminal("account", "list").stdout
    made = terminal("account", "duty", "sira@oag.example", "officer")
    assert made.exit_code == 0, made.stderr
    assert "account link sira@oag.example" in made.stderr
    [line] = [one for one in terminal("account", "list").stdout.splitlines() if one.startswith("sira@oag.example")]
    assert "desk officer" in line
    assert terminal("account", "duty", "sira@oag.example", "none").stderr.strip() == "Written."
    assert terminal("account", "duty", "nobody@oag.example", "officer").exit_code == 4
    refused = terminal("account", "duty", "admin@mfa.example", "none")
    assert "Make somebody else one first." in refused.stderr
