"""The links in mails: what one opens, for whom, and what an old, broken or withheld one answers."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from scheduler.queries.meetings import MyMeeting, meeting_by_link
from scheduler.rules.tokens import read_reply_token
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal, Withheld
from vocabulary.states import ActorKind, Language
from web.context import keys, settings
from web.forms import Typed

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

blueprint = Blueprint("answers", __name__)
"""Everything that a link opens stands under its own address, `/r/<token>`."""


def behind_link(*fields: str) -> Callable[[View[P]], View[P]]:
    """A view that whoever holds a link may see: where it opens nothing (any more), the view says whom to ask.

    What was typed into these fields is shown again, to be told to them.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            try:
                return view(*args, **kwargs)
            except (NotFound, Withheld) as refusal:
                return closed_link(refusal, *fields)

        return guarded

    return guard


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
    """What an old or broken link answers, and one whose meeting is classified now: whom to ask."""
    is_withheld, form = isinstance(refusal, Withheld), Typed()
    typed = "\n".join(filter(None, map(form.text, fields)))
    page = render_template("answers/closed.html", desk=settings().desk, is_withheld=is_withheld, typed=typed)
    return page, refusal.status
