"""Deadlines of a session: by their own clock, and by the last office hour at home before them."""

from collections.abc import Mapping
from datetime import time

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.deadlines import add_deadline, correct_deadline, remove_deadline
from scheduler.queries.deadlines import DeadlineLine, deadline_for
from scheduler.queries.places import cities_on_file
from scheduler.queries.sessions import session_page_for
from scheduler.rules.deadlines import NO_CLOCK, NO_NAME
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_deadline
from scheduler.rules.typed import WallTime, instant
from vocabulary.days import short_day
from vocabulary.deadlines import DeadlineCard
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import N_, Bilingual
from web.access import access
from web.context import actor, language, now, today
from web.desk import options
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page
from web.sights import merged, seen_in_form, sight_for

NO_DAY = N_("Write the day of the deadline.")
NO_HOUR = N_("Write the hour, as whoever set it says it.")


@blueprint.get("/sessions/<int:session_id>/deadlines/new", endpoint="new_deadline")
@access(Permission.DESK)
def new_deadline_page(session_id: int) -> ResponseReturnValue:
    """An empty card for a deadline."""
    return new_form(session_id, {})


@blueprint.post("/sessions/<int:session_id>/deadlines/new", endpoint="add_deadline")
@access(Permission.DESK)
def add_deadline_now(session_id: int) -> ResponseReturnValue:
    """Put a deadline on file."""
    try:
        add_deadline(session_id, read_card(Typed()), by=actor(), now=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return new_form(session_id, request.form.to_dict(), refusal=refusal)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id, _anchor="deadlines"), 303)


def new_form(session_id: int, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The card with everything typed, and what is wrong with it."""
    line = session_page_for(session_id, actor=actor()).line
    return form_page(
        "desk/new_deadline.html",
        refusal,
        line=line,
        values=values,
        zones=zone_options(),
    )


def zone_options(own: str = "") -> list[options.Option]:
    """The clocks of the cities on file, and the deadline's own where it is another."""
    found = {city.tzid: options.plain(city.mark.name) for city in cities_on_file(actor=actor())}
    return [("", gettext("Choose")), *found.items(), *([(own, own)] if own and own not in found else [])]


def read_card(typed: Typed) -> DeadlineCard:
    """The deadline that was typed; refused with every problem at once."""
    name = Bilingual(typed.line("name_en"), typed.line("name_th"))
    if not name.en and not name.th:
        typed.note("name_th", NO_NAME)
    day = typed.needed("day", typed.day("day", today=today()), sentence=NO_DAY)
    hour = typed.needed("clock", typed.clock("clock"), sentence=NO_HOUR)
    tzid, source = typed.line("tzid"), typed.line("origin")
    if not tzid:
        typed.note("tzid", NO_CLOCK)
    typed.check()
    card = DeadlineCard(name, day or today(), hour or time(), tzid, source)
    if tzid in {zone for zone, _ in zone_options()}:
        instant(WallTime(card.day, card.clock, tzid), field="clock", second=False)
    return card


@blueprint.get("/deadlines/<int:deadline_id>", endpoint="deadline")
@access(Permission.DESK)
def deadline_page(deadline_id: int) -> ResponseReturnValue:
    """One deadline, to be corrected, moved or removed."""
    return deadline_form(deadline_for(deadline_id, actor=actor()))


@blueprint.post("/deadlines/<int:deadline_id>", endpoint="correct_deadline")
@access(Permission.DESK)
def correct_deadline_now(deadline_id: int) -> ResponseReturnValue:
    """Correct a deadline."""
    line = deadline_for(deadline_id, actor=actor())
    try:
        correct_deadline(deadline_id, read_card(Typed()), by=actor(), now=now(), seen=seen_in_form())
    except NotFound:
        raise
    except Refusal as refusal:
        return deadline_form(line, refusal=refusal)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.session_page", session_id=line.session_id, _anchor="deadlines"), 303)


def deadline_form(line: DeadlineLine, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The card of a deadline on file, or everything typed into it, and what is wrong with it."""
    names = {"tzid": dict(zone_options(line.card.tzid))}
    return form_page(
        "desk/deadline.html",
        refusal,
        line=line,
        sight=sight_for(sight_of_deadline(line.card), refusal, choices=names),
        values=merged(request.form.to_dict() if refusal else filled(line.card), refusal),
        zones=zone_options(line.card.tzid),
    )


def filled(card: DeadlineCard) -> dict[str, str]:
    """The fields of a card as this reader would type them."""
    return {
        "name_th": card.name.th,
        "name_en": card.name.en,
        "day": short_day(card.day, language()),
        "clock": f"{card.clock:%H:%M}",
        "tzid": card.tzid,
        "origin": card.source,
    }


@blueprint.post("/deadlines/<int:deadline_id>/remove", endpoint="remove_deadline")
@access(Permission.DESK)
def remove_deadline_now(deadline_id: int) -> ResponseReturnValue:
    """Take a deadline off its session."""
    line = deadline_for(deadline_id, actor=actor())
    remove_deadline(deadline_id, by=actor(), now=now(), seen=seen_in_form())
    flash(gettext("The deadline is off the session."), "ok")
    return redirect(url_for("desk.session_page", session_id=line.session_id, _anchor="deadlines"), 303)
