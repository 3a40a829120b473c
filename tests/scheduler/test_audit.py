"""The row that a deed leaves."""

from dataclasses import replace

import pytest
from flask import Flask

from scheduler.answers import record_answer
from scheduler.audit import MOST_ITEMS
from scheduler.deed import deed
from scheduler.queries.audit_check import Check
from tests.auditing import actor_name, details, row, values
from tests.making import NOW, Ministry
from tests.scheduler.giving import given, invitation_of
from vocabulary.actor import OPERATOR, Actor
from vocabulary.states import ActorKind, AnswerSource, Trace


def test_a_row_says_who_and_what_apart_from_itself(ministry: Ministry) -> None:
    somebody = Actor(ActorKind.PERSON, "Ms Anan Tuayang", person_id=ministry.person_ids[0])
    with deed("test", by=somebody, now=NOW) as record:
        record.about("agency", 5, person=ministry.person_ids[1], word="hello")
    assert (row().actor_person_id, actor_name(row())) == (ministry.person_ids[0], "Ms Anan Tuayang")
    assert details(row()) == {"person": ministry.person_ids[1], "word": "hello"}
    assert [(value.what, value.person_id) for value in row().values] == [
        (Trace.ACTOR, ministry.person_ids[0]),
        (Trace.DETAILS, ministry.person_ids[1]),
    ]


def test_details_of_a_deed_about_a_person_tell_about_that_person(app: Flask) -> None:
    with deed("test", by=OPERATOR, now=NOW) as record:
        record.about("person", 9, word="hello")
    assert [value.person_id for value in values(row(), Trace.DETAILS)] == [9]


def test_a_deed_without_a_word_has_no_details(app: Flask) -> None:
    with deed("test", by=OPERATOR, now=NOW):
        pass
    assert values(row(), Trace.DETAILS) == []
    assert (row().subject_kind, row().subject_id, row().actor_person_id) == ("", None, None)


def test_whoever_answers_by_link_is_on_record_as_the_person_who_was_asked(ministry: Ministry, released: int) -> None:
    invitation = invitation_of(ministry.person_ids[0])
    holder = Actor(ActorKind.LINK, "Ms Focal1 Tuayang", invitation_id=invitation.id)
    record_answer(invitation.id, replace(given(), source=AnswerSource.LINK), by=holder, now=NOW)
    assert (row().actor_kind, row().actor_person_id) == (ActorKind.LINK, ministry.person_ids[0])
    assert values(row(), Trace.ACTOR)[0].person_id == ministry.person_ids[0]


def test_a_link_of_nothing_acts_for_nobody(app: Flask) -> None:
    with deed("test", by=Actor(ActorKind.LINK, "?", invitation_id=99), now=NOW):
        pass
    assert row().actor_person_id is None


def test_a_long_list_among_the_details_says_how_much_is_left_out(app: Flask) -> None:
    with deed("test", by=OPERATOR, now=NOW) as record:
        record.about("committee", 1, changes=[str(number) for number in range(MOST_ITEMS + 7)])
    assert len(details(row())["changes"]) == MOST_ITEMS + 1
    assert details(row())["changes"][-1] == "+7"


@pytest.mark.parametrize("word", ["กต 1002/15", "a\nb", '"', "\\", "\u2028"])
def test_every_word_is_kept_as_it_was_and_verifies(app: Flask, word: str) -> None:
    with deed("test", by=replace(OPERATOR, label=word), now=NOW) as record:
        record.about("committee", 1, word=word)
    assert (actor_name(row()), details(row())) == (word, {"word": word})
    assert list(Check().findings()) == []
