"""When who is reminded: a ladder of office days before an answer is wanted, and a day before the meeting.

Days are counted by the capital's list of closed days. Where its year is not on file as a whole, a step has no day,
and nobody is reminded by a guess.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.rules.double_bookings import midnight
from scheduler.rules.office_days import ClosedDays, next_office_day, office_day, office_days_before
from scheduler.rules.zones import HOME_HOURS, OTHER_HOURS
from vocabulary.reminders import Ladder, Reach, ReminderKind

AT = time(9)
"""The hour at which reminders are read, on their reader's clock."""


@dataclass(frozen=True)
class Seat:
    """Where somebody reads: the clock, the closed days, and whether it is the capital."""

    tzid: str
    closed: ClosedDays | None
    is_home: bool = True

    def day_of(self, instant: datetime) -> date:
        """The day it is there."""
        return instant.astimezone(ZoneInfo(self.tzid)).date()

    def at(self, day: date, clock: time = AT) -> datetime:
        """An hour of a day there, as an instant."""
        return datetime.combine(day, clock, ZoneInfo(self.tzid)).astimezone(UTC)

    def is_shut(self, day: date) -> bool:
        """Whether offices are known to be closed there."""
        return office_day(day, self.closed).is_open is False

    def office_hour(self, now: datetime) -> datetime:
        """Now where offices are open there, else when they next open."""
        opens, closes = HOME_HOURS if self.is_home else OTHER_HOURS
        local = now.astimezone(ZoneInfo(self.tzid))
        if not self.is_shut(local.date()):
            if local.time() < opens:
                return self.at(local.date(), opens)
            if local.time() < closes:
                return now
        return self.at(next_office_day(local.date(), self.closed), opens)


@dataclass(frozen=True, slots=True)
class Timing:
    """A meeting as its invited know it: when it starts, by which day in the capital an answer is wanted."""

    starts: datetime
    wanted_by: date
    home: Seat


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who holds an invitation, or a mailbox that gets copies.

    `is_silent` where nobody has answered for the agency, `comes` where he or she has accepted.
    """

    invitation_id: int
    part: Reach
    seat: Seat
    ladder: Ladder
    is_silent: bool
    comes: bool = False


@dataclass(frozen=True, slots=True)
class DueReminder:
    """One reminder as it is planned."""

    invitation_id: int
    kind: ReminderKind
    step: int
    at: datetime


def answer_day(opens: date, tzid: str | None, *, home: Seat, today: date) -> date | None:
    """The capital's last office day before a session's days begin where it meets, or at home where that is not known.

    None where it has gone by, and where a day on the way is of a year that is not on file.
    """
    day = office_days_before(home.day_of(midnight(opens, tzid or home.tzid)), home.closed, count=1)
    return None if day is None or day < today else day


def asked_for(chosen: date | None, last: date | None, *, opens: date, today: date) -> date | None:
    """The day that an officer has set, as long as it is to come; never later than the last one that is of use."""
    if chosen is None or not today <= chosen < opens:
        return last
    return chosen if last is None else min(chosen, last)


def day_of_step(timing: Timing, step: int, *, kind: ReminderKind) -> date | None:
    """The capital's day of a step; None where a day on the way is of a year that is not on file."""
    last = timing.wanted_by if kind is ReminderKind.ANSWER else timing.home.day_of(timing.starts)
    return office_days_before(last, timing.home.closed, count=step)


def hour_of(day: date, seat: Seat) -> datetime:
    """The reader's morning of a day; where offices are closed there, that of the last open day before it."""
    while seat.is_shut(day):
        day -= timedelta(days=1)
    return seat.at(day)


def steps_for(one: Addressee) -> Iterator[tuple[ReminderKind, int]]:
    """By which steps somebody is to be reminded: of the answer while nobody has given it, else of the meeting."""
    if one.is_silent:
        for step in one.ladder.steps:
            if step.reach.covers(one.part):
                yield ReminderKind.ANSWER, step.days
    elif one.comes and one.ladder.before:
        yield ReminderKind.MEETING, one.ladder.before


def reminders_due(timing: Timing, everybody: Iterable[Addressee]) -> Iterator[DueReminder]:
    """Everything that is to remind somebody before the meeting starts."""
    for one in everybody:
        for kind, step in steps_for(one):
            day = day_of_step(timing, step, kind=kind)
            if day is None:
                continue
            at = hour_of(day, one.seat)
            if at < timing.starts:
                yield DueReminder(one.invitation_id, kind, step, at)


def unknown_year(timing: Timing, ladder: Ladder) -> int | None:
    """The first year of which the capital's closed days would have to be known, and are not."""
    steps = [(ReminderKind.ANSWER, step.days) for step in ladder.steps]
    steps += [(ReminderKind.MEETING, ladder.before)] if ladder.before else []
    if all(day_of_step(timing, step, kind=kind) is not None for kind, step in steps):
        return None
    return missing_year(timing)


def missing_year(timing: Timing) -> int:
    """The year of the first day, going back from the meeting, of which nothing is known."""
    day = max(timing.wanted_by, timing.home.day_of(timing.starts))
    while office_day(day, timing.home.closed).is_open is not None:
        day -= timedelta(days=1)
    return day.year
