"""Cities and buildings: where sessions can meet, and what a file has not named."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.places import add_building, add_city
from scheduler.queries.places import cities_on_file
from scheduler.rules.policy import Permission
from vocabulary.plan import StationCard
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import N_, Bilingual
from vocabulary.zones import usual_clocks
from web.access import access
from web.context import actor, now
from web.desk import options
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page


@blueprint.get("/places", endpoint="places")
@access(Permission.DESK)
def places_page() -> ResponseReturnValue:
    """Every city on file with its clock and its buildings."""
    return render_template("desk/places.html", cities=cities_on_file(actor=actor()))


@blueprint.get("/places/new", endpoint="new_city")
@access(Permission.DESK)
def new_city_page() -> ResponseReturnValue:
    """An empty card for a city."""
    return city_form({})


@blueprint.post("/places/new", endpoint="add_city")
@access(Permission.DESK)
def add_city_now() -> ResponseReturnValue:
    """Put a city on file."""
    typed = Typed()
    try:
        card = StationCard(Bilingual(typed.line("name_en"), typed.line("name_th")), typed.line("tzid"))
        typed.check()
        add_city(card, by=actor(), now=now())
    except Refusal as refusal:
        return city_form(request.form.to_dict(), refusal)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.places"), 303)


def city_form(values: dict[str, str], refusal: Refusal | None = None) -> ResponseReturnValue:
    """The card with everything typed, and what is wrong with it."""
    choices = [("", gettext("Choose")), *sorted(clock_options(), key=lambda option: option[1])]
    return form_page("desk/new_city.html", refusal, values=values, zones=choices)


def clock_options() -> list[options.Option]:
    """Every clock under its country, in the page's language."""
    return [(one.tzid, f"{options.plain(one.country)} · {options.plain(one.city)}") for one in usual_clocks()]


@blueprint.get("/places/<int:station_id>/buildings/new", endpoint="new_building")
@access(Permission.DESK)
def new_building_page(station_id: int) -> ResponseReturnValue:
    """An empty card for a building."""
    return building_form(station_id, {})


@blueprint.post("/places/<int:station_id>/buildings/new", endpoint="add_building")
@access(Permission.DESK)
def add_building_now(station_id: int) -> ResponseReturnValue:
    """Put a building on file."""
    typed = Typed()
    try:
        name = Bilingual(typed.line("name_en"), typed.line("name_th"))
        typed.check()
        add_building(station_id, name, by=actor(), now=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return building_form(station_id, request.form.to_dict(), refusal=refusal)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.places"), 303)


def building_form(station_id: int, values: dict[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The card with everything typed, and what is wrong with it."""
    found = next((city for city in cities_on_file(actor=actor()) if city.mark.station_id == station_id), None)
    if found is None:
        raise NotFound(N_("This city does not exist."))
    return form_page(
        "desk/new_building.html",
        refusal,
        station_id=station_id,
        city=found.mark.name,
        values=values,
    )
