"""What one look found, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from vocabulary.setting_checks import is_loopback
from vocabulary.settings import Settings


class Standing(Enum):
    """How one thing stands."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: what was looked at, how it stands, what was seen, and the way out."""

    check: str
    standing: Standing
    seen: str
    fix: str = ""

    def row(self) -> dict[str, object]:
        """The same for a program."""
        return {"check": self.check, "standing": self.standing.value, "seen": self.seen, "fix": self.fix}


@dataclass(frozen=True, slots=True)
class Installed:
    """The installation that is looked at, and the wall clock by which it is."""

    settings: Settings
    wall: datetime

    @property
    def folder(self) -> Path:
        """The instance's folder as an operator would type it anywhere."""
        return self.settings.instance.resolve()

    @property
    def is_public(self) -> bool:
        """Whether people reach it from elsewhere: a first look on one machine needs less."""
        return not is_loopback(urlsplit(self.settings.base_url).hostname or "")


Check = Callable[[Installed], Finding]


def ok(check: str, seen: str) -> Finding:
    """Nothing to do."""
    return Finding(check, Standing.OK, seen)


def warning(check: str, seen: str, *, fix: str) -> Finding:
    """The service works, and somebody should look at this."""
    return Finding(check, Standing.WARNING, seen, fix)


def fault(check: str, seen: str, *, fix: str) -> Finding:
    """Something does not work, or is not safe."""
    return Finding(check, Standing.FAULT, seen, fix)


def ago(seconds: float) -> str:
    """An age in the unit that a person would say."""
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * size:
            return f"{int(seconds // size)} {unit}s"
    return f"{int(seconds)} seconds"


def one_line(error: BaseException) -> str:
    """What a failure says, on one line and not too long."""
    return " ".join(str(error).split())[:300] or type(error).__name__
