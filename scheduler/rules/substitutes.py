"""What an invited person's word that somebody else will come must hold before the desk is asked."""

from dataclasses import replace

from scheduler.rules.colleagues import NOTE_LENGTH, checked_colleague
from scheduler.rules.lengths import too_long
from scheduler.rules.person_card import refuse
from scheduler.rules.sights import sight_of_card
from vocabulary.plan import Sight
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import N_, clean_text

FIELDS = ("name_th", "name_en", "position_th", "position_en", "email", "phone", "language", "note")
"""The fields of the form: the card without an agency, which is the one that was invited, and a word to the desk."""

NEEDS_ADDRESS = N_("Write the e-mail address of whoever comes: the invitation goes there.")
WHY = N_("Write the reason: whoever was invited reads it.")


def checked_substitute(plan: SubstitutePlan) -> SubstitutePlan:
    """The plan with clean words; refused with every problem at once."""
    note = clean_text(plan.note).strip()
    card, problems = checked_colleague(plan.card, needs_address=NEEDS_ADDRESS)
    refuse([*problems, *too_long(NOTE_LENGTH, note=note)])
    return replace(plan, card=card, note=note)


def sight_of_substitute(plan: SubstitutePlan | None) -> Sight:
    """Who comes instead, as the forms show it; every field empty where nobody does."""
    if plan is None:
        return dict.fromkeys(FIELDS, "")
    told = {**sight_of_card(plan.card), "note": plan.note}
    return {name: told[name] for name in FIELDS}
