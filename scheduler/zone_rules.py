"""Rules of time zones that change after a meeting was told: the hour that was meant is told anew (RFC 7808)."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from scheduler.consultations import move
from scheduler.hand import Hand
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.zones import wall_of
from vocabulary.refusals import Refusal
from vocabulary.states import ConsultationStatus

LOG = logging.getLogger(__name__)


def follow_zone_rules(*, hand: Hand) -> tuple[int, ...]:
    """Move every consultation to come to the hour by which it was told, where that is another instant by now.

    An ordinary move of each: its updates wait for an officer, and nobody hears of what did not move. Their numbers. One
    that cannot be moved any more is left as it is and named in the log: it keeps no other from being told.
    """
    found = list(moved_by_rules(hand.now))
    db.session.rollback()
    return tuple(number for number, starts, length in found if is_moved(number, starts, length=length, hand=hand))


def is_moved(number: int, starts: datetime, *, length: timedelta, hand: Hand) -> bool:
    """Whether a consultation could be moved to the hour that was meant."""
    try:
        move(number, starts=starts, ends=starts + length, hand=hand)
    except Refusal as refusal:
        LOG.warning("time zones have other rules now: %s", refusal, extra={"consultation": number})
        return False
    return True


def moved_by_rules(now: datetime) -> Iterator[tuple[int, datetime, timedelta]]:
    """Consultations whose clock would show another hour than their letters said: when each begins by that hour."""
    rows = db.session.scalars(
        select(Consultation)
        .where(Consultation.status == ConsultationStatus.PLANNED, Consultation.starts > now)
        .options(joinedload(Consultation.entry).joinedload(CalendarEntry.issued_revision))
        .order_by(Consultation.id)
    ).unique()
    for row in rows:
        revision = row.entry.issued_revision
        facts = None if revision is None else thawed(revision.facts)
        if facts is None or not facts.wall or row.starts is None or row.ends is None:
            continue
        if facts.starts == row.starts and wall_of(row.starts, row.tzid) != facts.wall:
            meant = datetime.fromisoformat(facts.wall).replace(tzinfo=ZoneInfo(row.tzid))
            yield row.id, meant, row.ends - row.starts
