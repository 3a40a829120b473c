"""Whoever somebody names to come, or to take over, in his or her own place: what that word must hold."""

from dataclasses import replace

from scheduler.rules.lengths import too_long
from scheduler.rules.person_card import checked_card, refuse
from vocabulary.plan import PersonCard
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import Bilingual, clean_text

NOTE_LENGTH = 2000


def checked_colleague(card: PersonCard, *, needs_address: str) -> tuple[PersonCard, list[Refusal]]:
    """The card with clean words, and everything that is wrong with it; `needs_address` is said where it has none.

    Its agency is that of whoever names somebody: one on the card says nothing.
    """
    problems: list[Refusal] = []
    try:
        card = checked_card(card)
    except Invalid as refusal:
        problems = list(refusal.problems)
    if not card.email:
        problems.append(Refusal(needs_address, field="email"))
    return replace(card, agency_id=None), problems


def checked_reason(reason: str, *, missing: str) -> str:
    """Why such a word is refused, in words that whoever gave it will read; `missing` is said where there are none."""
    reason = clean_text(reason).strip()
    if not reason:
        raise Refusal(missing, field="reason")
    refuse(too_long(NOTE_LENGTH, reason=reason))
    return reason


def field_of_oneself(card: PersonCard, *, email: str | None, name: Bilingual) -> str | None:
    """On which field a card names the very person of this address and name; None where it is somebody else."""
    if card.email == email:
        return "email"
    theirs, own = card.name.plain, name.plain
    if (theirs.en and theirs.en == own.en) or (theirs.th and theirs.th == own.th):
        return "name_th" if theirs.th else "name_en"
    return None
