"""Posts that lead delegations: who holds them, who takes them up, and whose last day is known."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.posts import appoint, end_term
from scheduler.queries.people import post_for
from scheduler.queries.sessions import candidates
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_last_day
from vocabulary.plan import Term
from vocabulary.refusals import Overtaken, Refusal
from vocabulary.states import Capacity
from vocabulary.text import N_
from web.access import access
from web.context import actor, now, today
from web.desk import options
from web.desk.blueprint import blueprint
from web.errors import say
from web.forms import Typed, errors_of
from web.sights import plain, seen_in_form

CAPACITIES = {
    Capacity.SUBSTANTIVE: N_("Incumbent"),
    Capacity.ACTING: N_("Acting"),
    Capacity.CHARGE: N_("Chargé d’affaires a.i."),
}
NO_PERSON = N_("Choose who takes up the post.")
NO_DAY = N_("Enter the first day in the post.")


@blueprint.get("/posts/<int:post_id>", endpoint="post")
@access(Permission.DESK)
def post_page(post_id: int) -> ResponseReturnValue:
    """A post with everybody who held it, and the form for who takes it up."""
    return page(post_id, {"capacity": Capacity.SUBSTANTIVE.value}, errors={})


@blueprint.post("/posts/<int:post_id>", endpoint="appoint")
@access(Permission.DESK)
def appoint_now(post_id: int) -> ResponseReturnValue:
    """Record who takes up the post."""
    typed = Typed()
    try:
        person_id = typed.needed("person", typed.number("person"), sentence=NO_PERSON)
        term = read_term(typed)
        typed.check()
        appoint(post_id, person_id or 0, term=term, by=actor(), now=now())
    except Refusal as refusal:
        return page(post_id, request.form.to_dict(), errors=errors_of(refusal)), refusal.status
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.post", post_id=post_id), 303)


def read_term(typed: Typed) -> Term:
    """The term that was typed, its problems noted."""
    since = typed.needed("since", typed.day("since", today=today()), sentence=NO_DAY)
    return Term(
        since=since or today(),
        until=typed.day("until", today=today()),
        capacity=typed.choice("capacity", Capacity) or Capacity.SUBSTANTIVE,
        document=typed.line("document"),
    )


@blueprint.post("/posts/<int:post_id>/holders/<int:holder_id>", endpoint="end_term")
@access(Permission.DESK)
def end_term_now(post_id: int, holder_id: int) -> ResponseReturnValue:
    """Record a holder's last day, or that none is known."""
    typed, field = Typed(), f"until_{holder_id}"
    try:
        until = typed.day(field, today=today())
        typed.check()
        end_term(holder_id, until, by=actor(), now=now(), seen=seen_in_form())
    except Overtaken:
        raise  # comes back on a page of its own: its row is too narrow for what changed
    except Refusal as refusal:
        return page(post_id, request.form.to_dict(), errors={field: say(refusal)}), refusal.status
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.post", post_id=post_id), 303)


def page(post_id: int, values: Mapping[str, str], *, errors: Mapping[str, str]) -> str:
    """The whole page."""
    post = post_for(post_id, actor=actor())
    return render_template(
        "desk/post.html",
        post=post,
        sights={holder.holder_id: plain(sight_of_last_day(holder.until)) for holder in post.holders},
        values=values,
        people=options.people(candidates()),
        capacities=options.worded(CAPACITIES),
        today=today(),
        errors=errors,
    )
