"""What the terminal lists and goes by."""

import pytest
from flask import Flask

from scheduler.queries.listings import (
    Keys,
    agency_ids,
    consultations_listed,
    keys_for,
    person_ids,
    session_handles,
    session_named,
    sessions_listed,
)
from tests.fixtures import Letter, People
from tests.making import make_second_committee
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.refusals import NotFound, Refusal


def test_a_session_goes_by_its_key_with_or_without_its_committees(letter: Letter) -> None:
    assert session_named("2", actor=OPERATOR) == letter.session_ids["2"]
    assert session_named("ahc/2", actor=OPERATOR) == letter.session_ids["2"]
    assert session_handles()[letter.session_ids["2"]] == "ahc/2"


@pytest.mark.parametrize("handle", ["7", "ahc", "ahc/", "", "moss/2"])
def test_a_handle_that_no_session_has_is_answered_with_those_there_are(letter: Letter, handle: str) -> None:
    with pytest.raises(NotFound, match="ahc/1, ahc/2, ahc/3"):
        session_named(handle, actor=OPERATOR)


def test_the_sessions_of_a_committee_come_with_their_handles(letter: Letter) -> None:
    assert [handle for handle, _ in sessions_listed("ahc", actor=OPERATOR)][:2] == ["ahc/1", "ahc/2"]
    assert len(sessions_listed(None, actor=OPERATOR)) == 6
    with pytest.raises(NotFound, match="There are: ahc"):
        sessions_listed("moss", actor=OPERATOR)


def test_a_stranger_is_listed_nothing(letter: Letter) -> None:
    assert sessions_listed(None, actor=ANONYMOUS) == ()
    assert consultations_listed(None, actor=ANONYMOUS) == ()
    with pytest.raises(NotFound):
        session_named("2", actor=ANONYMOUS)


def test_consultations_are_listed_for_all_sessions_or_for_one(letter: Letter) -> None:
    assert len(consultations_listed(None, actor=OPERATOR)) == 1
    assert len(consultations_listed(letter.session_ids["1"], actor=OPERATOR)) == 1
    assert consultations_listed(letter.session_ids["2"], actor=OPERATOR) == ()


def test_agencies_go_by_their_keys_in_the_order_asked(letter: Letter) -> None:
    assert agency_ids(["moj", "oag"]) == (letter.agency_ids["moj"], letter.agency_ids["oag"])
    with pytest.raises(NotFound, match="No agency has the key xyz"):
        agency_ids(["oag", "xyz"])


def test_people_go_by_their_address_whatever_its_case(people: People) -> None:
    assert person_ids([" Sira@OAG.example"]) == (people.focal["oag"],)
    with pytest.raises(Refusal, match=r"Nobody on file has the address x@y\.example"):
        person_ids(["x@y.example"])


def test_without_any_session_there_is_none_to_name(app: Flask) -> None:
    with pytest.raises(NotFound, match="There are: -"):
        session_named("1", actor=OPERATOR)


def test_a_file_names_a_session_without_its_committee_where_only_one_has_it(letter: Letter) -> None:
    assert keys_for(ANONYMOUS) == Keys({}, {}, {})
    assert keys_for(OPERATOR).sessions["2"] == letter.session_ids["2"]
    other = make_second_committee(letter.committee_id)
    keys = keys_for(OPERATOR).sessions
    assert (keys["ahc/2"], keys["demo/2"]) == (letter.session_ids["2"], other)
    assert "2" not in keys
    assert keys["1"] == letter.session_ids["1"]
