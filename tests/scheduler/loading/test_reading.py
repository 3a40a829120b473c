"""A wrong file names line, field and reason."""

from typing import Annotated

import pytest
from pydantic import Field

from scheduler.loading.reading import read_file, said
from scheduler.loading.schema import Day, Entry
from vocabulary.refusals import Invalid


class Sitting(Entry):
    """One table of a small file."""

    day: Day
    seats: Annotated[int, Field(ge=1)] = 1


class Sittings(Entry):
    """A small file."""

    sitting: tuple[Sitting, ...]


def refused(text: str) -> list[str]:
    with pytest.raises(Invalid) as wrong:
        read_file(text, Sittings, name="small.toml")
    return [str(problem) for problem in wrong.value.problems]


def test_a_right_file_is_read() -> None:
    file = read_file("[[sitting]]\nday = 2022-05-30\n", Sittings, name="small.toml")
    assert [str(sitting.day) for sitting in file.sitting] == ["2022-05-30"]


@pytest.mark.parametrize("value", ["20220530", '"2022-05-30"', "2022-05-30T00:00:00", "2022"])
def test_only_a_date_is_a_day(value: str) -> None:
    assert refused(f"[[sitting]]\nday = {value}\n") == [
        "small.toml, line 2, sitting 1, day: must be a day such as 2022-05-30, without quotation marks"
    ]


def test_a_name_that_is_not_known_is_a_slip_of_the_pen() -> None:
    assert refused("[[sitting]]\nday = 2022-05-30\nseat = 3\n") == [
        "small.toml, line 3, sitting 1, seat: no such name is known here; look for a slip of the pen"
    ]


def test_a_missing_value_is_said_of_its_table() -> None:
    assert refused("\n[[sitting]]\nseats = 3\n") == ["small.toml, line 2, sitting 1, day: is missing"]


def test_all_problems_are_said_at_once() -> None:
    assert len(refused("[[sitting]]\nday = 1\nseats = 0\n\n[[sitting]]\n")) == 3


def test_a_slip_in_the_toml_itself_names_its_line() -> None:
    assert refused("[[sitting]]\nday = \n") == ["small.toml, line 2, TOML: Invalid value"]


def test_a_file_that_breaks_off_is_wrong_at_its_end() -> None:
    assert refused("[[sitting]]\nday = [\n1,\n") == ["small.toml, line 4, TOML: Invalid value (at end of document)"]


def test_a_place_is_said_as_people_count() -> None:
    assert said(("session", 2, "opens")) == "session 3, opens"
    assert said(()) == "file"
