"""`flask calendar import`: a newer list of closed days, the difference first, then all of it or nothing."""

from pathlib import Path

import click

from commands.calendars import calendar, planned_on, states
from commands.output import (
    FAILED,
    complain,
    dry_run_option,
    json_option,
    listing,
    now,
    refusing,
    remark,
    said,
    yes_option,
)
from scheduler.importing.day_deeds import File, days_planned, import_days
from scheduler.importing.days import About, DayChange, DayLine, DayPlan
from scheduler.importing.sheets import read_sheet
from scheduler.queries.calendars import calendar_named
from vocabulary.actor import OPERATOR
from vocabulary.closed_days import ClosedDayState
from vocabulary.columns import DayColumn
from vocabulary.refusals import Invalid
from vocabulary.states import Language
from vocabulary.wording import wording


@calendar.command("import")
@click.argument("key", metavar="CALENDAR")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Which official list it is, with its day.")
@click.option("--state", type=states, default=ClosedDayState.CONFIRMED.value, help="Whether its days are official.")
@dry_run_option
@yes_option
@json_option
@refusing
def import_list(*, key: str, path: Path, dry_run: bool, yes: bool, **typed: str) -> None:
    """Take a newer list from FILE, XLSX or CSV: the difference is shown first, then all of it or nothing.

    FILE counts as the whole list of every year that it names. What is planned stays where it is.
    """
    number = calendar_named(key, actor=OPERATOR)
    about = About(typed["source"], ClosedDayState(typed["state"]))
    file = File(read_sheet(path.read_bytes(), name=path.name, columns=DayColumn), path.name, about)
    plan = days_planned(number, file, by=OPERATOR, now=now())
    show(plan, file, as_json=bool(typed["as_json"]))
    if plan.problems:
        complain(Invalid(list(plan.problems)))
        remark("Nothing was imported. Correct the file and import it again.")
        raise SystemExit(FAILED)
    if plan.is_idle:
        remark("This file says what is on file already: there is nothing to import.")
        return
    if dry_run or not (yes or click.confirm(f"Import the whole list of {years(plan)}?", err=True)):
        remark("Nothing was imported.")
        return
    import_days(number, file, by=OPERATOR, now=now())
    remark(f"Imported: the whole list of {years(plan)}. Nothing that is planned has moved.")


def years(plan: DayPlan) -> str:
    """The years of a plan, in words."""
    return " and ".join(map(str, plan.years))


def show(plan: DayPlan, file: File, *, as_json: bool) -> None:
    """Print what would happen, day by day, what is planned on new days, and remarks on the file."""
    for message, values in file.sheet.notes:
        remark(wording(Language.ENGLISH).gettext(message) % values)
    listing([row_of(line) for line in plan.changing], as_json=as_json)
    for effect in plan.effects:
        for line in planned_on(effect):
            remark(line)


def row_of(line: DayLine) -> dict[str, object]:
    """One day and what would happen to it."""
    moved = line.before.day if line.change is DayChange.MOVED and line.before is not None else None
    return {
        "day": line.card.day,
        "name": said(line.card.name),
        "state": line.card.state,
        "row": line.row,
        "would": line.change,
        "from": moved,
    }
