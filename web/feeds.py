"""Subscribed calendars, for programs that fetch them: private, revocable, and cheap to ask again."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from ics.feed import feed_bytes
from scheduler.queries.feeds import Subscription, feed_of, subscription_by
from scheduler.rules.policy import Permission
from scheduler.rules.tokens import token_hash
from vocabulary.text import N_
from vocabulary.wording import wording
from web.access import access
from web.context import wall

blueprint = Blueprint("feeds", __name__)

RENDERER = 1
"""Raise it when the same values are written differently: then every subscriber fetches anew."""

FRESH_SECONDS = 300
NAME = N_("Samai: my meetings")


@blueprint.get("/feeds/<token>.ics", endpoint="calendar")
@access(Permission.LINK)
def calendar(token: str) -> ResponseReturnValue:
    """The calendar behind a token, or word that the reader's copy is still the present one."""
    subscription = subscription_by(token_hash(token), wall=wall())
    answer = Response(mimetype="text/calendar")
    answer.set_etag(tag_of(subscription))
    answer.headers["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    if request.if_none_match.contains_weak(tag_of(subscription)):
        answer.status_code = 304
    else:
        answer.set_data(content_of(subscription))
    return answer


def tag_of(subscription: Subscription) -> str:
    """What changes whenever the calendar does: its version, and the day, by which posts and agencies are held."""
    parts = (subscription.id, subscription.version, RENDERER, subscription.language.value, subscription.day.isoformat())
    return "-".join(map(str, parts))


def content_of(subscription: Subscription) -> bytes:
    """The calendar's bytes."""
    items = feed_of(subscription.person_id, today=subscription.day, language=subscription.language)
    name = wording(subscription.language).gettext(NAME)
    return feed_bytes(items, name=name, language=subscription.language)
