"""Answering from the link in a mail: no sign-in, no cookie; opening the page changes nothing, only its buttons do."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from scheduler.answers import record_answer
from scheduler.queries.papers import paper_of_meeting
from scheduler.rules.policy import Permission
from vocabulary.refusals import Refusal, Withheld
from vocabulary.states import AnswerSource
from web.access import access
from web.context import now
from web.focal.answering import answer_page, typed_answer
from web.focal.links import behind_link, blueprint, holder_of, meeting_of
from web.uploads import handed_out


@blueprint.get("/r/<token>", endpoint="page")
@access(Permission.LINK)
@behind_link("comment")
def link_page(token: str) -> ResponseReturnValue:
    """For whom, what, when and where, with the buttons to answer and the answer on record."""
    return answer_page("answers/page.html", meeting_of(token))


@blueprint.post("/r/<token>", endpoint="answer")
@access(Permission.LINK)
@behind_link("comment")
def answer_now(token: str) -> ResponseReturnValue:
    """Record the answer whose button was pressed."""
    meeting = meeting_of(token)
    try:
        answer = typed_answer(meeting, AnswerSource.LINK)
        record_answer(meeting.invitation_id, answer, by=holder_of(meeting), now=now())
    except Withheld:  # classified while this answer was on its way
        raise
    except Refusal as refusal:
        return answer_page("answers/page.html", meeting, refusal=refusal)
    return redirect(url_for("answers.page", token=token, recorded=1), 303)


@blueprint.get("/r/<token>/papers/<digest>", endpoint="paper")
@access(Permission.LINK)
@behind_link("comment")
def paper(token: str, digest: str) -> ResponseReturnValue:
    """A file that came with the invitation: the link is the authority, as it is for the answer."""
    return handed_out(paper_of_meeting(meeting_of(token), digest))
