"""The ledger: every answer with its source and the time it was given to, the last valid one marked."""

from datetime import timedelta

import pytest

from models.database import db
from scheduler.answers import NOTHING_WRONG, WHY, record_answer
from scheduler.consultations import found, move
from scheduler.queries.answers import last_answers, standing_answers
from scheduler.queries.invited import everybody_invited
from scheduler.queries.ledger import Ledger, ledger_of
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.preparations import replies_to
from scheduler.queries.replies import reply_matrix
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.replies import ReplyState
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, Ministry
from tests.scheduler.delegations import invited
from tests.scheduler.giving import given, invitation_of, say
from tests.scheduler.letters import MOVED, entry_of, let_go
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound, Refusal
from vocabulary.states import AnswerSource, Classification, PartStat

HOUR = timedelta(hours=1)
CORRECTION = given(PartStat.DECLINED, source=AnswerSource.CORRECTION)


def ledger(number: int) -> Ledger:
    return ledger_of(Place(CONSULTATION, number), actor=OPERATOR)


def correct(person_id: int, partstat: PartStat, *, reason: str = "Typed on the wrong line") -> None:
    answer = given(partstat, source=AnswerSource.CORRECTION)
    record_answer(invitation_of(person_id).id, answer.because(reason), by=OPERATOR, now=NOW)


def test_every_answer_stands_there_with_the_time_it_was_given_to(ministry: Ministry, released: int) -> None:
    first, second, _ = ministry.person_ids
    say(first, PartStat.TENTATIVE)
    say(first)
    say(second)
    move(released, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    let_go(released, minutes=5)
    say(first, PartStat.DECLINED, at=NOW + HOUR)
    found = ledger(released)
    assert (found.total, found.occasion.is_open, found.occasion.is_classified) == (4, True, False)
    one, other, silent = found.people
    assert [(line.partstat, line.counts, line.stands) for line in one.lines] == [
        (PartStat.DECLINED, True, True),
        (PartStat.ACCEPTED, False, False),
        (PartStat.TENTATIVE, False, False),
    ]
    asked = [line.asked.starts for line in one.lines if line.asked is not None]
    assert asked == [MOVED, NOW + timedelta(days=7, hours=5), NOW + timedelta(days=7, hours=5)]
    assert [line.stands for line in other.lines] == [False]
    assert silent.lines == ()


def test_only_the_desk_reads_it(released: int) -> None:
    with pytest.raises(NotFound):
        ledger_of(Place(CONSULTATION, released), actor=ANONYMOUS)


def test_it_takes_as_many_questions_for_one_answer_as_for_many(ministry: Ministry, released: int) -> None:
    say(ministry.person_ids[0])
    one = questions(lambda: ledger(released))
    for person_id in ministry.person_ids:
        say(person_id, PartStat.TENTATIVE)
    assert questions(lambda: ledger(released)) == one


def test_people_of_one_agency_who_differ_are_both_named(ministry: Ministry, released: int) -> None:
    first, second, _ = ministry.person_ids
    invitation_of(second).agency_id = ministry.agency_ids[0]
    db.session.commit()
    say(first)
    assert ledger(released).disputes == ()
    say(second, PartStat.DECLINED, at=NOW + HOUR)
    [dispute] = ledger(released).disputes
    assert dispute.agency.en == "Agency 1"
    assert [(one.state, one.name and one.name.en) for one in dispute.replies] == [
        (ReplyState.DECLINED, "Ms Focal2 Tuayang"),
        (ReplyState.ACCEPTED, "Ms Focal1 Tuayang"),
    ]


def test_a_correction_says_why_and_stands(ministry: Ministry, released: int) -> None:
    first = ministry.person_ids[0]
    invitation = invitation_of(first).id
    with pytest.raises(Refusal, match=NOTHING_WRONG[:20]):
        record_answer(invitation, CORRECTION.because("Why"), by=OPERATOR, now=NOW)
    say(first)
    with pytest.raises(Refusal, match=WHY[:20]):
        record_answer(invitation, CORRECTION, by=OPERATOR, now=NOW)
    correct(first, PartStat.DECLINED)
    lines = ledger(released).people[0].lines
    assert [(line.source, line.reason, line.stands) for line in lines] == [
        (AnswerSource.CORRECTION, "Typed on the wrong line", True),
        (AnswerSource.PHONE, "", False),
    ]


def test_only_a_correction_says_that_no_answer_was_given(ministry: Ministry, released: int) -> None:
    first = ministry.person_ids[0]
    say(first)
    with pytest.raises(Refusal, match="Choose an answer"):
        say(first, PartStat.NEEDS_ACTION)
    correct(first, PartStat.NEEDS_ACTION)
    invitation, entry = invitation_of(first).id, entry_of(released).id
    assert not standing_answers([invitation])
    assert not last_answers([invitation])
    assert everybody_invited([entry])[entry][0].reply.state is ReplyState.NO_REPLY
    assert replies_to([entry])[entry] == (3, 0)
    matrix = reply_matrix("demo", actor=OPERATOR, now=NOW)
    assert matrix.palette[matrix.rows[0].numbers[0]][0].state is ReplyState.NO_REPLY
    assert [line.stands for line in ledger(released).people[0].lines] == [False, False]


def test_of_a_classified_meeting_the_desk_keeps_the_answers(ministry: Ministry, released: int) -> None:
    found(released).classification = Classification.SECRET
    db.session.commit()
    say(ministry.person_ids[0])
    kept = ledger(released)
    assert kept.occasion.is_classified
    assert [line.stands for line in kept.people[0].lines] == [True]


def test_a_session_has_a_ledger_of_its_delegation(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    say(people.focal["oag"])
    mine = invitation_of(people.focal["oag"]).id
    wrong = given(PartStat.DECLINED, source=AnswerSource.CORRECTION).because("It was a colleague's answer")
    record_answer(mine, wrong, by=OPERATOR, now=NOW)
    found = ledger_of(Place(SESSION, number), actor=OPERATOR)
    first, *silent = found.people
    assert [(line.partstat, line.stands, line.reason) for line in first.lines] == [
        (PartStat.DECLINED, True, "It was a colleague's answer"),
        (PartStat.ACCEPTED, False, ""),
    ]
    assert first.lines[0].asked is not None
    assert first.lines[0].asked.is_session
    assert {each.lines for each in silent} == {()}
    assert found.disputes == (), "delegates answer each for himself or herself"
