"""One's private calendar address: made, shown once, ended."""

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.feeds import revoke, subscribe
from scheduler.queries.feeds import subscriptions_of
from scheduler.rules.policy import Permission
from web.access import access
from web.context import actor, now, settings
from web.focal.blueprint import blueprint

MADE = "feed_made"


@blueprint.get("/my/feed", endpoint="feed")
@access(Permission.SIGNED_IN)
def feed_page() -> ResponseReturnValue:
    """One's subscriptions, and, right after it was made, the address of the newest."""
    token = session.pop(MADE, None)
    address = None if token is None else f"{settings().base_url}{url_for('feeds.calendar', token=token)}"
    return render_template("focal/feed.html", address=address, subscriptions=subscriptions_of(actor().person_id or 0))


@blueprint.post("/my/feed", endpoint="subscribe")
@access(Permission.SIGNED_IN)
def make() -> ResponseReturnValue:
    """Make a subscription; its address is shown on the next page and never again."""
    session[MADE] = subscribe(by=actor(), now=now())
    return redirect(url_for("focal.feed"), 303)


@blueprint.post("/my/feed/<int:subscription_id>/end", endpoint="unsubscribe")
@access(Permission.SIGNED_IN)
def end(subscription_id: int) -> ResponseReturnValue:
    """End a subscription."""
    revoke(subscription_id, by=actor(), now=now())
    flash(gettext("This calendar address no longer works."), "ok")
    return redirect(url_for("focal.feed"), 303)
