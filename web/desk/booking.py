"""Booking a consultation, changing it, and inviting more people to it."""

from collections.abc import Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.consultations import book, change, invite
from scheduler.queries.availability import Outlook
from scheduler.queries.booking import Choices, choices_for, more_choices, outlook_for
from scheduler.queries.consultations import ConsultationSheet, consultation_sheet, outlook_if_moved
from scheduler.queries.papers import papers_in_form
from scheduler.rules.policy import Permission
from vocabulary.plan import Invited
from vocabulary.refusals import Refusal
from web.access import access
from web.context import actor, hand, settings, today, wall
from web.desk.blueprint import blueprint
from web.desk.consultation_form import (
    MODALITIES,
    Filled,
    filled_from,
    fresh,
    on_another_day,
    read_hours,
    read_invited,
    read_plan,
    typed_in,
)
from web.forms import Typed, form_page
from web.sights import seen_in_form, sight_for
from web.uploads import takes_files


@blueprint.get("/consultations/new", endpoint="book")
@access(Permission.DESK)
def booking_page() -> ResponseReturnValue:
    """The empty form, with what can be known beforehand."""
    choices = choices_for(Typed(request.args).number("session"), actor=actor(), today=today())
    return booking_form(choices, fresh(choices.title, agencies=choices.usual))


@blueprint.post("/consultations/new", endpoint="book_now")
@takes_files
@access(Permission.DESK)
def book_now() -> ResponseReturnValue:
    """Book what was typed, or only show what it means."""
    typed = Typed()
    choices = choices_for(typed.number("session"), actor=actor(), today=today())
    try:
        plan, invited = read_plan(typed, tzid=choices.tzid), read_invited(typed)
        typed.check()
        if plan is None or "check" in request.form:
            return booking_form(choices, typed_in())
        number = book(choices.session.id, plan, invited=invited, hand=hand())
    except Refusal as refusal:
        return booking_form(choices, typed_in(), refusal=refusal)
    return redirect(url_for("desk.release", consultation_id=number), 303)


def booking_form(choices: Choices, filled: Filled, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, what it means, and what is wrong with it."""
    return form_page(
        "desk/book.html",
        refusal,
        choices=choices,
        filled=filled,
        modalities=MODALITIES,
        papers=papers_in_form(filled.papers),
        limits=settings().paper_limits,
        outlook=typed_outlook(choices) if request.method == "POST" else None,
        twice=filled.is_doubled(choices.tzid),
    )


def typed_outlook(choices: Choices) -> Outlook | None:
    """What is known of the hour that was typed; None while it cannot be read."""
    typed = Typed()
    hours = read_hours(typed, tzid=choices.tzid)
    if hours is None:
        return None
    invited = Invited(typed.numbers("agencies"), typed.numbers("people"))
    return outlook_for(choices.session.id, starts=hours.starts, ends=hours.ends, invited=invited)


@blueprint.get("/consultations/<int:consultation_id>/change", endpoint="change")
@access(Permission.DESK)
def change_page(consultation_id: int) -> ResponseReturnValue:
    """The form of a consultation that is booked already, on another day where one is offered."""
    sheet = sheet_of(consultation_id)
    filled, offered = filled_from(sheet), Typed(request.args).day("day")
    if offered is None:
        return change_form(sheet, filled, outlook=sheet.outlook)
    filled = on_another_day(filled, offered)
    return change_form(sheet, filled, outlook=moved_outlook(sheet, filled.values))


@blueprint.post("/consultations/<int:consultation_id>/change", endpoint="change_now")
@takes_files
@access(Permission.DESK)
def change_now(consultation_id: int) -> ResponseReturnValue:
    """Change what was booked, or only show what that would mean."""
    sheet, typed = sheet_of(consultation_id), Typed()
    try:
        plan = read_plan(typed, tzid=sheet.tzid, level=sheet.classification)
        typed.check()
        if plan is None or "check" in request.form:
            return change_form(sheet, typed_in(), outlook=moved_outlook(sheet))
        change(consultation_id, plan, hand=hand(), seen=seen_in_form())
    except Refusal as refusal:
        return change_form(sheet, typed_in(), outlook=moved_outlook(sheet), refusal=refusal)
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)


def sheet_of(consultation_id: int) -> ConsultationSheet:
    """The consultation as this reader may see it."""
    return consultation_sheet(consultation_id, actor=actor(), wall=wall())


def change_form(
    sheet: ConsultationSheet, filled: Filled, *, outlook: Outlook | None, refusal: Refusal | None = None
) -> ResponseReturnValue:
    """The form with everything typed, what it means, and what is wrong with it."""
    return form_page(
        "desk/change.html",
        refusal,
        sheet=sheet,
        sight=sight_for(sheet.sight, refusal),
        filled=filled.overtaken(refusal),
        modalities=MODALITIES,
        papers=papers_in_form(filled.papers, consultation_id=sheet.id),
        limits=settings().paper_limits,
        outlook=outlook,
        twice=filled.is_doubled(sheet.tzid),
    )


def moved_outlook(sheet: ConsultationSheet, values: Mapping[str, str] | None = None) -> Outlook | None:
    """What would be known of the hour that was typed, or that stands in the form; None while it cannot be read."""
    hours = read_hours(Typed() if values is None else Typed(values), tzid=sheet.tzid)
    if hours is None:
        return None
    return outlook_if_moved(sheet.id, starts=hours.starts, ends=hours.ends, actor=actor())


@blueprint.get("/consultations/<int:consultation_id>/invite", endpoint="invite")
@access(Permission.DESK)
def invite_page(consultation_id: int) -> ResponseReturnValue:
    """Who can still be asked."""
    return invite_form(consultation_id, Filled({}))


@blueprint.post("/consultations/<int:consultation_id>/invite", endpoint="invite_now")
@access(Permission.DESK)
def invite_now(consultation_id: int) -> ResponseReturnValue:
    """Invite more agencies or people; only they are drafted a letter."""
    typed = Typed()
    try:
        invited = read_invited(typed)
        typed.check()
        invite(consultation_id, invited, hand=hand(), seen=seen_in_form())
    except Refusal as refusal:
        return invite_form(consultation_id, typed_in(), refusal=refusal)
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)


def invite_form(consultation_id: int, filled: Filled, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with the boxes that were ticked."""
    sheet = sheet_of(consultation_id)
    return form_page(
        "desk/invite.html",
        refusal,
        sheet=sheet,
        sight=sight_for(sheet.sight, refusal),
        choices=more_choices(consultation_id, actor=actor()),
        filled=filled,
    )
