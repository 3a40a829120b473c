"""Recording answers: to what they were given, who may give them, and when there is nothing to answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.audit import AuditRow
from models.database import db
from scheduler.answers import COMMENT_LENGTH, record_answer
from scheduler.consultations import cancel, move, withdraw
from scheduler.queries.answers import last_answers, standing_answers
from tests.making import HAND, NOW, Ministry
from tests.scheduler.giving import answers, given, invitation_of
from tests.scheduler.letters import MOVED, let_go
from vocabulary.actor import OPERATOR, Actor
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import ActorKind, AnswerSource, Duty, PartStat

HOUR = timedelta(hours=1)
AFTERWARDS = NOW + timedelta(days=30)
LINK = given(source=AnswerSource.LINK)


@pytest.fixture
def invitation_id(ministry: Ministry, released: int) -> int:
    """The first agency's invitation, delivered."""
    return invitation_of(ministry.person_ids[0]).id


def holder(invitation_id: int) -> Actor:
    return Actor(ActorKind.LINK, "Ms Focal1 Tuayang", invitation_id=invitation_id)


def person(person_id: int, duty: Duty = Duty.NONE) -> Actor:
    return Actor(ActorKind.PERSON, "Somebody", person_id=person_id, duty=duty)


def test_an_answer_is_kept_with_who_said_it_when_how_and_who_recorded_it(invitation_id: int) -> None:
    said = given(PartStat.TENTATIVE, comment="Perhaps", said_at=NOW - HOUR)
    record_answer(invitation_id, said, by=OPERATOR, now=NOW)
    [row] = answers()
    assert (row.partstat, row.comment, row.source) == (PartStat.TENTATIVE, "Perhaps", AnswerSource.PHONE)
    assert (row.said_by, row.said_at) == ("Ms Focal1 Tuayang", NOW - HOUR)
    assert (row.recorded_by, row.recorded_at, row.sequence) == (OPERATOR.label, NOW, 0)


def test_the_same_answer_again_adds_nothing(invitation_id: int) -> None:
    for minutes in (0, 1, 2):
        at = NOW + timedelta(minutes=minutes)
        record_answer(invitation_id, replace(LINK, said_at=at), by=holder(invitation_id), now=at)
    assert len(answers()) == 1
    deeds = select(func.count()).where(AuditRow.deed == "record answer")
    assert db.session.scalar(deeds) == 3


def test_another_answer_or_comment_is_a_new_row_and_the_last_one_stands(invitation_id: int) -> None:
    for said in (LINK, replace(LINK, comment="By train"), replace(LINK, partstat=PartStat.DECLINED)):
        record_answer(invitation_id, said, by=holder(invitation_id), now=NOW)
    assert len(answers()) == 3
    assert standing_answers([invitation_id])[invitation_id].partstat is PartStat.DECLINED


def test_an_answer_to_the_old_hour_counts_no_more_after_the_move(released: int, invitation_id: int) -> None:
    record_answer(invitation_id, LINK, by=holder(invitation_id), now=NOW)
    move(released, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    assert standing_answers([invitation_id]), "nobody has been told of the move yet"
    let_go(released, minutes=10)
    assert not standing_answers([invitation_id])
    assert last_answers([invitation_id])[invitation_id].sequence == 0


def test_an_answer_said_before_the_move_and_recorded_after_it_answers_the_old_hour(
    released: int, invitation_id: int
) -> None:
    move(released, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    let_go(released, minutes=10)
    late = NOW + timedelta(minutes=20)
    record_answer(invitation_id, given(said_at=NOW + timedelta(minutes=5)), by=OPERATOR, now=late)
    assert not standing_answers([invitation_id])
    record_answer(invitation_id, given(said_at=NOW + timedelta(minutes=15)), by=OPERATOR, now=late)
    assert [row.sequence for row in answers()] == [0, 1]
    assert standing_answers([invitation_id])


def test_an_answer_said_before_anything_was_sent_answers_the_first_letter(invitation_id: int) -> None:
    record_answer(invitation_id, given(said_at=NOW - timedelta(days=3)), by=OPERATOR, now=NOW)
    assert [row.sequence for row in answers()] == [0]


def test_nothing_can_be_answered_before_it_was_sent(ministry: Ministry, booked: int) -> None:
    with pytest.raises(Stale, match="not been sent"):
        record_answer(invitation_of(ministry.person_ids[0]).id, given(), by=OPERATOR, now=NOW)


def test_a_withdrawn_invitation_cannot_be_answered(invitation_id: int) -> None:
    withdraw(invitation_id, hand=HAND)
    with pytest.raises(NotFound):
        record_answer(invitation_id, given(), by=OPERATOR, now=NOW)


def test_a_cancelled_meeting_cannot_be_answered_once_that_was_told(released: int, invitation_id: int) -> None:
    cancel(released, reason="Postponed", hand=HAND)
    record_answer(invitation_id, LINK, by=holder(invitation_id), now=NOW)
    let_go(released)
    with pytest.raises(Stale, match="cancelled"):
        record_answer(invitation_id, replace(LINK, comment="Late"), by=holder(invitation_id), now=NOW)


def test_after_the_meeting_only_the_desk_still_records(invitation_id: int) -> None:
    after = replace(LINK, said_at=AFTERWARDS)
    with pytest.raises(Stale, match="over"):
        record_answer(invitation_id, after, by=holder(invitation_id), now=AFTERWARDS)
    record_answer(invitation_id, given(said_at=AFTERWARDS), by=OPERATOR, now=AFTERWARDS)
    assert len(answers()) == 1


def test_a_link_answers_for_its_own_invitation_alone(ministry: Ministry, invitation_id: int) -> None:
    other = invitation_of(ministry.person_ids[1]).id
    with pytest.raises(NotFound):
        record_answer(other, LINK, by=holder(invitation_id), now=NOW)
    assert answers() == []


def test_the_invited_and_the_desk_may_answer_and_nobody_else(ministry: Ministry, invitation_id: int) -> None:
    own, other, *_ = ministry.person_ids
    with pytest.raises(NotFound):
        record_answer(invitation_id, given(), by=person(other), now=NOW)
    record_answer(invitation_id, given(), by=person(own), now=NOW)
    record_answer(invitation_id, given(PartStat.DECLINED), by=person(other, Duty.DESK_OFFICER), now=NOW)
    assert len(answers()) == 2


@pytest.mark.parametrize("partstat", [PartStat.NEEDS_ACTION, PartStat.DELEGATED])
def test_only_yes_perhaps_and_no_are_answers(invitation_id: int, partstat: PartStat) -> None:
    with pytest.raises(Refusal, match="Choose an answer"):
        record_answer(invitation_id, given(partstat), by=OPERATOR, now=NOW)


def test_an_answer_cannot_come_from_the_future(invitation_id: int) -> None:
    with pytest.raises(Refusal, match="future"):
        record_answer(invitation_id, given(said_at=NOW + HOUR), by=OPERATOR, now=NOW)


def test_somebody_must_have_said_it(invitation_id: int) -> None:
    with pytest.raises(Refusal, match="who gave") as refused:
        record_answer(invitation_id, given(said_by=" \x07 "), by=OPERATOR, now=NOW)
    assert refused.value.field == "said_by"


def test_a_comment_is_cleaned_and_bounded_and_never_cut_off(invitation_id: int) -> None:
    record_answer(invitation_id, given(comment="  two\r\nlines\x00\u202e  "), by=OPERATOR, now=NOW)
    assert answers()[0].comment == "two\nlines"
    record_answer(invitation_id, given(comment="ก" * COMMENT_LENGTH), by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="2001") as refused:
        record_answer(invitation_id, given(comment="ก" * (COMMENT_LENGTH + 1)), by=OPERATOR, now=NOW)
    assert refused.value.field == "comment"


def test_there_is_no_answer_to_an_invitation_that_is_not_there(ministry: Ministry) -> None:
    with pytest.raises(NotFound):
        record_answer(999, given(), by=OPERATOR, now=NOW)
