"""What becomes of the reminders whose time has come: asked in the very transaction that would promise their letters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from scheduler.rules.reminder_plan import Seat
from vocabulary.reminders import ReminderKind, ReminderState, Wait
from vocabulary.states import MailState

CAP_PAUSE = timedelta(minutes=10)
"""After how long a reminder that a cap keeps waiting is looked at again."""

LONG_AGO = timedelta(days=7)
"""A reminder that is overdue for longer was not late because of a night's downtime."""

ON_ITS_WAY = (MailState.QUEUED, MailState.SENDING)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A reminder whose time has come."""

    id: int
    invitation_id: int
    kind: ReminderKind
    step: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting at this moment; `stands` where it takes place as its invited were told, and may be written of."""

    starts: datetime
    stands: bool
    paused: bool
    sequence: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody's invitation at this moment.

    `holds` where it stands, `letter` is how the last letter stands, `reminded` how many reminders went to the same
    address within an hour.
    """

    holds: bool
    is_silent: bool
    comes: bool
    letter: MailState | None
    seat: Seat
    reminded: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one reminder; with `waits`, when it is looked at again."""

    reminder_id: int
    state: ReminderState
    waits: Wait | None = None
    again_at: datetime | None = None


@dataclass
class Room:
    """How many more may leave within this hour, and how many one person may get in it."""

    left: int
    a_person: int


def verdicts(
    claimed: Iterable[Claimed], meeting: Meeting, *, holders: dict[int, Holder], now: datetime, room: Room
) -> Iterator[Verdict]:
    """One verdict on each: at most one letter a person, the last step of those that have piled up."""
    for invitation_id, group in groupby(sorted(claimed, key=attrgetter("invitation_id")), attrgetter("invitation_id")):
        yield from about_one(list(group), meeting, holder=holders[invitation_id], now=now, room=room)


def about_one(
    mine: Sequence[Claimed], meeting: Meeting, *, holder: Holder, now: datetime, room: Room
) -> Iterator[Verdict]:
    """The verdicts on what would remind one person of one meeting."""
    if now >= meeting.starts:
        yield from all_of(mine, ReminderState.MISSED)
        return
    if meeting.paused:
        yield from all_of(mine, ReminderState.HELD)
        return
    live = [one for one in mine if has_reason(one, meeting, holder=holder)]
    yield from all_of([one for one in mine if one not in live], ReminderState.WITHHELD)
    if not live:
        return
    waits, again_at = wait_of(holder, now=now, room=room)
    if again_at >= meeting.starts:
        yield from all_of(live, ReminderState.MISSED)
    elif waits is not None:
        yield from (Verdict(one.id, ReminderState.PLANNED, waits, again_at) for one in live)
    else:
        room.left -= 1
        live.sort(key=lambda one: (one.kind is ReminderKind.MEETING, -one.step))
        yield Verdict(live[-1].id, ReminderState.SENT)
        yield from all_of(live[:-1], ReminderState.JOINED)


def all_of(several: Iterable[Claimed], state: ReminderState) -> Iterator[Verdict]:
    """The same verdict on several."""
    return (Verdict(one.id, state) for one in several)


def has_reason(one: Claimed, meeting: Meeting, *, holder: Holder) -> bool:
    """Whether a reminder is still about this meeting, to somebody who was reached, of what is still missing."""
    if not (meeting.stands and holder.holds and one.sequence == meeting.sequence):
        return False
    if holder.letter not in (*ON_ITS_WAY, MailState.SENT):
        return False
    return holder.is_silent if one.kind is ReminderKind.ANSWER else holder.comes


def wait_of(holder: Holder, *, now: datetime, room: Room) -> tuple[Wait | None, datetime]:
    """For what somebody's reminder has to wait, and until when; for nothing, now."""
    opens = holder.seat.office_hour(now)
    if opens > now:
        return Wait.HOURS, opens
    if holder.letter in ON_ITS_WAY:
        return Wait.LETTER, now + CAP_PAUSE
    if room.left <= 0 or holder.reminded >= room.a_person:
        return Wait.CAP, now + CAP_PAUSE
    return None, now
