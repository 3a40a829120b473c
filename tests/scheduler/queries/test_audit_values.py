"""What the audit keeps of a column, read again."""

from datetime import UTC, date, datetime

import pytest

from scheduler.queries.audit_values import Field, Ref, details_of, fields_of, read
from vocabulary.states import ConsultationStatus


@pytest.mark.parametrize(
    ("kind", "column", "raw", "said"),
    [
        ("consultation", "day", "2022-01-11", date(2022, 1, 11)),
        ("consultation", "starts", "2022-01-11T07:00:00+00:00", datetime(2022, 1, 11, 7, tzinfo=UTC)),
        ("consultation", "status", "cancelled", ConsultationStatus.CANCELLED),
        ("consultation", "session_id", 2, Ref("committee_session", 2)),
        ("consultation", "place", "Hall", "Hall"),
        ("person", "active", False, False),
        ("paper", "digest", "abc", "abc"),
        ("person", "phone", None, None),
    ],
)
def test_a_value_is_what_its_column_says(kind: str, column: str, raw: object, said: object) -> None:
    assert read(kind, column, raw=raw) == said


@pytest.mark.parametrize(
    ("kind", "column", "raw", "said"),
    [
        ("consultation", "status", "dreamt", "dreamt"),
        ("consultation", "day", "soon", "soon"),
        ("consultation", "day", 7, 7),
        ("consultation", "gone", "x", "x"),
        ("nothing", "gone", "x", "x"),
        ("nothing", "gone", [1, "ก"], '[1, "ก"]'),
    ],
)
def test_what_no_column_says_any_more_stays_as_it_is_written(kind: str, column: str, raw: object, said: object) -> None:
    assert read(kind, column, raw=raw) == said


def test_columns_stand_in_the_order_of_their_table_and_unknown_ones_last() -> None:
    content = '{"odd":[1,2],"place":["a","b"],"title_en":["c","d"]}'
    assert [field.column for field in fields_of("consultation", content)] == ["title_en", "place", "odd"]
    assert fields_of("nothing", '{"b":[1,2],"a":[null,1]}') == (Field("a", None, 1), Field("b", 1, 2))


def test_details_are_what_the_deed_said() -> None:
    assert details_of('{"file":"x.toml"}') == {"file": "x.toml"}


def test_a_column_that_points_at_something_other_than_a_number_is_read_as_it_is() -> None:
    assert read("audit_value", "row_number", raw=7) == 7
