"""The mail server with moods, as those who injure it hold it in their hands."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.surroundings import unmeasured
from tests.reliability.workers import ROOT

FROZEN = "frozen"


@dataclass
class Server:
    """The mail server with its moods."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def noted(self) -> dict[str, list[float]]:
        """What it wrote down beside letters: for each kind its figures, in their order."""
        figures: dict[str, list[float]] = {}
        for line in Path(f"{self.log}.faults").read_text("ascii").splitlines():
            found = json.loads(line)
            figures.setdefault(found["kind"], []).append(found["figure"])
        return figures

    def become(self, mood: str) -> None:
        """Be in this mood from now on."""
        if mood == FROZEN:
            os.kill(self.process.pid, signal.SIGSTOP)  # its machine takes connections, and nobody speaks
            return
        os.kill(self.process.pid, signal.SIGCONT)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{mood}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ok\n"


@contextmanager
def moody(log: Path, own: Path, strange: Path) -> Iterator[Server]:
    """The mail server while the block runs."""
    command = [sys.executable, "-m", "tests.reliability.moods", str(log), str(own), str(strange)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=unmeasured(), stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        try:
            yield Server(process, int(process.stdout.readline().rpartition(":")[2]), log)
        finally:
            process.kill()
