"""What each verb makes of a session."""

from dataclasses import replace
from datetime import date

from scheduler.rules.decision_plans import checked
from scheduler.rules.decision_ways import changed
from tests.scheduler.rules.worlds import (
    BEGUN,
    CANCELLED,
    CLOSES,
    HALL,
    LATER,
    LATER_CLOSES,
    NAIROBI,
    NEW_DAYS,
    NEW_YORK,
    OPENS,
    POSTPONED,
    SUSPENDED,
    TOWER,
    VIENNA,
    change,
    session,
    world,
)
from vocabulary.decisions import Change, Decision, SessionState, Verb
from vocabulary.plan import Days
from vocabulary.states import SessionStatus


def after(before: SessionState, done: Change) -> SessionState:
    decision = checked(Decision((done,)), world(before))
    return changed(before, decision.changes[0])


def test_a_session_gets_other_days_and_keeps_its_building() -> None:
    result = after(session(1), change(Verb.RESCHEDULE, **NEW_DAYS))
    assert result == session(1, blocks=(Days(LATER, LATER_CLOSES, venue_id=HALL),))


def test_in_another_city_it_keeps_no_building() -> None:
    result = after(session(1), change(Verb.RESCHEDULE, city_id=VIENNA, **NEW_DAYS))
    assert result == session(1, city_id=VIENNA, blocks=(Days(LATER, LATER_CLOSES),))


def test_what_was_postponed_is_provisional_once_it_has_days() -> None:
    result = after(POSTPONED, change(Verb.RESCHEDULE, venue_id=HALL, **NEW_DAYS))
    assert result == session(1, status=SessionStatus.PROVISIONAL, blocks=(Days(LATER, LATER_CLOSES, venue_id=HALL),))


def test_with_days_again_it_meets_in_the_building_it_was_to_meet_in_unless_the_city_is_another() -> None:
    off = replace(POSTPONED, was_in=HALL)
    assert [run.venue_id for run in after(off, change(Verb.RESCHEDULE, **NEW_DAYS)).blocks] == [HALL]
    assert [run.venue_id for run in after(off, change(Verb.RESCHEDULE, city_id=VIENNA, **NEW_DAYS)).blocks] == [None]


def test_postponed_with_no_new_date_it_has_no_days() -> None:
    assert after(session(1), change(Verb.POSTPONE)) == POSTPONED


def test_postponed_to_new_days_it_stays_as_firm_as_it_was() -> None:
    assert after(session(1), change(Verb.POSTPONE, **NEW_DAYS)).status is SessionStatus.CONFIRMED


def test_it_moves_to_another_city_with_all_its_days() -> None:
    two = session(1, blocks=(Days(OPENS, CLOSES, venue_id=HALL), Days(LATER, LATER_CLOSES, duty_station_id=NAIROBI)))
    result = after(two, change(Verb.RELOCATE, city_id=VIENNA, venue_id=TOWER))
    assert result.city_id == VIENNA
    assert result.blocks == (Days(OPENS, CLOSES, venue_id=TOWER), Days(LATER, LATER_CLOSES, venue_id=TOWER))


def test_it_gets_a_day_at_its_end() -> None:
    result = after(session(1), change(Verb.EXTEND, closes=date(2022, 1, 29)))
    assert result.blocks == (Days(OPENS, date(2022, 1, 29), venue_id=HALL),)


def test_it_is_suspended_and_its_days_stay() -> None:
    assert after(BEGUN, change(Verb.SUSPEND)) == replace(BEGUN, status=SessionStatus.SUSPENDED)


def test_it_is_suspended_on_a_day_within() -> None:
    two = replace(BEGUN, blocks=(*BEGUN.blocks, Days(LATER, LATER_CLOSES)))
    result = after(two, change(Verb.SUSPEND, closes=date(2022, 1, 10)))
    assert result.blocks == (Days(date(2022, 1, 3), date(2022, 1, 10), venue_id=HALL),)


def test_it_reconvenes_on_further_days() -> None:
    result = after(SUSPENDED, change(Verb.RECONVENE, **NEW_DAYS))
    assert result == session(1, blocks=(Days(OPENS, CLOSES, venue_id=HALL), Days(LATER, LATER_CLOSES, venue_id=HALL)))


def test_it_reconvenes_in_another_city_and_has_two() -> None:
    result = after(SUSPENDED, change(Verb.RECONVENE, city_id=VIENNA, **NEW_DAYS))
    assert (result.city_id, result.blocks[1]) == (NEW_YORK, Days(LATER, LATER_CLOSES, duty_station_id=VIENNA))


def test_it_is_cancelled_and_its_days_stay_on_record() -> None:
    assert after(session(1), change(Verb.CANCEL)) == CANCELLED


def test_it_is_restored_on_its_days_or_on_others() -> None:
    assert after(CANCELLED, change(Verb.RESTORE)) == session(1, status=SessionStatus.PROVISIONAL)
    assert after(CANCELLED, change(Verb.RESTORE, **NEW_DAYS)).blocks == (Days(LATER, LATER_CLOSES, venue_id=HALL),)
