"""One sender's knowledge of the way to the mail server, which it shares with all others through one row."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.waits import FIRST_WAIT, is_unanswered
from mail.wire import Receipt
from scheduler.deed import writing
from scheduler.mail_way import note_answered, note_taken, note_unanswered
from scheduler.queries.mail_way import mail_way
from scheduler.rules.mail_way import ENOUGH, room_on

LOG = logging.getLogger(__name__)

SILENT = "the mail server does not answer: one letter at a time is tried until it does, and nothing is lost"
BACK = "the mail server answers again: all that waits leaves"


@dataclass
class Road:
    """Says how many letters may be taken, and hears what each was answered.

    `per_minute` is how many may leave in a minute, 0 for as many as there are; `first_rest` how long the way rests at
    first. `failures` are the letters in a row that nobody answered, as far as this sender knows; `is_closed` tells that
    they have become so many that the rest of what was taken waits too.
    """

    first_rest: timedelta = FIRST_WAIT
    per_minute: int = 0
    failures: int = field(default=0, init=False)
    is_closed: bool = field(default=False, init=False)

    def room(self, wall: datetime, *, most: int) -> int:
        """How many letters may be taken now; a step."""
        way = mail_way()
        self.failures, self.is_closed = way.failures, False
        return room_on(way, wall, most=most, per_minute=self.per_minute)

    def taken(self, letters: int, *, wall: datetime) -> None:
        """So many were; a step."""
        if self.per_minute and letters:
            note_taken(letters, wall=wall, per_minute=self.per_minute)

    def heard(self, receipt: Receipt, *, wall: datetime) -> None:
        """Write down whether somebody answered, where that is news: a commit of its own, behind the receipt's."""
        if is_unanswered(receipt):
            with writing():
                note_unanswered(receipt.text, wall=wall, first=self.first_rest)
            self.failures += 1
            self.is_closed = self.failures >= ENOUGH
            if self.failures == ENOUGH:
                LOG.warning(SILENT, extra={"reason": receipt.text})
        elif self.failures:
            with writing():
                note_answered()
            if self.failures >= ENOUGH:
                LOG.warning(BACK)
            self.failures = 0
