"""Answering from the link in a mail: no sign-in, no cookie; opening the page changes nothing, only its buttons do."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from scheduler.answers import GivenAnswer, record_answer
from scheduler.queries.meetings import MyMeeting, meeting_by_link
from scheduler.rules.policy import Permission
from scheduler.rules.tokens import read_reply_token
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal
from vocabulary.states import ActorKind, AnswerSource, PartStat
from web.access import access
from web.context import keys, now, settings
from web.forms import Typed, errors_of
from web.language import CODES, COOKIE

blueprint = Blueprint("answers", __name__)


@blueprint.get("/r/<token>", endpoint="page")
@access(Permission.LINK)
def answer_page(token: str) -> ResponseReturnValue:
    """For whom, what, when and where, with the buttons to answer and the answer on record."""
    try:
        meeting = meeting_of(token)
    except NotFound:
        return render_template("answers/unknown.html", desk=settings().desk), NotFound.status
    with force_locale(code_for(meeting)):
        return shown(meeting, recorded=request.args.get("recorded") == "1")


@blueprint.post("/r/<token>", endpoint="answer")
@access(Permission.LINK)
def answer_now(token: str) -> ResponseReturnValue:
    """Record the answer whose button was pressed."""
    try:
        meeting = meeting_of(token)
    except NotFound:
        return render_template("answers/unknown.html", desk=settings().desk), NotFound.status
    with force_locale(code_for(meeting)):
        try:
            record_answer(meeting.invitation_id, given(meeting), by=holder_of(meeting), now=now())
        except Refusal as refusal:
            return shown(meeting, refusal=refusal)
    return redirect(url_for("answers.page", token=token, recorded=1), 303)


def meeting_of(token: str) -> MyMeeting:
    """The meeting that a link opens."""
    return meeting_by_link(read_reply_token(keys(), token))


def code_for(meeting: MyMeeting) -> str:
    """The page's language: as asked or chosen before, else the reader's own, whatever the browser says."""
    asked = request.args.get("lang") or request.cookies.get(COOKIE)
    return asked if asked in CODES else meeting.language.value


def holder_of(meeting: MyMeeting) -> Actor:
    """Whoever holds the link."""
    return Actor(ActorKind.LINK, meeting.name.plain.text(meeting.language), invitation_id=meeting.invitation_id)


def given(meeting: MyMeeting) -> GivenAnswer:
    """The answer that the form holds."""
    typed = Typed()
    return GivenAnswer(
        partstat=typed.choice("answer", PartStat) or PartStat.NEEDS_ACTION,
        comment=typed.text("comment"),
        source=AnswerSource.LINK,
        said_by=meeting.name.plain.text(meeting.language),
        said_at=now(),
    )


def shown(meeting: MyMeeting, *, recorded: bool = False, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with what was recorded or what is wrong."""
    page = render_template(
        "answers/page.html",
        meeting=meeting,
        is_open=meeting.is_open(now()),
        is_over=meeting.is_over(now()),
        recorded=recorded and meeting.standing is not None,
        comment=Typed().text("comment") if refusal is not None else None,
        desk=settings().desk,
        errors={} if refusal is None else errors_of(refusal),
    )
    return page, 200 if refusal is None else refusal.status
