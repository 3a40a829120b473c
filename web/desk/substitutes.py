"""Deciding on somebody who shall come in another's place: approve, or refuse with a reason that is read there."""

from collections.abc import Callable
from functools import partial

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.rules.policy import Permission
from scheduler.substitutions import approve_substitute, refuse_substitute
from vocabulary.refusals import Overtaken, Refusal, Stale
from web.access import access
from web.context import actor, hand, now
from web.desk.blueprint import blueprint
from web.desk.consultations import consultation_view
from web.desk.decisions import Decision
from web.desk.sessions import session_view
from web.forms import Typed, errors_of
from web.sights import seen_in_form

PLACE = "/consultations/<int:consultation_id>/substitutes/<int:substitution_id>"
DELEGATE = "/sessions/<int:session_id>/substitutes/<int:substitution_id>"
View = Callable[..., ResponseReturnValue]


@blueprint.post(f"{PLACE}/approve", endpoint="approve_substitute")
@access(Permission.DESK)
def approve_now(consultation_id: int, substitution_id: int) -> ResponseReturnValue:
    """Put the substitute on file and draft the invitation."""
    then = url_for("desk.release", consultation_id=consultation_id)
    return approve(substitution_id, partial(consultation_view, consultation_id), then=then)


@blueprint.post(f"{PLACE}/refuse", endpoint="refuse_substitute")
@access(Permission.DESK)
def refuse_now(consultation_id: int, substitution_id: int) -> ResponseReturnValue:
    """Leave it with whoever was invited, and say why."""
    then = url_for("desk.consultation", consultation_id=consultation_id)
    return refuse(substitution_id, partial(consultation_view, consultation_id), then=then)


@blueprint.post(f"{DELEGATE}/approve", endpoint="approve_delegate_substitute")
@access(Permission.DESK)
def approve_delegate_now(session_id: int, substitution_id: int) -> ResponseReturnValue:
    """Put the substitute on the roster in the place of the delegate, and draft the letters to both."""
    then = url_for("desk.session_letters", session_id=session_id)
    return approve(substitution_id, partial(session_view, session_id), then=then)


@blueprint.post(f"{DELEGATE}/refuse", endpoint="refuse_delegate_substitute")
@access(Permission.DESK)
def refuse_delegate_now(session_id: int, substitution_id: int) -> ResponseReturnValue:
    """Leave it with the delegate, and say why."""
    then = url_for("desk.session_page", session_id=session_id)
    return refuse(substitution_id, partial(session_view, session_id), then=then)


def approve(substitution_id: int, view: View, *, then: str) -> ResponseReturnValue:
    """Approve it, or show the page again with what is wrong."""
    try:
        approve_substitute(substitution_id, hand=hand(), seen=seen_in_form())
    except Refusal as refusal:
        return view(refusal=refusal, decision=Decision(substitution_id, refusal))
    flash(gettext("Approved. The invitation is drafted and waits for your release."), "ok")
    return redirect(then, 303)


def refuse(substitution_id: int, view: View, *, then: str) -> ResponseReturnValue:
    """Refuse it with the reason that was typed, or show the page again with what is wrong."""
    field, typed = f"reason_{substitution_id}", Typed()
    reason = typed.text(field)
    try:
        typed.check()
        refuse_substitute(substitution_id, reason=reason, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        if isinstance(refusal, Stale) and not isinstance(refusal, Overtaken):
            raise  # decided meanwhile: there is no such form any more, and what was typed comes back by itself
        errors = {field if name == "reason" else name: words for name, words in errors_of(refusal).items()}
        decision = Decision(substitution_id, refusal, typed.sent(field)[0] if typed.sent(field) else "")
        return view(refusal=refusal, decision=decision, errors=errors)
    flash(gettext("Refused. Whoever was invited reads the reason on the page of the link and is asked again."), "ok")
    return redirect(then, 303)
