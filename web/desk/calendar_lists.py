"""A list of closed days as a whole: renamed, given to another city, taken off the file."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.closed_lists import move_calendar, remove_calendar, rename_calendar
from scheduler.queries.calendars import all_calendars, calendar_page
from scheduler.rules.policy import Permission
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import N_, Bilingual
from web.access import access
from web.context import actor, now
from web.desk import options
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page

NO_CITY = N_("Choose a city.")


@blueprint.get("/calendars/<int:list_id>/list", endpoint="edit_calendar")
@access(Permission.DESK)
def edit_page(list_id: int) -> ResponseReturnValue:
    """The forms by which a list is renamed, given to another city or removed."""
    name = calendar_page(list_id, None, actor=actor(), now=now()).line.name
    return edit_form(list_id, {"name_en": name.en, "name_th": name.th})


def edit_form(list_id: int, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page with everything typed, and what is wrong with it."""
    bare = all_calendars(actor=actor(), now=now()).bare
    return form_page(
        "desk/edit_calendar.html",
        refusal,
        line=calendar_page(list_id, None, actor=actor(), now=now()).line,
        cities=[("", gettext("Choose")), *((city.station_id, options.plain(city.name)) for city in bare)],
        values=values,
    )


def refused(list_id: int, refusal: Refusal) -> ResponseReturnValue:
    """The page with what stands against it."""
    name = calendar_page(list_id, None, actor=actor(), now=now()).line.name
    return edit_form(list_id, {"name_en": name.en, "name_th": name.th, **request.form.to_dict()}, refusal=refusal)


@blueprint.post("/calendars/<int:list_id>/list", endpoint="rename_calendar")
@access(Permission.DESK)
def rename_now(list_id: int) -> ResponseReturnValue:
    """Call it otherwise."""

    def rename(typed: Typed) -> None:
        name = Bilingual(typed.line("name_en"), typed.line("name_th"))
        typed.check()
        rename_calendar(list_id, name, by=actor(), now=now())

    return done(list_id, rename) or saved(list_id)


@blueprint.post("/calendars/<int:list_id>/city", endpoint="move_calendar")
@access(Permission.DESK)
def move_now(list_id: int) -> ResponseReturnValue:
    """Let another city go by it."""

    def move(typed: Typed) -> None:
        station_id = typed.needed("city", typed.number("city"), sentence=NO_CITY)
        typed.check()
        move_calendar(list_id, station_id or 0, by=actor(), now=now())

    return done(list_id, move) or saved(list_id)


@blueprint.post("/calendars/<int:list_id>/remove", endpoint="remove_calendar")
@access(Permission.DESK)
def remove_now(list_id: int) -> ResponseReturnValue:
    """Take it off the file."""
    against = done(list_id, lambda _: remove_calendar(list_id, by=actor(), now=now()))
    if against is not None:
        return against
    flash(gettext("The list is off the file."), "ok")
    return redirect(url_for("desk.calendars"), 303)


def done(list_id: int, act: Callable[[Typed], None]) -> ResponseReturnValue | None:
    """Do it with what was typed; the page with what stands against it, or None."""
    try:
        act(Typed())
    except NotFound:
        raise
    except Refusal as refusal:
        return refused(list_id, refusal)
    return None


def saved(list_id: int) -> ResponseReturnValue:
    """Back to the list."""
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.calendar", list_id=list_id), 303)
