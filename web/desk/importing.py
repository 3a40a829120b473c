"""Bringing a spreadsheet of focal points: a template, a look at what it would change, and one button."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from scheduler.importing.deeds import Brought, Decision, brought_sheet, import_kept, keep_sheet
from scheduler.importing.plans import EffectKind
from scheduler.importing.sheets import read_sheet
from scheduler.importing.templates import template_csv, template_xlsx
from scheduler.rules.policy import Permission
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.text import N_, clean_line
from web.access import access
from web.context import actor, language, now, wall
from web.desk.blueprint import blueprint
from web.errors import say
from web.forms import errors_of
from web.uploads import takes_files

CHOOSE = N_("Choose a file.")
NO_TEMPLATE = N_("There is no template of this kind.")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 200
KINDS = {"xlsx": (template_xlsx, XLSX), "csv": (template_csv, "text/csv; charset=utf-8")}


@blueprint.get("/people/import", endpoint="import_people")
@access(Permission.DESK)
def import_page() -> ResponseReturnValue:
    """The templates, and the field for a file."""
    return form()


@blueprint.post("/people/import", endpoint="bring_people")
@takes_files
@access(Permission.DESK)
def bring_now() -> ResponseReturnValue:
    """Read a file and keep it for the look."""
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise Refusal(CHOOSE, field="file")
        name = clean_line(PurePath(file.filename).name)[:LONGEST_NAME]
        sheet = read_sheet(file.stream.read(), name=name)
    except Refusal as refusal:
        return form(errors=errors_of(refusal)), refusal.status
    number = keep_sheet(sheet, name=name, by=actor(), wall=wall())
    return redirect(url_for("desk.brought_people", number=number), 303)


@blueprint.get("/people/import/<int:number>", endpoint="brought_people")
@access(Permission.DESK)
def brought_page(number: int) -> ResponseReturnValue:
    """What a file would change, row by row; a file that is not there any more is asked for anew."""
    try:
        return preview(brought_sheet(number, by=actor(), wall=wall()))
    except NotFound as refusal:
        return form(errors=errors_of(refusal)), refusal.status


@blueprint.post("/people/import/<int:number>", endpoint="import_now")
@access(Permission.DESK)
def import_now(number: int) -> ResponseReturnValue:
    """Take all rows in, or none; what has changed since the look is shown anew."""
    decision = Decision(number, shown=request.form.get("shown", ""), wall=wall())
    try:
        plan = import_kept(decision, by=actor(), now=now())
    except Stale as refusal:
        return preview(brought_sheet(number, by=actor(), wall=wall()), errors=errors_of(refusal)), refusal.status
    except NotFound as refusal:
        return form(errors=errors_of(refusal)), refusal.status
    except Refusal:
        return preview(brought_sheet(number, by=actor(), wall=wall())), 422
    count = len(plan.changing)
    flash(
        ngettext("%(num)d row is imported. No mail was sent.", "%(num)d rows are imported. No mail was sent.", count),
        "ok",
    )
    return redirect(url_for("desk.people"), 303)


@blueprint.get("/people/import/template.<kind>", endpoint="import_template")
@access(Permission.DESK)
def template_file(kind: str) -> ResponseReturnValue:
    """A spreadsheet to fill in, empty or with the focal points of today."""
    if kind not in KINDS:
        raise NotFound(NO_TEMPLATE)
    make, mimetype = KINDS[kind]
    filled = bool(request.args.get("filled"))
    answer = Response(make(language(), filled=filled, by=actor()), mimetype=mimetype)
    name = "focal-points" if filled else "focal-points-template"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def form(*, errors: Mapping[str, str] | None = None) -> str:
    """The page on which a file is chosen."""
    return render_template("desk/import.html", errors=errors or {})


def preview(brought: Brought, *, errors: Mapping[str, str] | None = None) -> str:
    """The page on which a file is decided on."""
    values: dict[str, Any] = {kind.name.lower(): brought.plan.count(kind) for kind in EffectKind}
    return render_template(
        "desk/brought.html",
        brought=brought,
        plan=brought.plan,
        notes=[gettext(message) % told for message, told in brought.notes],
        problems=[say(problem) for problem in brought.plan.problems],
        counts=values,
        errors=errors or {},
    )
