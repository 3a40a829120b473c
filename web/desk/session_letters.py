"""The delegation invited to a session: its letters looked at, released, called back, and its answers recorded."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.answers import record_answer
from scheduler.previews import letters_of_batch
from scheduler.queries.rosters import Roster, roster_for
from scheduler.queries.session_invitations import InvitedDelegation, guest_asked, invited_delegation
from scheduler.rules.policy import Permission
from scheduler.session_releases import recall_session, release_session
from vocabulary.refusals import Refusal
from web.access import access
from web.context import actor, now, settings, today, wall, writer
from web.desk.answers import AskedOne, answer_form, filled, read_answer
from web.desk.blueprint import blueprint
from web.desk.release import due_at, released, undo_seconds
from web.errors import say
from web.forms import Typed, errors_of
from web.sights import seen_in_form


@blueprint.get("/sessions/<int:session_id>/letters", endpoint="session_letters")
@access(Permission.DESK)
def letters_page(session_id: int) -> ResponseReturnValue:
    """Every letter of the session's drafts; without one there is nothing to release."""
    return letters_view(session_id)


def letters_view(session_id: int, problem: Refusal | None = None) -> ResponseReturnValue:
    """The drafts as they now stand, with what went wrong when they were to be released."""
    roster, invited = delegation_of(session_id)
    if not invited.drafts:
        flash(*nothing_to_send(problem))
        return redirect(url_for("desk.session_page", session_id=session_id, _anchor="invitations"), 303)
    batches = [one.batch_id for one in invited.drafts]
    page = render_template(
        "desk/session_letters.html",
        session=roster.session,
        invited=invited,
        letters=[one for batch in batches for one in letters_of_batch(batch, actor=actor(), writer=writer())],
        waits=undo_seconds(),
        errors={} if problem is None else errors_of(problem),
    )
    return page, 200 if problem is None else problem.status


def nothing_to_send(problem: Refusal | None) -> tuple[str, str]:
    """What the session's page says where there is no draft, and how gravely."""
    if problem is not None:
        return say(problem), "warn"
    return gettext("Nobody of the delegation has to be told anything new."), "ok"


def delegation_of(session_id: int) -> tuple[Roster, InvitedDelegation]:
    """The roster of a session with its invitations."""
    roster = roster_for(session_id, actor=actor())
    return roster, invited_delegation(roster, today=today(), wall=wall())


def batches_in_form() -> list[int]:
    """The batches that were shown."""
    return [int(text) for text in request.form.getlist("batch") if text.isdecimal() and len(text) < 10]


@blueprint.post("/sessions/<int:session_id>/letters", endpoint="release_session")
@access(Permission.DESK)
def release_now(session_id: int) -> ResponseReturnValue:
    """Let the letters go that the officer has seen."""
    try:
        count = release_session(session_id, batches_in_form(), by=actor(), now=now(), due_at=due_at())
    except Refusal as refusal:
        return letters_view(session_id, refusal)
    flash(released(count), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id, _anchor="invitations"), 303)


@blueprint.post("/sessions/<int:session_id>/recall", endpoint="recall_session")
@access(Permission.DESK)
def recall_now(session_id: int) -> ResponseReturnValue:
    """Call released letters back, as long as none of them has left."""
    try:
        recall_session(session_id, batches_in_form(), by=actor(), now=now())
    except Refusal as refusal:
        flash(say(refusal), "warn")
        return redirect(url_for("desk.session_page", session_id=session_id, _anchor="invitations"), 303)
    return redirect(url_for("desk.session_letters", session_id=session_id), 303)


def asked_one(session_id: int, invitation_id: int) -> AskedOne:
    """A guest of a session whose answer is recorded."""
    roster, invited = delegation_of(session_id)
    guest = guest_asked(invited, invitation_id, actor=actor())
    return AskedOne(
        invited=guest.invited,
        title=roster.session.name,
        tzid=invited.tzid,
        address=settings().desk.tagged(guest.tag),
        own=url_for("desk.record_session_answer", session_id=session_id, invitation_id=invitation_id),
        back=url_for("desk.session_page", session_id=session_id, _anchor="invitations"),
        ledger=url_for("desk.session_ledger", session_id=session_id, _anchor=f"of-{invitation_id}"),
    )


@blueprint.get("/sessions/<int:session_id>/answers/<int:invitation_id>", endpoint="record_session_answer")
@access(Permission.DESK)
def answer_page(session_id: int, invitation_id: int) -> ResponseReturnValue:
    """The form, filled with who was asked and the present hour."""
    asked = asked_one(session_id, invitation_id)
    return answer_form(asked, values=filled(asked))


@blueprint.post("/sessions/<int:session_id>/answers/<int:invitation_id>", endpoint="record_session_answer_now")
@access(Permission.DESK)
def answer_now(session_id: int, invitation_id: int) -> ResponseReturnValue:
    """Record what was said, by whom, how and when."""
    asked = asked_one(session_id, invitation_id)
    try:
        record_answer(invitation_id, read_answer(Typed(), tzid=asked.tzid), by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        return answer_form(asked, values=request.form.to_dict(), refusal=refusal)
    flash(gettext("The answer is recorded."), "ok")
    return redirect(asked.back, 303)
