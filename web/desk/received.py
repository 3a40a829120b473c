"""Mail that came in: what waits for an officer and is settled with one click, what is kept apart, and all the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.adopting import settle_with_address
from scheduler.declining import decline_proposal, take_decline_back
from scheduler.queries.received import LOOKS, Queue, message_of, received, received_one
from scheduler.queries.received_lines import ReceivedLine
from scheduler.received import (
    set_mail_aside,
    settle_with_answer,
    settle_with_invitation,
    settle_with_move,
    settle_with_substitute,
)
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.policy import Permission
from scheduler.sending_again import settle_with_letter
from vocabulary.decisions import Place
from vocabulary.inbound import Verdict
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import PartStat
from vocabulary.text import N_
from web.access import access
from web.context import actor, hand, here, now, settings
from web.desk.answers import ANSWERS
from web.desk.blueprint import blueprint
from web.desk.mail import Filter
from web.desk.options import plain
from web.desk.release import due_at, undo_seconds
from web.forms import Typed, form_page

NO_ANSWER = N_("Press one of the answers.")


@dataclass(frozen=True, slots=True)
class Told:
    """A mail with why it waits, in the page's language."""

    line: ReceivedLine
    why: str


@blueprint.get("/received", endpoint="received")
@access(Permission.DESK)
def received_page() -> ResponseReturnValue:
    """What waits, or what is kept apart, or everything that ever came."""
    return received_view()


def received_view(*, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with why a mail was not settled as it should be."""
    asked = request.args.get("show", "waiting")
    look = asked if asked in LOOKS else "waiting"
    queue = received(look, actor=actor(), now=now(), before=Typed(request.args).number("before"))
    return form_page(
        "desk/received.html",
        refusal,
        queue=queue,
        look=look,
        told=[Told(line, why_of(line)) for line in queue.lines],
        filters=filters(queue, look),
        answers=ANSWERS,
        home=here().tzid,
    )


@blueprint.get("/received/<int:mail_id>", endpoint="received_mail")
@access(Permission.DESK)
def mail_page(mail_id: int) -> ResponseReturnValue:
    """One mail; another time that somebody proposes stands there beside the present one."""
    return mail_view(mail_id)


def mail_view(mail_id: int, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with what is wrong with what was decided on it."""
    line = received_one(mail_id, actor=actor(), now=now())
    return form_page(
        "desk/received_mail.html",
        refusal,
        one=Told(line, why_of(line)),
        answers=ANSWERS,
        home=here().tzid,
        letter=letter_to(line),
        options=[(str(number), plain(name)) for number, name in line.candidates],
        waits=undo_seconds(),
    )


def letter_to(line: ReceivedLine) -> str:
    """A mail to the proposer as a link: addressed, with the subject and what was written as the reason."""
    fields = urlencode({"subject": f"Re: {line.subject}", "body": line.declined}, quote_via=quote)
    return f"mailto:{quote(line.address, safe='@')}?{fields}"


def why_of(line: ReceivedLine) -> str:
    """Why it waits or is kept apart; whoever is invited is named in the page's language."""
    values = dict(line.reason_values)
    if line.invited is not None and "name" in values:
        values["name"] = plain(line.invited)
    return gettext(line.reason) % values if line.reason else ""


def filters(queue: Queue, look: str) -> list[Filter]:
    """What waits, what is kept apart, and everything."""
    ways = (
        ("waiting", gettext("Waits for you"), queue.waiting),
        ("apart", gettext("Kept apart"), queue.quarantined),
        ("all", gettext("All that came"), queue.total),
    )
    return [Filter(url_for("desk.received", show=name), label, name == look, count) for name, label, count in ways]


@blueprint.post("/received/<int:mail_id>/answer", endpoint="settle_answer")
@access(Permission.DESK)
def answer_now(mail_id: int) -> ResponseReturnValue:
    """Record the answer that the mail gives in words."""
    typed = Typed()

    def act() -> str:
        partstat = typed.needed("answer", typed.choice("answer", PartStat), sentence=NO_ANSWER)
        typed.check()
        settle_with_answer(mail_id, partstat or PartStat.NEEDS_ACTION, by=actor(), now=now())
        return url_for("desk.received")

    return settled(act, gettext("The answer is recorded."))


@blueprint.post("/received/<int:mail_id>/substitute", endpoint="settle_substitute")
@access(Permission.DESK)
def substitute_now(mail_id: int) -> ResponseReturnValue:
    """Put whom the mail names forward; the decision stands on the page of the meeting."""

    def act() -> str:
        return meeting_url(settle_with_substitute(mail_id, by=actor(), now=now()))

    return settled(act, gettext("Now decide on the substitute here."))


def meeting_url(place: Place) -> str:
    """The page of a consultation or a session."""
    if place.kind == SESSION:
        return url_for("desk.session_page", session_id=place.number)
    return url_for("desk.consultation", consultation_id=place.number)


@blueprint.post("/received/<int:mail_id>/invite", endpoint="settle_invite")
@access(Permission.DESK)
def invite_now(mail_id: int) -> ResponseReturnValue:
    """Invite whoever asks to join."""

    def act() -> str:
        return url_for("desk.release", consultation_id=settle_with_invitation(mail_id, hand=hand()))

    return settled(act, gettext("The invitation is drafted and waits for your release."))


@blueprint.post("/received/<int:mail_id>/move", endpoint="settle_move")
@access(Permission.DESK)
def move_now(mail_id: int) -> ResponseReturnValue:
    """Move the consultation to the proposed time; the updates wait for the release."""

    def act() -> str:
        return url_for("desk.release", consultation_id=settle_with_move(mail_id, hand=hand()))

    return settled(act, gettext("Moved. The updates are drafted and wait for your release."))


@blueprint.post("/received/<int:mail_id>/decline", endpoint="decline_proposal")
@access(Permission.DESK)
def decline_now(mail_id: int) -> ResponseReturnValue:
    """Leave the meeting where it is, and tell the proposer why."""
    typed = Typed()
    reason = typed.text("reason")
    try:
        typed.check()
        letter = decline_proposal(mail_id, reason=reason, due_at=due_at(), by=actor(), now=now())
    except (NotFound, Stale):
        raise
    except Refusal as refusal:
        return mail_view(mail_id, refusal=refusal)
    if letter is None:
        flash(gettext("Declined. No letter could be written to the proposer: tell him or her otherwise."), "ok")
    else:
        flash(gettext("Declined. The letter to the proposer is on its way."), "ok")
    return redirect(url_for("desk.received_mail", mail_id=mail_id), 303)


@blueprint.post("/received/<int:mail_id>/decline/recall", endpoint="recall_decline")
@access(Permission.DESK)
def recall_decline(mail_id: int) -> ResponseReturnValue:
    """Call the letter to the proposer back, as long as it has not left."""
    take_decline_back(mail_id, by=actor(), now=now())
    flash(gettext("The letter is called back, and the proposal waits for you again."), "ok")
    return redirect(url_for("desk.received_mail", mail_id=mail_id), 303)


@blueprint.post("/received/<int:mail_id>/again", endpoint="settle_again")
@access(Permission.DESK)
def again_now(mail_id: int) -> ResponseReturnValue:
    """Send the present invitation once more to whoever asks for it."""

    def act() -> str:
        settle_with_letter(mail_id, due_at=due_at(), by=actor(), now=now())
        return url_for("desk.received_mail", mail_id=mail_id)

    return settled(act, gettext("The invitation is on its way once more, to this one person."))


@blueprint.post("/received/<int:mail_id>/address", endpoint="settle_address")
@access(Permission.DESK)
def address_now(mail_id: int) -> ResponseReturnValue:
    """Say whose address it came from; an answer that is valid then is recorded."""
    chosen = Typed().number("invitation") or 0
    try:
        verdict = settle_with_address(mail_id, chosen, desk=settings().desk, by=actor(), now=now())
    except (NotFound, Stale):
        raise
    except Refusal as refusal:
        return mail_view(mail_id, refusal=refusal)
    if verdict is Verdict.APPLIED:
        flash(gettext("The address is on file, and the answer is recorded."), "ok")
    else:
        flash(gettext("The address is on file. What became of the mail stands below."), "ok")
    return redirect(url_for("desk.received_mail", mail_id=mail_id), 303)


@blueprint.post("/received/<int:mail_id>/aside", endpoint="set_mail_aside")
@access(Permission.DESK)
def aside_now(mail_id: int) -> ResponseReturnValue:
    """Nothing is to be recorded from the mail."""

    def act() -> str:
        set_mail_aside(mail_id, by=actor(), now=now())
        return url_for("desk.received")

    return settled(act, gettext("Read, nothing recorded. It stays under “All that came”."))


def settled(act: Callable[[], str], words: str) -> ResponseReturnValue:
    """Do it and go on; a refusal that is not about what somebody else has done stands on the list."""
    try:
        url = act()
    except (NotFound, Stale):
        raise
    except Refusal as refusal:
        return received_view(refusal=refusal)
    flash(words, "ok")
    return redirect(url, 303)


@blueprint.get("/received/<int:mail_id>/message", endpoint="received_message")
@access(Permission.DESK)
def message(mail_id: int) -> ResponseReturnValue:
    """The message as it came, to be saved: as text, since nothing of it may run."""
    answer = Response(message_of(mail_id, actor=actor()), mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="mail-{mail_id}.txt"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer
