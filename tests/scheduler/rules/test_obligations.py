"""What a letter promised: answered by consultations, shown by documents, red where a session nears without it."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.obligations import (
    Age,
    Promise,
    Proven,
    Sitting,
    Standing,
    Talk,
    World,
    age_of,
    before_sitting,
    checked_evidence,
    checked_reason,
    gravest,
    standings,
)
from vocabulary.plan import Evidence
from vocabulary.refusals import Invalid
from vocabulary.states import ConsultationStatus, DutyState, ObligationDue, Proof, SessionStatus, Stage
from vocabulary.text import Bilingual

TODAY = date(2022, 1, 4)
NAME = Bilingual("A name")
FIRST = Sitting(1, NAME, date(2022, 1, 17), date(2022, 1, 28), Stage.EXCHANGE_OF_VIEWS, SessionStatus.CONFIRMED)
SECOND = Sitting(2, NAME, date(2022, 5, 30), date(2022, 6, 10), Stage.NEGOTIATION, SessionStatus.CONFIRMED)
UNDATED = Sitting(3, NAME, None, None, None, SessionStatus.PROVISIONAL)
HELD = Talk(7, 1, NAME, date(2021, 12, 28), ConsultationStatus.HELD)
CONSULT = Promise(ObligationDue.EACH_SESSION, Proof.CONSULTATION, "2022-01", ())
REPORT = replace(CONSULT, proof=Proof.DOCUMENT)
FRAMEWORK = Promise(ObligationDue.NEGOTIATION, Proof.DOCUMENT, "2022-01", ())


def world(*sittings: Sitting, talks: tuple[Talk, ...] = (), today: date = TODAY) -> World:
    return World(sittings, talks, today)


def states(promise: Promise, found: World) -> list[DutyState]:
    return [one.state for one in standings(promise, found)]


def on(day: date, *, status: ConsultationStatus = ConsultationStatus.PLANNED) -> Talk:
    """A consultation for the second session."""
    return Talk(8, 2, NAME, day, status)


def test_a_promise_for_each_session_is_answered_by_the_consultation_held_before_it() -> None:
    assert states(CONSULT, world(FIRST, SECOND, UNDATED, talks=(HELD,))) == [
        DutyState.MET,
        DutyState.OPEN,
        DutyState.NOT_YET,
    ]
    assert states(CONSULT, world(SECOND, talks=(on(date(2022, 5, 20)),))) == [DutyState.BOOKED]


def test_a_consultation_on_the_opening_day_or_cancelled_or_for_another_session_answers_nothing() -> None:
    cancelled = on(date(2022, 5, 20), status=ConsultationStatus.CANCELLED)
    for talk in (on(date(2022, 5, 30)), cancelled, HELD):
        assert states(CONSULT, world(SECOND, talks=(talk,))) == [DutyState.OPEN]


def test_one_that_was_held_goes_before_one_that_is_booked() -> None:
    held = on(date(2022, 4, 1), status=ConsultationStatus.HELD)
    (standing,) = standings(CONSULT, world(SECOND, talks=(held, on(date(2022, 5, 20)))))
    assert (standing.state, standing.talk) == (DutyState.MET, held)


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (date(2021, 11, 1), DutyState.NOT_YET, 210),
        (date(2022, 3, 30), DutyState.OPEN, 61),
        (date(2022, 3, 31), DutyState.NEAR, 60),
        (date(2022, 5, 29), DutyState.NEAR, 1),
        (date(2022, 5, 30), DutyState.OVERDUE, 0),
        (date(2022, 6, 1), DutyState.OVERDUE, -2),
    ],
)
def test_what_is_unanswered_turns_red_as_the_session_nears(today: date, state: DutyState, left: int) -> None:
    (standing,) = standings(REPORT, world(SECOND, today=today))
    assert (standing.state, standing.days_left) == (state, left)
    assert standing.is_urgent is (state in (DutyState.NEAR, DutyState.OVERDUE))


def test_a_document_is_not_replaced_by_a_consultation_but_shows_a_consultation() -> None:
    assert states(REPORT, world(SECOND, talks=(on(date(2022, 5, 20)),))) == [DutyState.OPEN]
    by_letter = Proven(2, date(2022, 5, 1), "MFA 1002/15", "")
    assert states(replace(CONSULT, proven=(by_letter,)), world(FIRST, SECOND)) == [DutyState.NEAR, DutyState.MET]


def test_a_session_that_is_postponed_leaves_what_was_promised_owed_and_not_overdue() -> None:
    postponed = replace(SECOND, status=SessionStatus.POSTPONED)
    late = date(2022, 6, 1)
    assert states(CONSULT, world(postponed, today=late)) == [DutyState.NOT_YET]
    (framework,) = standings(FRAMEWORK, world(postponed, today=late))
    assert (framework.state, framework.days_left) == (DutyState.OPEN, None)


def test_a_cancelled_session_and_one_over_before_the_promise_ask_for_nothing() -> None:
    cancelled = replace(SECOND, status=SessionStatus.CANCELLED)
    older = replace(FIRST, opens=date(2021, 5, 10), closes=date(2021, 5, 12))
    assert standings(CONSULT, world(cancelled, older)) == ()
    assert before_sitting(CONSULT, cancelled, world=world(cancelled)) is None
    assert states(replace(CONSULT, promised=""), world(older)) == [DutyState.OVERDUE]


def test_a_session_recorded_as_held_without_days_was_held_without_it() -> None:
    held = replace(UNDATED, status=SessionStatus.HELD)
    assert states(CONSULT, world(held)) == [DutyState.OVERDUE]


def test_the_framework_is_owed_before_the_first_session_that_negotiates() -> None:
    concluding = replace(SECOND, session_id=4, stage=Stage.CONCLUSION, opens=date(2022, 2, 1))
    (standing,) = standings(FRAMEWORK, world(FIRST, SECOND, concluding))
    assert (standing.sitting, standing.state, standing.session_id) == (concluding, DutyState.NEAR, None)
    far = world(SECOND, today=date(2021, 7, 1))
    assert states(FRAMEWORK, far) == [DutyState.OPEN], "it was promised at the first opportunity"


def test_while_no_session_is_known_to_negotiate_the_framework_is_owed_all_the_same() -> None:
    assert standings(FRAMEWORK, world(FIRST, UNDATED)) == (Standing(DutyState.OPEN, for_session=False),)
    proven = replace(FRAMEWORK, proven=(Proven(None, TODAY, "Cabinet", ""),))
    assert states(proven, world(UNDATED)) == [DutyState.MET]


def test_on_a_sessions_page_the_framework_concerns_those_that_negotiate() -> None:
    assert before_sitting(FRAMEWORK, FIRST, world=world(FIRST)) is None
    found = before_sitting(FRAMEWORK, SECOND, world=world(SECOND, today=date(2022, 4, 4)))
    assert found is not None
    assert found.state is DutyState.NEAR


def test_evidence_that_came_late_says_how_late() -> None:
    def late(day: date) -> int | None:
        proven = replace(FRAMEWORK, proven=(Proven(None, day, "Cabinet", ""),))
        return standings(proven, world(SECOND))[0].days_late

    assert [late(date(2022, 5, 29)), late(date(2022, 5, 30)), late(date(2022, 6, 2))] == [None, 0, 3]
    assert standings(FRAMEWORK, world(SECOND))[0].days_late is None


def test_a_duty_is_as_grave_as_its_gravest_session() -> None:
    found = standings(CONSULT, world(FIRST, SECOND, UNDATED))
    assert [one.session_id for one in found] == [1, 2, 3]
    assert gravest(found) is DutyState.NEAR
    assert gravest(()) is DutyState.NOT_YET


def test_the_age_of_a_promise_is_counted_from_its_day_or_from_its_month() -> None:
    assert age_of("2022-01-01", TODAY) == Age(3, date(2022, 1, 1), is_exact=True)
    month = age_of("2022-01", TODAY)
    assert month == Age(3, date(2022, 1, 1), is_exact=False)
    assert month.month.en == "January 2022"
    assert age_of("", TODAY) is None
    assert age_of("2022-02", TODAY) == Age(0, date(2022, 2, 1), is_exact=False)


def test_evidence_names_a_document_and_a_day_that_has_come() -> None:
    found = checked_evidence(Evidence(TODAY, " Cabinet  23/2024 ", " note "), today=TODAY)
    assert found == Evidence(TODAY, "Cabinet 23/2024", "note")
    for evidence, sentence in (
        (Evidence(TODAY, " "), "Enter the document"),
        (Evidence(None, "Cabinet"), "Enter the day"),
        (Evidence(date(2022, 1, 5), "Cabinet"), "still to come"),
        (Evidence(TODAY, "x" * 501), "Shorten this"),
    ):
        with pytest.raises(Invalid, match=sentence):
            checked_evidence(evidence, today=TODAY)


def test_a_duty_is_opened_again_with_a_reason() -> None:
    assert checked_reason(" It was another one. ") == "It was another one."
    with pytest.raises(Invalid, match="Say why"):
        checked_reason(" ")
    with pytest.raises(Invalid, match="Shorten this"):
        checked_reason("x" * 501)
