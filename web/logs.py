"""One line of the log for every request, found again by the number that its page and its answer carry."""

import logging
from time import perf_counter
from types import TracebackType

from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, unbind_contextvars

from web.context import REQUEST_ID, request_id

LOG = logging.getLogger(__name__)

NO_PAGE = "(no such page)"
PROBES = ("static", "probes.healthz", "probes.readyz", "probes.metrics")
"""What programs ask for all day: a line for each would drown the rest."""


def register_logs(app: Flask) -> None:
    """Open and close the line of each request; Flask's own line of a fault names the whole path, a token too."""
    app.before_request(open_line)
    app.after_request(close_line)
    app.teardown_request(leave_line)
    app.log_exception = keep_silent  # type: ignore[method-assign, assignment]


def open_line() -> None:
    """Whatever is written during this request says which request it was."""
    g.began = perf_counter()
    bind_contextvars(request_id=request_id(), method=request.method, path=shown_path())


def close_line(response: Response) -> Response:
    """Say how the request went, and give its number back."""
    response.headers[REQUEST_ID] = request_id()
    if request.endpoint not in PROBES or response.status_code >= 500:
        LOG.log(logging.INFO if response.status_code < 500 else logging.WARNING, "request", extra=outcome(response))
    return response


def outcome(response: Response) -> dict[str, object]:
    """Status, time and reader of a request: a number, never a name."""
    took = (perf_counter() - g.began) * 1000 if "began" in g else 0.0
    line: dict[str, object] = {"status": response.status_code, "duration_ms": round(took, 1)}
    who = g.get("actor")
    return line if who is None else line | {"actor": who.kind.value, "person": who.person_id}


def leave_line(_error: BaseException | None) -> None:
    """The next request of this thread has a line of its own."""
    unbind_contextvars("request_id", "method", "path")


def shown_path() -> str:
    """The path where it names nothing but rows, and else its pattern: a word in it may be somebody's key."""
    if request.url_rule is None:
        return NO_PAGE
    is_plain = all(isinstance(value, int) for value in (request.view_args or {}).values())
    return request.path if is_plain else request.url_rule.rule


def keep_silent(
    _error: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
) -> None:
    """web/errors.py writes the line."""
