"""Ladders as they are kept."""

import pytest

from vocabulary.reminders import USUAL, Ladder, Reach


def test_a_ladder_is_kept_in_words_and_read_again() -> None:
    assert USUAL.text == "20 primary, 10 backup, 5 mailbox"
    assert Ladder.of(USUAL.text, 1) == USUAL
    assert Ladder.of("", 0) == Ladder((), 0)


def test_what_is_no_ladder_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="no ladder"):
        Ladder.of("20 everybody", 1)


def test_each_step_reaches_those_before_it_too() -> None:
    assert [part for part in Reach if Reach.BACKUP.covers(part)] == [Reach.PRIMARY, Reach.BACKUP]
