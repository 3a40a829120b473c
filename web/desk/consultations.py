"""Consultations: all of them, one of them, and what can be decided about one; a form sent twice does its deed once."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.consultations import cancel, mark_held, reinstate, withdraw
from scheduler.queries.consultation_lists import consultation_lists
from scheduler.queries.consultations import ConsultationSheet, consultation_sheet
from scheduler.queries.engagements import bookings_at
from scheduler.queries.reminders import reminders_of
from scheduler.queries.substitutions import substitutes_to_decide
from scheduler.rules.policy import Permission
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound, Refusal
from vocabulary.states import ConsultationStatus
from vocabulary.text import N_
from web.access import access
from web.context import actor, hand, now, settings, wall
from web.desk.blueprint import blueprint
from web.desk.consultation_form import MODALITIES
from web.desk.decisions import Decision, decision_form
from web.forms import Typed, form_page
from web.sights import seen_in_form, sight_for

NO_INVITATION = N_("This invitation does not exist any more.")


@blueprint.get("/consultations", endpoint="consultations")
@access(Permission.DESK)
def consultations_page() -> ResponseReturnValue:
    """All consultations, those ahead first."""
    return render_template("desk/consultations.html", lists=consultation_lists(actor=actor(), now=now()))


@blueprint.get("/consultations/<int:consultation_id>", endpoint="consultation")
@access(Permission.DESK)
def consultation_page(consultation_id: int) -> ResponseReturnValue:
    """One consultation with everything that belongs to it."""
    return consultation_view(consultation_id)


def consultation_view(
    consultation_id: int,
    *,
    refusal: Refusal | None = None,
    errors: Mapping[str, str] | None = None,
    decision: Decision | None = None,
) -> ResponseReturnValue:
    """The page, with what is wrong with what was to be done on it."""
    sheet = sheet_of(consultation_id)
    return form_page(
        "desk/consultation.html",
        refusal,
        errors=errors,
        sheet=sheet,
        modalities=MODALITIES,
        may_hold=sheet.is_planned and sheet.has_begun(now()),
        address=settings().desk.tagged(sheet.organizer_tag),
        double=bookings_at(Place("consultation", consultation_id), now=now()),
        reminders=reminders_of([sheet.entry_id], now=now()),
        limits=settings().paper_limits,
        decisions=[decision_form(one, decision) for one in substitutes_to_decide(sheet.entry_id)],
    )


def sheet_of(consultation_id: int) -> ConsultationSheet:
    """The consultation as this reader may see it."""
    return consultation_sheet(consultation_id, actor=actor(), wall=wall())


@blueprint.get("/consultations/<int:consultation_id>/cancel", endpoint="cancel")
@access(Permission.DESK)
def cancel_page(consultation_id: int) -> ResponseReturnValue:
    """Who would be told of a cancellation, and why it is made."""
    return cancel_form(sheet_of(consultation_id), "")


@blueprint.post("/consultations/<int:consultation_id>/cancel", endpoint="cancel_now")
@access(Permission.DESK)
def cancel_now(consultation_id: int) -> ResponseReturnValue:
    """Cancel it; those who hold an invitation are drafted a cancellation."""
    typed = Typed()
    reason = typed.line("reason")
    try:
        typed.check()
        cancel(consultation_id, reason=reason, hand=hand(), seen=seen_in_form())
    except Refusal as refusal:
        sheet = sheet_of(consultation_id)
        if sheet.status is ConsultationStatus.CANCELLED and sheet.cancel_reason == reason:
            return redirect(url_for("desk.release", consultation_id=consultation_id), 303)
        return cancel_form(sheet, request.form.get("reason", ""), refusal=refusal)
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)


def cancel_form(sheet: ConsultationSheet, reason: str, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """Who would be told, the reason as it was typed, and what is wrong with it."""
    return form_page(
        "desk/cancel.html",
        refusal,
        sheet=sheet,
        sight=sight_for(sheet.sight, refusal),
        reason=reason,
    )


@blueprint.post("/consultations/<int:consultation_id>/reinstate", endpoint="reinstate")
@access(Permission.DESK)
def reinstate_now(consultation_id: int) -> ResponseReturnValue:
    """Take a cancellation back; everybody is drafted an invitation anew."""
    reinstate(consultation_id, hand=hand())
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)


@blueprint.post("/consultations/<int:consultation_id>/held", endpoint="held")
@access(Permission.DESK)
def held_now(consultation_id: int) -> ResponseReturnValue:
    """Record that it took place."""
    if sheet_of(consultation_id).status is not ConsultationStatus.HELD:
        mark_held(consultation_id, by=actor(), now=now())
    flash(gettext("Recorded as held."), "ok")
    return redirect(url_for("desk.consultation", consultation_id=consultation_id), 303)


@blueprint.post("/consultations/<int:consultation_id>/withdraw/<int:invitation_id>", endpoint="withdraw")
@access(Permission.DESK)
def withdraw_now(consultation_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take one person's invitation back; only he or she is drafted a letter."""
    invited = {one.invitation_id: one for one in sheet_of(consultation_id).invited}
    if invitation_id not in invited:
        raise NotFound(NO_INVITATION)
    if not invited[invitation_id].withdrawn:
        withdraw(invitation_id, hand=hand())
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)
