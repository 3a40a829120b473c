"""A session's page, and its plan."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.deadlines import deadlines_of
from scheduler.queries.engagements import bookings_at
from scheduler.queries.issued_rosters import shelf_of
from scheduler.queries.meeting_days import meeting_days
from scheduler.queries.obligations import duties_before
from scheduler.queries.reminders import reminders_of
from scheduler.queries.seats import seats_for
from scheduler.queries.sessions import SessionPage, session_page_for
from scheduler.queries.substitutions import substitutes_to_decide
from scheduler.queries.who_knows import calls_before
from scheduler.rules.meeting_hours import runs_of
from scheduler.rules.policy import Permission
from scheduler.sessions import plan_session
from vocabulary.decisions import Place
from vocabulary.refusals import Refusal
from web.access import access
from web.context import actor, hand, now, today
from web.desk.blueprint import blueprint
from web.desk.decisions import Decision, decision_form
from web.desk.session_form import (
    ADD,
    Filled,
    filled_from,
    filled_in,
    offered,
    read_plan,
    typed_in,
)
from web.desk.session_letters import delegation_of
from web.forms import Typed, form_page
from web.sights import plain, seen_in_form, sight_for


@blueprint.get("/sessions/<int:session_id>", endpoint="session_page")
@access(Permission.DESK)
def session_page(session_id: int) -> ResponseReturnValue:
    """One session with all that hangs on it."""
    return session_view(session_id)


def session_view(
    session_id: int,
    *,
    refusal: Refusal | None = None,
    errors: Mapping[str, str] | None = None,
    decision: Decision | None = None,
) -> ResponseReturnValue:
    """The page, with what is wrong with what was to be decided on it."""
    page = session_page_for(session_id, actor=actor())
    roster, invited = delegation_of(session_id)
    return form_page(
        "desk/session.html",
        refusal,
        errors=errors,
        shelf=shelf_of(session_id),
        seats=seats_for(roster),
        today=today(),
        page=page,
        duties=duties_before(page.line, page.consultations, today=today()),
        double=bookings_at(Place("session", session_id), now=now()),
        meetings=runs_of(meeting_days(session_id)),
        led=list(zip(page.led, (plain(one.sight) for one in page.led), strict=True)),
        resting=[(one, plain(one.sight)) for one in page.resting],
        calls=calls_before(page.consultations, [page.line], now=now()),
        deadlines=deadlines_of([session_id]),
        now=now(),
        invited=invited,
        reminders=reminders_of(invited.entry_ids, now=now()),
        decisions=[decision_form(one, decision) for one in substitutes_to_decide(*invited.entry_ids)],
    )


@blueprint.get("/sessions/<int:session_id>/plan", endpoint="plan_session")
@access(Permission.DESK)
def plan_page(session_id: int) -> ResponseReturnValue:
    """The form with the present plan."""
    page = session_page_for(session_id, actor=actor())
    return plan_form(page, filled_from(page))


@blueprint.post("/sessions/<int:session_id>/plan", endpoint="plan_session_now")
@access(Permission.DESK)
def plan_now(session_id: int) -> ResponseReturnValue:
    """Set the plan, or only show what was understood."""
    page = session_page_for(session_id, actor=actor())
    if ADD in request.form:
        return plan_form(page, filled_in(request.form))
    values = typed_in()
    typed = Typed(values)
    try:
        plan = read_plan(typed)
        typed.check()
        if "check" in request.form:
            return plan_form(page, filled_in(values))
        plan_session(session_id, plan, hand=hand(), seen=seen_in_form())
    except Refusal as refusal:
        return plan_form(page, filled_in(values), refusal=refusal)
    flash(gettext("The plan is saved. The former one is kept on this page."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id), 303)


def plan_form(page: SessionPage, filled: Filled, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, what its days mean, and what is wrong with it."""
    found = offered()
    return form_page(
        "desk/plan_session.html",
        refusal,
        page=page,
        sight=sight_for(page.sight, refusal, choices=found.names),
        filled=filled.overtaken(refusal),
        offered=found.choices,
    )
