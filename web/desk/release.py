"""The step before anything leaves: who gets what, as they will read it, and one button that lets it go."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from scheduler.previews import letters_of_batch
from scheduler.queries.consultations import consultation_sheet
from scheduler.releases import recall, release, release_from
from scheduler.rules.policy import Permission
from vocabulary.refusals import Refusal
from vocabulary.text import N_
from web.access import access
from web.context import actor, day_of_demonstration, now, settings, wall, writer
from web.desk.blueprint import blueprint
from web.desk.consultations import consultation_view
from web.errors import say
from web.forms import Typed, errors_of
from web.sights import LABELS

MARKED_FIELDS = {**LABELS, "cancel_reason": N_("Reason, as the letters give it")}
"""How the fields are called in which a mark of secrecy may stand."""


@blueprint.get("/consultations/<int:consultation_id>/release", endpoint="release")
@access(Permission.DESK)
def release_page(consultation_id: int) -> ResponseReturnValue:
    """Every letter of the draft; without one there is nothing to release."""
    return preview(consultation_id)


def preview(consultation_id: int, problem: Refusal | None = None) -> ResponseReturnValue:
    """The draft as it now stands, with what went wrong when it was to be released."""
    sheet = consultation_sheet(consultation_id, actor=actor(), wall=wall())
    if sheet.draft is None:
        flash(*nothing_to_send(problem, is_classified=sheet.is_classified))
        return redirect(url_for("desk.consultation", consultation_id=consultation_id), 303)
    page = render_template(
        "desk/release.html",
        sheet=sheet,
        letters=letters_of_batch(sheet.draft.batch_id, actor=actor(), writer=writer()),
        waits=undo_seconds(),
        errors={} if problem is None else errors_of(problem),
        labels=MARKED_FIELDS,
    )
    return page, 200 if problem is None else problem.status


def nothing_to_send(problem: Refusal | None, *, is_classified: bool) -> tuple[str, str]:
    """What the consultation's page says where there is no draft, and how gravely."""
    if problem is not None:
        return say(problem), "warn"
    if is_classified:
        return gettext("Saved. No letter is drafted, since the consultation is classified."), "ok"
    return gettext("Saved. Nobody has to be told anything new."), "ok"


@blueprint.post("/consultations/<int:consultation_id>/release", endpoint="release_now")
@access(Permission.DESK)
def release_now(consultation_id: int) -> ResponseReturnValue:
    """Let the letters go that the officer has seen."""
    batch_id = Typed().number("batch") or 0
    try:
        aware = bool(Typed().line("aware"))
        count = release(batch_id, by=actor(), now=now(), due_at=due_at(), aware=aware)
    except Refusal as refusal:
        return preview(consultation_id, refusal)
    flash(released(count), "ok")
    return redirect(url_for("desk.consultation", consultation_id=consultation_id), 303)


def due_at() -> datetime:
    """When a batch released now may leave."""
    return release_from(wall(), undo_seconds=undo_seconds())


def undo_seconds() -> int:
    """For how long a batch can be called back; in a demonstration nobody waits."""
    return 0 if day_of_demonstration() is not None else settings().undo_seconds


def released(count: int) -> str:
    """What has happened, with the count."""
    return ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", count)


@blueprint.post("/consultations/<int:consultation_id>/recall", endpoint="recall")
@access(Permission.DESK)
def recall_now(consultation_id: int) -> ResponseReturnValue:
    """Call a released batch back, as long as none of it has left."""
    try:
        recall(Typed().number("batch") or 0, by=actor(), now=now())
    except Refusal as refusal:
        return consultation_view(consultation_id, refusal=refusal)
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)
