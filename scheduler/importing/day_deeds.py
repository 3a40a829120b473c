"""Taking a newer list of closed days in: shown first as a difference, then all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.database import db
from models.imports import KeptSheet
from models.places import ClosedDay, ClosureList
from scheduler.closed_days import put_year, refuse_unfit_source, write
from scheduler.deed import deed
from scheduler.importing.days import About, DayChange, DayPlan, Present, by_change, plan_of, read_days
from scheduler.importing.deeds import MOVED, NOTHING, Decision, keep_sheet, kept_by, unpacked
from scheduler.importing.sheets import Sheet
from scheduler.queries.availability import listed_days
from scheduler.queries.calendars import list_of, refuse_strangers
from scheduler.queries.closed_day_effects import effects_on
from scheduler.queries.home import home_day
from scheduler.rules.office_days import ClosedDays
from vocabulary.actor import Actor
from vocabulary.closed_days import ClosedDayState
from vocabulary.refusals import Invalid, Refusal, Stale
from vocabulary.text import Bilingual

DETAILS = {
    DayChange.NEW: "new",
    DayChange.MOVED: "days moved",
    DayChange.CHANGED: "changed",
    DayChange.GONE: "days gone",
}
"""What the audit row calls each change."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of closed days: its rows, its name, and what was said of it."""

    sheet: Sheet
    name: str
    about: About


@dataclass(frozen=True, slots=True)
class BroughtDays:
    """A kept file with what it would change of its list now."""

    number: int
    name: str
    list_id: int
    list_name: Bilingual
    notes: tuple[tuple[str, dict[str, str]], ...]
    plan: DayPlan


def keep_days(list_id: int, file: File, *, by: Actor, wall: datetime) -> int:
    """Keep a file's rows for the officer who brought it, with what was said of the whole of it."""
    refuse_unfit_source(file.about.source)
    list_of(list_id)
    told = {"list": list_id, "source": file.about.source, "state": file.about.state.value}
    return keep_sheet(file.sheet, name=file.name, by=by, wall=wall, about=told)


def brought_days(number: int, *, by: Actor, now: datetime, wall: datetime) -> BroughtDays:
    """A kept file as it would be taken in now; another officer's is not there."""
    row = kept_by(number, by=by, wall=wall, is_calendar=True)
    closures = list_of(int(row.sheet["about"]["list"]))
    file = file_in(row)
    plan = plan_for(closures, file, now=now)
    return BroughtDays(row.id, row.name, closures.id, closures.name, file.sheet.notes, plan)


def file_in(row: KeptSheet) -> File:
    """A kept file with what was said of it."""
    told = row.sheet["about"]
    return File(unpacked(row.sheet), row.name, About(str(told["source"]), ClosedDayState(told["state"])))


def import_kept_days(decision: Decision, *, by: Actor, now: datetime) -> DayPlan:
    """Take a kept file in as it was shown; refused with `Stale` where it would now do something else."""
    with deed("import closed days", by=by, now=now) as record:
        row = kept_by(decision.number, by=by, wall=decision.wall, is_calendar=True)
        file, closures = file_in(row), list_of(int(row.sheet["about"]["list"]))
        plan = plan_for(closures, file, now=now)
        if plan.digest != decision.shown:
            raise Stale(MOVED)
        take_in(closures, plan, source=file.about.source, by=by)
        db.session.delete(row)
        record.about("closure_list", closures.id, file=row.name, **counts(plan))
    return plan


def import_days(list_id: int, file: File, *, by: Actor, now: datetime) -> DayPlan:
    """Take a file in at once, as at the terminal, where it has just been shown."""
    with deed("import closed days", by=by, now=now) as record:
        closures = list_of(list_id)
        refuse_unfit_source(file.about.source)
        plan = plan_for(closures, file, now=now)
        take_in(closures, plan, source=file.about.source, by=by)
        record.about("closure_list", list_id, file=file.name, **counts(plan))
    return plan


def days_planned(list_id: int, file: File, *, by: Actor, now: datetime) -> DayPlan:
    """What a file would change of a list now; nothing is written."""
    refuse_strangers(by)
    return plan_for(list_of(list_id), file, now=now)


def plan_for(closures: ClosureList, file: File, *, now: datetime) -> DayPlan:
    """The difference, with what is planned on the days that would be closed."""
    present = Present({row.id: row.card for row in closures.days}, frozenset(row.year for row in closures.years))
    plan = plan_of(read_days(file.sheet, file.about, today=home_day(now)), present)
    effects = effects_on(closures, plan.closing, closed=as_it_would_be(closures, plan), now=now)
    return replace(plan, effects=tuple(effects[day] for day in sorted(effects) if effects[day].count))


def as_it_would_be(closures: ClosureList, plan: DayPlan) -> ClosedDays:
    """The list with the plan carried out."""
    closed = listed_days(closures)
    away = {line.before.day for line in plan.changing if line.before is not None}
    days = {day: name for day, name in closed.days.items() if day not in away}
    days |= {line.card.day: line.card.name for line in plan.standing}
    return replace(closed, days=days, years=(closed.years or frozenset()) | frozenset(plan.years))


def take_in(closures: ClosureList, plan: DayPlan, *, source: str, by: Actor) -> None:
    """Make the changes of a plan, the step of a deed; refused where anything is wrong, or nothing would change."""
    if plan.problems:
        raise Invalid(list(plan.problems))
    if plan.is_idle:
        raise Refusal(NOTHING)
    rows = {row.id: row for row in closures.days}
    # First of all: a day that moves may take the place of one that leaves, and a list has each day once.
    remove(closures, [rows[line.day_id] for line in plan.leaving if line.day_id])
    for line in plan.standing:
        row = rows[line.day_id] if line.day_id else added_to(closures)
        write(row, line.card)
        row.added_by = by.label
    for year in plan.years:
        put_year(closures, year, source=source, by=by)


def added_to(closures: ClosureList) -> ClosedDay:
    """A new day on the list."""
    row = ClosedDay()
    closures.days.append(row)
    return row


def remove(closures: ClosureList, rows: Sequence[ClosedDay]) -> None:
    """Take days off the list before others are put on it."""
    for row in rows:
        closures.days.remove(row)
    db.session.flush()


def counts(plan: DayPlan) -> dict[str, int]:
    """What the audit row keeps beside the days themselves."""
    return {DETAILS[change]: count for change, count in by_change(plan)}
