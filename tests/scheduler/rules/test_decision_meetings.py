"""What a decision proposes for the consultations, and who is told what."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scheduler.rules.office_days import ClosedDays
from tests.scheduler.rules.worlds import (
    CITIES,
    FACTS,
    LATER,
    LATER_CLOSES,
    NAIROBI,
    OPENS,
    VIENNA,
    change,
    english,
    found,
    meeting,
    only,
    session,
    world,
)
from vocabulary.decisions import ConsequenceKind, Consequences, Course, Gravity, Verb
from vocabulary.states import Language, LetterKind, SessionStatus
from vocabulary.text import Bilingual

POSTPONED = change(Verb.POSTPONE, opens=LATER, closes=LATER_CLOSES)
KIND = ConsequenceKind.CONSULTATION


def told(result: Consequences) -> list[tuple[str, LetterKind | None, int]]:
    return [(one.name, one.kind, one.sequence) for one in result.messages]


def why(result: Consequences) -> list[str]:
    return [one.why.text(Language.ENGLISH) for one in only(result, KIND) if one.why is not None]


def test_a_consultation_keeps_its_distance_in_office_days() -> None:
    [proposal] = found(world(meetings=(meeting(),)), POSTPONED).proposals
    assert (proposal.course, proposal.is_followed) == (Course.MOVE, True)
    assert proposal.starts == datetime(2022, 2, 22, 7, 0, tzinfo=UTC)
    assert proposal.ends == datetime(2022, 2, 22, 8, 30, tzinfo=UTC)
    assert proposal.why.text(Language.ENGLISH) == "It keeps its distance of 4 office days before Session 1 opens."
    assert proposal.hour.instant == proposal.starts


def test_its_day_for_answers_keeps_its_distance_too() -> None:
    asked = meeting(reply_by=date(2022, 1, 7))
    [proposal] = found(world(meetings=(asked,)), POSTPONED).proposals
    assert (proposal.reply_was, proposal.reply_by) == (date(2022, 1, 7), date(2022, 2, 18))


def test_a_day_for_answers_is_never_in_the_past() -> None:
    state = world(meetings=(meeting(reply_by=date(2021, 12, 1)),))
    [proposal] = found(state, change(Verb.RESCHEDULE, opens=date(2022, 1, 18), closes=date(2022, 1, 28))).proposals
    assert proposal.reply_by == date(2022, 1, 4)


def test_whoever_is_invited_is_told_the_new_hour_once() -> None:
    result = found(world(meetings=(meeting(),)), POSTPONED)
    assert told(result) == [("Sira", LetterKind.UPDATE, 1), ("OAG", LetterKind.UPDATE, 1)]
    assert [(one.asks_again, one.is_copy) for one in result.messages] == [(True, False), (True, True)]
    assert result.redrafted == (10,)
    assert result.followed == {10}
    assert len(result.letters) == 2


def test_nothing_is_forced() -> None:
    result = found(world(meetings=(meeting(),)), POSTPONED, following=frozenset())
    assert [one.is_followed for one in result.proposals] == [False]
    assert told(result) == [("Sira", None, 0), ("OAG", None, 0)]
    assert (result.redrafted, result.letters) == ((), ())


def test_without_a_new_date_it_stays_and_the_officer_is_told_why() -> None:
    result = found(world(meetings=(meeting(),)), change(Verb.POSTPONE))
    assert english(result, KIND) == ["Consultation stays on Tue 11 Jan 2022 14:00"]
    assert why(result) == ["There is no new opening to reckon from. Move or cancel it once more is known."]
    assert result.proposals == ()


def test_with_the_session_its_consultation_is_proposed_to_be_cancelled() -> None:
    result = found(world(meetings=(meeting(),)), change(Verb.CANCEL))
    [proposal] = result.proposals
    assert proposal.course is Course.CANCEL
    assert told(result) == [("Sira", LetterKind.CANCELLATION, 1), ("OAG", LetterKind.CANCELLATION, 1)]


def test_another_city_is_told_and_asks_for_no_new_answer() -> None:
    result = found(world(meetings=(meeting(),)), change(Verb.RELOCATE, city_id=VIENNA))
    assert told(result) == [("Sira", LetterKind.UPDATE, 0), ("OAG", LetterKind.UPDATE, 0)]
    assert [one.asks_again for one in result.messages] == [False, False]


def test_a_clock_that_letters_show_no_more_is_a_change() -> None:
    state = world(session(1), meetings=(meeting(facts=replace(FACTS, cities=FACTS.cities[:2])),))
    assert len(found(state, change(Verb.RELOCATE, city_id=NAIROBI)).letters) == 2


@pytest.mark.parametrize(
    ("starts", "sentence"),
    [
        (datetime(2022, 1, 17, 7, 0, tzinfo=UTC), None),
        (datetime(2022, 1, 15, 7, 0, tzinfo=UTC), "cannot be reckoned"),
    ],
)
def test_a_consultation_on_no_office_day_before_it_stays(starts: datetime, sentence: str | None) -> None:
    state = world(meetings=(meeting(starts=starts),))
    result = found(state, POSTPONED)
    assert result.proposals == ()
    assert [sentence in one for one in why(result) if sentence] == ([True] if sentence else [])


def test_days_without_a_list_are_not_guessed() -> None:
    result = found(
        world(meetings=(meeting(),)), change(Verb.POSTPONE, opens=date(2023, 1, 9), closes=date(2023, 1, 20))
    )
    assert why(result) == ["No list of office days is on file for these days, and none is guessed. Move it by itself."]
    unlisted = (replace(CITIES[0], closed=ClosedDays(Bilingual("Empty"), {})), *CITIES[1:])
    assert found(world(meetings=(meeting(),), cities=unlisted), POSTPONED).proposals == ()


def test_a_session_that_was_postponed_without_a_date_remembers_the_distance() -> None:
    undated = session(1, status=SessionStatus.POSTPONED, blocks=(), was_to_open=OPENS)
    dated = change(Verb.RESCHEDULE, opens=LATER, closes=LATER_CLOSES)
    [proposal] = found(world(undated, meetings=(meeting(),)), dated).proposals
    assert proposal.starts == datetime(2022, 2, 22, 7, 0, tzinfo=UTC)
    later = meeting(starts=datetime(2022, 1, 20, 7, 0, tzinfo=UTC), ends=datetime(2022, 1, 20, 8, 30, tzinfo=UTC))
    result = found(world(undated, meetings=(later,)), dated)
    assert (result.proposals, why(result)[0][:12]) == ((), "Its distance")


def test_an_undated_session_gives_no_distance() -> None:
    undated = session(1, status=SessionStatus.POSTPONED, blocks=())
    result = found(world(undated, meetings=(meeting(),)), change(Verb.RESCHEDULE, opens=LATER, closes=LATER_CLOSES))
    assert why(result) == ["Its distance to the opening cannot be reckoned. Move it by itself, if it is to follow."]


def test_an_hour_that_has_passed_is_not_proposed() -> None:
    state = world(meetings=(meeting(),))
    result = found(state, change(Verb.RESCHEDULE, opens=date(2022, 1, 7), closes=date(2022, 1, 14)))
    assert why(result)[0].startswith("By its distance to the opening it would be on")


def test_an_opening_that_moves_over_closed_days_alone_moves_nothing() -> None:
    moves = change(Verb.RESCHEDULE, opens=date(2022, 1, 16), closes=date(2022, 1, 28))
    result = found(world(meetings=(meeting(),)), moves)
    assert (result.proposals, why(result)) == ((), [])


def test_other_sessions_consultations_are_left_alone() -> None:
    result = found(world(meetings=(meeting(session_id=2), meeting(11, session_id=None))), POSTPONED)
    assert (result.proposals, result.messages) == ((), ())


def test_nobody_is_told_by_mail_of_what_is_classified() -> None:
    result = found(world(meetings=(meeting(is_classified=True),)), POSTPONED)
    assert result.messages == ()
    assert english(result, KIND) == ["Consultation is classified: nobody is told by mail"]
    assert only(result, KIND)[0].gravity is Gravity.ACT
    quiet = found(world(meetings=(meeting(is_classified=True),)), POSTPONED, following=frozenset())
    assert english(quiet, KIND) == []
