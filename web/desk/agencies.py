"""Agencies: who speaks for each, in which order, and the mailbox that gets copies; adding one that no file names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.agencies import add_agency, end_focal_point, make_focal_point, make_primary, set_mailbox
from scheduler.queries.hand_overs import hand_overs_at, letters_waiting
from scheduler.queries.people import agency_for
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_mailbox
from vocabulary.actor import Actor
from vocabulary.plan import AgencyCard
from vocabulary.refusals import Refusal
from vocabulary.text import N_, Bilingual
from web.access import access
from web.context import actor, here, now, today
from web.desk import options
from web.desk.blueprint import blueprint
from web.desk.decisions import Decision, decision_form
from web.forms import Typed, errors_of
from web.sights import FormSight, merged, plain, seen_in_form, sight_for

NO_PERSON = N_("Choose somebody from the list.")
KEPT = N_("Saved. Invitations given before stay with those who hold them.")


class Decide(Protocol):
    """A deed about somebody of an agency, by the numbers of both."""

    def __call__(self, agency_id: int, person_id: int, /, *, by: Actor, now: datetime) -> None: ...


@blueprint.get("/agencies/<int:agency_id>", endpoint="agency")
@access(Permission.DESK)
def agency_page(agency_id: int) -> ResponseReturnValue:
    """One agency: its primary focal point, its backups and its mailbox."""
    return shown(agency_id)


@blueprint.post("/agencies/<int:agency_id>/backup", endpoint="add_backup")
@access(Permission.DESK)
def add_backup_now(agency_id: int) -> ResponseReturnValue:
    """Let somebody of the agency speak for it too; the first is the primary one."""
    return decided(agency_id, make_focal_point)


@blueprint.post("/agencies/<int:agency_id>/primary", endpoint="make_primary")
@access(Permission.DESK)
def make_primary_now(agency_id: int) -> ResponseReturnValue:
    """Make a backup the primary focal point."""
    return decided(agency_id, make_primary, chosen=False)


@blueprint.post("/agencies/<int:agency_id>/end", endpoint="end_point")
@access(Permission.DESK)
def end_point_now(agency_id: int) -> ResponseReturnValue:
    """Invite the agency through this person no more."""
    return decided(agency_id, end_focal_point, chosen=False)


def decided(agency_id: int, decide: Decide, *, chosen: bool = True) -> ResponseReturnValue:
    """Decide about somebody, and show the agency again; who was not `chosen` from the list had a button pressed."""
    typed = Typed()
    try:
        person_id = typed.needed("person", typed.number("person"), sentence=NO_PERSON)
        typed.check()
        decide(agency_id, person_id or 0, by=actor(), now=now())
    except Refusal as refusal:
        told = errors_of(refusal)
        errors = told if chosen else {"": " ".join(told.values())}
        return shown(agency_id, refusal=refusal, errors=errors), refusal.status
    flash(gettext(KEPT), "ok")
    return redirect(url_for("desk.agency", agency_id=agency_id), 303)


@blueprint.post("/agencies/<int:agency_id>/mailbox", endpoint="set_mailbox")
@access(Permission.DESK)
def set_mailbox_now(agency_id: int) -> ResponseReturnValue:
    """Let the central correspondence get copies, at another address, or none any more."""
    typed = Typed()
    try:
        address = typed.line("mailbox")
        typed.check()
        set_mailbox(agency_id, address, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        return shown(agency_id, refusal=refusal, errors=errors_of(refusal)), refusal.status
    flash(gettext("Saved. It counts from the next letters on; nothing is sent by this."), "ok")
    return redirect(url_for("desk.agency", agency_id=agency_id), 303)


def shown(
    agency_id: int,
    *,
    refusal: Refusal | None = None,
    errors: Mapping[str, str] | None = None,
    decision: Decision | None = None,
) -> str:
    """The agency's page, with what is wrong with what was typed or decided."""
    agency = agency_for(agency_id, actor=actor())
    others = [one for one in agency.people if not one.is_focal_point and one.email]
    present = sight_of_mailbox(agency.mailbox)
    is_typed = "mailbox" in request.form
    return render_template(
        "desk/agency.html",
        agency=agency,
        others=[(one.person_id, options.plain(one.name)) for one in others],
        chosen=request.form.get("person", ""),
        mailbox=merged({"mailbox": request.form.get("mailbox", agency.mailbox)}, refusal)["mailbox"],
        sight=sight_for(present, refusal) if is_typed else FormSight(plain(present)),
        decisions=[decision_form(one, decision) for one in hand_overs_at(agency_id, actor=actor(), now=now())],
        letters=letters_waiting(agency_id),
        zone=here().tzid,
        today=today(),
        errors=errors or {},
    )


@blueprint.get("/agencies/new", endpoint="new_agency")
@access(Permission.DESK)
def new_agency_page() -> ResponseReturnValue:
    """An empty card for an agency that no approval names."""
    return render_template("desk/new_agency.html", values={"session": request.args.get("session", "")}, errors={})


@blueprint.post("/agencies/new", endpoint="add_agency")
@access(Permission.DESK)
def add_agency_now() -> ResponseReturnValue:
    """Put an agency on file, and go back to where it was missed."""
    typed = Typed()
    card = AgencyCard(
        Bilingual(typed.line("name_en"), typed.line("name_th")),
        Bilingual(typed.line("abbreviation_en"), typed.line("abbreviation_th")),
    )
    session_id = Typed().number("session")  # where to go on; whatever is wrong with it is nobody's words
    try:
        typed.check()
        number = add_agency(card, by=actor(), now=now())
    except Refusal as refusal:
        body = render_template("desk/new_agency.html", values=request.form.to_dict(), errors=errors_of(refusal))
        return body, refusal.status
    if session_id is None:
        return redirect(url_for("desk.agency", agency_id=number), 303)
    return redirect(url_for("desk.delegation", session_id=session_id, agency=number, _anchor="name"), 303)
