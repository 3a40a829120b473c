"""Who is signed in: Flask-Security hashes and compares, a row on the server says who and until when."""

from datetime import timedelta
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from secrets import token_urlsafe
from unicodedata import normalize
from urllib.parse import urlsplit

from flask import Flask, Request, abort, current_app, g, request, session
from flask_login import LoginManager
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.utils import hash_password, verify_password
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from models.database import db
from models.people import Person
from scheduler.accounts import LONGEST_PASSWORD, NewPassword
from scheduler.login_sessions import Limits, has_just_begun, live_session
from scheduler.rules.tokens import login_token
from scheduler.sign_in import Arrival, Password
from scheduler.throttle import Knock
from vocabulary.logs import SECRET_PATHS
from web.context import keys, moment, settings, wall
from web.once import FIELD as FORM_KEY
from web.once import KEY

SESSION_FIELD = "sign_in"
"""The name under which the signed cookie carries the login session's token."""

SAFE = ("GET", "HEAD", "OPTIONS")
NOBODY = "nobody has this password"


def register_sign_in(app: Flask) -> None:
    """Plug Flask-Security in without its pages, and load people from our own rows."""
    CSRFProtect(app)
    believe_proxies(app)
    app.before_request(refuse_other_sites)
    people = SQLAlchemyUserDatastore(db, Person, None)  # type: ignore[arg-type] # a duty is no role
    security = Security(app, people, register_blueprint=False)
    app.before_request_funcs[None].remove(security.principal._on_before_request)  # it would load somebody for each file
    manager: LoginManager = security.login_manager
    manager.user_loader(lambda _: None)
    manager.request_loader(person_of)


def believe_proxies(app: Flask) -> None:
    """Take the visitor's address from our own reverse proxies: without it, everybody comes from the same place."""
    proxies = app.extensions["samai_settings"].proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]


def person_of(_request: Request) -> Person | None:
    """The person whose live login session this browser shows; an ended or idle one shows nobody."""
    token, installed = shown_token(), settings()
    if token is None or g.get("no_database"):
        return None
    limits = Limits(timedelta(minutes=installed.idle_minutes), timedelta(hours=installed.session_hours))
    found = live_session(token, limits, wall=wall())
    return None if found is None else found.person


def shown_token() -> str | None:
    """The token that this browser shows, live or not."""
    token = session.get(SESSION_FIELD)
    return token if isinstance(token, str) else None


def begin_session(token: str) -> None:
    """Give the browser its new token and forget whatever it brought: nobody can plant a session on somebody else.

    Who is signed in is asked anew from here on, should this request go on to show a page.
    """
    session.clear()
    session[SESSION_FIELD] = token
    for remembered in ("_login_user", "actor"):
        g.pop(remembered, None)


def arrival(address: str) -> Arrival:
    """Who knocks in this request, and what he or she shows."""
    return Arrival(Knock(address, visitor()), moment(), shown_token(), token_to_be())


def token_to_be() -> str:
    """The token of the login session that this form opens: the same as before, where the same form comes again."""
    form_key = request.form.get(FORM_KEY, "")
    if not KEY.fullmatch(form_key):
        return token_urlsafe(32)
    return login_token(keys()[0], door=request.path, form_key=form_key)


def came_before() -> bool:
    """Whether this very form has opened a login session a moment ago."""
    return has_just_begun(token_to_be(), wall=wall())


def visitor() -> str:
    """From where somebody knocks; a whole IPv6 network of the smallest size is one place."""
    address = ip_address(request.remote_addr or "::")
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def typed_password(name: str) -> Password:
    """A password from a form, with the installation's way to compare it."""
    return Password(read_password(name), matches)


def new_password(name: str) -> NewPassword:
    """A password to be, with the installation's way to hash it."""
    return NewPassword(read_password(name), hashed)


def read_password(name: str) -> str:
    """What was typed, in one spelling of letters that look alike; a cut one is still too long to be anybody's."""
    return normalize("NFKC", request.form.get(name, "")[: 4 * LONGEST_PASSWORD])[: LONGEST_PASSWORD + 1]


def matches(typed: str, stored: str) -> bool:
    """Whether a password belongs to a hash; for an empty one the same work is done, so that time tells nothing."""
    stand_in = nobodys_hash(str(current_app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"]))
    is_right: bool = verify_password(typed, stored or stand_in)
    return is_right and bool(stored)


@cache
def nobodys_hash(_options: str) -> str:
    """A hash to compare with where there is none, made once a process and cost of hashing."""
    return hashed(NOBODY)


def hashed(typed: str) -> str:
    """The argon2 hash of a password."""
    made: str = hash_password(typed)
    return made


def refuse_other_sites() -> None:
    """A browser that says that a form came from elsewhere is believed; the token of each form is checked besides.

    Pages whose address is a secret send no origin but "null" (Fetch standard, 3.2), which then passes there and from
    browsers that say themselves that the form is our own.
    """
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin", "none"):
        abort(400)
    origin = request.headers.get("Origin")
    if origin == "null":
        if site is None and not request.path.startswith(SECRET_PATHS):
            abort(400)
    elif origin not in (None, *own_origins()):
        abort(400)


def is_from_our_page() -> bool:
    """Whether the browser itself says that this form stood on a page of ours."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return site == "same-origin" or (site is None and origin in own_origins())


def own_origins() -> tuple[str, str]:
    """Where our own forms come from: the address in our mails, and the one that was asked for."""
    base = urlsplit(settings().base_url)
    return f"{base.scheme}://{base.netloc}", request.host_url.rstrip("/")
