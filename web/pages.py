"""The pages that are nobody's in particular: the front page's way on, accessibility."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scheduler.rules.policy import Permission
from web.access import access
from web.context import actor, here

blueprint = Blueprint("pages", __name__)


@blueprint.get("/", endpoint="front")
@access(Permission.SIGNED_IN)
def front() -> ResponseReturnValue:
    """Send everybody to where their work is."""
    key = here().committee_key
    if actor().is_desk:
        return redirect(url_for("desk.people") if key is None else url_for("desk.overview", key=key), 303)
    if actor().post_ids:
        return redirect(url_for("mission.sessions"), 303)
    return redirect(url_for("focal.meetings"), 303)


@blueprint.get("/accessibility", endpoint="accessibility")
@access(Permission.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """How accessible these pages are."""
    return render_template("pages/accessibility.html")
