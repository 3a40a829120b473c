"""A wrong value is found again in the text."""

import pytest

from scheduler.loading.lines import Place, line_of

TEXT = """\
[committee]
key = "c"          # a remark
name.en = "Committee"
name.th = "คณะกรรมการ"

[[committee.instrument]]
title = "A"
vote = { in_favour = 1 }

[[committee.instrument]]
title = "B"

[[duty_station]]
key = "vienna"

[[duty_station.venue]]
key = "first"

[[duty_station.venue]]
key = "second"

[[duty_station]]
key = "nairobi"

[[duty_station.venue]]
key = "third"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("committee",), 1),
        (("committee", "key"), 2),
        (("committee", "name"), 3),
        (("committee", "name", "th"), 4),
        (("committee", "instrument", 0, "title"), 7),
        (("committee", "instrument", 1, "title"), 11),
        (("duty_station", 0, "venue", 1, "key"), 20),
        (("duty_station", 1, "venue", 0, "key"), 26),
    ],
)
def test_every_table_and_key_is_found_on_its_line(place: Place, line: int) -> None:
    assert line_of(TEXT, place) == line


def test_a_key_that_is_missing_is_looked_for_in_the_table_it_should_stand_in() -> None:
    assert line_of(TEXT, ("duty_station", 1, "tzid")) == 22


def test_a_value_inside_another_is_on_the_line_of_the_outer_one() -> None:
    assert line_of(TEXT, ("committee", "instrument", 0, "vote", "against")) == 8


def test_a_table_of_a_name_nobody_knows_is_found_by_its_name_alone() -> None:
    assert line_of('key = 1\n\n[[misson]]\nkey = "m"\n', ("misson",)) == 3


def test_what_stands_nowhere_is_said_of_the_first_line() -> None:
    assert line_of(TEXT, ("approval",)) == 1
