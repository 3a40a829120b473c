"""The form of a decision about sessions: as many runs of days as are filled, and one more where that was asked for."""

import pytest
from werkzeug.datastructures import MultiDict

from scheduler.rules.session_plan import MOST_BLOCKS
from tests.scheduler.rules.worlds import session
from web.desk.session_decision_form import ADD, ALL_PARTS, Row, further_in


@pytest.mark.parametrize(
    ("fields", "runs"),
    [
        ({}, 1),
        ({"opens_2-7": " "}, 1),
        ({"city_3-7": "2"}, 3),
        ({"opens_2-7": "30 May", ADD: "7"}, 3),
        ({"opens_2-7": "30 May", ADD: "8"}, 2),
        ({f"opens_{MOST_BLOCKS}-7": "30 May", ADD: "7"}, MOST_BLOCKS),
        ({f"opens_{MOST_BLOCKS + 1}-7": "30 May"}, 1),
    ],
)
def test_a_session_shows_the_runs_that_are_filled_and_one_more_where_its_button_was_pressed(
    fields: dict[str, str], runs: int
) -> None:
    assert further_in(MultiDict(fields), 7) == runs


def test_its_fields_bear_its_number_and_it_has_as_many_runs_as_a_session_may_have() -> None:
    row = Row(session(7), (), {}, runs=tuple(range(2, MOST_BLOCKS)))
    assert (row.name("opens_2"), row.can_add) == ("opens_2-7", True)
    assert not Row(session(7), (), {}, runs=tuple(range(2, MOST_BLOCKS + 1))).can_add
    assert {part.partition("_")[0] for part in ALL_PARTS} == {"verb", "opens", "closes", "city", "venue"}
