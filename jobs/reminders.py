"""Looking for reminders that are due, tick after tick: what is due stands in our own rows, the clock only ticks."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.deed import writing
from scheduler.queries.clock import time_of_day
from scheduler.queries.due_reminders import due_entries, is_alarming, next_due
from scheduler.queries.health import mail_hold
from scheduler.reminder_plan import overtaken_letters
from scheduler.reminders import Moments, promise_of
from vocabulary.reminders import ReminderLimits, ReminderState

LOG = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(minutes=1)
"""How often promised letters are held against the start of their meeting."""


def never() -> bool:
    """A worker that works until nothing is due."""
    return False


@dataclass
class Reminding:
    """One worker's eye on what is due; any number of them do no harm to each other."""

    clock: Callable[[], datetime]
    limits: ReminderLimits
    domain: str
    is_stopped: Callable[[], bool] = never
    looked_at: datetime | None = field(default=None, init=False)

    def look(self) -> int:
        """Promise what is due, meeting after meeting; how many letters that makes.

        Nothing while the mail is held, and nothing while so much is long overdue that the clock is suspect.
        """
        wall = self.clock()
        at = Moments(time_of_day(wall), wall)
        self.take_back(at)
        first = next_due()
        if first is None or first > at.now or mail_hold() is not None:
            return 0
        if is_alarming(at.now, self.limits):
            LOG.warning("many reminders are long overdue: none leaves until somebody says so")
            return 0
        outcome: Counter[ReminderState] = Counter()
        for entry_id in due_entries(at.now):
            if self.is_stopped():
                break
            outcome += promise_of(entry_id, at=at, limits=self.limits, domain=self.domain)
        if outcome:
            LOG.info("reminders were due", extra={state.value: count for state, count in outcome.items()})
        return outcome[ReminderState.SENT]

    def take_back(self, at: Moments) -> None:
        """Now and then, take back what could not leave before its meeting began."""
        if self.looked_at is None or at.wall - self.looked_at >= LOOK_AGAIN or at.wall < self.looked_at:
            self.looked_at = at.wall
            with writing():
                overtaken_letters(at.now)
