"""A session's page, its plan, and the decision who leads where no rule says so."""

from dataclasses import asdict, dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.engagements import bookings_at
from scheduler.queries.obligations import duties_before
from scheduler.queries.sessions import SessionPage, candidates, session_page_for
from scheduler.rules.policy import Permission
from scheduler.sessions import decide_head, plan_session, undo_head_decision
from vocabulary.decisions import Place
from vocabulary.plan import HeadDecision
from vocabulary.refusals import Refusal
from vocabulary.text import N_
from web.access import access
from web.context import actor, hand, now, today
from web.desk import options
from web.desk.blueprint import blueprint
from web.desk.session_form import (
    ADD,
    Filled,
    filled_from,
    filled_in,
    offered,
    read_plan,
    typed_in,
)
from web.forms import Typed, errors_of
from web.sights import merged, seen_in_form, sight_for

NOBODY = N_("Choose who leads.")


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands in the form of a decision on the head."""

    person: str = ""
    reason: str = ""
    document: str = ""


@blueprint.get("/sessions/<int:session_id>", endpoint="session_page")
@access(Permission.DESK)
def session_page(session_id: int) -> ResponseReturnValue:
    """One session with all that hangs on it."""
    page = session_page_for(session_id, actor=actor())
    duties = duties_before(page.line, page.consultations, today=today())
    double = bookings_at(Place("session", session_id), now=now())
    sight = sight_for(page.head_sight)
    return render_template("desk/session.html", page=page, duties=duties, double=double, sight=sight)


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
    body = render_template(
        "desk/plan_session.html",
        page=page,
        sight=sight_for(page.sight, refusal, choices=found.names),
        filled=filled.overtaken(refusal),
        offered=found.choices,
        errors={} if refusal is None else errors_of(refusal),
    )
    return body, 200 if refusal is None else refusal.status


@blueprint.get("/sessions/<int:session_id>/head", endpoint="decide_head")
@access(Permission.DESK)
def head_page(session_id: int) -> ResponseReturnValue:
    """The form of a decision on the head, with the present one."""
    page = session_page_for(session_id, actor=actor())
    decision = page.decision
    if decision is None:
        return head_form(page, Decided())
    return head_form(page, Decided(str(decision.person_id), decision.reason, decision.document))


@blueprint.post("/sessions/<int:session_id>/head", endpoint="decide_head_now")
@access(Permission.DESK)
def head_now(session_id: int) -> ResponseReturnValue:
    """Let the person chosen lead."""
    typed = Typed()
    decided = Decided(typed.line("person"), typed.line("reason"), typed.line("document"))
    try:
        person_id = typed.needed("person", typed.number("person"), sentence=NOBODY)
        typed.check()
        decision = HeadDecision(person_id or 0, decided.reason, decided.document)
        decide_head(session_id, decision, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        return head_form(session_page_for(session_id, actor=actor()), decided, refusal=refusal)
    flash(gettext("The decision is on record."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id), 303)


def head_form(page: SessionPage, decided: Decided, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    people = options.people(candidates())
    body = render_template(
        "desk/decide_head.html",
        page=page,
        sight=sight_for(page.head_sight, refusal, choices={"person": dict(people)}),
        decided=Decided(**merged(asdict(decided), refusal)),
        people=people,
        errors={} if refusal is None else errors_of(refusal),
    )
    return body, 200 if refusal is None else refusal.status


@blueprint.post("/sessions/<int:session_id>/head/undo", endpoint="undo_head")
@access(Permission.DESK)
def undo_head(session_id: int) -> ResponseReturnValue:
    """Let the rule say again who leads."""
    undo_head_decision(session_id, by=actor(), now=now(), seen=seen_in_form())
    flash(gettext("The rule says again who leads."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id), 303)
