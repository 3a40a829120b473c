"""What programs ask: does the service live, may it be sent work, how does it stand."""

from hmac import compare_digest

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from scheduler.keeping.schema import Schema, present_revision, standing_of
from scheduler.queries.health import is_reachable, mail_hold
from scheduler.queries.operation import figures
from scheduler.rules.policy import Permission
from web.access import access
from web.context import now, settings, wall
from web.metrics import exposition

blueprint = Blueprint("probes", __name__)

READY = "ok"


@blueprint.get("/healthz", endpoint="healthz")
@access(Permission.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Whether the service answers and reaches its database."""
    return {"status": "ok"} if is_reachable() else ({"status": "database unreachable"}, 503)


@blueprint.get("/readyz", endpoint="readyz")
@access(Permission.PUBLIC)
def readyz() -> ResponseReturnValue:
    """Whether the service can do all of its work: tables of its own version, and mail that may leave."""
    parts = readiness()
    ready = set(parts.values()) == {READY}
    return {"status": "ready" if ready else "not ready", **parts}, 200 if ready else 503


def readiness() -> dict[str, str]:
    """Each part, and what keeps it from being ready."""
    if not is_reachable():
        return {"database": "unreachable"}
    schema = standing_of(present_revision())
    if schema is not Schema.PRESENT:
        return {"database": READY, "schema": schema.value}
    return {"database": READY, "schema": READY, "mail": READY if mail_hold() is None else "held"}


@blueprint.get("/metrics", endpoint="metrics")
@access(Permission.LINK)
def metrics() -> ResponseReturnValue:
    """The service's figures, for whoever holds the installation's token; for everybody else there is no such page."""
    if not may_measure(request.headers.get("Authorization", "")):
        abort(404)
    told = exposition(figures(now=now(), wall=wall()), wall=wall(), folder=settings().instance)
    return Response(told, content_type=CONTENT_TYPE_PLAIN_0_0_4)


def may_measure(authorization: str) -> bool:
    """Whether this is the token of the settings; without one nobody may."""
    token = settings().metrics_token.get_secret_value()
    return bool(token) and compare_digest(authorization.encode(), f"Bearer {token}".encode())
