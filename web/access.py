"""Every view says what it asks of its visitor; one that says nothing stops the service from starting."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.rules.policy import Permission, may
from vocabulary.refusals import Forbidden
from vocabulary.states import ActorKind
from vocabulary.text import N_
from web.context import actor

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

MARK = "samai_permission"
SAFE = ("GET", "HEAD", "OPTIONS")
CLOSED = N_("This page is not for you. Ask the desk if you think it should be.")


def access(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Let only those in whom the policy lets in; somebody not signed in is sent to sign in first."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if may(actor(), permission):
                return view(*args, **kwargs)
            if actor().kind is ActorKind.ANONYMOUS:
                wanted = request.full_path.rstrip("?") if request.method in SAFE else None
                return redirect(url_for("account.sign_in", next=wanted), 303)
            raise Forbidden(CLOSED)

        setattr(guarded, MARK, permission)
        return guarded

    return guard


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What an endpoint asks of its visitor; None where nobody has said."""
    found = getattr(app.view_functions[endpoint], MARK, None)
    return found if isinstance(found, Permission) else None


def require_marks(app: Flask) -> None:
    """Stop where a route has no policy."""
    unmarked = {rule.endpoint for rule in app.url_map.iter_rules() if permission_of(app, rule.endpoint) is None}
    if unmarked - {"static"}:
        raise ValueError(f"routes without a policy: {', '.join(sorted(unmarked - {'static'}))}")


def safe_next(target: str | None) -> str | None:
    """A page of our own to go on to, or None: anything that could lead elsewhere is dropped."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(character) < 33 or character == "\\" for character in target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc or parts.path.startswith("//") else target
