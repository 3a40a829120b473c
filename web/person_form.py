"""The fields of a person's card, wherever one is filled in."""

from flask_babel import gettext

from scheduler.rules.person_card import checked_card
from vocabulary.plan import PersonCard
from vocabulary.states import Language
from vocabulary.text import N_, Bilingual
from web.forms import Typed

LANGUAGES = {Language.THAI: N_("Thai"), Language.ENGLISH: N_("English")}


def languages() -> list[tuple[str, str]]:
    """The languages that letters are written in, to choose from."""
    return [(str(one.value), gettext(words)) for one, words in LANGUAGES.items()]


def fresh_card() -> dict[str, str]:
    """What stands in the fields before anything was typed."""
    return {"language": Language.THAI.value}


def filled_card(card: PersonCard) -> dict[str, str]:
    """The fields of somebody on file."""
    return {
        "name_th": card.name.th,
        "name_en": card.name.en,
        "position_th": card.position.th,
        "position_en": card.position.en,
        "email": card.email,
        "phone": card.phone,
        "language": card.language.value,
        "agency": str(card.agency_id or ""),
    }


def read_card(typed: Typed, *, agency_id: int | None) -> PersonCard:
    """The card that was typed; refused with every problem at once."""
    card = typed_card(typed, agency_id=agency_id)
    typed.check()
    return checked_card(card)


def typed_card(typed: Typed, *, agency_id: int | None = None) -> PersonCard:
    """The card as it was typed, unchecked."""
    return PersonCard(
        name=Bilingual(typed.line("name_en"), typed.line("name_th")),
        position=Bilingual(typed.line("position_en"), typed.line("position_th")),
        email=typed.line("email"),
        phone=typed.line("phone"),
        language=typed.choice("language", Language) or Language.THAI,
        agency_id=agency_id,
    )
