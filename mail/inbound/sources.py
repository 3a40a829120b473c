"""Where mail is fetched from: whatever waits there stays until somebody says that it is kept."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


class SourceAwayError(Exception):
    """The place cannot be looked into at the moment; the words are its own."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message that waits: what the place calls it, and its bytes."""

    name: str
    raw: bytes


class Opened(Protocol):
    """A place that is being looked into."""

    def waiting(self, most: int) -> Sequence[Waiting]:
        """So many of the messages that wait, the oldest first."""
        ...

    def keep(self, names: Sequence[str]) -> None:
        """Put these away: they are durable here."""
        ...


class Source(Protocol):
    """A place that can be looked into; `SourceAwayError` where it cannot."""

    def open(self) -> AbstractContextManager[Opened]:
        """Look into it."""
        ...
