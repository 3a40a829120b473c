"""Inviting the delegation to a session, with the day by which answers are asked for."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.rules.policy import Permission
from scheduler.session_inviting import invite_delegation
from vocabulary.refusals import Refusal
from web.access import access
from web.context import hand, today
from web.desk.blueprint import blueprint
from web.desk.session_letters import delegation_of
from web.desk.sessions import session_view
from web.errors import say
from web.forms import Typed


@blueprint.post("/sessions/<int:session_id>/invite", endpoint="invite_delegation_now")
@access(Permission.DESK)
def invite_now(session_id: int) -> ResponseReturnValue:
    """Draft the invitations of the delegation, and show them."""
    typed = Typed()
    try:
        day = typed.day("answer_by", today=today())
        typed.check()
        invite_delegation(session_id, hand=hand(), answer_by=day)
    except Refusal as refusal:
        if refusal.status == 422 and typed.line("answer_by"):
            return session_view(session_id, refusal=refusal)
        flash(say(refusal), "warn")
        return redirect(url_for("desk.session_page", session_id=session_id, _anchor="invitations"), 303)
    if delegation_of(session_id)[1].drafts:
        return redirect(url_for("desk.session_letters", session_id=session_id), 303)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id, _anchor="invitations"), 303)
