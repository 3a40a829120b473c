"""Deciding on a hand-over: with one click, or with a reason that its focal point reads."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.hand_overs import confirm_hand_over, refuse_hand_over
from scheduler.rules.policy import Permission
from vocabulary.refusals import Overtaken, Refusal, Stale
from web.access import access
from web.context import actor, hand, now
from web.desk.agencies import shown
from web.desk.blueprint import blueprint
from web.desk.decisions import Decision
from web.forms import Typed, errors_of
from web.sights import seen_in_form


@blueprint.post("/agencies/<int:agency_id>/hand-overs/<int:person_id>/confirm", endpoint="confirm_hand_over")
@access(Permission.DESK)
def confirm_now(agency_id: int, person_id: int) -> ResponseReturnValue:
    """Put the successor in the place of the one who leaves, and draft the letters."""
    try:
        confirm_hand_over(agency_id, person_id, hand=hand(), seen=seen_in_form())
    except Refusal as refusal:
        errors, decision = errors_of(refusal), Decision(person_id, refusal)
        return shown(agency_id, errors=errors, decision=decision), refusal.status
    flash(gettext("The hand-over is confirmed. Nothing has left yet: release the letters where they wait."), "ok")
    return redirect(url_for("desk.agency", agency_id=agency_id), 303)


@blueprint.post("/agencies/<int:agency_id>/hand-overs/<int:person_id>/refuse", endpoint="refuse_hand_over")
@access(Permission.DESK)
def refuse_now(agency_id: int, person_id: int) -> ResponseReturnValue:
    """Leave everything as it is, and say why."""
    field, typed = f"reason_{person_id}", Typed()
    reason = typed.text(field)
    try:
        typed.check()
        refuse_hand_over(agency_id, person_id, reason=reason, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        if isinstance(refusal, Stale) and not isinstance(refusal, Overtaken):
            raise  # decided meanwhile: there is no such form any more, and what was typed comes back by itself
        errors = {field if name == "reason" else name: words for name, words in errors_of(refusal).items()}
        decision = Decision(person_id, refusal, typed.sent(field)[0] if typed.sent(field) else "")
        return shown(agency_id, errors=errors, decision=decision), refusal.status
    flash(gettext("The hand-over is refused. Its focal point reads the reason on the page of the link."), "ok")
    return redirect(url_for("desk.agency", agency_id=agency_id), 303)
