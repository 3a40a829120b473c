"""The decision who leads where no rule says so, or others than the rule says: city by city."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.queries.sessions import CityHeads, SessionPage, candidates, session_page_for
from scheduler.rules.policy import Permission
from scheduler.rules.session_plan import field_of
from scheduler.sessions import decide_head, undo_head_decision
from vocabulary.plan import HeadDecision
from vocabulary.refusals import Refusal
from vocabulary.text import N_
from web.access import access
from web.context import actor, now
from web.desk import options
from web.desk.blueprint import blueprint
from web.forms import Typed, errors_of, form_page, form_without
from web.sights import merged, seen_in_form, sight_for

NOBODY = N_("Choose who leads.")
FEWEST, MOST = 3, 6
"""How many may be chosen to lead together: fields for so many stand in the form at least, and at most."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands in the form: who leads in the order of its fields, and the rest."""

    values: Mapping[str, str]

    @property
    def fields(self) -> list[str]:
        """The fields of those who lead: one more than are filled."""
        filled = [place for place in range(1, MOST + 1) if self.values.get(field_of("person", place))]
        count = min(max([FEWEST, *(place + 1 for place in filled)]), MOST)
        return [field_of("person", place) for place in range(1, count + 1)]

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")


@blueprint.get("/sessions/<int:session_id>/head", endpoint="decide_head")
@access(Permission.DESK)
def head_page(session_id: int) -> ResponseReturnValue:
    """The form of a decision on the heads in one city, with the present one, or one that rests to be made anew."""
    page = session_page_for(session_id, actor=actor())
    typed = Typed(request.args)
    chosen = chosen_city(page, typed.number("city"), opens=run_in(typed))
    alike = (one.sight for one in page.resting if one.key == typed.line("like"))
    return head_form(page, chosen, decided=Decided(next(alike, chosen.sight)))


def run_in(typed: Typed) -> date | None:
    """The day on which the run begins that is asked about, as our own page names it."""
    try:
        return date.fromisoformat(typed.line("run"))
    except ValueError:
        return None


def chosen_city(page: SessionPage, city_id: int | None, *, opens: date | None) -> CityHeads:
    """The city that is asked about, or a run of its days: as named, else the first that waits, else the first."""
    named = (one for one in page.led if one.city_id == city_id and one.opens == opens and city_id is not None)
    waiting = (one for one in page.led if one.needs_decision)
    return next(named, None) or next(waiting, None) or page.led[0]


@blueprint.post("/sessions/<int:session_id>/head", endpoint="decide_head_now")
@access(Permission.DESK)
def head_now(session_id: int) -> ResponseReturnValue:
    """Let those chosen lead in this city."""
    typed = Typed(typed_in())
    city_id, opens = typed.number("city"), run_in(typed)
    try:
        decision = replace(read_decision(typed, city_id), opens=opens)
        decide_head(session_id, decision, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        page = session_page_for(session_id, actor=actor())
        decided = Decided(merged(typed_in().to_dict(), refusal))
        return head_form(page, chosen_city(page, city_id, opens=opens), decided=decided, refusal=refusal)
    flash(gettext("The decision is on record."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id), 303)


def typed_in() -> MultiDict[str, str]:
    """The form as it was sent, with no empty field between those who lead."""
    fields = [field_of("person", place) for place in range(1, MOST + 1)]
    first, *others = (request.form.getlist(name) for name in fields)
    filled = [sent for sent in others if any(one.strip() for one in sent)]
    if filled == others[: len(filled)]:
        return request.form
    moved = form_without(fields)
    for name, sent in zip(fields, [first, *filled], strict=False):
        moved.setlist(name, sent)
    return moved


def read_decision(typed: Typed, city_id: int | None) -> HeadDecision:
    """Who leads, in the order of the fields, those left empty passed over; refused with every problem at once."""
    first = typed.needed("person", typed.number("person"), sentence=NOBODY)
    others = [typed.number(field_of("person", place)) for place in range(2, MOST + 1)]
    typed.check()
    return HeadDecision(
        first or 0,
        typed.line("reason"),
        typed.line("document"),
        co_heads=tuple(one for one in others if one is not None),
        city_id=city_id,
    )


def head_form(
    page: SessionPage, chosen: CityHeads, *, decided: Decided, refusal: Refusal | None = None
) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    people = options.people(candidates())
    choices = {field_of("person", place): dict(people) for place in range(1, MOST + 1)}
    errors = {} if refusal is None else errors_of(refusal)
    if "city" in errors:  # nobody writes it: it is told of at the top alone
        errors[""] = errors.pop("city")
    return form_page(
        "desk/decide_head.html",
        refusal,
        errors=errors,
        page=page,
        led=chosen,
        sight=sight_for(chosen.sight, refusal, choices=choices),
        decided=decided,
        people=people,
    )


@blueprint.post("/sessions/<int:session_id>/head/undo", endpoint="undo_head")
@access(Permission.DESK)
def undo_head(session_id: int) -> ResponseReturnValue:
    """Let the rule say again who leads in a city."""
    typed = Typed()
    undo_head_decision(
        session_id, typed.number("city"), opens=run_in(typed), by=actor(), now=now(), seen=seen_in_form()
    )
    flash(gettext("The rule says again who leads."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id), 303)
