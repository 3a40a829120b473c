"""Subscribed calendars, for programs that fetch them: private, revocable, and cheap to ask again."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from scheduler.feeds import note_fetching
from scheduler.queries.feed_bodies import body_of, tag_of
from scheduler.queries.feeds import Subscription, subscription_by
from scheduler.rules.policy import Permission
from scheduler.rules.tokens import token_hash
from web.access import access
from web.context import wall

blueprint = Blueprint("feeds", __name__)

FRESH_SECONDS = 300


@blueprint.get("/feeds/<token>.ics", endpoint="calendar")
@access(Permission.LINK)
def calendar(token: str) -> ResponseReturnValue:
    """The calendar behind a token, or word that the reader's copy is still the present one."""
    subscription = subscription_by(token_hash(token), wall=wall())
    note_fetching(subscription)
    tag = tag_of(subscription)
    # werkzeug would take every tag apart, at a quarter of the whole answer's cost
    answer = Response(status=304) if f'"{tag}"' in request.headers.get("If-None-Match", "") else whole(subscription)
    answer.set_etag(tag, weak="Content-Encoding" in answer.headers)
    answer.headers["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    answer.headers["Vary"] = "Accept-Encoding"
    return answer


def whole(subscription: Subscription) -> Response:
    """The calendar's bytes, packed for whoever can unpack them: they hold no token beside what somebody wrote."""
    body = body_of(subscription)
    answer = Response(body.plain, mimetype="text/calendar")
    if request.accept_encodings.quality("gzip"):
        answer.set_data(body.packed)
        answer.headers["Content-Encoding"] = "gzip"
    return answer
