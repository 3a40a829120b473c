"""Short names for files, addresses and the terminal."""

import re
from collections.abc import Collection

KEY_LENGTH = 40


def stem_of(words: str, *, otherwise: str) -> str:
    """The Latin words of a name, hyphened; something else where it has none."""
    found = "-".join(re.findall("[a-z0-9]+", words.lower()))
    return found[:KEY_LENGTH].strip("-") or otherwise


def free_key(stem: str, *, taken: Collection[str]) -> str:
    """The stem, with a number behind it where it is taken."""
    number = 1
    while (key := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return key
