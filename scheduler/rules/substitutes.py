"""What an invited person's word that somebody else will come must hold before the desk is asked."""

from dataclasses import replace

from scheduler.rules.lengths import too_long
from scheduler.rules.person_card import checked_card, refuse
from scheduler.rules.sights import sight_of_card
from vocabulary.plan import Sight
from vocabulary.refusals import Invalid, Refusal
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import N_, clean_text

NOTE_LENGTH = 2000
FIELDS = ("name_th", "name_en", "position_th", "position_en", "email", "phone", "language", "note")
"""The fields of the form: the card without an agency, which is the one that was invited, and a word to the desk."""

NEEDS_ADDRESS = N_("Write the e-mail address of whoever comes: the invitation goes there.")
WHY = N_("Write the reason: whoever was invited reads it.")


def checked_substitute(plan: SubstitutePlan) -> SubstitutePlan:
    """The plan with clean words; refused with every problem at once."""
    note, problems = clean_text(plan.note).strip(), []
    try:
        card = checked_card(plan.card)
    except Invalid as refusal:
        card, problems = plan.card, list(refusal.problems)
    if not card.email:
        problems.append(Refusal(NEEDS_ADDRESS, field="email"))
    refuse([*problems, *too_long(NOTE_LENGTH, note=note)])
    return replace(plan, card=replace(card, agency_id=None), note=note)


def checked_reason(reason: str) -> str:
    """Why a substitute is refused, in words that whoever was invited will read."""
    reason = clean_text(reason).strip()
    if not reason:
        raise Refusal(WHY, field="reason")
    refuse(too_long(NOTE_LENGTH, reason=reason))
    return reason


def sight_of_substitute(plan: SubstitutePlan | None) -> Sight:
    """Who comes instead, as the forms show it; every field empty where nobody does."""
    if plan is None:
        return dict.fromkeys(FIELDS, "")
    told = {**sight_of_card(plan.card), "note": plan.note}
    return {name: told[name] for name in FIELDS}
