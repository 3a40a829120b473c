"""What Cabinet decided: recorded, corrected and taken back, on the standing approval and on single delegations."""

from dataclasses import dataclass, replace

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.cabinet import (
    correct_resolution,
    record_approval,
    record_resolution,
    withdraw_approval,
    withdraw_resolution,
)
from scheduler.queries.cabinet import (
    ApprovalPage,
    ResolutionPage,
    approval_page_for,
    new_resolution_for,
    resolution_for,
)
from scheduler.rules.policy import Permission
from scheduler.rules.sights import approved
from vocabulary.days import short_day
from vocabulary.plan import CabinetDecision, ResolutionPlan
from vocabulary.refusals import Overtaken, Refusal
from vocabulary.states import Resolved
from vocabulary.text import N_
from web.access import access
from web.context import actor, language, now, today
from web.desk import options
from web.desk.blueprint import blueprint
from web.forms import CHOOSE, Typed, form_page
from web.sights import merged, plain, seen_in_form, sight_for

NO_DAY = N_("Enter the day on which Cabinet decided.")
NUMBERED = {f"{word.value}-": word for word in (Resolved.HEAD, Resolved.AGENCY)}


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form: a day, a document, and the boxes that are ticked."""

    decided_on: str = ""
    document: str = ""
    approves: tuple[str, ...] = ()

    def after(self, refusal: Refusal | None) -> "Filled":
        """The same with what somebody else has made of the fields that were left alone."""
        values = merged({"decided_on": self.decided_on, "document": self.document}, refusal)
        found = replace(self, decided_on=values["decided_on"], document=values["document"])
        if not isinstance(refusal, Overtaken) or refusal.mine is None:
            return found
        if refusal.mine.get("approves") != refusal.seen.get("approves"):
            return found
        return replace(found, approves=tuple(refusal.present.get("approves", "").split(", ")))


def filled_from(decision: CabinetDecision, approves: tuple[str, ...] = ()) -> Filled:
    """The form as it shows what is on record."""
    return Filled(short_day(decision.decided_on, language()), decision.document, approves)


def typed_in(typed: Typed) -> Filled:
    """The form as it was sent."""
    return Filled(typed.line("decided_on"), typed.line("document"), tuple(typed.sent("approves")))


def read_decision(typed: Typed) -> CabinetDecision:
    """Day and document as they were typed, their problems noted."""
    day = typed.needed("decided_on", typed.day("decided_on", today=today()), sentence=NO_DAY)
    return CabinetDecision(day or today(), typed.line("document"))


@blueprint.get("/committees/<key>/approval", endpoint="approval")
@access(Permission.DESK)
def approval_page(key: str) -> ResponseReturnValue:
    """The standing approval, and the form of Cabinet's decision on it."""
    page = approval_page_for(key, actor=actor())
    state = page.state
    if state.decided_on is None:
        return approval_form(page, Filled())
    return approval_form(page, filled_from(CabinetDecision(state.decided_on, state.decision)))


@blueprint.post("/committees/<key>/approval", endpoint="record_approval")
@access(Permission.DESK)
def approval_now(key: str) -> ResponseReturnValue:
    """Record Cabinet's decision, or correct what is on record of it."""
    typed = Typed()
    filled = typed_in(typed)
    try:
        decision = read_decision(typed)
        typed.check()
        record_approval(key, decision, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        return approval_form(approval_page_for(key, actor=actor()), filled, refusal=refusal)
    flash(gettext("Cabinet’s decision is on record."), "ok")
    return redirect(url_for("desk.approval", key=key), 303)


@blueprint.post("/committees/<key>/approval/withdraw", endpoint="withdraw_approval")
@access(Permission.DESK)
def withdraw_approval_now(key: str) -> ResponseReturnValue:
    """Take back what was recorded by mistake."""
    withdraw_approval(key, by=actor(), now=now(), seen=seen_in_form())
    flash(gettext("Taken off the record: the approval is only asked for."), "ok")
    return redirect(url_for("desk.approval", key=key), 303)


def approval_form(page: ApprovalPage, filled: Filled, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page with everything typed, and what is wrong with it."""
    return form_page(
        "desk/approval.html",
        refusal,
        page=page,
        sight=sight_for(page.sight, refusal),
        present=plain(page.sight),
        filled=filled.after(refusal),
    )


@blueprint.get("/sessions/<int:session_id>/resolutions/new", endpoint="new_resolution")
@access(Permission.DESK)
def new_resolution_page(session_id: int) -> ResponseReturnValue:
    """The form of a resolution on one delegation; what stands against the mandate is ticked."""
    page = new_resolution_for(session_id, actor=actor())
    return resolution_form(page, Filled(approves=tuple(wanting(page))))


def wanting(page: ResolutionPage) -> list[str]:
    """The boxes of whatever the approval does not cover."""
    reasons = page.line.mandate.open_reasons
    heads = [f"{Resolved.HEAD.value}-{reason.person_id}" for reason in reasons if reason.person_id is not None]
    return heads + [f"{Resolved.AGENCY.value}-{one.agency_id}" for one in reasons if one.agency_id is not None]


@blueprint.post("/sessions/<int:session_id>/resolutions/new", endpoint="record_resolution")
@access(Permission.DESK)
def record_resolution_now(session_id: int) -> ResponseReturnValue:
    """Link a resolution to the delegation."""
    typed = Typed()
    filled = typed_in(typed)
    try:
        plan = read_resolution(typed)
        record_resolution(session_id, plan, by=actor(), now=now())
    except Refusal as refusal:
        return resolution_form(new_resolution_for(session_id, actor=actor()), filled, refusal=refusal)
    flash(gettext("The resolution is on record."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id, _anchor="mandate"), 303)


def read_resolution(typed: Typed) -> ResolutionPlan:
    """What was typed and ticked; refused with every problem at once."""
    decision = read_decision(typed)
    ticked: dict[Resolved, set[int]] = {Resolved.HEAD: set(), Resolved.AGENCY: set()}
    words = [word for word in typed.sent("approves") if word]
    for word in words:
        prefix = next((one for one in NUMBERED if word.startswith(one)), None)
        if prefix is not None and word.removeprefix(prefix).isdecimal() and len(word) < 20:
            ticked[NUMBERED[prefix]].add(int(word.removeprefix(prefix)))
        elif word != Resolved.DELEGATION.value:
            typed.note("approves", CHOOSE)
    typed.check()
    return ResolutionPlan(
        decision,
        is_whole=Resolved.DELEGATION.value in words,
        person_ids=frozenset(ticked[Resolved.HEAD]),
        agency_ids=frozenset(ticked[Resolved.AGENCY]),
    )


@blueprint.get("/resolutions/<int:resolution_id>", endpoint="resolution")
@access(Permission.DESK)
def resolution_page(resolution_id: int) -> ResponseReturnValue:
    """A resolution on record, to correct or to take back."""
    page = resolution_for(resolution_id, actor=actor())
    return resolution_form(page, on_record(page))


def on_record(page: ResolutionPage) -> Filled:
    """The form as it shows the resolution on record."""
    return Filled() if page.plan is None else filled_from(page.plan.decision, tuple(approved(page.plan)))


@blueprint.post("/resolutions/<int:resolution_id>", endpoint="correct_resolution")
@access(Permission.DESK)
def correct_resolution_now(resolution_id: int) -> ResponseReturnValue:
    """Correct a resolution on record."""
    typed = Typed()
    filled = typed_in(typed)
    page = resolution_for(resolution_id, actor=actor())
    try:
        plan = read_resolution(typed)
        correct_resolution(resolution_id, plan, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        return resolution_form(page, filled, refusal=refusal)
    flash(gettext("The resolution is on record."), "ok")
    return redirect(url_for("desk.session_page", session_id=page.line.session_id, _anchor="mandate"), 303)


@blueprint.post("/resolutions/<int:resolution_id>/withdraw", endpoint="withdraw_resolution")
@access(Permission.DESK)
def withdraw_resolution_now(resolution_id: int) -> ResponseReturnValue:
    """Take a resolution off the record of its delegation."""
    session_id = resolution_for(resolution_id, actor=actor()).line.session_id
    withdraw_resolution(resolution_id, by=actor(), now=now(), seen=seen_in_form())
    flash(gettext("The resolution is taken off the record."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id, _anchor="mandate"), 303)


def resolution_form(page: ResolutionPage, filled: Filled, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    boxes = boxes_of(page)
    return form_page(
        "desk/resolution.html",
        refusal,
        page=page,
        sight=sight_for(page.sight or {}, refusal, choices={"approves": {box[0]: box[1] for box in boxes}}),
        present=plain(page.sight or {}),
        filled=filled.after(refusal),
        boxes=boxes,
    )


def boxes_of(page: ResolutionPage) -> list[tuple[str, str, str]]:
    """What a resolution may approve: the delegation in place of the standing approval, heads, agencies."""
    whole = gettext("The delegation as such, in place of the standing approval")
    head, outside = gettext("As head of the delegation"), gettext("Outside the approval’s list")
    return [
        (Resolved.DELEGATION.value, whole, ""),
        *((f"{Resolved.HEAD.value}-{number}", options.plain(name), head) for number, name in page.heads),
        *((f"{Resolved.AGENCY.value}-{number}", options.plain(name), outside) for number, name in page.agencies),
    ]
