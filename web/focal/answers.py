"""Answering from the link in a mail: no sign-in, no cookie; opening the page changes nothing, only its buttons do."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.answers import record_answer
from scheduler.queries.meetings import MyMeeting, meeting_by_link
from scheduler.queries.papers import paper_of_meeting
from scheduler.rules.policy import Permission
from scheduler.rules.tokens import read_reply_token
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal, Withheld
from vocabulary.states import ActorKind, AnswerSource, Language
from web.access import access
from web.context import keys, now, settings
from web.focal.answering import answer_page, typed_answer
from web.forms import Typed
from web.uploads import handed_out

blueprint = Blueprint("answers", __name__)


@blueprint.get("/r/<token>", endpoint="page")
@access(Permission.LINK)
def link_page(token: str) -> ResponseReturnValue:
    """For whom, what, when and where, with the buttons to answer and the answer on record."""
    try:
        return answer_page("answers/page.html", meeting_of(token))
    except (NotFound, Withheld) as refusal:
        return closed_link(refusal)


@blueprint.post("/r/<token>", endpoint="answer")
@access(Permission.LINK)
def answer_now(token: str) -> ResponseReturnValue:
    """Record the answer whose button was pressed."""
    try:
        meeting = meeting_of(token)
    except (NotFound, Withheld) as refusal:
        return closed_link(refusal)
    try:
        answer = typed_answer(meeting, AnswerSource.LINK)
        record_answer(meeting.invitation_id, answer, by=holder_of(meeting), now=now())
    except Withheld as refusal:  # classified while this answer was on its way
        return closed_link(refusal)
    except Refusal as refusal:
        return answer_page("answers/page.html", meeting, refusal=refusal)
    return redirect(url_for("answers.page", token=token, recorded=1), 303)


@blueprint.get("/r/<token>/papers/<digest>", endpoint="paper")
@access(Permission.LINK)
def paper(token: str, digest: str) -> ResponseReturnValue:
    """A file that came with the invitation: the link is the authority, as it is for the answer."""
    try:
        return handed_out(paper_of_meeting(meeting_of(token), digest))
    except (NotFound, Withheld) as refusal:
        return closed_link(refusal)


def meeting_of(token: str) -> MyMeeting:
    """The meeting that a link opens; its page is in its reader's language unless another is asked for."""
    meeting = meeting_by_link(read_reply_token(keys(), token))
    g.reader_language = meeting.language.value
    return meeting


def holder_of(meeting: MyMeeting) -> Actor:
    """Whoever holds the link."""
    name = meeting.name.plain.text(Language.ENGLISH)
    return Actor(ActorKind.LINK, name, invitation_id=meeting.invitation_id)


def closed_link(refusal: Refusal, *fields: str) -> ResponseReturnValue:
    """What an old or broken link answers, and one whose meeting is classified now: whom to ask.

    What was typed into these fields is shown again, to be told to them.
    """
    is_withheld, form = isinstance(refusal, Withheld), Typed()
    typed = "\n".join(filter(None, map(form.text, fields or ("comment",))))
    page = render_template("answers/closed.html", desk=settings().desk, is_withheld=is_withheld, typed=typed)
    return page, refusal.status
