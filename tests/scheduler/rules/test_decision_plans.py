"""What each verb makes of a session, and what each refuses."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.decision_plans import changed, checked, last_day_problems
from tests.scheduler.rules.worlds import (
    CLOSES,
    HALL,
    LATER,
    LATER_CLOSES,
    NAIROBI,
    NEW_YORK,
    OPENS,
    TODAY,
    TOWER,
    VIENNA,
    change,
    session,
    world,
)
from vocabulary.decisions import Change, Decision, SessionState, Verb
from vocabulary.plan import Days
from vocabulary.refusals import Invalid
from vocabulary.states import SessionStatus

CANCELLED = session(1, status=SessionStatus.CANCELLED)
SUSPENDED = session(1, status=SessionStatus.SUSPENDED)
POSTPONED = session(1, status=SessionStatus.POSTPONED, blocks=())
UNDATED = session(1, status=SessionStatus.PROVISIONAL, blocks=())
HELD = session(1, status=SessionStatus.HELD)
BEGUN = session(1, blocks=(Days(date(2022, 1, 3), date(2022, 1, 14), venue_id=HALL),))
NEW_DAYS = {"opens": LATER, "closes": LATER_CLOSES}


def problems(before: SessionState, *changes: Change, **said: object) -> list[tuple[str | None, str]]:
    decision = replace(Decision(changes), **said)  # type: ignore[arg-type] # its fields by name
    with pytest.raises(Invalid) as refused:
        checked(decision, world(before))
    return [(one.field, str(one)) for one in refused.value.problems]


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


@pytest.mark.parametrize(
    ("before", "done", "field", "sentence"),
    [
        (HELD, change(Verb.CANCEL), "verb", "has been held"),
        (session(1), change(Verb.RESTORE), "verb", "nothing to restore"),
        (CANCELLED, change(Verb.POSTPONE), "verb", "Restore it first"),
        (session(1), change(Verb.RECONVENE, **NEW_DAYS), "verb", "nothing to reconvene"),
        (SUSPENDED, change(Verb.POSTPONE), "verb", "Reconvene it instead"),
        (UNDATED, change(Verb.EXTEND, closes=CLOSES), "verb", "has no days yet"),
        (UNDATED, change(Verb.SUSPEND), "verb", "has no days yet"),
        (session(1), change(Verb.SUSPEND), "verb", "has not begun yet"),
        (POSTPONED, change(Verb.POSTPONE), "opens", "is postponed already"),
        (session(1), change(Verb.RESCHEDULE), "opens", "Enter the first and the last day"),
        (session(1), change(Verb.POSTPONE, opens=LATER), "closes", "Enter the first and the last day"),
        (session(1), change(Verb.RESCHEDULE, opens=LATER_CLOSES, closes=LATER), "closes", "or later"),
        (session(1), change(Verb.RESCHEDULE, opens=LATER, closes=date(2023, 2, 28)), "closes", "Check the year"),
        (session(1), change(Verb.RESCHEDULE, opens=OPENS, closes=CLOSES), "opens", "has these days already"),
        (session(1), change(Verb.POSTPONE, opens=OPENS, closes=LATER), "opens", "Enter later days"),
        (session(1), change(Verb.EXTEND), "closes", "Enter the new last day"),
        (session(1), change(Verb.EXTEND, closes=CLOSES), "closes", "Enter a later last day"),
        (session(1), change(Verb.EXTEND, closes=date(2023, 1, 1)), "closes", "Check the year"),
        (BEGUN, change(Verb.SUSPEND, closes=date(2022, 1, 15)), "closes", "cannot be later"),
        (SUSPENDED, change(Verb.RECONVENE, opens=CLOSES, closes=LATER), "opens", "reconvenes after that day"),
        (session(1), change(Verb.RELOCATE), "city", "Choose the city"),
        (session(1), change(Verb.RELOCATE, city_id=99), "city", "not on file"),
        (session(1), change(Verb.RELOCATE, city_id=NEW_YORK, venue_id=HALL), "city", "meets there already"),
        (session(1), change(Verb.RELOCATE, city_id=VIENNA, venue_id=HALL), "venue", "not in the city"),
        (session(1, city_id=None, blocks=()), change(Verb.RESCHEDULE, **NEW_DAYS), "city", "Choose the city"),
        (session(1, city_id=None), change(Verb.RESCHEDULE, venue_id=HALL, **NEW_DAYS), "venue", "not in the city"),
    ],
)
def test_what_cannot_be_is_said_on_its_own_field(
    before: SessionState,
    done: Change,
    field: str,
    sentence: str,
) -> None:
    [(place, text)] = problems(before, done)
    assert place == f"{field}-1"
    assert sentence in text


def test_one_session_changes_once_in_a_decision() -> None:
    [(place, text)] = problems(session(1), change(Verb.POSTPONE), change(Verb.CANCEL))
    assert (place, text) == ("verb-1", "Two changes of Session 1 at once. Keep one of them.")


def test_a_decision_is_about_a_session_that_exists() -> None:
    assert problems(session(1)) == [("sessions", "Choose at least one session, and say what is decided about it.")]
    assert problems(session(1), change(Verb.POSTPONE, 9)) == [("sessions", "This session does not exist.")]


def test_every_problem_is_said_at_once() -> None:
    found = problems(session(1), change(Verb.EXTEND), change(Verb.POSTPONE, 9), document="x" * 501)
    assert [place for place, _ in found] == ["document", "closes-1", "sessions"]


def test_a_date_belongs_to_a_document_that_has_been_written() -> None:
    assert [place for place, _ in problems(session(1), change(Verb.POSTPONE), dated=TODAY)] == ["document"]
    future = problems(session(1), change(Verb.POSTPONE), document="A/76/L.33", dated=date(2023, 1, 4))
    assert [place for place, _ in future] == ["dated"]
    decision = Decision((change(Verb.POSTPONE),), document=" A/76/L.33 ", dated=TODAY)
    assert checked(decision, world()).document == "A/76/L.33"


def test_only_a_session_with_days_is_extended() -> None:
    with pytest.raises(ValueError, match="only a session with days"):
        last_day_problems(change(Verb.EXTEND), UNDATED)
