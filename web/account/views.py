"""Signing in, with a password or a mailed link, setting a password, and signing out."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError

from scheduler.accounts import live_link, mail_sign_in_link, set_password
from scheduler.rules.policy import Permission
from scheduler.rules.tokens import read_sign_in_token
from scheduler.sign_in import sign_in_by_link, sign_in_by_password, sign_out
from scheduler.throttle import TooSoon
from vocabulary.refusals import Refusal
from web.access import SignedOut, access, safe_next
from web.again import SEALED, back_in_page, kept_in
from web.context import actor, keys, moment, person, settings, wall
from web.errors import expired, refused
from web.forms import Typed, errors_of
from web.sign_in import arrival, begin_session, came_before, new_password, shown_token, token_to_be, typed_password

blueprint = Blueprint("account", __name__)


@blueprint.get("/sign-in", endpoint="sign_in")
@access(Permission.PUBLIC)
def sign_in_page() -> ResponseReturnValue:
    """The page to sign in on; somebody who has signed in is sent on at once."""
    wanted = safe_next(request.args.get("next"))
    if person() is not None:
        return redirect(wanted or url_for("pages.front"), 303)
    return render_template("account/sign_in.html", errors={}, next=wanted)


@blueprint.post("/sign-in", endpoint="sign_in_by_password")
@access(Permission.PUBLIC, keyed=False)
def by_password() -> ResponseReturnValue:
    """Sign in with address and password; what was typed before somebody was signed out is then shown again."""
    try:
        token = sign_in_by_password(typed_password("password"), arrival(Typed().line("address")))
    except Refusal as refusal:
        return sign_in_again(refusal)
    begin_session(token)
    return back_in()


@blueprint.post("/sign-in/mail", endpoint="mail_link")
@access(Permission.PUBLIC, keyed=False)
def mail_link() -> ResponseReturnValue:
    """Mail a sign-in link, if the address is somebody's: the answer is the same either way."""
    address = Typed().line("link_address")
    try:
        mail_sign_in_link(arrival(address).knock, desk=settings().desk, at=moment())
    except Refusal as refusal:
        return sign_in_again(refusal)
    return render_template("account/link_sent.html", address=address)


@blueprint.get("/sign-in/link/<token>", endpoint="link")
@access(Permission.LINK)
def link_page(token: str) -> ResponseReturnValue:
    """A page with one button: mail scanners open links, and only a press of the button signs in."""
    link = live_link(read_sign_in_token(keys(), token), wall=wall())
    return render_template("account/link.html", name=link.person.name)


@blueprint.post("/sign-in/link/<token>", endpoint="sign_in_by_link")
@access(Permission.LINK, keyed=False)
def by_link(token: str) -> ResponseReturnValue:
    """Sign in by a link, which is then used up."""
    opens, link_id = token_to_be(), read_sign_in_token(keys(), token)
    try:
        begin_session(sign_in_by_link(link_id, token=shown_token(), opens=opens, at=moment()))
    except Refusal:
        if not came_before():
            raise
        begin_session(opens)
    return back_in()


@blueprint.post("/sign-out", endpoint="sign_out")
@access(Permission.PUBLIC, keyed=False)
def leave() -> ResponseReturnValue:
    """End this browser's sign-in."""
    token = shown_token()
    if token is not None and person() is not None:
        sign_out(token, by=actor(), at=moment())
    session.clear()
    return redirect(url_for("account.sign_in"), 303)


@blueprint.get("/my/password", endpoint="password")
@access(Permission.SIGNED_IN)
def password_page() -> ResponseReturnValue:
    """Where one sets one's own password."""
    return render_template("account/password.html", errors={})


@blueprint.post("/my/password", endpoint="set_password")
@access(Permission.SIGNED_IN, keyed=False)
def change_password() -> ResponseReturnValue:
    """Set one's own password; every other sign-in ends, and this one gets a new token."""
    new, opens = new_password("password"), token_to_be()
    try:
        token = set_password(new, token=shown_token() or "", opens=opens, by=actor(), at=moment())
    except Refusal as refusal:
        if not came_before():
            return render_template("account/password.html", errors=errors_of(refusal)), refusal.status
        token = opens
    begin_session(token)
    return password_is_set()


def password_is_set() -> ResponseReturnValue:
    """The page of one's password, with the word that it is set."""
    flash(gettext("Your password is set. Every other sign-in of yours has ended."), "ok")
    return redirect(url_for("account.password"), 303)


def back_in() -> ResponseReturnValue:
    """The way on for somebody who has signed in: what was typed before, the page that was asked for, or the front."""
    kept = kept_in(request.form.get(SEALED, ""))
    if kept is not None:
        return back_in_page(kept)
    return redirect(safe_next(request.form.get("next")) or url_for("pages.front"), 303)


ANSWERS = {
    "account.sign_in_by_password": back_in,
    "account.sign_in_by_link": back_in,
    "account.set_password": password_is_set,
}
"""How a form is answered that opens a login session."""


@blueprint.errorhandler(CSRFError)
def without_its_token(error: CSRFError) -> ResponseReturnValue:
    """The same form again in the browser that it has changed: a new sign-in forgets the tokens of all forms before."""
    if request.endpoint == "account.sign_out" and person() is None:
        return redirect(url_for("account.sign_in"), 303)
    if request.endpoint in ANSWERS and shown_token() == token_to_be() and came_before():
        return ANSWERS[request.endpoint]()
    return expired(error)


@blueprint.errorhandler(SignedOut)
def without_its_session(refusal: SignedOut) -> ResponseReturnValue:
    """The same new password again, where the answer to the first, and so the new sign-in, never arrived."""
    if request.endpoint == "account.set_password" and came_before():
        begin_session(token_to_be())
        return password_is_set()
    return refused(refusal)


def sign_in_again(refusal: Refusal) -> ResponseReturnValue:
    """The sign-in page with what was typed, but for the password."""
    page = make_response(
        render_template(
            "account/sign_in.html",
            errors=errors_of(refusal),
            address=request.form.get("address", ""),
            link_address=request.form.get("link_address", ""),
            next=safe_next(request.form.get("next")),
            kept=kept_in(request.form.get(SEALED, "")),
        ),
        refusal.status,
    )
    if isinstance(refusal, TooSoon):
        page.headers["Retry-After"] = str(refusal.seconds)
    return page
