"""An agency's work passed on: a focal point says who takes over, and the desk confirms or refuses it.

Until it is confirmed nothing changes. Then the successor stands in the place of the one who leaves, and so in every
invitation to a meeting from that day on; the letters that this makes us owe are drafted, as by any other deed.
"""

from dataclasses import replace
from datetime import date, datetime

from models.consultations import Consultation
from models.database import db
from models.hand_overs import HandOver
from models.invitations import Invitation
from models.people import Agency, FocalPoint, Person
from scheduler.agencies import NO_POINT, found_agency, point_of, speak_for, stop_speaking
from scheduler.consultations import redraft_consultation
from scheduler.deed import deed
from scheduler.hand import Hand
from scheduler.inviting import Asked, add_person, invitations_by_person
from scheduler.people import checked_email, person_of, write_colleague
from scheduler.queries.classified import is_classified
from scheduler.queries.hand_overs import card_on, hand_over_sight, open_hand_over, standing_invitations, stays
from scheduler.queries.home import home_day
from scheduler.queries.meetings import WITHHELD
from scheduler.queries.sights import refuse_overtaken
from scheduler.rules.colleagues import checked_reason, field_of_oneself
from scheduler.rules.hand_overs import WHY, checked_hand_over
from scheduler.rules.sights import sight_of_hand_over
from vocabulary.actor import Actor
from vocabulary.plan import HandOverPlan, PersonCard, Sight
from vocabulary.refusals import Forbidden, Refusal, Stale, Withheld
from vocabulary.states import ActorKind, HandOverState
from vocabulary.text import N_

NOT_YOURS = N_("Only a focal point of an agency hands its work over. Ask the desk who speaks for your agency.")
ONESELF = N_("This is you. Write who takes over; a new address of your own is told to the desk.")
NOT_OPEN = N_("This hand-over is not open any more: it was taken back or decided. Look at the page again.")


def ask_hand_over(
    agency_id: int, person_id: int, *, plan: HandOverPlan, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Record that somebody else takes over from a focal point; the desk decides. The same again adds nothing.

    An open word of the same focal point is taken back by it. Refused with `Overtaken`: another open one than was seen.
    """
    with deed("hand over", by=by, now=now) as record:
        point = own_point(agency_id, person_id, by=by)
        plan = checked_hand_over(plan, today=home_day(now))
        plan = replace(plan, card=replace(plan.card, email=checked_email(plan.card.email)))
        refuse_oneself(point.person, plan.card)
        earlier, mine, about = open_hand_over(agency_id, person_id), sight_of_hand_over(plan), ("agency", agency_id)
        refuse_overtaken(seen, hand_over_sight(earlier), mine=mine, about=about)
        is_new = hand_over_sight(earlier) != mine
        record.about("agency", agency_id, **({} if is_new else {"repeated": True}))
        if is_new:
            close(earlier, HandOverState.TAKEN_BACK, now=now)
            db.session.add(hand_over_row(point, plan, now=now))


def take_hand_over_back(agency_id: int, person_id: int, *, by: Actor, now: datetime) -> None:
    """Leave everything as it was; refused with `Stale` where the desk has decided."""
    with deed("take hand-over back", by=by, now=now) as record:
        own_point(agency_id, person_id, by=by)
        close(still_open(agency_id, person_id), HandOverState.TAKEN_BACK, now=now)
        record.about("agency", agency_id)


def confirm_hand_over(agency_id: int, person_id: int, *, hand: Hand, seen: Sight | None = None) -> None:
    """Put the successor in the place of a focal point, and in the invitations from that day on; draft the letters.

    Refused with `Overtaken`: another word of the focal point than was seen.
    """
    with deed("confirm hand-over", by=hand.by, now=hand.now) as record:
        row, about = still_open(agency_id, person_id), ("agency", agency_id)
        refuse_overtaken(seen, hand_over_sight(row), mine=None, about=about)
        agency = found_agency(agency_id)
        point = point_of(agency, person_id)
        if point is None:
            raise Stale(NO_POINT)
        close(row, HandOverState.CONFIRMED, now=hand.now)
        row.successor = person_of(card_on(row), row.agency)
        take_place(point, row.successor, on=row.since)
        moved = move_invitations(row, row.successor, hand=hand)
        record.about("agency", agency_id, moved=moved)


def refuse_hand_over(
    agency_id: int, person_id: int, *, reason: str, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Leave the focal point where he or she is, who reads the reason on the page of the link."""
    with deed("refuse hand-over", by=by, now=now) as record:
        row, about = still_open(agency_id, person_id), ("agency", agency_id)
        refuse_overtaken(seen, hand_over_sight(row), mine=None, about=about)
        row.reason = checked_reason(reason, missing=WHY)
        close(row, HandOverState.REFUSED, now=now)
        record.about("agency", agency_id)


def own_point(agency_id: int, person_id: int, *, by: Actor) -> FocalPoint:
    """The focal point, where this actor is he or she: by a link of an invitation of his or hers, or signed in."""
    if by.kind is ActorKind.LINK:
        refuse_other_link(agency_id, person_id, by=by)
    elif by.person_id != person_id:
        raise Forbidden(NOT_YOURS)
    agency = db.session.get(Agency, agency_id)
    point = None if agency is None else point_of(agency, person_id)
    if point is None:
        raise Forbidden(NOT_YOURS)
    return point


def refuse_other_link(agency_id: int, person_id: int, *, by: Actor) -> None:
    """Refuse the link of somebody else's invitation, one that was withdrawn, and one to a classified meeting."""
    invitation = db.session.get(Invitation, by.invitation_id or 0)
    holds = invitation is not None and invitation.withdrawn_at is None
    if invitation is None or not holds or (invitation.agency_id, invitation.person_id) != (agency_id, person_id):
        raise Forbidden(NOT_YOURS)
    if is_classified(invitation.entry_id):
        raise Withheld(WITHHELD)


def refuse_oneself(person: Person, card: PersonCard) -> None:
    """Nobody takes over from himself or herself."""
    field = field_of_oneself(card, email=person.email, name=person.name)
    if field is not None:
        raise Refusal(ONESELF, field=field)


def hand_over_row(point: FocalPoint, plan: HandOverPlan, *, now: datetime) -> HandOver:
    """What a focal point asks, as the row that waits for the desk."""
    row = HandOver(agency_id=point.agency_id, person_id=point.person_id, since=plan.since, note=plan.note, asked_at=now)
    write_colleague(row, plan.card)
    return row


def still_open(agency_id: int, person_id: int) -> HandOver:
    """What this focal point asks, as long as it is open."""
    row = open_hand_over(agency_id, person_id)
    if row is None:
        raise Stale(NOT_OPEN)
    return row


def close(row: HandOver | None, state: HandOverState, *, now: datetime) -> None:
    """Let what was asked be open no more; first of all, since the table knows one open word of a focal point."""
    if row is not None:
        row.state, row.decided_at = state, now
        db.session.flush()


def take_place(point: FocalPoint, successor: Person, *, on: date) -> None:
    """Let the successor speak for the agency in the part of the one who leaves, whose own part ends on this day."""
    speak_for(point.agency, successor, is_primary=point.is_primary)
    stop_speaking(point.agency, point, on=on)


def move_invitations(row: HandOver, successor: Person, *, hand: Hand) -> int:
    """Invite the successor instead to every coming meeting from the day on; how many invitations were moved."""
    found = standing_invitations(row, now=hand.now)
    return sum(move_invitation(invitation, meeting, to=successor, hand=hand) for invitation, meeting in found)


def move_invitation(invitation: Invitation, consultation: Consultation, *, to: Person, hand: Hand) -> bool:
    """Invite the successor in the part of the one who leaves; the answer given so far was the leaver's own.

    Whoever is invited for another agency speaks for that one there: the invitation then stays where it is.
    """
    present = invitations_by_person(consultation)
    held = present.get(to.id)
    if stays(held, invitation):
        return False
    invitation.withdrawn_at, invitation.generation = hand.now, invitation.generation + 1
    if held is not None:
        held.agency_id = invitation.agency_id
    add_person(consultation, Asked(to, invitation.agency_id, invitation.participation), present=present)
    redraft_consultation(consultation, hand=hand)
    return True
