"""What cannot be decided about a session, and on which field that is said."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.decision_plans import checked, last_day_problems
from tests.scheduler.rules.worlds import (
    BEGUN,
    CANCELLED,
    CLOSES,
    HALL,
    HELD,
    LATER,
    LATER_CLOSES,
    NEW_DAYS,
    NEW_YORK,
    OPENS,
    POSTPONED,
    SUSPENDED,
    TODAY,
    UNDATED,
    VIENNA,
    change,
    session,
    world,
)
from vocabulary.decisions import Change, Decision, SessionState, Verb
from vocabulary.refusals import Invalid


def problems(before: SessionState, *changes: Change, **said: object) -> list[tuple[str | None, str]]:
    decision = replace(Decision(changes), **said)  # type: ignore[arg-type] # its fields by name
    with pytest.raises(Invalid) as refused:
        checked(decision, world(before))
    return [(one.field, str(one)) for one in refused.value.problems]


@pytest.mark.parametrize(
    ("before", "done", "field", "sentence"),
    [
        (HELD, change(Verb.CANCEL), "verb", "has been held"),
        (session(1), change(Verb.RESTORE), "verb", "nothing to restore"),
        (CANCELLED, change(Verb.POSTPONE), "verb", "Restore it first"),
        (session(1), change(Verb.RECONVENE, **NEW_DAYS), "verb", "nothing to reconvene"),
        (SUSPENDED, change(Verb.POSTPONE), "verb", "Reconvene it instead"),
        (SUSPENDED, change(Verb.RESTORE), "verb", "nothing to restore"),
        (CANCELLED, change(Verb.RECONVENE, **NEW_DAYS), "verb", "Restore it first"),
        (HELD, change(Verb.RESTORE), "verb", "has been held"),
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
