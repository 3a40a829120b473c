"""Signing in, with a password or a mailed link, and signing out."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.accounts import (
    live_link,
    mail_sign_in_link,
    set_password,
    sign_in_by_link,
    sign_in_by_password,
    sign_out,
)
from scheduler.keys import secret_keys
from scheduler.queries.throttle import Knock
from scheduler.rules.policy import Permission
from scheduler.rules.tokens import read_sign_in_token
from vocabulary.refusals import Refusal
from web.access import access, safe_next
from web.context import actor, moment, settings, wall
from web.forms import Typed, errors_of
from web.sign_in import SESSION_FIELD, begin_session, hashed, password_of, visitor

blueprint = Blueprint("account", __name__)


@blueprint.get("/sign-in", endpoint="sign_in")
@access(Permission.PUBLIC)
def sign_in_page() -> ResponseReturnValue:
    """The page to sign in on."""
    return render_template("account/sign_in.html", errors={}, next=safe_next(request.args.get("next")))


@blueprint.post("/sign-in", endpoint="sign_in_by_password")
@access(Permission.PUBLIC)
def by_password() -> ResponseReturnValue:
    """Sign in with address and password."""
    typed = Typed()
    address = typed.line("address")
    try:
        password = password_of(request.form.get("password", ""))
        token = sign_in_by_password(address, password, knock=Knock(address, visitor()), at=moment())
    except Refusal as refusal:
        return sign_in_again(refusal)
    begin_session(token)
    return redirect(safe_next(request.form.get("next")) or url_for("pages.front"), 303)


@blueprint.post("/sign-in/mail", endpoint="mail_link")
@access(Permission.PUBLIC)
def mail_link() -> ResponseReturnValue:
    """Mail a sign-in link, if the address is somebody's: the answer is the same either way."""
    address = Typed().line("link_address")
    try:
        mail_sign_in_link(address, knock=Knock(address, visitor()), desk=settings().desk, at=moment())
    except Refusal as refusal:
        return sign_in_again(refusal)
    return render_template("account/link_sent.html", address=address)


@blueprint.get("/sign-in/link/<token>", endpoint="link")
@access(Permission.LINK)
def link_page(token: str) -> ResponseReturnValue:
    """A page with one button: mail scanners open links, and only a press of the button signs in."""
    link = live_link(link_number(token), wall=wall())
    return render_template("account/link.html", name=link.person.name)


@blueprint.post("/sign-in/link/<token>", endpoint="sign_in_by_link")
@access(Permission.LINK)
def by_link(token: str) -> ResponseReturnValue:
    """Sign in by a link, which is then used up."""
    begin_session(sign_in_by_link(link_number(token), at=moment()))
    return redirect(url_for("pages.front"), 303)


@blueprint.post("/sign-out", endpoint="sign_out")
@access(Permission.PUBLIC)
def leave() -> ResponseReturnValue:
    """End this browser's sign-in."""
    token = session.get(SESSION_FIELD)
    if token and actor().person_id is not None:
        sign_out(token, by=actor(), at=moment())
    session.clear()
    return redirect(url_for("account.sign_in"), 303)


@blueprint.get("/my/password", endpoint="password")
@access(Permission.SIGNED_IN)
def password_page() -> ResponseReturnValue:
    """Where one sets one's own password."""
    return render_template("account/password.html", errors={})


@blueprint.post("/my/password", endpoint="set_password")
@access(Permission.SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """Set one's own password; every sign-in ends, and one signs in anew."""
    try:
        set_password(actor().person_id or 0, request.form.get("password", ""), hashed=hashed, by=actor(), at=moment())
    except Refusal as refusal:
        return render_template("account/password.html", errors=errors_of(refusal)), refusal.status
    session.clear()
    flash(gettext("Your password is set. Sign in with it now."), "ok")
    return redirect(url_for("account.sign_in"), 303)


def sign_in_again(refusal: Refusal) -> ResponseReturnValue:
    """The sign-in page with what was typed, but for the password."""
    return (
        render_template(
            "account/sign_in.html",
            errors=errors_of(refusal),
            address=request.form.get("address", ""),
            next=safe_next(request.form.get("next")),
        ),
        refusal.status,
    )


def link_number(token: str) -> int | None:
    """The number of the link that a token stands for."""
    return read_sign_in_token(secret_keys(settings()), token)
