"""The meetings of a session's days: the building's usual hours, and what is otherwise on a day, with its room.

The UN's usual meetings are from 10:00 to 13:00 and from 15:00 to 18:00 where they are held; a building has its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.rules.lengths import too_long
from scheduler.rules.office_days import ClosedDays, OfficeDay, office_day
from scheduler.rules.typed import typed_clock
from vocabulary.days import local_day, span
from vocabulary.invite import DayHours
from vocabulary.plan import DayPlan, Days
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import N_, Bilingual, clean_line

USUAL = "10:00-13:00, 15:00-18:00"
MOST = 500
BETWEEN = re.compile(r"\s*[,;]\s*")
UNTIL = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
NOT_HOURS = N_("Write from when to when, such as %(usual)s; leave it empty where nothing meets.")
BACKWARDS = N_("%(typed)s does not run forwards, or begins before the meeting before it ends.")

NOT_FORWARDS = N_("The last day lies before the first. Correct one of them.")
NOT_ITS_DAY = N_("The session does not meet then. Choose days of its own.")

Meeting = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting as instants, as it is said there, and by the capital's clock with the day it is then."""

    starts: datetime
    ends: datetime
    there: str
    at_home: str
    day_at_home: date


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """One day of a session; `hours` are None while the building is not known, empty where nothing meets.

    `usual` are the hours that follow from the building, the weekend and the city's closed days.
    """

    day: date
    hours: str | None
    usual: str | None
    room: str
    office: OfficeDay
    city: Bilingual | None
    sittings: tuple[Sitting, ...] = ()

    @property
    def is_weekend_off(self) -> bool:
        """Whether nothing meets because it is a weekend, which goes without saying."""
        return self.office.is_weekend and not self.hours

    @property
    def looks(self) -> tuple[object, ...]:
        """What a line says of it: days alike stand on one."""
        at_home = tuple((one.at_home, one.day_at_home - self.day) for one in self.sittings)
        return self.hours, self.room, at_home, self.city, self.office.reason


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What was said of one day: its hours, None where they are the building's, and its room."""

    hours: str | None
    room: str = ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a run of days meets: the usual hours of its building, its city with the clock and the closed days.

    Whatever is not known is None; `home` is the capital's zone.
    """

    hours: str | None
    city: Bilingual | None
    tzid: str | None
    closed: ClosedDays | None
    home: str


@dataclass(frozen=True, slots=True)
class MeetingRun:
    """Days that follow one another, weekends left out, with the same hours and the same room."""

    opens: date
    closes: date
    first: MeetingDay


def typed_hours(text: str, *, field: str) -> str:
    """The hours of a day's meetings in one spelling, "10:00-13:00, 15:00-18:00"; empty where there are none."""
    text = clean_line(text)
    if not text:
        return ""
    found: list[Meeting] = []
    for part in BETWEEN.split(text):
        ends = UNTIL.split(part)
        if len(ends) != 2:
            raise Refusal(NOT_HOURS, field=field, usual=USUAL)
        first, last = (typed_clock(end, field=field) for end in ends)
        if last <= first or (found and first < found[-1][1]):
            raise Refusal(BACKWARDS, field=field, typed=part)
        found.append((first, last))
    return ", ".join(f"{first:%H:%M}-{last:%H:%M}" for first, last in found)


def meetings(hours: str) -> tuple[Meeting, ...]:
    """The meetings of a day in that spelling."""
    pairs = (part.split("-") for part in hours.split(", ") if part)
    return tuple((time.fromisoformat(first), time.fromisoformat(last)) for first, last in pairs)


def usual_hours(building: str | None, office: OfficeDay) -> str | None:
    """The hours of a day that nobody has said anything of: none on weekends and closed days."""
    return "" if office.is_open is False else building


def sittings(day: date, hours: str | None, *, tzid: str, home: str) -> tuple[Sitting, ...]:
    """A day's meetings, there and at home."""
    found = []
    for first, last in meetings(hours or ""):
        starts, ends = (datetime.combine(day, each, ZoneInfo(tzid)).astimezone(UTC) for each in (first, last))
        there, at_home = (span(starts, ends, tzid=zone) for zone in (tzid, home))
        found.append(Sitting(starts, ends, there, at_home, local_day(starts, home)))
    return tuple(found)


def days_of_run(run: Days, own: Mapping[date, OwnDay], *, where: Whereabouts) -> Iterator[MeetingDay]:
    """Every day of a run: what was said of it, else what is usual in its building."""
    for number in range((run.closes - run.opens).days + 1):
        day = run.opens + timedelta(days=number)
        said, office = own.get(day), office_day(day, where.closed)
        usual = usual_hours(where.hours or None, office)
        hours = usual if said is None or said.hours is None else said.hours
        yield MeetingDay(
            day=day,
            hours=hours,
            usual=usual,
            room="" if said is None else said.room,
            office=office,
            city=where.city,
            sittings=() if where.tzid is None else sittings(day, hours, tzid=where.tzid, home=where.home),
        )


def hours_told(days: Iterable[MeetingDay]) -> tuple[DayHours, ...]:
    """The meetings of a run of days as its letters tell of them; days of which nothing is known are left out."""
    return tuple(
        DayHours(run.opens, run.closes, run.first.hours, run.first.room)
        for run in runs_of(days)
        if run.first.hours is not None or run.first.room
    )


def runs_of(days: Iterable[MeetingDay]) -> tuple[MeetingRun, ...]:
    """Days alike as one line each."""
    runs: list[MeetingRun] = []
    for day in days:
        if day.is_weekend_off:
            continue
        if runs and runs[-1].first.looks == day.looks:
            runs[-1] = MeetingRun(runs[-1].opens, day.day, runs[-1].first)
        else:
            runs.append(MeetingRun(day.day, day.day, day))
    return tuple(runs)


def days_meant(days: Iterable[MeetingDay], first: date, *, last: date) -> tuple[MeetingDay, ...]:
    """The days from one to another, both inclusive, but weekends and closed ones; one that is chosen alone is meant."""
    if last < first:
        raise Refusal(NOT_FORWARDS, field="closes")
    found = tuple(each for each in days if first <= each.day <= last and (first == last or each.usual != ""))
    if not found:
        raise Refusal(NOT_ITS_DAY, field="opens")
    return found


def checked_days(plans: Sequence[DayPlan]) -> tuple[DayPlan, ...]:
    """The days with their hours in one spelling and clean rooms; refused with every problem, each told once."""
    problems: dict[str, Refusal] = {}
    found = []
    for plan in plans:
        room = clean_line(plan.room)
        for problem in too_long(MOST, room=room):
            problems["room"] = problem
        try:
            found.append(DayPlan(plan.day, typed_hours(plan.hours, field="hours"), room))
        except Refusal as refusal:
            problems["hours"] = refusal
    if problems:
        raise Invalid(list(problems.values()))
    return tuple(found)


def hours_field(day: date) -> str:
    """The field of a day's hours."""
    return f"hours_{day:%Y%m%d}"


def room_field(day: date) -> str:
    """The field of a day's room."""
    return f"room_{day:%Y%m%d}"


def sight_of_days(days: Iterable[MeetingDay]) -> Mapping[str, str]:
    """The form of a session's days."""
    return sight_of_day_plans(DayPlan(one.day, one.hours or "", one.room) for one in days)


def sight_of_day_plans(plans: Iterable[DayPlan]) -> Mapping[str, str]:
    """The same as they shall be."""
    return {
        name: value
        for plan in plans
        for name, value in ((hours_field(plan.day), plan.hours), (room_field(plan.day), plan.room))
    }
