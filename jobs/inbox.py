"""Looking for mail that came in: whatever waits is taken in, and only then put away. Two workers do no harm."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mail.inbound.places import places_of
from mail.inbound.reader import Reader
from mail.inbound.sources import Opened, Source, SourceAwayError
from models.database import db
from scheduler.inbound import AT_ONCE, Incoming, Letterbox, erase_expired, receive
from scheduler.queries.clock import time_of_day
from vocabulary.actor import INCOMING_MAIL
from vocabulary.invite import Desk
from vocabulary.settings import Settings

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inbox:
    """One worker's eye on the places where mail arrives; what was taken in before has no second effect."""

    sources: Sequence[Source]
    desk: Desk
    clock: Callable[[], datetime]
    is_stopped: Callable[[], bool]
    largest: int
    days: int
    server: str = ""

    def look(self) -> int:
        """Take in whatever waits, and erase the messages whose time is over; how many mails came."""
        erase_expired(wall=self.clock())
        return sum(self.look_into(source) for source in self.sources)

    def look_into(self, source: Source) -> int:
        """Take in what waits in one place; one that is away is looked into again with the next tick."""
        count = 0
        try:
            with source.open() as opened:
                while not self.is_stopped() and (some := self.take(opened)):
                    count += some
        except SourceAwayError as error:
            LOG.warning(
                "mail that came in could not be fetched; the next tick tries again", extra={"words": str(error)}
            )
        return count

    def take(self, opened: Opened) -> int:
        """Take some in, and put them away when they are durable; how many they were."""
        waiting = opened.waiting(AT_ONCE)
        if not waiting:
            return 0
        with Reader(self.largest) as reader:
            mails = [Incoming(one.raw, reader.read(one.raw)) for one in waiting]
        wall = self.clock()
        box = Letterbox(self.desk, wall + timedelta(days=self.days), self.server)
        now = time_of_day(wall)
        db.session.rollback()
        taken = receive(mails, box=box, by=INCOMING_MAIL, now=now)
        opened.keep([one.name for one in waiting])
        LOG.info("mail came in", extra={"mails": len(taken)})
        return len(taken)


def inbox_of(settings: Settings, *, clock: Callable[[], datetime], is_stopped: Callable[[], bool]) -> Inbox:
    """The eye on the places that these settings name, which may be none."""
    return Inbox(
        sources=places_of(settings),
        desk=settings.desk,
        clock=clock,
        is_stopped=is_stopped,
        largest=settings.received_bytes,
        days=settings.received_days,
        server=settings.mail_authserv,
    )
