"""A maildir: the mail server writes into `new`, and what is taken in is moved to `cur`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mail.inbound.sources import SourceAwayError, Waiting


@dataclass(frozen=True, slots=True)
class Maildir:
    """A maildir on this machine, of whose messages no more than `largest` octets and one are read."""

    folder: Path
    largest: int

    @contextmanager
    def open(self) -> Iterator["Maildir"]:
        """Look into it."""
        for name in ("new", "cur"):
            if not (self.folder / name).is_dir():
                raise SourceAwayError(f"{self.folder} is no maildir: it has no folder {name}")
        try:
            yield self
        except OSError as error:
            raise SourceAwayError(f"{error.filename or self.folder}: {error.strerror}") from error

    def waiting(self, most: int) -> Sequence[Waiting]:
        """So many of the messages in `new`, the oldest first; what is gone meanwhile, another worker has taken."""
        names = sorted(path.name for path in (self.folder / "new").iterdir() if not path.name.startswith("."))
        found = []
        for name in names[:most]:
            with suppress(FileNotFoundError), (self.folder / "new" / name).open("rb") as content:
                found.append(Waiting(name, content.read(self.largest + 1)))
        return found

    def keep(self, names: Sequence[str]) -> None:
        """Move these to `cur`, as seen."""
        for name in names:
            with suppress(FileNotFoundError):
                (self.folder / "new" / name).rename(self.folder / "cur" / f"{name.partition(':')[0]}:2,S")
