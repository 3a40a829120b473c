"""Tokens that stand for one right each."""

import re
from base64 import urlsafe_b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.tokens import (
    MARK_BYTES,
    feed_token,
    read_reply_token,
    read_sign_in_token,
    reply_token,
    sign_in_token,
    token_hash,
)

KEY, OLD_KEY, STRANGE_KEY = b"k" * 64, b"o" * 64, b"s" * 64
NUMBERS = st.integers(min_value=1, max_value=2**31)


@given(NUMBERS, NUMBERS)
def test_a_reply_token_is_read_back(invitation_id: int, generation: int) -> None:
    token = reply_token(KEY, invitation_id=invitation_id, generation=generation)
    assert read_reply_token([KEY], token) == (invitation_id, generation)


@given(NUMBERS)
def test_a_sign_in_token_is_read_back(link_id: int) -> None:
    assert read_sign_in_token([KEY], sign_in_token(KEY, link_id=link_id)) == link_id


def test_the_same_right_has_the_same_token_so_that_a_retried_letter_repeats_it() -> None:
    assert reply_token(KEY, invitation_id=4, generation=1) == reply_token(KEY, invitation_id=4, generation=1)


def test_a_risen_generation_makes_another_token() -> None:
    assert reply_token(KEY, invitation_id=4, generation=1) != reply_token(KEY, invitation_id=4, generation=2)


def test_a_token_is_safe_in_an_address_and_holds_144_bits() -> None:
    token = reply_token(KEY, invitation_id=12345, generation=3)
    assert re.fullmatch(r"[A-Za-z0-9._-]+", token)
    assert len(urlsafe_b64decode(token.rpartition(".")[2])) == MARK_BYTES == 18


def test_an_old_key_still_reads_and_a_strange_one_never_does() -> None:
    token = reply_token(OLD_KEY, invitation_id=4, generation=1)
    assert read_reply_token([KEY, OLD_KEY], token) == (4, 1)
    assert read_reply_token([KEY, STRANGE_KEY], token) is None
    assert read_reply_token([], token) is None


def test_a_token_for_one_purpose_opens_no_other() -> None:
    assert read_sign_in_token([KEY], reply_token(KEY, invitation_id=4, generation=1)) is None
    assert read_reply_token([KEY], sign_in_token(KEY, link_id=4)) is None
    assert sign_in_token(KEY, link_id=4).split(".")[1] != reply_token(KEY, invitation_id=4, generation=1).split(".")[2]


@pytest.mark.parametrize("position", range(len(reply_token(KEY, invitation_id=45, generation=1))))
def test_a_token_changed_in_any_letter_is_none(position: int) -> None:
    token = reply_token(KEY, invitation_id=45, generation=1)
    other = "A" if token[position] != "A" else "B"
    assert read_reply_token([KEY], f"{token[:position]}{other}{token[position + 1 :]}") is None


@pytest.mark.parametrize("ending", ["=", "A", ".", " ", "\n", "\x00", "%00"])
def test_a_token_has_one_spelling(ending: str) -> None:
    assert read_reply_token([KEY], reply_token(KEY, invitation_id=45, generation=1) + ending) is None


@given(st.text(max_size=60))
def test_nothing_that_somebody_types_is_a_token(text: str) -> None:
    assert read_reply_token([KEY], text) is None
    assert read_sign_in_token([KEY], text) is None


def test_only_a_hash_of_a_random_token_is_kept() -> None:
    assert token_hash("a") != token_hash("b")
    assert re.fullmatch(r"[0-9a-f]{64}", token_hash("a"))


def test_a_form_that_makes_a_calendar_address_makes_the_same_one_again_and_nobody_else_can() -> None:
    token = feed_token(KEY, person_id=1, form_key="a" * 32)
    assert token == feed_token(KEY, person_id=1, form_key="a" * 32)
    assert re.fullmatch(r"[\w-]{43}", token), "256 bits"
    others = {
        feed_token(KEY, person_id=2, form_key="a" * 32),
        feed_token(KEY, person_id=1, form_key="b" * 32),
        feed_token(STRANGE_KEY, person_id=1, form_key="a" * 32),
    }
    assert len({token, *others}) == 4
