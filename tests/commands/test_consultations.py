"""Consultations at the terminal."""

import json

import pytest
from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from tests.commands.conftest import WHEN, WHERE, Terminal, consultations

pytestmark = pytest.mark.usefixtures("in_january", "people")


def test_the_consultation_of_the_letter_is_listed_without_an_hour(terminal: Terminal) -> None:
    (held,) = consultations(terminal)
    assert (held["session"], held["day"], held["from"], held["status"]) == ("ahc/1", "2021-12-28", None, "held")


def test_a_consultation_is_booked_for_the_usual_agencies_and_its_letters_wait(terminal: Terminal, booked: str) -> None:
    row = consultations(terminal, "--session", "2")[0]
    assert (row["day"], row["from"], row["to"], row["waiting"]) == ("2022-01-11", "14:00", "15:30", 6)
    assert "Preparatory consultation for Session 2" in str(row["title"])


def test_booking_says_what_waits_and_how_to_let_it_go(terminal: Terminal) -> None:
    result = terminal("consultation", "book", "2", *WHEN, *WHERE, "--usual")
    number = consultations(terminal)[-1]["consultation"]
    assert f"Waiting for a look and a release: 6 letters. Next: flask mail send {number}" in result.stderr
    assert "Asia/Bangkok" in result.stdout or "+07" in result.stdout


def test_agencies_and_people_are_invited_by_key_and_address(terminal: Terminal) -> None:
    words = ("--agency", "oag", "--person", "Theerach@mfa.example", "--title-en", "A word", "--minutes", "45")
    assert terminal("consultation", "book", "2", *WHEN, *WHERE, *words).exit_code == 0
    sheet = json.loads(terminal("consultation", "show", "2", "--json").stdout)
    assert sheet["title"] == "A word"
    assert {person["name"] for person in sheet["invited"]} == {"Mr Sira Tuayang", "Mr Theerach Tuayang"}
    assert sheet["waiting"] == {"invitation": 2}


def test_a_dry_run_books_nothing_and_says_what_would_wait(terminal: Terminal) -> None:
    result = terminal("consultation", "book", "2", *WHEN, *WHERE, "--usual", "--dry-run")
    assert result.exit_code == 0
    assert "6 invitation" in result.stdout
    assert "Nothing was changed. 6 letters would wait to be released." in result.stderr
    assert len(consultations(terminal)) == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("2", *WHEN, *WHERE), 1, "Choose at least one agency or person to invite."),
        (("2", *WHEN, *WHERE, "--agency", "xyz"), 4, "No agency has the key xyz. There are: mfa, oag"),
        (("2", *WHEN, *WHERE, "--person", "x@y.example"), 4, "Nobody on file has the address x@y.example."),
        (("9", *WHEN, *WHERE, "--usual"), 4, "No session goes by 9."),
        (("2", "--day", "3 Jan 2022", "--time", "14:00", *WHERE, "--usual"), 1, "already passed"),
        (("2", "--day", "30 Feb 2022", "--time", "14:00", *WHERE, "--usual"), 1, ""),
        (("2", *WHEN, "--usual"), 1, "Say where the consultation takes place."),
        (("2", "--time", "14:00", *WHERE), 2, "Missing option '--day'"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_its_reason(
    terminal: Terminal, words: tuple[str, ...], code: int, sentence: str
) -> None:
    result = terminal("consultation", "book", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert sentence in result.stderr
    assert len(consultations(terminal)) == 1


def test_a_consultation_moves_to_another_day_as_long_as_before(terminal: Terminal, booked: str) -> None:
    result = terminal("consultation", "move", booked, "--day", "2022-01-12", "--time", "10:00")
    assert result.exit_code == 0, result.stderr
    row = consultations(terminal, "--session", "2")[0]
    assert (row["day"], row["from"], row["to"]) == ("2022-01-12", "10:00", "11:30")


def test_a_consultation_moves_and_takes_longer(terminal: Terminal, booked: str) -> None:
    terminal("consultation", "move", booked, "--day", "2022-01-12", "--time", "10:00", "--minutes", "120")
    assert consultations(terminal, "--session", "2")[0]["to"] == "12:00"


def test_a_dry_run_moves_nothing(terminal: Terminal, booked: str) -> None:
    result = terminal("consultation", "move", booked, "--day", "2022-01-12", "--time", "10:00", "--dry-run")
    assert "2022-01-12" in result.stdout
    assert consultations(terminal, "--session", "2")[0]["day"] == "2022-01-11"


def test_one_that_was_held_cannot_move(terminal: Terminal) -> None:
    result = terminal("consultation", "move", "1", "--day", "2022-01-12", "--time", "10:00")
    assert result.exit_code == 1
    assert "--minutes" in result.stderr
    words = ("--day", "2022-01-12", "--time", "10:00", "--minutes", "60")
    assert "has been held" in terminal("consultation", "move", "1", *words).stderr


def test_a_consultation_is_cancelled_with_its_reason(terminal: Terminal, booked: str) -> None:
    assert terminal("consultation", "cancel", booked, "--reason", "The session moved.").exit_code == 0
    db.session.rollback()
    row = db.session.scalars(select(Consultation).where(Consultation.id == int(booked))).one()
    assert row.cancel_reason == "The session moved."
    assert consultations(terminal, "--session", "2")[0]["status"] == "cancelled"


def test_a_dry_run_cancels_nothing(terminal: Terminal, booked: str) -> None:
    assert terminal("consultation", "cancel", booked, "--dry-run").exit_code == 0
    assert consultations(terminal, "--session", "2")[0]["status"] == "planned"


@pytest.mark.parametrize("words", [("show", "99"), ("cancel", "99"), ("move", "99", *WHEN)])
def test_a_consultation_that_is_not_there_ends_with_four(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal("consultation", *words).exit_code == 4


def test_a_classified_consultation_waits_for_nothing_and_says_what_to_do(terminal: Terminal) -> None:
    result = terminal("consultation", "book", "2", *WHEN, *WHERE, "--usual", "--classification", "secret")
    assert "nothing of it leaves by mail. Send the official letter" in result.stderr
    number = str(consultations(terminal)[-1]["consultation"])
    assert json.loads(terminal("consultation", "show", number, "--json").stdout)["classification"] == "secret"
    assert consultations(terminal)[-1]["classification"] == "secret"
    sending = terminal("mail", "send", number, "--yes")
    assert sending.exit_code == 1
    assert "nothing of it leaves by mail" in sending.stderr
