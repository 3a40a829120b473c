"""A mail server that is never killed, in a process of its own, and what it has on its disk."""

import re
import subprocess
import sys
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability.surroundings import unmeasured
from tests.sink import accepted_in

ROOT = Path(__file__).parent.parent.parent
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>\r\n]+>)", re.MULTILINE | re.IGNORECASE)
CALENDAR = re.compile(rb"^Content-Type: text/calendar.*?\r\n\r\n(.*?)\r\n--", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """What a calendar folds letters by."""

    uid: str
    sequence: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One letter on the server's disk."""

    recipient: str
    message_id: str
    digest: str
    connection: int
    told: Told


@dataclass
class SinkLog:
    """The server's log, read as it grows."""

    path: Path
    letters: list[Kept] = field(default_factory=list)
    offset: int = 0

    def count(self) -> int:
        """How many letters it holds by now."""
        if self.path.exists():
            with self.path.open("rb") as log:
                log.seek(self.offset)
                for line in log:
                    if not line.endswith(b"\n"):
                        break
                    self.letters.append(kept_in(line))
                    self.offset += len(line)
        return len(self.letters)

    def by_message_id(self) -> dict[str, list[Kept]]:
        """The copies of every letter, in the order in which they came."""
        self.count()
        copies: dict[str, list[Kept]] = defaultdict(list)
        for letter in self.letters:
            copies[letter.message_id].append(letter)
        return copies


def kept_in(line: bytes) -> Kept:
    """The letter that one line of the log tells of."""
    letter = accepted_in(line)
    [recipient] = letter.recipients
    found = MESSAGE_ID.search(letter.content)
    assert found is not None
    return Kept(recipient, found[1].decode(), letter.sha256, letter.connection, told_in(letter.content))


def told_in(content: bytes) -> Told:
    """What the calendar part of a letter says that it is."""
    part = CALENDAR.search(content)
    assert part is not None, "a letter without a calendar"
    lines = b64decode(part[1]).replace(b"\r\n ", b"").decode().split("\r\n")
    said = {name: value for name, _, value in (line.partition(":") for line in lines[lines.index("BEGIN:VEVENT") :])}
    return Told(said["UID"], int(said.get("SEQUENCE", "0")), said["DTSTAMP"])


def last_on_connection(letters: Iterable[Kept]) -> dict[int, Kept]:
    """The letter that each connection ended with."""
    return {letter.connection: letter for letter in letters}


@contextmanager
def sink_process(log: Path, *options: str, module: str = "tests.sink") -> Iterator[int]:
    """The server while the block runs, and its port; `options` are those of its command line."""
    command = [sys.executable, "-m", module, str(log), *options]
    with subprocess.Popen(command, cwd=ROOT, env=unmeasured(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline().rpartition(":")[2])
        finally:
            process.terminate()
