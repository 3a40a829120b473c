"""A decision's file as values."""

from datetime import date

import pytest

from scheduler.loading.decisions import read_decision
from scheduler.queries.listings import Keys, keys_for
from tests.fixtures import Letter, People
from vocabulary.actor import OPERATOR, Actor
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.plan import Days
from vocabulary.refusals import Invalid
from vocabulary.states import ActorKind

KEYS = Keys({"1": 7}, {"vienna": 3}, {"vic": 5})
TODAY = date(2022, 1, 4)


def read(text: str) -> Decision:
    return read_decision(text, name="d.toml", keys=KEYS, today=TODAY)


def test_keys_and_days_become_numbers_and_dates() -> None:
    text = """
    document = "A/76"
    dated = "3 January 2565"
    follow = [4, 5]
    [[change]]
    session = "1"
    verb = "reschedule"
    opens = 2565-02-28
    closes = "11 Mar 2022"
    city = "vienna"
    venue = "vic"
    """
    change = Change(7, Verb.RESCHEDULE, date(2022, 2, 28), date(2022, 3, 11), city_id=3, venue_id=5)
    assert read(text) == Decision((change,), "A/76", date(2022, 1, 3), following=frozenset({4, 5}))


def test_further_runs_of_days_are_read_with_their_places() -> None:
    text = """
    [[change]]
    session = "1"
    verb = "postpone"
    opens = 2022-02-28
    closes = 2022-03-11
    further = [{ opens = 2022-03-21, closes = "25 March 2022", city = "vienna", venue = "vic" }]
    """
    [change] = read(text).changes
    assert change.further == (Days(date(2022, 3, 21), date(2022, 3, 25), 3, 5),)
    with pytest.raises(Invalid) as refused:
        read(text.replace("25 March", "32 March"))
    assert "further" in str(refused.value)


def test_without_a_word_all_follow_and_nothing_is_changed() -> None:
    assert read("") == Decision(())
    assert read('follow = "none"').following == frozenset()


def test_every_problem_is_said_with_its_line() -> None:
    with pytest.raises(Invalid) as refused:
        read('dated = "x"\n[[change]]\nsession = "2"\nverb = "cancel"\ncity = "rome"\n')
    assert [str(one).split(":")[0] for one in refused.value.problems] == [
        "d.toml, line 3, change 1, session",
        "d.toml, line 5, change 1, city",
        "d.toml, line 1, dated",
    ]


def test_only_the_desk_names_anything(letter: Letter, people: People) -> None:
    keys = keys_for(OPERATOR)
    assert keys.sessions["1"] == keys.sessions["ahc/1"] == letter.session_ids["1"]
    assert {"bangkok", "vienna"} <= keys.cities.keys()
    assert "vic-vienna" in keys.venues
    assert keys_for(Actor(ActorKind.ANONYMOUS, "nobody")) == Keys({}, {}, {})
