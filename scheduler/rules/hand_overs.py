"""What a focal point's word that somebody else takes over must hold before the desk is asked."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.rules.lengths import too_long
from scheduler.rules.person_card import checked_card, refuse
from vocabulary.plan import HandOverPlan
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import N_, clean_text

NOTE_LENGTH = 2000
AHEAD = timedelta(days=366)
"""How far ahead somebody knows who takes over."""

NEEDS_ADDRESS = N_("Write the e-mail address of whoever takes over: the invitations go there.")
TOO_FAR = N_("This day is more than a year away. Write the day from which somebody else takes over.")
WHY = N_("Write the reason: the focal point reads it.")


def checked_hand_over(plan: HandOverPlan, *, today: date) -> HandOverPlan:
    """The plan with clean words; refused with every problem at once."""
    note, problems = clean_text(plan.note).strip(), []
    try:
        card = checked_card(plan.card)
    except Invalid as refusal:
        card, problems = plan.card, list(refusal.problems)
    if not card.email:
        problems.append(Refusal(NEEDS_ADDRESS, field="email"))
    if plan.since - today > AHEAD:
        problems.append(Refusal(TOO_FAR, field="since"))
    refuse([*problems, *too_long(NOTE_LENGTH, note=note)])
    return replace(plan, card=replace(card, agency_id=None), note=note)


def checked_reason(reason: str) -> str:
    """Why a hand-over is refused, in words that its focal point will read."""
    reason = clean_text(reason).strip()
    if not reason:
        raise Refusal(WHY, field="reason")
    refuse(too_long(NOTE_LENGTH, reason=reason))
    return reason
