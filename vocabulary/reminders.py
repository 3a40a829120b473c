"""Reminders: of what, how far up the ladder, to whom, and what became of one."""

import re
from dataclasses import dataclass
from enum import Enum

MOST_STEPS = 6
MOST_DAYS = 90
STEP = re.compile(r"(\d+) (primary|backup|mailbox)")


class ReminderKind(Enum):
    """Of what somebody is reminded: the answer that is missing, or the meeting that nears."""

    ANSWER = "answer"
    MEETING = "meeting"


class Reach(Enum):
    """To whom a step of the ladder goes; each reaches those before it too.

    The last one also asks the desk to call the agency.
    """

    PRIMARY = "primary"
    BACKUP = "backup"
    MAILBOX = "mailbox"

    def covers(self, part: "Reach") -> bool:
        """Whether a step of this reach goes to somebody who has this part."""
        order = tuple(Reach)
        return order.index(part) <= order.index(self)


class ReminderState(Enum):
    """What became of one reminder.

    JOINED went into a later one to the same person, WITHHELD had lost its reason by then, HELD was held back by an
    officer, MISSED was still unsent when its meeting began.
    """

    PLANNED = "planned"
    SENT = "sent"
    JOINED = "joined"
    WITHHELD = "withheld"
    HELD = "held"
    MISSED = "missed"


class Wait(Enum):
    """Why a reminder whose time has come waits: for office hours, for an earlier letter, or because many went."""

    HOURS = "hours"
    LETTER = "letter"
    CAP = "cap"


@dataclass(frozen=True, slots=True)
class LadderStep:
    """So many office days before the answer is wanted, a reminder that reaches so far."""

    days: int
    reach: Reach


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who is reminded when; `before` is how many office days before the meeting those who come are, 0 for never."""

    steps: tuple[LadderStep, ...]
    before: int

    @property
    def text(self) -> str:
        """The steps as they are kept: "20 primary, 10 backup"."""
        return ", ".join(f"{step.days} {step.reach.value}" for step in self.steps)

    @classmethod
    def of(cls, text: str, before: int) -> "Ladder":
        """The ladder that was kept; a ValueError where it is none."""
        parts = [STEP.fullmatch(part) for part in text.split(", ") if part]
        if None in parts:
            raise ValueError(f"no ladder: {text!r}")
        return cls(tuple(LadderStep(int(found[1]), Reach(found[2])) for found in parts if found), before)


USUAL = Ladder(
    (LadderStep(20, Reach.PRIMARY), LadderStep(10, Reach.BACKUP), LadderStep(5, Reach.MAILBOX)),
    before=1,
)
"""What holds where nobody has said otherwise."""


@dataclass(frozen=True, slots=True)
class ReminderLimits:
    """How many reminders leave within an hour, altogether and to one person; how many may be long overdue at once."""

    an_hour: int = 300
    a_person: int = 2
    overdue: int = 50
