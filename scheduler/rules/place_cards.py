"""What must be known of a city or a building before a session can meet there."""

from dataclasses import replace

from scheduler.rules.lengths import too_long
from vocabulary.plan import StationCard
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import N_, Bilingual, clean_line
from vocabulary.zones import clocks

LONGEST = 500
NO_NAME = N_("Enter the name in Thai, in English or in both.")
NO_CLOCK = N_("Choose the clock that the city goes by: it says at which hour meetings there begin.")


def checked_city(card: StationCard) -> StationCard:
    """The card with clean lines; refused without a name, or without a clock that is known."""
    card = replace(card, name=cleaned(card.name))
    problems = name_problems(card.name)
    if card.tzid not in {clock.tzid for clock in clocks()}:
        problems.append(Refusal(NO_CLOCK, field="tzid"))
    if problems:
        raise Invalid(problems)
    return card


def checked_building(name: Bilingual) -> Bilingual:
    """A building's name on clean lines; refused without one."""
    name = cleaned(name)
    if problems := name_problems(name):
        raise Invalid(problems)
    return name


def cleaned(name: Bilingual) -> Bilingual:
    """Both languages on one line each."""
    return Bilingual(clean_line(name.en), clean_line(name.th))


def name_problems(name: Bilingual) -> list[Refusal]:
    """One of the two languages is enough: the other page shows it too."""
    nothing = [] if name.en or name.th else [Refusal(NO_NAME, field="name_th")]
    return nothing + too_long(LONGEST, name_th=name.th, name_en=name.en)
