"""Agencies and people: who is on file, through whom an agency is invited, and what hangs on one person."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.accounts import disable_person, enable_person
from scheduler.agencies import end_focal_point, make_focal_point
from scheduler.duties import give_duty
from scheduler.other_addresses import add_other_address, addresses_of, remove_other_address
from scheduler.people import add_person, edit_person
from scheduler.queries.engagements import bookings_of_person
from scheduler.queries.people import PersonPage, people_by_agency, person_page_for
from scheduler.queries.undelivered import is_drafted_to, undelivered_to
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_card
from vocabulary.refusals import Refusal
from vocabulary.states import Duty
from vocabulary.text import N_
from web.access import access
from web.context import actor, moment, now, today
from web.desk import options
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page
from web.person_form import filled_card, fresh_card, languages, read_card
from web.sights import merged, seen_in_form, sight_for

MOVED = N_(
    "Saved. Links in earlier letters are dead now. Release the letters that wait at the meetings of this person: they "
    "take each meeting off the calendar at the old address and invite anew at the new one."
)
DEAD = N_("Saved. Links in earlier letters are dead now.")
LOST = N_("A letter did not arrive at the old address. It stands below: send it to the new one.")
DUTIES = {
    Duty.NONE: N_("Does not work at the desk"),
    Duty.DESK_OFFICER: N_("Desk officer"),
    Duty.ADMINISTRATOR: N_("Administrator"),
}
NO_DUTY = N_("Choose what this person does at the desk.")


@blueprint.get("/people", endpoint="people")
@access(Permission.DESK)
def people_page() -> ResponseReturnValue:
    """Everybody on file, agency by agency."""
    return render_template("desk/people.html", directory=people_by_agency(actor=actor()), today=today())


@blueprint.get("/people/new", endpoint="new_person")
@access(Permission.DESK)
def new_person_page() -> ResponseReturnValue:
    """An empty card, for the agency that was chosen."""
    agency_id = Typed(request.args).number("agency")
    return person_form(None, {**fresh_card(), "agency": str(agency_id or "")})


@blueprint.post("/people/new", endpoint="add_person")
@access(Permission.DESK)
def add_person_now() -> ResponseReturnValue:
    """Put somebody on file."""
    typed = Typed()
    try:
        number = add_person(read_card(typed, agency_id=typed.number("agency")), by=actor(), now=now())
    except Refusal as refusal:
        return person_form(None, request.form.to_dict(), refusal=refusal)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.person", person_id=number), 303)


@blueprint.get("/people/<int:person_id>", endpoint="person")
@access(Permission.DESK)
def person_page(person_id: int) -> ResponseReturnValue:
    """One person with all that hangs on him or her."""
    page = person_page_for(person_id, actor=actor())
    return person_form(page, filled_card(page.card))


@blueprint.post("/people/<int:person_id>", endpoint="edit_person")
@access(Permission.DESK)
def edit_person_now(person_id: int) -> ResponseReturnValue:
    """Change what is on file; a new address is said to be one."""
    page, typed = person_page_for(person_id, actor=actor()), Typed()
    try:
        card = read_card(typed, agency_id=typed.number("agency"))
        edit_person(person_id, card, by=actor(), now=now(), seen=seen_in_form())
    except Refusal as refusal:
        return person_form(page, request.form.to_dict(), refusal=refusal)
    is_moved = page.held_invitations and card.email.lower() != page.card.email
    if not is_moved:
        flash(gettext("Saved."), "ok")
    else:
        flash(gettext(MOVED if is_drafted_to(person_id) else DEAD), "warn")
        if undelivered_to(person_id, actor=actor(), now=now()):
            flash(gettext(LOST), "warn")
    return redirect(url_for("desk.person", person_id=person_id), 303)


def person_form(
    page: PersonPage | None, values: Mapping[str, str], *, refusal: Refusal | None = None
) -> ResponseReturnValue:
    """A card, empty or of somebody on file, with what is wrong with it."""
    directory = people_by_agency(actor=actor())
    agencies = [(one.agency_id, options.plain(one.name)) for one in directory.agencies]
    names = {"agency": {str(number): name for number, name in agencies}}
    return form_page(
        "desk/person.html",
        refusal,
        page=page,
        sight=None if page is None else sight_for(sight_of_card(page.card), refusal, choices=names),
        values=merged(values, refusal),
        agencies=agencies,
        languages=languages(),
        others=() if page is None else addresses_of(page.line.person_id),
        undelivered=() if page is None else undelivered_to(page.line.person_id, actor=actor(), now=now()),
        double=() if page is None else bookings_of_person(page.line.person_id, now=now()),
        today=today(),
        duties=[(duty.value, gettext(DUTIES[duty])) for duty in DUTIES],
    )


@blueprint.post("/people/<int:person_id>/addresses", endpoint="add_other_address")
@access(Permission.DESK)
def add_address_now(person_id: int) -> ResponseReturnValue:
    """Keep a further address from which this person writes."""
    page = person_page_for(person_id, actor=actor())
    try:
        add_other_address(person_id, Typed().line("address"), by=actor(), now=now())
    except Refusal as refusal:
        return person_form(page, filled_card(page.card), refusal=refusal)
    flash(gettext("Saved. Mail from this address counts as this person’s from now on."), "ok")
    return redirect(url_for("desk.person", person_id=person_id, _anchor="addresses"), 303)


@blueprint.post("/people/addresses/<int:address_id>/remove", endpoint="remove_other_address")
@access(Permission.DESK)
def remove_address_now(address_id: int) -> ResponseReturnValue:
    """Believe this address no more."""
    person_id = remove_other_address(address_id, by=actor(), now=now())
    flash(gettext("Saved. Mail from this address waits for you from now on."), "ok")
    return redirect(url_for("desk.person", person_id=person_id, _anchor="addresses"), 303)


@blueprint.post("/people/<int:person_id>/focal-point", endpoint="make_focal_point")
@access(Permission.DESK)
def make_focal_point_now(person_id: int) -> ResponseReturnValue:
    """Let an agency be invited through this person."""
    make_focal_point(Typed().number("agency") or 0, person_id, by=actor(), now=now())
    flash(gettext("Saved. Invitations given before stay with those who hold them."), "ok")
    return redirect(url_for("desk.person", person_id=person_id), 303)


@blueprint.post("/people/<int:person_id>/focal-point/end", endpoint="end_focal_point")
@access(Permission.DESK)
def end_focal_point_now(person_id: int) -> ResponseReturnValue:
    """Invite the agency through this person no more."""
    end_focal_point(Typed().number("agency") or 0, person_id, by=actor(), now=now())
    flash(gettext("Saved. Invitations given before stay with those who hold them."), "ok")
    return redirect(url_for("desk.person", person_id=person_id), 303)


@blueprint.post("/people/<int:person_id>/disable", endpoint="disable_person")
@access(Permission.ADMINISTRATOR)
def disable_now(person_id: int) -> ResponseReturnValue:
    """Keep somebody from signing in."""
    disable_person(person_id, by=actor(), at=moment())
    flash(gettext("This person cannot sign in any more."), "ok")
    return redirect(url_for("desk.person", person_id=person_id), 303)


@blueprint.post("/people/<int:person_id>/enable", endpoint="enable_person")
@access(Permission.ADMINISTRATOR)
def enable_now(person_id: int) -> ResponseReturnValue:
    """Let somebody sign in again."""
    enable_person(person_id, by=actor(), at=moment())
    flash(gettext("This person can sign in again."), "ok")
    return redirect(url_for("desk.person", person_id=person_id), 303)


@blueprint.post("/people/<int:person_id>/duty", endpoint="give_duty")
@access(Permission.ADMINISTRATOR)
def give_duty_now(person_id: int) -> ResponseReturnValue:
    """Let somebody work at the desk, or no longer."""
    typed = Typed()
    duty = typed.needed("duty", typed.choice("duty", Duty), sentence=NO_DUTY)
    typed.check()
    give_duty(person_id, duty or Duty.NONE, by=actor(), at=moment())
    flash(gettext("Saved. It holds from the next sign-in."), "ok")
    return redirect(url_for("desk.person", person_id=person_id, _anchor="access"), 303)
