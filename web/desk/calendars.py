"""Lists of closed days: all of them, one by year, and a day added, corrected or removed; nothing planned moves."""

from collections.abc import Mapping
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.closed_days import (
    Planned,
    add_closed_day,
    confirm_closed_days,
    correct_closed_day,
    remove_closed_day,
    start_calendar,
)
from scheduler.queries.calendars import (
    all_calendars,
    bare_city,
    calendar_page,
    closed_day_for,
)
from scheduler.rules.closed_days import NO_NAME
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_closed_day
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.days import short_day, year_text
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.text import N_, Bilingual
from web.access import access
from web.context import actor, language, now, today
from web.desk import options
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page
from web.sights import merged, seen_in_form, sight_for

NO_DAY = N_("Write the day on which offices are closed.")
STATES = {
    ClosedDayState.CONFIRMED: N_("Confirmed: it stands in an official list"),
    ClosedDayState.EXPECTED: N_("Not confirmed yet: it is expected"),
}
FIRST_YEAR, LAST_YEAR = 1900, 2200


@blueprint.get("/calendars", endpoint="calendars")
@access(Permission.DESK)
def calendars_page() -> ResponseReturnValue:
    """Every list of closed days, and the cities that go by none."""
    return render_template("desk/calendars.html", calendars=all_calendars(actor=actor(), now=now()))


@blueprint.get("/calendars/<int:list_id>", endpoint="calendar")
@access(Permission.DESK)
def one_calendar_page(list_id: int) -> ResponseReturnValue:
    """One list in one year."""
    return calendar_view(list_id, year_asked())


def year_asked() -> int | None:
    """The year in the address, where there is a sound one."""
    return sound(next(iter(Typed(request.args).numbers("year")), 0))


def sound(year: int) -> int | None:
    """A year that a page can be drawn of."""
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def calendar_view(list_id: int, year: int | None, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with what is wrong with what was to be confirmed on it."""
    page = calendar_page(list_id, year, actor=actor(), now=now())
    return form_page(
        "desk/calendar.html",
        refusal,
        page=page,
        tabs=[
            {"url": place_of(list_id, one), "label": said_year(one), "current": one == page.year} for one in page.years
        ],
        year=said_year(page.year),
        values=request.form.to_dict(),
    )


def tab_of(list_id: int, year: int, *, is_current: bool) -> dict[str, object]:
    """The way to another year of the same list."""
    return {"url": place_of(list_id, year), "label": said_year(year), "current": is_current}


def place_of(list_id: int, year: int) -> str:
    """The address of a list in a year."""
    return url_for("desk.calendar", list_id=list_id, year=year)


def said_year(year: int) -> str:
    """A year in the era that this page's readers count in."""
    return year_text(date(year, 1, 1), language())


@blueprint.post("/calendars/<int:list_id>/years/<int:year>/confirm", endpoint="confirm_calendar")
@access(Permission.DESK)
def confirm_now(list_id: int, year: int) -> ResponseReturnValue:
    """Say that a year's list is whole and official."""
    typed = Typed()
    try:
        source = typed.line("source")
        typed.check()
        confirm_closed_days(list_id, year, source=source, by=actor(), now=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return calendar_view(list_id, sound(year), refusal=refusal)
    flash(gettext("Saved."), "ok")
    return redirect(place_of(list_id, year), 303)


@blueprint.get("/calendars/<int:list_id>/days/new", endpoint="new_closed_day")
@access(Permission.DESK)
def new_day_page(list_id: int) -> ResponseReturnValue:
    """An empty card for a closed day."""
    return new_day_form(list_id, {"certainty": ClosedDayState.CONFIRMED.value})


@blueprint.post("/calendars/<int:list_id>/days/new", endpoint="add_closed_day")
@access(Permission.DESK)
def add_day_now(list_id: int) -> ResponseReturnValue:
    """Put a day on the list; what is planned on it is shown first."""
    typed = Typed()
    try:
        card = read_card(typed)
        add_closed_day(list_id, card, by=actor(), now=now(), shown=typed.line("shown"))
    except NotFound:
        raise
    except Refusal as refusal:
        return new_day_form(list_id, request.form.to_dict(), refusal=refusal)
    flash(gettext("Saved. What is planned stays where it is until you move it."), "ok")
    return redirect(place_of(list_id, card.day.year), 303)


def new_day_form(list_id: int, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The card with everything typed, what is planned on that day, and what is wrong."""
    page = calendar_page(list_id, year_asked(), actor=actor(), now=now())
    return form_page(
        "desk/new_closed_day.html",
        refusal,
        line=page.line,
        year=page.year,
        values=values,
        states=options.worded(STATES),
        planned=refusal if isinstance(refusal, Planned) else None,
    )


def read_card(typed: Typed) -> ClosedDayCard:
    """The card that was typed; refused with every problem at once."""
    day = typed.needed("day", typed.day("day", today=today()), sentence=NO_DAY)
    name = Bilingual(typed.line("name_en"), typed.line("name_th"))
    if not name.en and not name.th:
        typed.note("name_th", NO_NAME)
    source = typed.line("origin")
    state = typed.choice("certainty", ClosedDayState) or ClosedDayState.EXPECTED
    typed.check()
    return ClosedDayCard(day or today(), name, source, state)


@blueprint.get("/calendars/days/<int:day_id>", endpoint="closed_day")
@access(Permission.DESK)
def day_page(day_id: int) -> ResponseReturnValue:
    """One closed day, to be corrected, moved or removed."""
    return day_form(day_id)


@blueprint.post("/calendars/days/<int:day_id>", endpoint="correct_closed_day")
@access(Permission.DESK)
def correct_day_now(day_id: int) -> ResponseReturnValue:
    """Correct a day; what is planned on the one that it moves to is shown first."""
    typed = Typed()
    closures, _ = closed_day_for(day_id, actor=actor())
    try:
        card = read_card(typed)
        correct_closed_day(day_id, card, by=actor(), now=now(), seen=seen_in_form(), shown=typed.line("shown"))
    except NotFound:
        raise
    except Refusal as refusal:
        return day_form(day_id, refusal=refusal)
    flash(gettext("Saved. What is planned stays where it is until you move it."), "ok")
    return redirect(place_of(closures.id, card.day.year), 303)


def day_form(day_id: int, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The card of a day on file, or everything typed into it, what is planned on that day, and what is wrong."""
    closures, card = closed_day_for(day_id, actor=actor())
    values = request.form.to_dict() if refusal else filled(card)
    return form_page(
        "desk/closed_day.html",
        refusal,
        day_id=day_id,
        closures=closures,
        card=card,
        sight=sight_for(sight_of_closed_day(card), refusal),
        values=merged(values, refusal),
        states=options.worded(STATES),
        planned=refusal if isinstance(refusal, Planned) else None,
    )


def filled(card: ClosedDayCard) -> dict[str, str]:
    """The fields of a card as this reader would type them."""
    return {
        "day": short_day(card.day, language()),
        "name_th": card.name.th,
        "name_en": card.name.en,
        "origin": card.source,
        "certainty": card.state.value,
    }


@blueprint.post("/calendars/days/<int:day_id>/remove", endpoint="remove_closed_day")
@access(Permission.DESK)
def remove_day_now(day_id: int) -> ResponseReturnValue:
    """Take a day off its list."""
    closures, card = closed_day_for(day_id, actor=actor())
    remove_closed_day(day_id, by=actor(), now=now(), seen=seen_in_form())
    flash(gettext("The day is off the list."), "ok")
    return redirect(place_of(closures.id, card.day.year), 303)


@blueprint.get("/places/<int:station_id>/calendar/new", endpoint="new_calendar")
@access(Permission.DESK)
def new_calendar_page(station_id: int) -> ResponseReturnValue:
    """A name for the list of a city that goes by none."""
    return calendar_form(station_id, {})


@blueprint.post("/places/<int:station_id>/calendar/new", endpoint="start_calendar")
@access(Permission.DESK)
def start_now(station_id: int) -> ResponseReturnValue:
    """Begin the list of a city."""
    typed = Typed()
    try:
        name = Bilingual(typed.line("name_en"), typed.line("name_th"))
        typed.check()
        number = start_calendar(station_id, name, by=actor(), now=now())
    except (NotFound, Stale):
        raise
    except Refusal as refusal:
        return calendar_form(station_id, request.form.to_dict(), refusal=refusal)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.calendar", list_id=number), 303)


def calendar_form(station_id: int, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    return form_page(
        "desk/new_calendar.html",
        refusal,
        city=bare_city(station_id, actor=actor()),
        values=values,
    )
