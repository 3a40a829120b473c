"""What a ladder may say."""

import pytest

from scheduler.rules.ladders import checked_ladder, sight_of_ladder
from vocabulary.refusals import Invalid
from vocabulary.reminders import USUAL, LadderStep, Reach


def steps(*days: int) -> list[LadderStep]:
    return [LadderStep(number, Reach.PRIMARY) for number in days]


def test_the_earliest_step_comes_first() -> None:
    assert [step.days for step in checked_ladder(steps(5, 20, 0), 1).steps] == [20, 5, 0]
    assert sight_of_ladder(USUAL) == {"steps": "20 primary, 10 backup, 5 mailbox", "before": "1"}


@pytest.mark.parametrize(
    ("days", "before", "fields"),
    [
        ((91,), 1, ["steps"]),
        ((5, 5), 1, ["steps"]),
        (tuple(range(7)), 1, ["steps"]),
        ((), 91, ["before"]),
        ((-1,), -1, ["steps", "before"]),
    ],
)
def test_what_cannot_be_counted_is_refused(days: tuple[int, ...], before: int, fields: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        checked_ladder(steps(*days), before)
    assert [problem.field for problem in caught.value.problems] == fields
