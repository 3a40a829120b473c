"""What a pressed button says, for both doors."""

import pytest
from flask import Flask

from scheduler.queries.meetings import my_meetings
from tests.fixtures import People
from vocabulary.actor import Actor
from vocabulary.states import ActorKind, AnswerSource, PartStat
from web.focal.answering import CHOICES, typed_answer


def test_yes_comes_first_and_every_answer_has_a_button() -> None:
    assert [partstat for partstat, _, _ in CHOICES] == [PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED]


@pytest.mark.parametrize("source", [AnswerSource.LINK, AnswerSource.SIGNED_IN])
def test_an_answer_is_its_givers_own_and_given_now(
    app: Flask, people: People, meeting: int, source: AnswerSource
) -> None:
    actor = Actor(ActorKind.PERSON, "Sira", person_id=people.focal["oag"])
    [invited] = my_meetings(actor=actor)
    with app.test_request_context("/", method="POST", data={"answer": "TENTATIVE", "comment": " Perhaps "}):
        given = typed_answer(invited, source)
    assert (given.partstat, given.comment, given.source) == (PartStat.TENTATIVE, "Perhaps", source)
    assert given.said_by == "Mr Sira Tuayang"


def test_no_button_is_no_answer(app: Flask, people: People, meeting: int) -> None:
    [invited] = my_meetings(actor=Actor(ActorKind.PERSON, "Sira", person_id=people.focal["oag"]))
    with app.test_request_context("/", method="POST", data={}):
        assert typed_answer(invited, AnswerSource.LINK).partstat is PartStat.NEEDS_ACTION
