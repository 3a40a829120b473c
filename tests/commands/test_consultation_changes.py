"""A consultation changed at the terminal: whatever is not typed stays."""

import json

import pytest

from tests.commands.conftest import Terminal, consultations
from tests.scheduler.letters import let_go

pytestmark = pytest.mark.usefixtures("in_january", "people")


def test_only_what_is_typed_changes(terminal: Terminal, booked: str) -> None:
    before = json.loads(terminal("consultation", "show", booked, "--json").stdout)
    words = ("--place", "Hall 2", "--reply-by", "10 Jan 2022", "--letter-dated", "", "--modality", "hybrid")
    result = terminal("consultation", "change", booked, *words, "--link", "https://meet.example/1")
    assert result.exit_code == 0, result.stderr
    after = json.loads(terminal("consultation", "show", booked, "--json").stdout)
    assert {name for name in after if before[name] != after[name]} == {"place", "reply by", "modality", "link"}
    assert (after["place"], after["reply by"], after["modality"]) == ("Hall 2", "2022-01-10", "hybrid")


def test_classifying_asks_who_tells_those_who_were_invited(terminal: Terminal, booked: str) -> None:
    let_go(int(booked))
    refused = terminal("consultation", "change", booked, "--classification", "confidential")
    assert refused.exit_code == 1
    assert "6 people or mailboxes hold an invitation" in refused.stderr
    words = ("consultation", "change", booked, "--classification", "confidential", "--told-otherwise")
    assert terminal(*words, "--dry-run").exit_code == 0
    assert consultations(terminal)[-1]["classification"] == "unclassified"
    assert terminal(*words).exit_code == 0
    assert consultations(terminal)[-1]["classification"] == "confidential"


def test_one_without_an_hour_is_moved_first(terminal: Terminal) -> None:
    result = terminal("consultation", "change", "1", "--place", "Hall 2")
    assert result.exit_code == 1
    assert "flask consultation move" in result.stderr
