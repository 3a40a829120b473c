"""Deciding at the terminal who leads."""

import json
from dataclasses import replace
from datetime import date

from scheduler.queries.sights import session_plan
from scheduler.sessions import found, plan_session
from tests.commands.conftest import Terminal
from tests.fixtures import Letter
from tests.making import HAND
from vocabulary.plan import Days

RUNS = (Days(date(2022, 2, 2), date(2022, 2, 3)), Days(date(2022, 2, 6), date(2022, 2, 13)))
SIRA, PIMLADA = "sira@oag.example", "pimlada@moj.example"


def heads(printed: str) -> list[tuple[str, str, str]]:
    return [(row["from"], row["name"], row["place"]) for row in json.loads(printed)]


def test_heads_are_decided_looked_at_and_taken_back(terminal: Terminal, letter: Letter, in_january: None) -> None:
    plan_session(letter.session_ids["1"], replace(session_plan(found(letter.session_ids["1"])), blocks=RUNS), hand=HAND)
    words = ("session", "lead", "1", SIRA, PIMLADA, "--reason", "Minister", "--run", "6 February 2022", "--json")
    assert "Nothing was changed." in terminal(*words, "--dry-run").stderr
    done = terminal(*words)
    naruemon = "H.E. Mrs Naruemon Tuayang"
    assert heads(done.stdout) == [
        ("2022-02-02", naruemon, "head"),
        ("2022-02-06", "Mr Sira Tuayang", "head"),
        ("2022-02-06", "Ms Pimlada Tuayang", "co-head"),
    ]
    plan = replace(session_plan(found(letter.session_ids["1"])), blocks=RUNS[:1])
    plan_session(letter.session_ids["1"], plan, hand=HAND)
    rests = terminal("session", "lead", "1", SIRA, "--reason", "Chair", "--run", "2 February 2022", "--json")
    assert [(row["status"], row["name"]) for row in json.loads(rests.stdout)] == [
        ("overridden", "Mr Sira Tuayang"),
        ("rests", "Mr Sira Tuayang"),
        ("rests", "Ms Pimlada Tuayang"),
    ]
    assert terminal("session", "unlead", "1", "--run", "2022-02-02").exit_code == 0
    plan_session(letter.session_ids["1"], replace(plan, blocks=RUNS), hand=HAND)
    again = terminal("session", "unlead", "1", "--run", "2022-02-06", "--json")
    assert heads(again.stdout) == [("2022-02-02", naruemon, "head"), ("2022-02-06", naruemon, "head")]
    assert terminal("session", "unlead", "1").exit_code == 1
    assert terminal("session", "lead", "3", SIRA, "--reason", "Minister", "--city", "new-york").exit_code == 0
    nowhere = terminal("session", "lead", "1", SIRA, "--reason", "Minister", "--city", "paris")
    assert (nowhere.exit_code, "No city goes by paris; there are: bangkok" in nowhere.stderr) == (4, True)
