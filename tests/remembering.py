"""What many tests begin with is made once: what the same deeds make of the same file is the same file."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest

from tests.databases import Database, let_go

Made = TypeVar("Made")

MOST = 40
"""How many beginnings a process keeps: a few are asked for by hundreds of tests, the others by one each."""


@dataclass
class Memory:
    """Beginnings that were made before, by their name and by the digest of the file that they were made of."""

    folder: Path
    kept: dict[tuple[str, str], tuple[Path, object]] = field(default_factory=dict)

    def begun(self, database: Database, make: Callable[[], Made]) -> Made:
        """What `make` makes and gives; copied where it was made of the same rows before. PostgreSQL makes its own."""
        if database.kind != "sqlite":
            return make()
        file = database.instance / "samai.db"
        let_go()
        key = f"{make.__module__}.{make.__qualname__}", digest(file)
        if key in self.kept:
            copy, made = self.kept[key]
            shutil.copyfile(copy, file)
            return made  # type: ignore[return-value]  # one name makes one kind of thing
        value = make()
        let_go()
        if len(self.kept) < MOST and not file.with_name("samai.db-wal").exists():
            copy = self.folder / f"{len(self.kept)}.db"
            shutil.copyfile(file, copy)
            self.kept[key] = copy, value
        return value


def digest(file: Path) -> str:
    """What a database's file holds."""
    return sha256(file.read_bytes()).hexdigest()


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Memory:
    """The beginnings that this process has made."""
    return Memory(tmp_path_factory.mktemp("begun"))
