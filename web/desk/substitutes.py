"""Deciding on somebody who shall come in another's place: approve, or refuse with a reason that is read there."""

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
from web.forms import Typed, errors_of
from web.sights import seen_in_form

PLACE = "/consultations/<int:consultation_id>/substitutes/<int:substitution_id>"


@blueprint.post(f"{PLACE}/approve", endpoint="approve_substitute")
@access(Permission.DESK)
def approve_now(consultation_id: int, substitution_id: int) -> ResponseReturnValue:
    """Put the substitute on file and draft the invitation."""
    try:
        approve_substitute(substitution_id, hand=hand(), seen=seen_in_form())
    except Refusal as refusal:
        decision = Decision(substitution_id, refusal)
        return consultation_view(consultation_id, refusal=refusal, decision=decision)
    flash(gettext("Approved. The invitation is drafted and waits for your release."), "ok")
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)


@blueprint.post(f"{PLACE}/refuse", endpoint="refuse_substitute")
@access(Permission.DESK)
def refuse_now(consultation_id: int, substitution_id: int) -> ResponseReturnValue:
    """Leave it with whoever was invited, and say why."""
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
        return consultation_view(consultation_id, refusal=refusal, decision=decision, errors=errors)
    flash(gettext("Refused. Whoever was invited reads the reason on the page of the link and is asked again."), "ok")
    return redirect(url_for("desk.consultation", consultation_id=consultation_id), 303)
