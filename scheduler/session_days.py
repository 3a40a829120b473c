"""The days of a session under the identities by which calendars know them: each keeps its UID for life."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.calendar_entries import CalendarEntry
from models.database import db
from models.places import DutyStation, Venue
from models.sessions import Block, BlockIdentity, CommitteeSession
from scheduler.entries import new_entry
from scheduler.rules.session_days import elsewhere, keepers
from vocabulary.plan import Days


@dataclass(frozen=True, slots=True)
class Calendars:
    """How identities are made, and what time it is."""

    domain: str
    now: datetime


def write_days(committee_session: CommitteeSession, days: Sequence[Days], *, calendars: Calendars) -> None:
    """Give the session these runs of days, each with its city; one that moves stays the same meeting and is newer.

    One that is given up leaves its identity at rest with the session, and the next new one takes that up: whoever has
    the old days in a calendar sees them move, and never finds two of them.
    """
    present = list(committee_session.blocks)
    let_lapse(committee_session, elsewhere([days_of(block) for block in present], days))
    for block in present:
        belong(block.entry, committee_session)
    kept = keepers([days_of(block) for block in present], days)
    for number, block in enumerate(present):
        if number not in kept:
            raise_version(block.entry, now=calendars.now)
    blocks: list[Block] = []
    for which, run in zip(kept, days, strict=True):
        if which is None:
            blocks.append(
                Block(entry=free_entry(committee_session, besides=blocks, calendars=calendars), **fields(run))
            )
        else:
            blocks.append(moved(present[which], run, now=calendars.now))
    committee_session.blocks[:] = blocks


def let_lapse(committee_session: CommitteeSession, days: Collection[date]) -> None:
    """Forget what was said of the hours and rooms of days that are in another place now."""
    committee_session.own_days[:] = [one for one in committee_session.own_days if one.day not in days]


def days_of(block: Block) -> Days:
    """A run of days as a value, with the city where it meets."""
    station = block.station
    return Days(block.opens, block.closes, None if station is None else station.id, block.venue_id)


def fields(run: Days) -> dict[str, object]:
    """The columns of a run of days."""
    return {
        "opens": run.opens,
        "closes": run.closes,
        "duty_station": db.session.get(DutyStation, run.duty_station_id) if run.duty_station_id else None,
        "venue": db.session.get(Venue, run.venue_id) if run.venue_id else None,
    }


def moved(block: Block, run: Days, *, now: datetime) -> Block:
    """The same run of days on these days and in this place, newer where anything differs."""
    if days_of(block) != run:
        raise_version(block.entry, now=now)
    for name, value in fields(run).items():
        setattr(block, name, value)
    return block


def free_entry(committee_session: CommitteeSession, *, besides: Sequence[Block], calendars: Calendars) -> CalendarEntry:
    """The identity for a new run: that of this session which came to rest last, else one that nobody has seen yet."""
    taken = {block.entry.uid for block in (*committee_session.blocks, *besides)}
    resting = [each for each in committee_session.identities if each.entry.uid not in taken]
    if resting:
        entry = min(resting, key=lambda each: (-each.entry.stamp.timestamp(), each.position)).entry
        raise_version(entry, now=calendars.now)
        return entry
    entry = new_entry(domain=calendars.domain, now=calendars.now)
    belong(entry, committee_session)
    return entry


def belong(entry: CalendarEntry, committee_session: CommitteeSession) -> None:
    """Let an identity be this session's for life."""
    if all(each.entry is not entry for each in committee_session.identities):
        position = 1 + max((each.position for each in committee_session.identities), default=0)
        committee_session.identities.append(BlockIdentity(position=position, entry=entry))


def raise_version(entry: CalendarEntry, *, now: datetime) -> None:
    """Tell the calendars that subscribe to these days that they are news (RFC 5545, 3.8.7.4).

    Answers to letters count until the news is released to those who gave them.
    """
    entry.sequence += 1
    if entry.issued_revision is None:
        entry.material_sequence = entry.sequence
    entry.stamp = max(now.replace(microsecond=0), entry.stamp + timedelta(seconds=1))
