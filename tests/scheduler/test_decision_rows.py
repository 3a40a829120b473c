"""What stands of a decision's rows and letters, before and after."""

from models.calendar_entries import CalendarEntry
from models.database import db
from scheduler.consultations import book, found
from scheduler.decision_rows import drafts_of, kept_steps, mark_of, to_undo
from scheduler.pictures import Picture, Row, Step
from tests.making import HAND, Ministry, make_plan
from tests.scheduler.letters import let_go

ENTRY = CalendarEntry.__tablename__


def test_what_stands_of_the_letters_of_a_meeting(ministry: Ministry) -> None:
    number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    entry = found(number).entry_id
    [batch] = drafts_of([entry])["drafts"]
    let_go(number)
    after = drafts_of([entry])
    assert after["drafts"] == []
    assert batch in after["batches"]
    assert len(after["revisions"]) == 2
    db.session.rollback()


def test_the_numbers_of_calendars_never_fall() -> None:
    risen = Step(ENTRY, 1, {"sequence": 1, "material_sequence": 1}, {"sequence": 2, "material_sequence": 2})
    stamped = Step(ENTRY, 2, {"sequence": 1}, {"sequence": 2})
    made = Step(ENTRY, 3, None, {"sequence": 0})
    assert list(kept_steps(iter([risen, stamped, made]))) == [
        Step(ENTRY, 1, {"material_sequence": 1}, {"material_sequence": 2}),
        made,
    ]


def with_table(picture: Picture, table: str, rows: dict[int, Row]) -> Picture:
    return {**picture, table: rows}


def test_rows_are_known_again_by_all_they_say_but_those_numbers() -> None:
    one: Picture = {ENTRY: {1: {"sequence": 1}}, "block": {1: {"opens": "2022-01-17"}}}
    assert mark_of(one) == mark_of(with_table(one, ENTRY, {1: {"sequence": 2}}))
    assert mark_of(one) != mark_of(with_table(one, "block", {1: {"opens": "2022-01-18"}}))
    kept = to_undo(one, with_table(one, "block", {}), drafts={"batches": [1]})
    assert kept["steps"] == [{"table": "block", "number": 1, "before": {"opens": "2022-01-17"}, "after": None}]
    assert kept["drafts"] == {"batches": [1]}
