"""Every view says what it asks of its visitor; one that says nothing stops the service from starting."""

from collections.abc import Callable
from functools import partial, wraps
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter

from scheduler.rules.policy import Permission, may
from vocabulary.refusals import Forbidden, Refusal
from vocabulary.states import ActorKind
from vocabulary.text import N_
from web.context import actor
from web.once import once

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

MARK = "samai_permission"
KEYED = "samai_keyed"
SAFE = ("GET", "HEAD", "OPTIONS")
CLOSED = N_("This page is not for you. Ask the desk if you think it should be.")
SIGNED_OUT = N_(
    "You are signed out, and nothing was saved yet. Sign in here: what you typed is kept and comes back then."
)


class SignedOut(Refusal):
    """Somebody sends a form who is not signed in any more."""

    status = 401


class RowNumber(IntegerConverter):
    """The number of a row in an address: more digits than a row can have are no number, and no page."""

    regex = "[0-9]{1,9}"


def register_access(app: Flask) -> None:
    """Let addresses name rows by their numbers."""
    app.url_map.converters["int"] = RowNumber


def access(permission: Permission, *, keyed: bool = True) -> Callable[[View[P]], View[P]]:
    """Let only those in whom the policy lets in; somebody not signed in is sent to sign in first.

    A form is carried out once for each key of its own; not `keyed` are the forms of signing in and out, whose answers
    carry a token that nothing may keep, and which leave nothing behind a second time.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            # a link is its own authority: nobody is looked up for it
            if permission is not Permission.LINK and not may(actor(), permission):
                return turned_away()
            if keyed and request.method not in SAFE:
                return once(partial(view, *args, **kwargs))
            return view(*args, **kwargs)

        setattr(guarded, MARK, permission)
        setattr(guarded, KEYED, keyed)
        return guarded

    return guard


def turned_away() -> ResponseReturnValue:
    """The way to sign in for somebody who has not; a refusal for everybody else, and for a form."""
    if actor().kind is not ActorKind.ANONYMOUS:
        raise Forbidden(CLOSED)
    if request.method not in SAFE:
        raise SignedOut(SIGNED_OUT)
    return redirect(url_for("account.sign_in", next=safe_next(request.full_path.rstrip("?"))), 303)


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What an endpoint asks of its visitor; None where nobody has said."""
    found = getattr(app.view_functions[endpoint], MARK, None)
    return found if isinstance(found, Permission) else None


def require_marks(app: Flask) -> None:
    """Stop where a route has no policy; the files of the looks are everybody's."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    unmarked = sorted(endpoint for endpoint in endpoints if permission_of(app, endpoint) is None)
    if unmarked:
        raise ValueError(f"routes without a policy: {', '.join(unmarked)}")


def safe_next(target: str | None) -> str | None:
    """A page of our own to go on to, or None: whatever could lead elsewhere, or to no page, is dropped."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(not "!" <= character <= "~" for character in target):
        return None
    return target if is_page(urlsplit(target).path) else None


def is_page(path: str) -> bool:
    """Whether this path is one of our pages, to be looked at and not to be written to."""
    try:
        rule, _ = current_app.url_map.bind("").match(path, method="GET", return_rule=True)
    except HTTPException:
        return False
    return str(rule.endpoint) != "static"
