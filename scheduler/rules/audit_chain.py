"""The audit's chain: what a row's digest is of, so that whoever changes, swaps, adds or takes one out is found."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64
"""What stands before the first row."""

ERASING = "erase from audit"
"""The deed that empties a person's values; a value emptied without it has been tampered with."""

ROW = ("number", "at", "deed", "actor_kind", "actor_person_id", "subject_kind", "subject_id", "values_digest")
"""The columns that a row's digest is of, in their order, after the digest of the row before."""

VALUE = ("position", "what", "kind", "object_id", "person_id", "digest")
"""The columns of each value that the row's digest of its values is of: the content stands in it by its digest."""


def canonical(columns: Iterable[object]) -> str:
    """One way of writing columns; what is neither number, text nor NULL is written so that it matches nothing."""
    return json.dumps(list(columns), ensure_ascii=False, separators=(",", ":"), default=repr)


def instant(at: object) -> object:
    """An instant as it is digested, whether it is one or what SQLite holds of it; anything else as it is."""
    if not isinstance(at, datetime):
        return at
    naive = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    return naive.isoformat(" ", "microseconds")


def digest_of(*lines: object) -> str:
    """The SHA-256 of these lines; what is no text, where one should stand, is digested as what it is."""
    return sha256("\n".join(map(str, lines)).encode("utf-8", "surrogatepass")).hexdigest()


def content_digest(salt: str, content: str) -> str:
    """The digest of a value's content, which its salt keeps from being guessed."""
    return digest_of("samai audit value", salt, content)


def values_digest(values: Sequence[Mapping[str, Any]]) -> str:
    """The digest of a row's values in their order."""
    return digest_of("samai audit values", *(canonical(value[name] for name in VALUE) for value in values))


def row_digest(previous: str, row: Mapping[str, Any]) -> str:
    """The digest of a row: of the one before it and of its own columns."""
    columns = {**row, "at": instant(row["at"])}
    return digest_of("samai audit row", previous, canonical(columns[name] for name in ROW))
