"""One's private calendar address: made, shown once, ended."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.feeds import revoke, subscribe
from scheduler.queries.feeds import subscription_by, subscriptions_of
from scheduler.receipts import Repeated
from scheduler.rules.policy import Permission
from scheduler.rules.tokens import feed_token, token_hash
from vocabulary.refusals import Refusal
from web.access import access
from web.context import actor, keys, now, settings, wall
from web.focal.blueprint import blueprint
from web.forms import errors_of
from web.once import key_of_request


@blueprint.get("/my/feed", endpoint="feed")
@access(Permission.SIGNED_IN)
def feed_page() -> ResponseReturnValue:
    """One's subscriptions; their addresses are not kept, so they cannot be shown again."""
    return shown()


@blueprint.post("/my/feed", endpoint="subscribe")
@access(Permission.SIGNED_IN)
def subscribe_now() -> ResponseReturnValue:
    """Make a subscription and show its address, this once: the answer itself carries it and nothing keeps it."""
    token = feed_token(keys()[0], person_id=actor().person_id or 0, form_key=key_of_request())
    try:
        subscribe(token, by=actor(), now=now())
    except Repeated:
        subscription_by(token_hash(token), wall=wall())  # the address is told again, where it still answers
    except Refusal as refusal:
        return shown(errors=errors_of(refusal)), refusal.status
    return shown(f"{settings().base_url}{url_for('feeds.calendar', token=token)}")


@blueprint.post("/my/feed/<int:subscription_id>/end", endpoint="unsubscribe")
@access(Permission.SIGNED_IN)
def end_now(subscription_id: int) -> ResponseReturnValue:
    """End a subscription."""
    revoke(subscription_id, by=actor(), now=now())
    flash(gettext("This calendar address answers no more."), "ok")
    return redirect(url_for("focal.feed"), 303)


def shown(address: str = "", *, errors: Mapping[str, str] | None = None) -> str:
    """The page, with a new address where one was just made, or why none was."""
    found = subscriptions_of(actor().person_id or 0)
    return render_template("focal/feed.html", subscriptions=found, address=address, errors=errors or {})
