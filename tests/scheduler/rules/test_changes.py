"""What became of each row in one deed."""

from typing import Any

from scheduler.rules.changes import LISTED, Touch, merged
from vocabulary.states import Trace


def touch(what: Trace, number: int | None = 1, *, kind: str = "consultation", **fields: tuple[Any, Any]) -> Touch:
    return Touch(what, kind, number, fields=fields)


def told(*notes: Touch) -> list[tuple[Trace, dict[str, tuple[Any, Any]]]]:
    return [(note.what, note.fields) for note in merged(notes, counted={"outgoing_mail"})]


def test_a_row_changed_twice_goes_from_its_first_before_to_its_last_after() -> None:
    first, second = touch(Trace.CHANGED, place=("A", "B")), touch(Trace.CHANGED, place=("B", "C"), day=(1, 2))
    assert told(first, second) == [(Trace.CHANGED, {"place": ("A", "C"), "day": (1, 2)})]


def test_what_was_changed_and_changed_back_is_not_told() -> None:
    assert told(touch(Trace.CHANGED, place=("A", "B")), touch(Trace.CHANGED, place=("B", "A"))) == []


def test_a_new_row_that_changes_is_new_with_what_it_says_at_the_end() -> None:
    assert told(touch(Trace.ADDED, place=(None, "A")), touch(Trace.CHANGED, place=("A", "B"))) == [
        (Trace.ADDED, {"place": (None, "B")})
    ]


def test_what_came_and_went_is_not_told() -> None:
    assert told(touch(Trace.ADDED, place=(None, "A")), touch(Trace.REMOVED, place=("A", None))) == []


def test_a_removed_row_says_what_it_said_before_the_deed() -> None:
    assert told(touch(Trace.CHANGED, place=("A", "B")), touch(Trace.REMOVED, place=("B", None))) == [
        (Trace.REMOVED, {"place": ("A", None)})
    ]


def test_a_row_in_the_place_of_a_removed_one_is_that_row_changed() -> None:
    assert told(touch(Trace.REMOVED, place=("A", None)), touch(Trace.ADDED, place=(None, "B"))) == [
        (Trace.CHANGED, {"place": ("A", "B")})
    ]


def test_whom_a_row_tells_about_is_not_forgotten() -> None:
    first, later = Touch(Trace.CHANGED, "answer", 1, 7, {"a": (1, 2)}), touch(Trace.CHANGED, kind="answer", b=(1, 2))
    assert [note.person_id for note in merged([first, later], counted=())] == [7]


def test_rows_stand_in_the_order_in_which_they_were_first_touched() -> None:
    notes = [touch(Trace.CHANGED, number, a=(0, number)) for number in (2, 1, 2)]
    assert [note.object_id for note in merged(notes, counted=())] == [2, 1]


def test_letters_are_counted_however_few() -> None:
    notes = [touch(Trace.ADDED, number, kind="outgoing_mail") for number in (1, 2)]
    many = Touch(Trace.CHANGED, "outgoing_mail", None, many=5)
    assert told(*notes, many) == [(Trace.COUNTED, {"added": (None, 2), "changed": (None, 5)})]


def test_more_rows_of_a_kind_than_anybody_would_read_are_counted() -> None:
    few = [touch(Trace.ADDED, number, a=(None, 1)) for number in range(LISTED)]
    assert len(told(*few)) == LISTED
    assert told(*few, touch(Trace.ADDED, LISTED, a=(None, 1))) == [(Trace.COUNTED, {"added": (None, LISTED + 1)})]
