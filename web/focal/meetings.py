"""A focal point's own meetings, and answering them signed in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.answers import record_answer
from scheduler.queries.hand_overs import places_of
from scheduler.queries.meetings import my_meeting, my_meetings
from scheduler.queries.papers import paper_of_meeting
from scheduler.rules.policy import Permission
from vocabulary.refusals import Refusal, Withheld
from vocabulary.states import AnswerSource
from web.access import access
from web.context import actor, now
from web.focal.answering import answer_page, typed_answer
from web.focal.blueprint import blueprint
from web.uploads import handed_out


@blueprint.get("/my/meetings", endpoint="meetings")
@access(Permission.FOCAL)
def meetings_page() -> ResponseReturnValue:
    """The meetings to come, then those that are over."""
    found = my_meetings(actor=actor())
    return render_template(
        "focal/meetings.html",
        coming=[each for each in found if each.is_open(now())],
        places=places_of(actor().person_id or 0),
        over=[each for each in reversed(found) if not each.is_open(now())],
    )


@blueprint.get("/my/meetings/<int:invitation_id>", endpoint="meeting")
@access(Permission.FOCAL)
def meeting_page(invitation_id: int) -> ResponseReturnValue:
    """One meeting with the buttons to answer."""
    return answer_page("focal/meeting.html", my_meeting(invitation_id, actor=actor()))


@blueprint.post("/my/meetings/<int:invitation_id>", endpoint="answer_meeting")
@access(Permission.FOCAL)
def answer_now(invitation_id: int) -> ResponseReturnValue:
    """Record the answer whose button was pressed."""
    meeting = my_meeting(invitation_id, actor=actor())
    try:
        record_answer(invitation_id, typed_answer(meeting, AnswerSource.SIGNED_IN), by=actor(), now=now())
    except Withheld:
        raise
    except Refusal as refusal:
        return answer_page("focal/meeting.html", meeting, refusal=refusal)
    flash(gettext("Your answer is recorded. You can change it here until the meeting."), "ok")
    return redirect(url_for("focal.meeting", invitation_id=invitation_id), 303)


@blueprint.get("/my/meetings/<int:invitation_id>/papers/<digest>", endpoint="paper")
@access(Permission.FOCAL)
def paper(invitation_id: int, digest: str) -> ResponseReturnValue:
    """A file that came with one's invitation."""
    return handed_out(paper_of_meeting(my_meeting(invitation_id, actor=actor()), digest))
