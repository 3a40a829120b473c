"""Signing in, with a password or a mailed link, setting a password, and signing out."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.accounts import live_link, mail_sign_in_link, set_password
from scheduler.rules.policy import Permission
from scheduler.rules.tokens import read_sign_in_token
from scheduler.sign_in import sign_in_by_link, sign_in_by_password, sign_out
from scheduler.throttle import TooSoon
from vocabulary.refusals import Refusal
from web.access import access, safe_next
from web.again import SEALED, back_in_page, kept_in
from web.context import actor, keys, moment, person, settings, wall
from web.forms import Typed, errors_of
from web.sign_in import arrival, begin_session, new_password, shown_token, typed_password

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
    kept = kept_in(request.form.get(SEALED, ""))
    if kept is not None:
        return back_in_page(kept)
    return redirect(safe_next(request.form.get("next")) or url_for("pages.front"), 303)


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
    begin_session(sign_in_by_link(read_sign_in_token(keys(), token), token=shown_token(), at=moment()))
    return redirect(url_for("pages.front"), 303)


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
    try:
        token = set_password(new_password("password"), token=shown_token() or "", by=actor(), at=moment())
    except Refusal as refusal:
        return render_template("account/password.html", errors=errors_of(refusal)), refusal.status
    begin_session(token)
    flash(gettext("Your password is set. Every other sign-in of yours has ended."), "ok")
    return redirect(url_for("account.password"), 303)


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
