"""A focal point's own meetings, and answering them signed in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.answers import GivenAnswer, record_answer
from scheduler.queries.meetings import MyMeeting, my_meeting, my_meetings
from scheduler.rules.policy import Permission
from vocabulary.refusals import Refusal
from vocabulary.states import AnswerSource, PartStat
from web.access import access
from web.context import actor, language, now, settings
from web.focal.blueprint import blueprint
from web.forms import Typed, errors_of


@blueprint.get("/my/meetings", endpoint="meetings")
@access(Permission.FOCAL)
def meetings_page() -> ResponseReturnValue:
    """The meetings to come, then those that are over."""
    found = my_meetings(actor=actor())
    return render_template(
        "focal/meetings.html",
        ahead=[each for each in found if each.is_open(now())],
        behind=[each for each in reversed(found) if not each.is_open(now())],
    )


@blueprint.get("/my/meetings/<int:invitation_id>", endpoint="meeting")
@access(Permission.FOCAL)
def meeting_page(invitation_id: int) -> ResponseReturnValue:
    """One meeting with the buttons to answer."""
    return shown(my_meeting(invitation_id, actor=actor()))


@blueprint.post("/my/meetings/<int:invitation_id>", endpoint="answer_meeting")
@access(Permission.FOCAL)
def answer_now(invitation_id: int) -> ResponseReturnValue:
    """Record the answer whose button was pressed."""
    meeting = my_meeting(invitation_id, actor=actor())
    try:
        record_answer(invitation_id, given(meeting), by=actor(), now=now())
    except Refusal as refusal:
        return shown(meeting, refusal=refusal)
    flash(gettext("Your answer is recorded. You can change it here until the meeting."), "ok")
    return redirect(url_for("focal.meeting", invitation_id=invitation_id), 303)


def given(meeting: MyMeeting) -> GivenAnswer:
    """The answer that the form holds."""
    typed = Typed()
    return GivenAnswer(
        partstat=typed.choice("answer", PartStat) or PartStat.NEEDS_ACTION,
        comment=typed.text("comment"),
        source=AnswerSource.SIGNED_IN,
        said_by=meeting.name.plain.text(language()),
        said_at=now(),
    )


def shown(meeting: MyMeeting, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with what is wrong where something is."""
    page = render_template(
        "focal/meeting.html",
        meeting=meeting,
        is_open=meeting.is_open(now()),
        is_over=meeting.is_over(now()),
        comment=Typed().text("comment") if refusal is not None else None,
        desk=settings().desk,
        errors={} if refusal is None else errors_of(refusal),
    )
    return page, 200 if refusal is None else refusal.status
