"""Which language a page is in: as asked, as the reader prefers, as the browser says; Thai before all."""

from flask import Flask, Response, g, request, url_for
from flask_babel import Babel

from vocabulary.states import Language
from web.context import person

COOKIE = "samai-language"
YEAR = 365 * 24 * 3600
CODES = [language.value for language in Language]


def register_language(app: Flask) -> None:
    """Plug Flask-Babel in, and remember a language that was asked for."""
    Babel(app, locale_selector=page_code)
    app.after_request(remember)


def page_code() -> str:
    """The language code of this request."""
    asked = request.args.get("lang")
    if asked in CODES:
        g.language_asked = asked
        return str(asked)
    kept = request.cookies.get(COOKIE)
    if kept in CODES:
        return str(kept)
    somebody = person()
    if somebody is not None:
        return str(somebody.language.value)
    return request.accept_languages.best_match(CODES) or CODES[0]


def remember(response: Response) -> Response:
    """Keep a language that was asked for, for the pages to come."""
    asked = g.get("language_asked")
    if asked is not None:
        response.set_cookie(COOKIE, asked, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def lang_url(code: str) -> str:
    """The same page in another language."""
    if request.endpoint is None or request.method == "POST":
        return url_for("pages.front", lang=code)
    return url_for(request.endpoint, **{**(request.view_args or {}), **request.args.to_dict(), "lang": code})
