"""Reminders: what leaves next and what is to be held back, the ladder behind it, and pauses."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from scheduler.queries.ladders import ladder_page
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.reminders import reminder_page
from scheduler.reminding import (
    allow_late_reminders,
    hold_reminders,
    let_reminders_go,
    pause_reminders,
    resume_reminders,
    set_ladder,
)
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.ladders import sight_of_ladder
from scheduler.rules.policy import Permission
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound, Refusal
from vocabulary.reminders import MOST_STEPS, Ladder, LadderStep, Reach
from vocabulary.text import N_
from web.access import access
from web.context import actor, here, language, now, settings
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page
from web.sights import seen_in_form, sight_for

REACHES = {
    Reach.PRIMARY: N_("the primary focal point"),
    Reach.BACKUP: N_("the backups too"),
    Reach.MAILBOX: N_("the central mailbox too, and the desk calls"),
}
ROWS = MOST_STEPS


@blueprint.get("/reminders", endpoint="reminders")
@access(Permission.DESK)
def reminders_page() -> ResponseReturnValue:
    """What leaves next."""
    return reminders_view()


def reminders_view(refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with why what was to be done on it was not."""
    return form_page(
        "desk/reminders.html",
        refusal,
        found=reminder_page(settings().reminder_limits, actor=actor(), now=now()),
        limits=settings().reminder_limits,
        zone=here().tzid,
        key=here().committee_key,
    )


@blueprint.post("/reminders/hold", endpoint="hold_reminders")
@access(Permission.DESK)
def hold_now() -> ResponseReturnValue:
    """Hold the ticked ones back."""
    try:
        count = hold_reminders(ticked(), by=actor(), now=now())
    except Refusal as refusal:
        return reminders_view(refusal)
    flash(ngettext("%(num)s reminder is held back.", "%(num)s reminders are held back.", count), "ok")
    return redirect(url_for("desk.reminders"), 303)


@blueprint.post("/reminders/let-go", endpoint="let_reminders_go")
@access(Permission.DESK)
def let_go_now() -> ResponseReturnValue:
    """Plan the ticked ones again."""
    try:
        count = let_reminders_go(ticked(), by=actor(), now=now())
    except Refusal as refusal:
        return reminders_view(refusal)
    flash(ngettext("%(num)s reminder is planned again.", "%(num)s reminders are planned again.", count), "ok")
    return redirect(url_for("desk.reminders"), 303)


def ticked() -> tuple[int, ...]:
    """The reminders whose boxes were ticked."""
    typed = Typed()
    numbers = typed.numbers("reminder")
    typed.check()
    return numbers


@blueprint.post("/reminders/allow", endpoint="allow_reminders")
@access(Permission.DESK)
def allow_now() -> ResponseReturnValue:
    """Say that the clock is right, however late the reminders are."""
    allow_late_reminders(by=actor(), now=now())
    flash(gettext("The late reminders leave now, once each; those whose meeting has begun are listed as missed."), "ok")
    return redirect(url_for("desk.reminders"), 303)


@blueprint.post("/consultations/<int:consultation_id>/reminders/pause", endpoint="pause_reminders")
@access(Permission.DESK)
def pause_now(consultation_id: int) -> ResponseReturnValue:
    """Remind nobody of it for now."""
    pause_reminders(Place(CONSULTATION, consultation_id), by=actor(), now=now())
    return redirect(url_for("desk.consultation", consultation_id=consultation_id, _anchor="reminders"), 303)


@blueprint.post("/consultations/<int:consultation_id>/reminders/resume", endpoint="resume_reminders")
@access(Permission.DESK)
def resume_now(consultation_id: int) -> ResponseReturnValue:
    """Go on with those that are yet to come."""
    resume_reminders(Place(CONSULTATION, consultation_id), by=actor(), now=now())
    return redirect(url_for("desk.consultation", consultation_id=consultation_id, _anchor="reminders"), 303)


@blueprint.post("/sessions/<int:session_id>/reminders/pause", endpoint="pause_session_reminders")
@access(Permission.DESK)
def pause_session_now(session_id: int) -> ResponseReturnValue:
    """Remind nobody of a session for now."""
    pause_reminders(Place(SESSION, session_id), by=actor(), now=now())
    return redirect(url_for("desk.session_page", session_id=session_id, _anchor="reminders"), 303)


@blueprint.post("/sessions/<int:session_id>/reminders/resume", endpoint="resume_session_reminders")
@access(Permission.DESK)
def resume_session_now(session_id: int) -> ResponseReturnValue:
    """Go on with those that are yet to come."""
    resume_reminders(Place(SESSION, session_id), by=actor(), now=now())
    return redirect(url_for("desk.session_page", session_id=session_id, _anchor="reminders"), 303)


@blueprint.get("/committees/<key>/reminders", endpoint="ladder")
@access(Permission.DESK)
def ladder_form(key: str) -> ResponseReturnValue:
    """The ladder of a committee, or of one agency."""
    return ladder_view(key, agency_asked())


def agency_asked() -> int | None:
    """The agency that the address names."""
    return Typed(request.args).number("agency")


def ladder_view(
    key: str, agency_id: int | None, *, values: Mapping[str, str] | None = None, refusal: Refusal | None = None
) -> ResponseReturnValue:
    """The form as it stands, or as it was typed, with the days that follow for the next meetings."""
    page = ladder_page(key, agency_id, actor=actor(), now=now())
    return form_page(
        "desk/ladder.html",
        refusal,
        page=page,
        values=values_of(page.ladder) if values is None else values,
        rows=range(1, ROWS + 1),
        agencies=[(number, name.plain.text(language())) for number, name in page.agencies],
        reaches=[(reach.value, gettext(words)) for reach, words in REACHES.items()],
        sight=sight_for(sight_of_ladder(page.ladder), refusal),
    )


def values_of(ladder: Ladder) -> dict[str, str]:
    """A ladder as its form's fields."""
    values = {"before": str(ladder.before)}
    for number, step in enumerate(ladder.steps, start=1):
        values |= {f"days_{number}": str(step.days), f"reach_{number}": step.reach.value}
    return values


@blueprint.post("/committees/<key>/reminders", endpoint="set_ladder")
@access(Permission.DESK)
def set_ladder_now(key: str) -> ResponseReturnValue:
    """Save the ladder, or go back to the committee's own."""
    agency_id, typed = agency_asked(), Typed()
    try:
        ladder = None if agency_id is not None and typed.line("as_all") else typed_ladder(typed)
        set_ladder(key, ladder, agency_id=agency_id, seen=seen_in_form(), by=actor(), now=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return ladder_view(key, agency_id, values=request.form.to_dict(), refusal=refusal)
    flash(gettext("Saved. The planned reminders have moved with it."), "ok")
    return redirect(url_for("desk.ladder", key=key, agency=agency_id), 303)


def typed_ladder(typed: Typed) -> Ladder:
    """The steps whose days were typed."""
    steps = []
    for number in range(1, ROWS + 1):
        days, reach = typed.number(f"days_{number}"), typed.choice(f"reach_{number}", Reach)
        if days is not None:
            steps.append(LadderStep(days, reach or Reach.PRIMARY))
    before = typed.number("before") or 0
    typed.check()
    return Ladder(tuple(steps), before)
