"""Sending somebody else to one meeting: one form, by the link of an invitation or signed in; the desk decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.queries.meetings import MyMeeting, my_meeting
from scheduler.queries.substitutions import SendingPlace, sending_place
from scheduler.rules.policy import Permission
from scheduler.rules.substitutes import FIELDS
from scheduler.substitutions import name_substitute
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal, Withheld
from vocabulary.states import AnswerSource
from vocabulary.substitutions import SubstitutePlan
from web.access import access
from web.context import actor, now, settings
from web.focal.blueprint import blueprint
from web.focal.links import behind_link, holder_of, meeting_of
from web.focal.links import blueprint as by_link
from web.forms import Typed, form_page
from web.person_form import filled_card, fresh_card, languages, typed_card
from web.sights import merged, seen_in_form, sight_for


@dataclass(frozen=True, slots=True)
class Door:
    """Who sends somebody else, by which way, to which meeting; `back` is the page of the answer."""

    meeting: MyMeeting
    place: SendingPlace | None
    by: Actor
    source: AnswerSource
    address: str
    back: str

    @property
    def is_link(self) -> bool:
        """Whether nobody has signed in."""
        return self.source is AnswerSource.LINK


@by_link.get("/r/<token>/substitute", endpoint="substitute")
@access(Permission.LINK)
@behind_link(*FIELDS)
def link_page(token: str) -> ResponseReturnValue:
    """What sending somebody else does, and the form."""
    return shown(door_of_link(token))


@by_link.post("/r/<token>/substitute", endpoint="substitute_now")
@access(Permission.LINK)
@behind_link(*FIELDS)
def link_now(token: str) -> ResponseReturnValue:
    """Tell the desk who comes."""
    return sent(door_of_link(token))


@blueprint.get("/my/meetings/<int:invitation_id>/substitute", endpoint="substitute")
@access(Permission.FOCAL)
def own_page(invitation_id: int) -> ResponseReturnValue:
    """The same for somebody signed in."""
    return shown(own_door(invitation_id))


@blueprint.post("/my/meetings/<int:invitation_id>/substitute", endpoint="substitute_now")
@access(Permission.FOCAL)
def own_now(invitation_id: int) -> ResponseReturnValue:
    """The same for somebody signed in."""
    return sent(own_door(invitation_id))


def door_of_link(token: str) -> Door:
    """The holder of a link sends somebody in his or her own place."""
    meeting = meeting_of(token)
    return Door(
        meeting=meeting,
        place=sending_place(meeting.invitation_id),
        by=holder_of(meeting),
        source=AnswerSource.LINK,
        address=url_for("answers.substitute", token=token),
        back=url_for("answers.page", token=token),
    )


def own_door(invitation_id: int) -> Door:
    """Somebody signed in sends somebody to a meeting of his or hers."""
    return Door(
        meeting=my_meeting(invitation_id, actor=actor()),
        place=sending_place(invitation_id),
        by=actor(),
        source=AnswerSource.SIGNED_IN,
        address=url_for("focal.substitute", invitation_id=invitation_id),
        back=url_for("focal.meeting", invitation_id=invitation_id),
    )


def sent(door: Door) -> ResponseReturnValue:
    """Tell the desk, and go back to the meeting."""
    try:
        plan, seen = typed_plan(door.source), seen_in_form()
        number = door.meeting.invitation_id
        name_substitute(number, plan, by=door.by, now=now(), seen=seen)
    except (NotFound, Withheld):
        raise
    except Refusal as refusal:
        return shown(door, refusal=refusal)
    return redirect(f"{door.back}?sends=1", 303)


def typed_plan(source: AnswerSource) -> SubstitutePlan:
    """Who comes, as it was typed, and the state of the meeting that the page showed."""
    typed = Typed()
    plan = SubstitutePlan(typed_card(typed), typed.text("note"), Typed().number("version"), source)
    typed.check()
    return plan


def shown(door: Door, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page, with what is wrong with what was typed; where nobody can be sent, why."""
    place = door.place
    if place is None or not place.may_send or not door.meeting.is_open(now()):
        status = 403 if refusal is None else refusal.status
        return render_template("focal/no_substitute.html", door=door, place=place, desk=settings().desk), status
    values = request.form.to_dict() if refusal is not None else fields_of(place)
    return form_page(
        "focal/substitute.html",
        refusal,
        door=door,
        place=place,
        sight=sight_for(place.sight, refusal),
        values=merged(values, refusal),
        languages=languages(),
        desk=settings().desk,
    )


def fields_of(place: SendingPlace) -> Mapping[str, str]:
    """What stands in the fields: what was said last and not decided, or an empty card."""
    waiting = place.waiting
    if waiting is None:
        return {**fresh_card(), "version": str(place.version)}
    return {**filled_card(waiting.plan.card), "note": waiting.plan.note, "version": str(place.version)}
