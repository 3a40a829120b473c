"""What went wrong, said once, in the reader's language, with what to do next."""

import logging

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from models.database import db, is_full, lacks_tables
from vocabulary.refusals import Invalid, Refusal, Stale
from vocabulary.text import N_
from web.access import SAFE, SIGNED_OUT, SignedOut
from web.again import again_page, comes_back, holds_words, may_come_back, page_above
from web.context import language, person, request_id

LOG = logging.getLogger(__name__)
SECONDS_TO_WAIT = 5

TITLES = {
    400: N_("Not understood"),
    401: N_("Signed out"),
    403: N_("Not for you"),
    404: N_("Not found"),
    405: N_("Not possible here"),
    409: N_("Changed meanwhile"),
    413: N_("Too much at once"),
    422: N_("This cannot be done"),
    429: N_("Too many requests"),
    503: N_("Busy"),
}
FAILED = N_("Something went wrong")
SENTENCES = {
    400: N_("The service did not understand this request. Go back and try again."),
    401: N_("You are not signed in. Sign in, then try again."),
    403: N_("This is not for you. Ask the desk if you think it should be."),
    404: N_("There is no such page. Check the address, or start from the front page."),
    405: N_("This address cannot be used in that way. Start from the front page."),
    409: N_("Somebody else changed this meanwhile. Go back, reload the page and look at it again."),
    413: N_("This is too much at once. Go back, where what you typed still stands, shorten it and send it again."),
    429: N_("Too many requests. Wait a minute, then try again."),
    500: N_(
        "Something failed on our side, and nothing was changed. Try again; if it happens again, tell the desk and give"
        " the reference below."
    ),
    503: N_("The service is busy, and nothing was changed. Try again in a moment."),
}
FULL = N_("No room to save")
NO_ROOM = N_(
    "The disk of this service is full. Nothing was changed, and nothing can be saved until there is room again; what"
    " was saved is safe and can be read. Tell whoever runs the service, and try again afterwards."
)
ONCE_MORE = N_("Send it once more")
SEND_AGAIN = N_("This form was open for too long, or you have signed in anew since. Look at it and send it again.")
EXPIRED = N_("This form was open for too long or came from another page. Go back, reload and send it again.")
CHANGED = N_("Somebody else changed this meanwhile, and nothing of yours was saved. Look at it and change it again.")


def register_errors(app: Flask) -> None:
    """One reply for each way to fail."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(SecurityError, another_host)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(InternalServerError, failed)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(PoolExhausted, busy)
    app.register_error_handler(ProgrammingError, without_tables)
    app.register_error_handler(StaleDataError, changed)


def say(refusal: Refusal) -> str:
    """A refusal's sentence in the page's language; several at once stand one after the other."""
    if isinstance(refusal, Invalid):
        return " ".join(say(problem) for problem in refusal.problems)
    values = refusal.values_in(language())
    return gettext(refusal.message) % values if values else gettext(refusal.message)


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A refusal that no form took up."""
    db.session.rollback()
    if comes_back(refusal) or holds_words(refusal):
        return again_page(TITLES.get(refusal.status, FAILED), say(refusal), refusal=refusal), refusal.status
    return error_page(say(refusal), refusal.status)


def expired(_error: CSRFError) -> ResponseReturnValue:
    """A form without its token, or with another page's; it is given back only where our own page has sent it."""
    if not may_come_back():
        return error_page(gettext(EXPIRED), 400)
    if person() is None:
        return refused(SignedOut(SIGNED_OUT))
    return again_page(ONCE_MORE, gettext(SEND_AGAIN)), 400


def changed(_error: StaleDataError) -> ResponseReturnValue:
    """Two people wrote to the same row, and this one came second."""
    return refused(Stale(CHANGED))


def another_host(_error: SecurityError) -> ResponseReturnValue:
    """Somebody asked for a host that is not ours: no page of ours is shown under its name."""
    return Response("This service has another address.\n", 400, content_type="text/plain; charset=utf-8")


def http_error(error: HTTPException) -> ResponseReturnValue:
    """An answer that Flask gives by itself: it asks for none where the error is a way on."""
    code = error.code or 500
    usual = SENTENCES[400] if code < 500 else SENTENCES[500]
    page = make_response(error_page(gettext(SENTENCES.get(code, usual)), code))
    page.headers.extend(own_headers(error))
    return page


def own_headers(error: HTTPException) -> list[tuple[str, str]]:
    """What belongs to the error itself, such as the methods that an address takes, and not to its page."""
    return [(name, value) for name, value in error.get_headers() if name not in ("Content-Type", "Content-Length")]


def failed(error: InternalServerError) -> ResponseReturnValue:
    """A fault of ours: the log has it, with its traceback, under the number that the page shows."""
    LOG.error("a fault of ours", exc_info=error.original_exception or error)
    let_go_of_database()
    return given_back(500)


def without_tables(error: ProgrammingError) -> ResponseReturnValue:
    """The tables are not there or not up to date (PostgreSQL); any other question that it cannot read is our fault."""
    if lacks_tables(error):
        return busy(error)
    raise error


def busy(error: DBAPIError | PoolExhausted) -> ResponseReturnValue:
    """The database is locked, full or gone: nothing was changed, and the next try may do."""
    LOG.error("the database did not answer: %s", error.orig if isinstance(error, DBAPIError) else error)
    let_go_of_database()
    page = make_response(given_back(503, full=is_full(error)))
    page.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return page


def given_back(status: int, *, full: bool = False) -> tuple[str, int]:
    """A failure of ours in the middle of a form: the page that holds what was typed, or else the error page."""
    title, sentence = (FULL, NO_ROOM) if full else (TITLES.get(status, FAILED), SENTENCES[status])
    if not may_come_back():
        return error_page(gettext(sentence), status, title=title)
    return again_page(title, gettext(sentence)), status


def let_go_of_database() -> None:
    """End what was begun, and show a page that asks nothing more of the database."""
    g.no_database = True
    current_app.login_manager._update_request_context_with_user()  # type: ignore[attr-defined] # nobody, from now on
    db.session.remove()


def error_page(advice: str, status: int, *, title: str = "") -> tuple[str, int]:
    """The error page: what happened, what to do next, and the number by which the log is asked."""
    page = render_template(
        "error.html",
        code=status,
        title=gettext(title or TITLES.get(status, FAILED)),
        advice=advice,
        reference=request_id(),
        back=None if request.method in SAFE else page_above(request.path),
    )
    return page, status
