"""The invitation of one person once more: looked at, then let go."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.mails import meetings_behind
from scheduler.rules.policy import Permission
from scheduler.sending_again import found, send_again, shown_again
from vocabulary.refusals import NotFound, Refusal
from web.access import access
from web.context import actor, now, writer
from web.desk.blueprint import blueprint
from web.desk.release import due_at
from web.errors import say
from web.forms import Typed


@blueprint.get("/invitations/<int:invitation_id>/again", endpoint="send_again")
@access(Permission.DESK)
def again_page(invitation_id: int) -> ResponseReturnValue:
    """The letter as it would leave; where a mail asks for it, sending it settles that mail."""
    mail_id = Typed(request.args).number("mail")
    try:
        letter = shown_again(invitation_id, writer=writer(), actor=actor(), now=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return told(refusal, invitation_id, mail_id=mail_id)
    return render_template(
        "desk/send_again.html",
        letter=letter,
        action=action_for(invitation_id, mail_id=mail_id),
        back=place_of(invitation_id) if mail_id is None else url_for("desk.received_mail", mail_id=mail_id),
    )


def action_for(invitation_id: int, *, mail_id: int | None) -> str:
    """Where the form goes."""
    if mail_id is None:
        return url_for("desk.send_again_now", invitation_id=invitation_id)
    return url_for("desk.settle_again", mail_id=mail_id)


@blueprint.post("/invitations/<int:invitation_id>/again", endpoint="send_again_now")
@access(Permission.DESK)
def again_now(invitation_id: int) -> ResponseReturnValue:
    """Let it go to this one person."""
    try:
        number = send_again(invitation_id, due_at=due_at(), by=actor(), now=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return told(refusal, invitation_id)
    flash(gettext("The invitation is on its way once more, to this one person."), "ok")
    return redirect(url_for("desk.mail_page", mail_id=number), 303)


def told(refusal: Refusal, invitation_id: int, *, mail_id: int | None = None) -> ResponseReturnValue:
    """Why it is not sent again, on the page of its meeting, or of the mail that asks for it."""
    flash(say(refusal), "warn")
    back = place_of(invitation_id) if mail_id is None else url_for("desk.received_mail", mail_id=mail_id)
    return redirect(back, 303)


def place_of(invitation_id: int) -> str:
    """The page of the meeting that an invitation is to."""
    entry_id = found(invitation_id).entry_id
    place = meetings_behind([entry_id])[entry_id]
    if place.kind == "session":
        return url_for("desk.session_page", session_id=place.number, _anchor="invitations")
    return url_for("desk.consultation", consultation_id=place.number)
