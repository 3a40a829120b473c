"""What a run makes of its times."""

from itertools import count

import pytest

from bench.timing import Contest, Goal, Line, Watch, table, told


@pytest.mark.parametrize(
    ("goal", "faster", "verdict"),
    [
        (Goal(least=20), 20.0, "ok"),
        (Goal(least=20), 19.9, "SHORT"),
        (Goal(most=2), 0.5, "ok"),
        (Goal(most=2), 0.49, "SHORT"),
        (Goal(), 1.0, ""),
    ],
)
def test_a_goal_that_is_missed_is_called_short(goal: Goal, faster: float, verdict: str) -> None:
    assert goal.verdict(faster) == verdict


def test_variants_take_turns_and_the_first_turn_is_not_counted() -> None:
    order: list[str] = []
    ticks = count()

    def variant(name: str, blocks: int) -> None:
        contest.variants[name] = lambda watch: run(watch, name, blocks)

    def run(watch: Watch, name: str, blocks: int) -> None:
        order.append(name)
        for _ in range(blocks):
            with watch.running():
                pass

    contest = Contest(2, clock=lambda: float(next(ticks)))
    variant("one", 1)
    variant("three", 3)
    assert contest.run() == {"one": 1.0, "three": 3.0}
    assert order == ["one", "three"] * 3


def test_the_table_says_what_was_measured_beside_what() -> None:
    lines = [Line("render 200", 0.02, 4.0, Goal(least=100), "CPU"), Line("poll", 0.0004, 0.0001, Goal(most=2))]
    assert [line.split() for line in list(table(lines))[1:]] == [
        ["render", "200", "20", "ms", "4", "s", "200x", ">=", "100x", "ok", "CPU"],
        ["poll", "400", "us", "100", "us", "4.00x", "<=", "2x", "SHORT"],
    ]


@pytest.mark.parametrize(("seconds", "words"), [(2.5, "2.5 s"), (0.0123, "12.3 ms"), (0.00001, "10 us")])
def test_a_time_has_three_figures(seconds: float, words: str) -> None:
    assert told(seconds) == words


def test_what_took_no_time_that_a_clock_can_tell_is_no_fault() -> None:
    assert Line("nothing", 0.0, 0.0).cells[3] == "1x"
