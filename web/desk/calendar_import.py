"""Bringing a newer list of closed days: the difference first, then all of it or nothing."""

from collections.abc import Mapping
from pathlib import PurePath

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from scheduler.importing.day_deeds import BroughtDays, File, brought_days, import_kept_days, keep_days
from scheduler.importing.day_templates import days_csv, days_xlsx
from scheduler.importing.days import About, DayChange
from scheduler.importing.deeds import Decision
from scheduler.importing.sheets import read_sheet
from scheduler.queries.calendars import calendar_page
from scheduler.rules.policy import Permission
from vocabulary.closed_days import ClosedDayState
from vocabulary.columns import DayColumn
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.text import N_, clean_line
from web.access import access
from web.context import actor, language, now, wall
from web.desk import options
from web.desk.blueprint import blueprint
from web.desk.calendars import STATES, place_of, year_asked
from web.desk.importing import CHOOSE, LONGEST_NAME, NO_TEMPLATE, XLSX
from web.errors import say
from web.forms import Typed, errors_of, form_page
from web.uploads import takes_files

KINDS = {"xlsx": (days_xlsx, XLSX), "csv": (days_csv, "text/csv; charset=utf-8")}
DONE = N_("What is planned stays where it is until you move it.")


@blueprint.get("/calendars/<int:list_id>/import", endpoint="import_calendar")
@access(Permission.DESK)
def import_calendar_page(list_id: int) -> ResponseReturnValue:
    """The field for a file, what it is, and the list of today to correct."""
    return bring_form(list_id, {"certainty": ClosedDayState.CONFIRMED.value})


@blueprint.post("/calendars/<int:list_id>/import", endpoint="bring_calendar")
@takes_files
@access(Permission.DESK)
def bring_calendar_now(list_id: int) -> ResponseReturnValue:
    """Read a file and keep it for the look."""
    typed, file = Typed(), request.files.get("file")
    try:
        about = About(typed.line("source"), typed.choice("certainty", ClosedDayState) or ClosedDayState.CONFIRMED)
        typed.check()
        if file is None or not file.filename:
            raise Refusal(CHOOSE, field="file")
        name = clean_line(PurePath(file.filename).name)[:LONGEST_NAME]
        sheet = read_sheet(file.stream.read(), name=name, columns=DayColumn)
        number = keep_days(list_id, File(sheet, name, about), by=actor(), wall=wall())
    except NotFound:
        raise
    except Refusal as refusal:
        return bring_form(list_id, request.form.to_dict(), refusal=refusal)
    return redirect(url_for("desk.brought_calendar", number=number), 303)


def bring_form(list_id: int, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page on which a file is chosen, with what is wrong."""
    return form_page(
        "desk/import_calendar.html",
        refusal,
        page=calendar_page(list_id, year_asked(), actor=actor(), now=now()),
        values=values,
        states=options.worded(STATES),
    )


@blueprint.get("/calendars/import/<int:number>", endpoint="brought_calendar")
@access(Permission.DESK)
def brought_calendar_page(number: int) -> ResponseReturnValue:
    """What a file would change, day by day."""
    return difference(brought(number))


def brought(number: int) -> BroughtDays:
    """A kept file of this officer's."""
    return brought_days(number, by=actor(), now=now(), wall=wall())


@blueprint.post("/calendars/import/<int:number>", endpoint="import_calendar_now")
@access(Permission.DESK)
def import_calendar_now(number: int) -> ResponseReturnValue:
    """Take the whole list in, or nothing; what has changed since the look is shown anew."""
    kept = brought(number)
    try:
        plan = import_kept_days(
            Decision(number, shown=request.form.get("shown", ""), wall=wall()), by=actor(), now=now()
        )
    except Stale as refusal:
        return difference(brought(number), errors=errors_of(refusal)), refusal.status
    except Refusal as refusal:
        return difference(brought(number)), refusal.status
    count = len(plan.changing)
    said = ngettext("%(num)d day of the list has changed.", "%(num)d days of the list have changed.", count)
    flash(f"{said} {gettext(DONE)}", "ok")
    return redirect(place_of(kept.list_id, plan.years[0]), 303)


def difference(brought: BroughtDays, *, errors: Mapping[str, str] | None = None) -> str:
    """The page on which a list is decided on."""
    plan = brought.plan
    return render_template(
        "desk/brought_calendar.html",
        brought=brought,
        plan=plan,
        notes=[gettext(message) % told for message, told in brought.notes],
        problems=[say(problem) for problem in plan.problems],
        counts={change.value: plan.count(change) for change in DayChange},
        errors=errors or {},
    )


@blueprint.get("/calendars/<int:list_id>/days.<kind>", endpoint="calendar_file")
@access(Permission.DESK)
def calendar_file(list_id: int, kind: str) -> ResponseReturnValue:
    """The days of a year as a spreadsheet, to correct and to bring back."""
    if kind not in KINDS:
        raise NotFound(NO_TEMPLATE)
    make, mimetype = KINDS[kind]
    page = calendar_page(list_id, year_asked(), actor=actor(), now=now())
    answer = Response(make(page, language()), mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{page.line.key}-{page.year}.{kind}"'
    return answer
