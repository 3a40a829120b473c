"""Handing an agency over: one form, by the link of an invitation or signed in; the desk decides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.hand_overs import NOT_YOURS, ask_hand_over, take_hand_over_back
from scheduler.queries.hand_overs import Place, place_by_invitation, place_of
from scheduler.rules.policy import Permission
from scheduler.rules.sights import HAND_OVER
from vocabulary.actor import Actor
from vocabulary.days import short_day
from vocabulary.plan import HandOverPlan
from vocabulary.refusals import Forbidden, Refusal, Withheld
from vocabulary.text import N_
from web.access import access
from web.context import actor, language, now, settings, today
from web.focal.blueprint import blueprint
from web.focal.links import behind_link, holder_of, meeting_of
from web.focal.links import blueprint as by_link
from web.forms import Typed, form_page
from web.person_form import filled_card, fresh_card, languages, typed_card
from web.sights import merged, seen_in_form, sight_for

WHEN = N_("Write the day from which your colleague takes over.")


@dataclass(frozen=True, slots=True)
class Door:
    """Who hands over, by which way: `place` is None for whoever speaks for no agency."""

    place: Place | None
    by: Actor
    address: str
    back: str
    is_link: bool


@by_link.get("/r/<token>/hand-over", endpoint="hand_over")
@access(Permission.LINK)
@behind_link(*HAND_OVER)
def link_page(token: str) -> ResponseReturnValue:
    """What handing over does, what was asked last, and the form."""
    return shown(door_of_link(token))


@by_link.post("/r/<token>/hand-over", endpoint="hand_over_now")
@access(Permission.LINK)
@behind_link(*HAND_OVER)
def link_now(token: str) -> ResponseReturnValue:
    """Ask the desk, or take back what was asked."""
    return sent(door_of_link(token))


@blueprint.get("/my/hand-over/<int:agency_id>", endpoint="hand_over")
@access(Permission.FOCAL)
def own_page(agency_id: int) -> ResponseReturnValue:
    """The same for somebody signed in."""
    return shown(own_door(agency_id))


@blueprint.post("/my/hand-over/<int:agency_id>", endpoint="hand_over_now")
@access(Permission.FOCAL)
def own_now(agency_id: int) -> ResponseReturnValue:
    """The same for somebody signed in."""
    return sent(own_door(agency_id))


def door_of_link(token: str) -> Door:
    """The holder of a link hands over for the agency that the invitation is for."""
    meeting = meeting_of(token)
    return Door(
        place=place_by_invitation(meeting.invitation_id),
        by=holder_of(meeting),
        address=url_for("answers.hand_over", token=token),
        back=url_for("answers.page", token=token),
        is_link=True,
    )


def own_door(agency_id: int) -> Door:
    """Somebody signed in hands over for an agency of his or hers."""
    return Door(
        place=place_of(agency_id, actor().person_id or 0),
        by=actor(),
        address=url_for("focal.hand_over", agency_id=agency_id),
        back=url_for("focal.meetings"),
        is_link=False,
    )


def sent(door: Door) -> ResponseReturnValue:
    """Ask, or take back; whoever speaks for no agency is told whom to ask."""
    try:
        place = own_place(door)
        if request.form.get("take_back"):
            take_hand_over_back(place.agency_id, place.person_id, by=door.by, now=now())
            return redirect(f"{door.address}?taken=1", 303)
        plan, seen = typed_plan(), seen_in_form()
        ask_hand_over(place.agency_id, place.person_id, plan=plan, by=door.by, now=now(), seen=seen)
    except Withheld:
        raise
    except Refusal as refusal:
        return shown(anew(door), refusal=refusal)
    return redirect(f"{door.address}?recorded=1", 303)


def anew(door: Door) -> Door:
    """The same with what is on file by now: the desk may have decided meanwhile."""
    return door if door.place is None else replace(door, place=place_of(door.place.agency_id, door.place.person_id))


def own_place(door: Door) -> Place:
    """The agency that is handed over, or a refusal."""
    if door.place is None:
        raise Forbidden(NOT_YOURS)
    return door.place


def typed_plan() -> HandOverPlan:
    """Who takes over, as it was typed."""
    typed = Typed()
    since = typed.needed("since", typed.day("since", today=today()), sentence=WHEN)
    plan = HandOverPlan(typed_card(typed), since or today(), typed.text("note"))
    typed.check()
    return plan


def shown(door: Door, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with what is wrong with what was typed; for whoever cannot hand over, whom to ask."""
    place = door.place
    if place is None or isinstance(refusal, Forbidden):
        return closed_door(door)
    is_typed = refusal is not None and not request.form.get("take_back")
    values = request.form.to_dict() if is_typed else fields_of(place)
    return form_page(
        "focal/hand_over.html",
        refusal,
        door=door,
        place=place,
        sight=sight_for(place.sight, refusal),
        values=merged(values, refusal),
        languages=languages(),
        desk=settings().desk,
    )


def fields_of(place: Place) -> Mapping[str, str]:
    """What stands in the fields: what was asked last and not decided for, or an empty card from today on."""
    last = place.last if place.is_open else None
    if last is None:
        return {**fresh_card(), "since": short_day(today(), language())}
    plan = last.plan
    return {**filled_card(plan.card), "since": short_day(plan.since, language()), "note": plan.note}


def closed_door(door: Door) -> ResponseReturnValue:
    """For an invited person who speaks for no agency: whom to ask; what was typed is shown again."""
    form = Typed()
    typed = "\n".join(filter(None, map(form.text, HAND_OVER)))
    return render_template("focal/no_hand_over.html", door=door, desk=settings().desk, typed=typed), 403
