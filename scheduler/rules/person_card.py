"""What a person's or an agency's card must hold before it is kept."""

from dataclasses import replace

from scheduler.rules.breaks import break_marks
from scheduler.rules.lengths import too_long
from vocabulary.plan import AgencyCard, PersonCard
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import N_, Bilingual, clean_line

LONGEST = 200
"""Characters; the full title of an ambassador has about a hundred."""

NO_NAME = N_("Enter the name in Thai, in English or in both.")


def checked_card(card: PersonCard) -> PersonCard:
    """The card with clean lines; refused without a name, or where a line is too long or would lose a letter."""
    card = replace(
        card,
        name=cleaned(card.name),
        position=cleaned(card.position),
        email=clean_line(card.email),
        phone=clean_line(card.phone),
    )
    names = {
        "name_th": card.name.th,
        "name_en": card.name.en,
        "position_th": card.position.th,
        "position_en": card.position.en,
    }
    refuse(name_problems(card.name) + too_long(LONGEST, **names, phone=card.phone) + break_marks(**names))
    return card


def checked_agency(card: AgencyCard) -> AgencyCard:
    """The same for an agency."""
    card = AgencyCard(cleaned(card.name), cleaned(card.abbreviation))
    lines = {
        "name_th": card.name.th,
        "name_en": card.name.en,
        "abbreviation_th": card.abbreviation.th,
        "abbreviation_en": card.abbreviation.en,
    }
    refuse(name_problems(card.name) + too_long(LONGEST, **lines) + break_marks(**lines))
    return card


def cleaned(words: Bilingual) -> Bilingual:
    """Both languages on one line each."""
    return Bilingual(clean_line(words.en), clean_line(words.th))


def name_problems(name: Bilingual) -> list[Refusal]:
    """One of the two languages is enough: the other page shows it too."""
    return [] if name.en or name.th else [Refusal(NO_NAME, field="name_th")]


def refuse(problems: list[Refusal]) -> None:
    """Refuse with everything at once, if there is anything."""
    if problems:
        raise Invalid(problems)
