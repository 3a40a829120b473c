"""When and in which room a session meets on its days, and the usual hours of a building."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.meeting_days import set_building_hours, set_meeting_days
from scheduler.queries.meeting_days import DaysPage, days_page_for
from scheduler.queries.places import BuildingLine, building_for
from scheduler.rules.meeting_hours import MeetingDay, days_meant, runs_of, sight_of_days
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_hours
from vocabulary.days import short_day
from vocabulary.plan import DayPlan
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import N_
from web.access import access
from web.context import actor, language, now, today
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page
from web.sights import merged, seen_in_form, sight_for

NO_DAY = N_("Enter the first of the days that are meant.")


@blueprint.get("/sessions/<int:session_id>/days", endpoint="session_days")
@access(Permission.DESK)
def days_page(session_id: int) -> ResponseReturnValue:
    """The form for some days, with what holds on the first of them."""
    page = days_page_for(session_id, actor=actor())
    return days_form(page, values_for(page, next((one for one in page.days if one.day == chosen_day()), None)))


def chosen_day() -> date | None:
    """The day that a link names."""
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None


def values_for(page: DaysPage, chosen: MeetingDay | None) -> Mapping[str, str]:
    """The fields for the line of days that a day stands on, or for all days."""
    if not page.days:
        return dict.fromkeys(("opens", "closes", "hours", "room"), "")
    runs = runs_of(page.days)
    run = next((one for one in runs if chosen and one.opens <= chosen.day <= one.closes), None)
    first, last = (run.opens, run.closes) if run else (page.days[0].day, page.days[-1].day)
    shown = run or next(iter(runs), None)  # none where it only meets on days off
    return {
        "opens": short_day(first, language()),
        "closes": short_day(last, language()),
        "hours": (shown.first.hours or "") if shown else "",
        "room": shown.first.room if shown else "",
    }


@blueprint.post("/sessions/<int:session_id>/days", endpoint="set_session_days")
@access(Permission.DESK)
def set_days(session_id: int) -> ResponseReturnValue:
    """Say of some days when and where it meets."""
    page = days_page_for(session_id, actor=actor())
    try:
        set_meeting_days(session_id, typed_days(page), by=actor(), now=now(), seen=seen_in_form())
    except NotFound:
        raise
    except Refusal as refusal:
        return days_form(days_page_for(session_id, actor=actor()), request.form.to_dict(), refusal=refusal)
    flash(gettext("Saved. Nobody is told: sessions stand in calendars as whole days."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id, _anchor="meetings"), 303)


def typed_days(page: DaysPage) -> Sequence[DayPlan]:
    """What was typed, for each day that is meant."""
    typed = Typed()
    first = typed.needed("opens", typed.day("opens", today=today()), sentence=NO_DAY)
    last = typed.day("closes", today=today()) or first
    hours, room = typed.line("hours"), typed.line("room")
    typed.check()
    return [DayPlan(one.day, hours, room) for one in days_meant(page.days, first or today(), last=last or today())]


def days_form(page: DaysPage, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, what holds now, and what is wrong with it."""
    return form_page(
        "desk/session_days.html",
        refusal,
        page=page,
        runs=runs_of(page.days),
        sight=sight_for(sight_of_days(page.days), refusal),
        values=values,
    )


@blueprint.get("/buildings/<int:venue_id>/hours", endpoint="building_hours")
@access(Permission.DESK)
def building_page(venue_id: int) -> ResponseReturnValue:
    """The form with a building's usual hours."""
    building = building_for(venue_id, actor=actor())
    return building_form(building, {"hours": building.hours})


@blueprint.post("/buildings/<int:venue_id>/hours", endpoint="set_building_hours")
@access(Permission.DESK)
def set_hours(venue_id: int) -> ResponseReturnValue:
    """Set a building's usual hours."""
    typed = Typed()
    hours = typed.line("hours")
    try:
        typed.check()
        set_building_hours(venue_id, hours, by=actor(), now=now(), seen=seen_in_form())
    except NotFound:
        raise
    except Refusal as refusal:
        return building_form(building_for(venue_id, actor=actor()), {"hours": hours}, refusal=refusal)
    flash(gettext("Saved. Nobody is told: sessions stand in calendars as whole days."), "ok")
    return redirect(url_for("desk.places"), 303)


def building_form(
    building: BuildingLine, values: Mapping[str, str], *, refusal: Refusal | None = None
) -> ResponseReturnValue:
    """The form with what was typed, and what is wrong with it."""
    return form_page(
        "desk/building_hours.html",
        refusal,
        building=building,
        sight=sight_for(sight_of_hours(building.hours), refusal),
        values=merged(values, refusal),
    )
