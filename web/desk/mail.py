"""Sent mail: every letter, where it stands, and the letter itself as its reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.mail_hold import hold_mail, release_mail
from scheduler.previews import letter_of_mail, source_of_mail
from scheduler.queries.health import mail_hold
from scheduler.queries.mail_way import mail_trouble
from scheduler.queries.mails import MailPage, mail_line, sent_mail
from scheduler.queries.undelivered import address_for
from scheduler.retries import retry
from scheduler.rules.lengths import too_long
from scheduler.rules.policy import Permission
from vocabulary.refusals import Refusal
from vocabulary.states import MailState
from vocabulary.text import N_
from web.access import access
from web.context import actor, here, now, wall, writer
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page

NO_REASON = N_("Write why nothing may leave: every page of the desk shows it meanwhile.")
LONGEST_REASON = 300
LETTER_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        "img-src data:",
        "frame-ancestors 'self'",
        "sandbox allow-same-origin",
    )
)
"""A letter's own page styles itself inline, as mail must, and may do nothing else; its origin lets our fonts in."""

STATES = {
    MailState.QUEUED: N_("Waiting"),
    MailState.SENDING: N_("Being sent"),
    MailState.SENT: N_("Sent"),
    MailState.REFUSED: N_("Refused"),
    MailState.BOUNCED: N_("Bounced"),
    MailState.DROPPED: N_("Superseded"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to look at a list of mail, and how many it shows."""

    url: str
    label: str
    current: bool
    count: int


@blueprint.get("/mail", endpoint="sent_mail")
@access(Permission.DESK)
def mails_page() -> ResponseReturnValue:
    """All letters that were let go, the latest first."""
    return mails_view()


def mails_view(refusal: Refusal | None = None) -> ResponseReturnValue:
    """The list, with why the mail was not stopped."""
    typed = Typed(request.args)
    state, batch = typed.choice("state", MailState), typed.number("batch")
    found = sent_mail(state, actor=actor(), before=typed.number("before"), batch=batch)
    return form_page(
        "desk/mails.html",
        refusal,
        found=found,
        stopped=mail_hold() is not None,
        values={} if refusal is None else request.form.to_dict(),
        state=state,
        batch=batch,
        filters=filters(found, chosen=state),
        trouble=mail_trouble(),
        zone=here().tzid,
    )


@blueprint.post("/mail/hold", endpoint="hold_mail")
@access(Permission.DESK)
def hold_now() -> ResponseReturnValue:
    """Let nothing leave any more."""
    typed = Typed()
    why = typed.line("why")
    try:
        typed.needed("why", why, sentence=NO_REASON)
        for problem in too_long(LONGEST_REASON, why=why):
            raise problem
        typed.check()
        hold_mail(why, by=actor(), now=now(), wall=wall())
    except Refusal as refusal:
        return mails_view(refusal)
    flash(gettext("All mail is stopped. What is released waits."), "ok")
    return redirect(url_for("desk.sent_mail", _anchor="hold"), 303)


@blueprint.post("/mail/let-go", endpoint="release_mail")
@access(Permission.DESK)
def let_go_now() -> ResponseReturnValue:
    """Let letters leave again."""
    release_mail(already_sent=False, by=actor(), now=now())
    flash(gettext("Letters leave again."), "ok")
    return redirect(url_for("desk.sent_mail"), 303)


def filters(found: MailPage, *, chosen: MailState | None) -> Sequence[Filter]:
    """All, and every state in which there are letters."""
    every = Filter(url_for("desk.sent_mail"), gettext("All"), chosen is None, found.total)
    return [every] + [
        Filter(
            url_for("desk.sent_mail", state=state.value), gettext(label), chosen is state, found.counts.get(state, 0)
        )
        for state, label in STATES.items()
        if found.counts.get(state) or chosen is state
    ]


@blueprint.get("/mail/<int:mail_id>", endpoint="mail_page")
@access(Permission.DESK)
def mail_page(mail_id: int) -> ResponseReturnValue:
    """One letter with its headers, its words and how its delivery stands."""
    return mail_view(mail_id)


def mail_view(mail_id: int, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with why the letter is not tried again."""
    return form_page(
        "desk/mail.html",
        refusal,
        line=mail_line(mail_id, actor=actor()),
        address=address_for(mail_id),
        letter=letter_of_mail(mail_id, actor=actor(), writer=writer()),
        zone=here().tzid,
    )


@blueprint.get("/mail/<int:mail_id>/letter", endpoint="mail_letter")
@access(Permission.DESK)
def mail_letter(mail_id: int) -> ResponseReturnValue:
    """The letter's own page, for the frame that shows it: under a policy of its own and without any script."""
    page = letter_of_mail(mail_id, actor=actor(), writer=writer()).html
    faces = f'<link rel="stylesheet" href="{url_for("static", filename="letter.css")}">'
    answer = Response(page.replace("</head>", f"{faces}</head>", 1), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = LETTER_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@blueprint.get("/mail/<int:mail_id>/source", endpoint="mail_source")
@access(Permission.DESK)
def mail_source(mail_id: int) -> ResponseReturnValue:
    """The letter's bytes as text, its secret link left out."""
    return Response(source_of_mail(mail_id, actor=actor(), writer=writer()), mimetype="text/plain")


@blueprint.post("/mail/<int:mail_id>/retry", endpoint="retry_mail")
@access(Permission.DESK)
def retry_now(mail_id: int) -> ResponseReturnValue:
    """Try a refused letter again."""
    try:
        number = retry(mail_id, by=actor(), now=now(), wall=wall())
    except Refusal as refusal:
        return mail_view(mail_id, refusal=refusal)
    flash(gettext("The letter is on its way again."), "ok")
    return redirect(url_for("desk.mail_page", mail_id=number), 303)
