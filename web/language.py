"""Which language a page is in: as asked, as the reader prefers, as the browser says, as the installation does."""

from urllib.parse import urlencode

from babel.support import NullTranslations
from flask import Flask, Response, current_app, g, request, url_for
from flask_babel import Babel, get_translations
from markupsafe import Markup

from vocabulary.states import Language
from web.access import safe_next
from web.context import person

COOKIE = "samai-language"
YEAR = 365 * 24 * 3600
CODES = [language.value for language in Language]


def register_language(app: Flask) -> None:
    """Plug Flask-Babel in, and remember a language that was asked for."""
    Babel(app, locale_selector=page_code)
    app.jinja_env.globals.update(_=worded, gettext=worded, ngettext=counted)
    app.after_request(remember)


def worded(message: str, /, **values: object) -> Markup:
    """A template's sentence in the language of the page, its values escaped.

    A wide page has thousands: Flask-Babel's own looks anew for each which language the page is in.
    """
    return Markup(wording().gettext(message)) % values  # noqa: S704 - the catalogue is ours


def counted(singular: str, plural: str, number: int, /, **values: object) -> Markup:  # noqa: PLR0917 - gettext's order
    """The same, by number."""
    return Markup(wording().ngettext(singular, plural, number)) % ({"num": number} | values)  # noqa: S704 - likewise


def wording() -> NullTranslations:
    """The wording of the page's language, looked up once a request."""
    found: NullTranslations | None = g.get("wording")
    if found is None:
        found = g.wording = get_translations()
    return found


def page_code() -> str:
    """The language code of this request.

    What somebody asked for in this browser wins over what is on file, on every page that follows.
    """
    for wished in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wished in CODES:
            return str(wished)
    told = g.get("reader_language")
    if told in CODES:
        return str(told)
    somebody = person()
    if somebody is not None:
        return str(somebody.language.value)
    return preferred_code()


def preferred_code() -> str:
    """What the browser likes best of our languages; "th-TH" is Thai, which a plain comparison would pass over."""
    liked = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return next((code for code in liked if code in CODES), current_app.config["BABEL_DEFAULT_LOCALE"])


def remember(response: Response) -> Response:
    """Keep a language that was asked for, for the pages to come."""
    asked = request.args.get("lang", "")
    if asked in CODES:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(COOKIE, asked, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
    return response


def lang_url(code: str) -> str:
    """The same page in another language, or the front page where this is none to come back to."""
    others = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    query = urlencode([*others, ("lang", code)])
    return safe_next(f"{request.path}?{query}") or url_for("pages.front", lang=code)
