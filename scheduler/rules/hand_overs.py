"""What a focal point's word that somebody else takes over must hold before the desk is asked."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.rules.colleagues import NOTE_LENGTH, checked_colleague
from scheduler.rules.lengths import too_long
from scheduler.rules.person_card import refuse
from vocabulary.plan import HandOverPlan
from vocabulary.refusals import Refusal
from vocabulary.text import N_, clean_text

AHEAD = timedelta(days=366)
"""How far ahead somebody knows who takes over."""

NEEDS_ADDRESS = N_("Write the e-mail address of whoever takes over: the invitations go there.")
TOO_FAR = N_("This day is more than a year away. Write the day from which somebody else takes over.")
WHY = N_("Write the reason: the focal point reads it.")


def checked_hand_over(plan: HandOverPlan, *, today: date) -> HandOverPlan:
    """The plan with clean words; refused with every problem at once."""
    note = clean_text(plan.note).strip()
    card, problems = checked_colleague(plan.card, needs_address=NEEDS_ADDRESS)
    if plan.since - today > AHEAD:
        problems.append(Refusal(TOO_FAR, field="since"))
    refuse([*problems, *too_long(NOTE_LENGTH, note=note)])
    return replace(plan, card=card, note=note)
