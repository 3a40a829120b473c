"""The delegation to a session: its roster, and who is named for which agency in what role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.delegations import change_role, name_delegate, withdraw_delegate
from scheduler.queries.issued_rosters import shelf_of
from scheduler.queries.meeting_days import meeting_days
from scheduler.queries.rosters import NomineeAgency, Roster, nominees_for, roster_for
from scheduler.queries.session_invitations import invited_delegation
from scheduler.rules.meeting_hours import runs_of
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_role
from vocabulary.plan import Nomination
from vocabulary.refusals import NotFound, Refusal
from vocabulary.roles import ROLE_WORDS
from vocabulary.states import DelegateRole
from vocabulary.text import N_
from web.access import access
from web.context import actor, now, today, wall
from web.desk import options
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page
from web.person_form import fresh_card, read_card
from web.sights import plain, seen_in_form

ROLES = {role: words for role, words in ROLE_WORDS.items() if role is not DelegateRole.HEAD}
SOMEBODY_NEW = "new"
NO_ROLE = N_("Choose a role.")
NO_PERSON = N_("Choose somebody from the list, or enter a name.")
NO_AGENCY = N_("This agency does not exist.")


@dataclass(frozen=True, slots=True)
class NamingForm:
    """The form by which an agency names somebody: whom it may choose, and what stands in the fields."""

    agency: NomineeAgency
    people: Sequence[tuple[int, str, str]]
    values: Mapping[str, str]


@blueprint.get("/sessions/<int:session_id>/delegation", endpoint="delegation")
@access(Permission.DESK)
def delegation_page(session_id: int) -> ResponseReturnValue:
    """The roster, the agencies, and the form of the agency that was chosen."""
    chosen = Typed(request.args).number("agency")
    values = {"role": DelegateRole.REPRESENTATIVE.value, **fresh_card()}
    return page(session_id, agency_id=chosen, values=values)


@blueprint.post("/sessions/<int:session_id>/delegation", endpoint="name_delegate")
@access(Permission.DESK)
def name_now(session_id: int) -> ResponseReturnValue:
    """Put somebody on the roster."""
    typed = Typed()
    agency_id = typed.number("agency")
    try:
        name_delegate(session_id, read_nomination(typed, agency_id or 0), by=actor(), now=now())
    except Refusal as refusal:
        if agency_id is None:
            raise  # without its agency there is no such form to give back
        return page(session_id, agency_id=agency_id, values=request.form.to_dict(), refusal=refusal)
    flash(gettext("The roster is saved."), "ok")
    return redirect(url_for("desk.delegation", session_id=session_id, agency=agency_id, _anchor="agencies"), 303)


def read_nomination(typed: Typed, agency_id: int) -> Nomination:
    """Who was named, in what role; refused with every problem at once."""
    role = typed.needed("role", typed.choice("role", DelegateRole), sentence=NO_ROLE)
    is_new = typed.line("person") == SOMEBODY_NEW
    person_id = None if is_new else typed.needed("person", typed.number("person"), sentence=NO_PERSON)
    reason, approver = typed.line("reason"), typed.line("approver")
    typed.check()
    return Nomination(
        agency_id=agency_id,
        role=role or DelegateRole.REPRESENTATIVE,
        person_id=person_id,
        card=read_card(typed, agency_id=agency_id) if is_new else None,
        reason=reason,
        approver=approver,
    )


def page(
    session_id: int, *, agency_id: int | None, values: Mapping[str, str], refusal: Refusal | None = None
) -> ResponseReturnValue:
    """The whole page."""
    roster, agencies = roster_for(session_id, actor=actor()), nominees_for(session_id, actor=actor())
    return form_page(
        "desk/delegation.html",
        refusal,
        roster=roster,
        shelf=shelf_of(session_id),
        invited=invited_delegation(roster, today=today(), wall=wall()),
        agencies=agencies,
        naming=None if agency_id is None else naming_form(agency_id, agencies, roster=roster, values=values),
        roles=options.worded(ROLES),
        meetings=runs_of(meeting_days(roster.session.session_id)),
        sights={line.delegate_id: plain(sight_of_role(line.role)) for line in roster.lines},
        today=today(),
    )


def naming_form(
    agency_id: int, agencies: Sequence[NomineeAgency], *, roster: Roster, values: Mapping[str, str]
) -> NamingForm:
    """The form of one agency; whoever is on the roster already is not offered."""
    agency = next((each for each in agencies if each.mark.agency_id == agency_id), None)
    if agency is None:
        raise NotFound(NO_AGENCY)
    named = {line.person_id for line in roster.lines}
    people = [
        (number, options.plain(name), options.plain(position))
        for number, name, position in agency.people
        if number not in named
    ]
    return NamingForm(agency, people, values if people else {**values, "person": SOMEBODY_NEW})


@blueprint.post("/sessions/<int:session_id>/delegation/<int:delegate_id>/role", endpoint="change_role")
@access(Permission.DESK)
def role_now(session_id: int, delegate_id: int) -> ResponseReturnValue:
    """Give somebody on the roster another role."""
    typed = Typed()
    role = typed.needed("role", typed.choice("role", DelegateRole), sentence=NO_ROLE)
    typed.check()
    change_role(delegate_id, role or DelegateRole.REPRESENTATIVE, by=actor(), now=now(), seen=seen_in_form())
    flash(gettext("The roster is saved."), "ok")
    return redirect(url_for("desk.delegation", session_id=session_id), 303)


@blueprint.post("/sessions/<int:session_id>/delegation/<int:delegate_id>/withdraw", endpoint="withdraw_delegate")
@access(Permission.DESK)
def withdraw_now(session_id: int, delegate_id: int) -> ResponseReturnValue:
    """Take somebody off the roster."""
    withdraw_delegate(delegate_id, by=actor(), now=now(), seen=seen_in_form())
    flash(gettext("The roster is saved."), "ok")
    return redirect(url_for("desk.delegation", session_id=session_id), 303)
