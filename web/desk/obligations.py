"""The board of what the letter promised, and the forms by which a duty is recorded as met or opened again."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.obligations import close_obligation, reopen_obligation
from scheduler.queries.obligations import DutyPage, board_for, duty_page_for
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_evidence
from vocabulary.days import short_day
from vocabulary.plan import Evidence, Owed
from vocabulary.refusals import NotFound, Refusal
from web.access import access
from web.context import actor, language, now, today
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page
from web.sights import merged, seen_in_form, sight_for


@blueprint.get("/committees/<key>/obligations", endpoint="obligations")
@access(Permission.DESK)
def board(key: str) -> ResponseReturnValue:
    """Everything that was promised, and how it stands."""
    return render_template("desk/obligations.html", board=board_for(key, actor=actor(), now=now()))


@blueprint.get("/obligations/<int:obligation_id>/close", endpoint="close_obligation")
@access(Permission.DESK)
def close_page(obligation_id: int) -> ResponseReturnValue:
    """The form for the evidence, with what is on record."""
    page = duty_page(owed_in(obligation_id, request.args))
    evidence = page.evidence or Evidence(today(), "")
    met_on = "" if evidence.met_on is None else short_day(evidence.met_on, language())
    return close_form(page, {"document": evidence.document, "met_on": met_on, "remark": evidence.remark})


@blueprint.post("/obligations/<int:obligation_id>/close", endpoint="close_obligation_now")
@access(Permission.DESK)
def close_now(obligation_id: int) -> ResponseReturnValue:
    """Record what shows that it was met."""
    page, typed = duty_page(owed_in(obligation_id, request.form)), Typed()
    try:
        evidence = Evidence(typed.day("met_on", today=today()), typed.line("document"), typed.line("remark"))
        typed.check()
        close_obligation(page.owed, evidence, by=actor(), now=now(), seen=seen_in_form())
    except NotFound:
        raise
    except Refusal as refusal:
        return close_form(duty_page(page.owed), request.form.to_dict(), refusal=refusal)
    flash(gettext("Recorded as met. The evidence stands on the board."), "ok")
    return back_to(page)


def close_form(page: DutyPage, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    return form_page(
        "desk/close_obligation.html",
        refusal,
        page=page,
        sight=sight_for(sight_of_evidence(page.evidence), refusal),
        values=merged(values, refusal),
    )


@blueprint.get("/obligations/<int:obligation_id>/reopen", endpoint="reopen_obligation")
@access(Permission.DESK)
def reopen_page(obligation_id: int) -> ResponseReturnValue:
    """The form for the reason."""
    return reopen_form(duty_page(owed_in(obligation_id, request.args)), "")


@blueprint.post("/obligations/<int:obligation_id>/reopen", endpoint="reopen_obligation_now")
@access(Permission.DESK)
def reopen_now(obligation_id: int) -> ResponseReturnValue:
    """Let it be owed again."""
    page, typed = duty_page(owed_in(obligation_id, request.form)), Typed()
    reason = typed.line("reason")
    try:
        typed.check()
        reopen_obligation(page.owed, reason, by=actor(), now=now(), seen=seen_in_form())
    except NotFound:
        raise
    except Refusal as refusal:
        return reopen_form(duty_page(page.owed), reason, refusal=refusal)
    flash(gettext("It is open again. The evidence stays on the board with your reason."), "ok")
    return back_to(page)


def reopen_form(page: DutyPage, reason: str, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with the reason typed, and what is wrong with it."""
    return form_page(
        "desk/reopen_obligation.html",
        refusal,
        page=page,
        sight=sight_for(sight_of_evidence(page.evidence), refusal),
        reason=reason,
    )


def duty_page(owed: Owed) -> DutyPage:
    """The duty that is meant, as it is now."""
    return duty_page_for(owed, actor=actor(), today=today())


def owed_in(obligation_id: int, values: Mapping[str, str]) -> Owed:
    """Which duty is meant, before which session."""
    return Owed(obligation_id, Typed(values).number("session"))


def back_to(page: DutyPage) -> ResponseReturnValue:
    """The board, at this duty."""
    anchor = f"duty-{page.owed.obligation_id}"
    return redirect(url_for("desk.obligations", key=page.committee_key, _anchor=anchor), 303)
