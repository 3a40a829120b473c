"""Whole numbers as people type them."""

import re

from scheduler.rules.typed.text import plain
from vocabulary.refusals import Refusal
from vocabulary.text import N_

NUMBER = re.compile("[0-9]{1,9}")

WITHIN = N_("Write a whole number from %(least)s to %(most)s.")
AT_LEAST = N_("Write a whole number, %(least)s or more.")


def typed_number(text: str, *, field: str, least: int = 0, most: int | None = None) -> int:
    """A whole number within bounds, both inclusive; no `most` means any that has up to nine digits."""
    written = plain(text)
    number = int(written) if NUMBER.fullmatch(written) else -1
    if number < least or (most is not None and number > most):
        raise Refusal(AT_LEAST if most is None else WITHIN, field=field, least=least, most=most)
    return number
