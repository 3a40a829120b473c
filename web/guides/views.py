"""The help page, and one page a guide."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.rules.policy import Permission
from web.access import access
from web.context import language
from web.guides.places import PLACES
from web.guides.reading import NAMES, guide

blueprint = Blueprint("guides", __name__)


@blueprint.get("/help", endpoint="all")
@access(Permission.PUBLIC)
def all_guides() -> ResponseReturnValue:
    """Every guide, with what each of its parts is about."""
    return render_template("guides/all.html", guides=[guide(name, language()) for name in NAMES])


@blueprint.get("/help/<name>", endpoint="guide")
@access(Permission.PUBLIC)
def one_guide(name: str) -> ResponseReturnValue:
    """One guide in the reader's language."""
    if name not in NAMES:
        abort(404)
    return render_template("guides/guide.html", guide=guide(name, language()))


def help_url() -> str:
    """The part of a guide that explains the page of this request, or the list of guides."""
    name, anchor = PLACES.get(request.endpoint or "", (None, None))
    return url_for("guides.all") if name is None else url_for("guides.guide", name=name, _anchor=anchor)
