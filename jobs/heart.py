"""A worker's sign of life: written down from within its work, so that one that hangs falls silent."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError

from models.database import said_by
from scheduler.deed import writing
from scheduler.installation import note_beat

LOG = logging.getLogger(__name__)

EVERY = timedelta(seconds=10)
REMEMBERED = timedelta(days=1)


@dataclass
class Heart:
    """The heart of one worker; `beat()` may be called at every turn and writes every ten seconds."""

    name: str
    clock: Callable[[], datetime]
    last: datetime | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.started = self.clock()

    def beat(self) -> None:
        """Write a sign of life where the last one is old; a database that cannot take it stops no work."""
        wall = self.clock()
        if self.last is not None and self.last <= wall < self.last + EVERY:
            return
        try:
            with writing():
                note_beat(self.name, started=self.started, wall=wall, forget_before=wall - REMEMBERED)
        except DBAPIError as error:
            LOG.warning("the worker's sign of life could not be written", extra={"reason": said_by(error)})
            return
        self.last = wall
