"""How long somebody waits who keeps failing to sign in."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.rules.throttle import LONGEST, PER_ACCOUNT, PER_VISITOR, WINDOW, Knocking, Patience

START = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
PATIENCE = Patience(free=3, first=timedelta(seconds=10))
TEN_MINUTES = timedelta(minutes=10)


def test_the_first_failures_cost_nothing() -> None:
    assert PATIENCE.opens_at([]) is None
    assert PATIENCE.opens_at([START, START]) is None


def test_each_further_failure_doubles_the_wait() -> None:
    waits = [PATIENCE.wait(attempts).total_seconds() for attempts in range(3, 8)]
    assert waits == [10, 20, 40, 80, 160]
    assert PATIENCE.opens_at([START] * 3) == START + timedelta(seconds=10)


def test_the_wait_is_never_longer_than_ten_minutes_so_that_nobody_is_locked_out() -> None:
    assert PATIENCE.wait(10) == PATIENCE.wait(10_000) == LONGEST == TEN_MINUTES


def test_the_wait_counts_from_the_last_failure() -> None:
    times = [START + timedelta(seconds=second) for second in (30, 0, 10)]
    assert PATIENCE.opens_at(times) == START + timedelta(seconds=40)


def guesses(patience: Patience, *, lasting: timedelta) -> list[datetime]:
    """When the guesses of somebody fall who tries again as soon as he may."""
    now, made = START, list[datetime]()
    while now < START + lasting:
        remembered = [one for one in made if one > now - WINDOW]
        opens_at = patience.opens_at(remembered)
        if opens_at is None or opens_at <= now:
            made.append(now)
        else:
            now = opens_at
    return made


@pytest.mark.parametrize("patience", [PER_VISITOR[Knocking.PASSWORD], PER_ACCOUNT[Knocking.PASSWORD]])
def test_at_most_twenty_guesses_come_through_in_any_ten_minutes_of_a_day(patience: Patience) -> None:
    made = guesses(patience, lasting=timedelta(hours=24))
    most = max(sum(one <= other < one + TEN_MINUTES for other in made) for one in made)
    assert most <= 20


def test_one_address_is_guarded_more_closely_than_a_place_that_many_share() -> None:
    for what in Knocking:
        assert PER_ACCOUNT[what].free < PER_VISITOR[what].free
