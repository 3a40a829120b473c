"""What went wrong, said once, in the reader's language, with what to do next."""

import logging

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from models.database import db
from vocabulary.refusals import Refusal, Stale
from vocabulary.text import N_
from web.context import language

LOG = logging.getLogger(__name__)

TITLES = {
    403: N_("Not for you"),
    404: N_("Not found"),
    409: N_("Changed meanwhile"),
    422: N_("This cannot be done"),
    503: N_("Busy"),
}
FAILED = N_("Something went wrong")
SENTENCES = {
    400: N_("The service did not understand this request. Go back and try again."),
    403: N_("This page is not for you. Ask the desk if you think it should be."),
    404: N_("There is no such page. Check the address, or start from the front page."),
    405: N_("This address cannot be used in that way. Start from the front page."),
    413: N_("This is too much for one request. Shorten it and try again."),
    429: N_("Too many requests. Wait a minute, then try again."),
    500: N_("Something failed on our side, and nothing was changed. Try again, and tell the desk if it happens again."),
    503: N_("The service is busy, and nothing was changed. Try again in a moment."),
}
EXPIRED = N_("This form was open for too long or came from another page. Go back, reload and send it again.")
CHANGED = N_("Somebody else changed this meanwhile, and nothing of yours was saved. Look at it and change it again.")


def register_errors(app: Flask) -> None:
    """One reply for each way to fail."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(StaleDataError, changed)


def say(refusal: Refusal) -> str:
    """A refusal's sentence in the page's language."""
    values = refusal.values_in(language())
    return gettext(refusal.message) % values if values else gettext(refusal.message)


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A refusal that no form took up."""
    db.session.rollback()
    return error_page(say(refusal), refusal.status)


def expired(_error: CSRFError) -> ResponseReturnValue:
    """A form without its token, or with another page's."""
    return page(EXPIRED, 400)


def changed(_error: StaleDataError) -> ResponseReturnValue:
    """Two people wrote to the same row, and this one came second."""
    return refused(Stale(CHANGED))


def http_error(error: HTTPException) -> ResponseReturnValue:
    """An answer that Flask gives by itself; redirects pass."""
    code = error.code or 500
    if code < 400:
        return error.get_response()  # type: ignore[return-value]
    return page(SENTENCES.get(code, SENTENCES[400] if code < 500 else SENTENCES[500]), code)


def busy(error: OperationalError) -> ResponseReturnValue:
    """The database is locked or full: nothing was changed, and the next try may do."""
    LOG.error("the database did not answer: %s", error.orig)
    db.session.rollback()
    g.no_database = True
    body, status = page(SENTENCES[503], 503)
    return body, status, {"Retry-After": "5"}


def page(sentence: str, status: int) -> tuple[str, int]:
    """The error page with one sentence of ours."""
    return error_page(gettext(sentence), status)


def error_page(advice: str, status: int) -> tuple[str, int]:
    """The error page: what happened, and what to do next."""
    title = gettext(TITLES.get(status, FAILED))
    return render_template("error.html", code=status, title=title, advice=advice), status
