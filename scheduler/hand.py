"""Whose hand writes what letters will say."""

from dataclasses import dataclass, field
from datetime import datetime

from vocabulary.actor import Actor
from vocabulary.invite import Desk
from vocabulary.plan import PaperLimits


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand writes: who acts, when, for which desk the letters speak, and how much they may enclose."""

    by: Actor
    now: datetime
    desk: Desk
    limits: PaperLimits = field(default_factory=PaperLimits)
