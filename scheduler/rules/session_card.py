"""Which session a session is: the list of a committee is open-ended, and no two on it are called alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.rules.lengths import too_long
from vocabulary.plan import SessionCard
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import N_, Bilingual, clean_line

LONGEST_TITLE = 500
HIGHEST = 999

TAKEN = N_("%(name)s is on the list already. Give another number, or open that one.")
ALIKE = N_("%(name)s is on the list already. Give this one a number or a title of its own.")
NO_NUMBER = N_("Sessions are numbered from 1 to %(most)s. Leave this empty where it has no number.")
NO_SUCH_PARENT = N_("The session that it continues is not on this list. Choose another, or none.")
ITSELF = N_("A session cannot continue itself, or one that continues it. Choose another, or none.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A session that is on the list: its number there, its card, and what it is called."""

    session_id: int
    card: SessionCard
    name: Bilingual


def checked_session_card(card: SessionCard, listed: Sequence[Listed], *, own: int | None = None) -> SessionCard:
    """The card with clean lines; refused with every problem at once. `own` is the session that is corrected."""
    card = replace(card, title=Bilingual(clean_line(card.title.en), clean_line(card.title.th)))
    others = [each for each in listed if each.session_id != own]
    problems = [
        *number_problems(card, others),
        *parent_problems(card, listed, own=own),
        *too_long(LONGEST_TITLE, title_th=card.title.th, title_en=card.title.en),
    ]
    if problems:
        raise Invalid(problems)
    return card


def number_problems(card: SessionCard, others: Sequence[Listed]) -> Iterator[Refusal]:
    """A kind has each number once, and once none and no title."""
    if card.ordinal is not None and not 1 <= card.ordinal <= HIGHEST:
        yield Refusal(NO_NUMBER, field="ordinal", most=HIGHEST)
        return
    for other in others:
        if (other.card.kind, other.card.ordinal) != (card.kind, card.ordinal):
            continue
        if card.ordinal is not None:
            yield Refusal(TAKEN, field="ordinal", name=other.name.plain)
        elif same_title(other.card, card):
            yield Refusal(ALIKE, field="ordinal", name=other.name.plain)


def same_title(one: SessionCard, other: SessionCard) -> bool:
    """Whether two are called alike: by the same titles, or both by none."""
    return one.title.plain == other.title.plain


def parent_problems(card: SessionCard, listed: Sequence[Listed], *, own: int | None) -> Iterator[Refusal]:
    """It continues one of this list, and never itself by a detour."""
    parents = {each.session_id: each.card.parent_id for each in listed}
    parent = card.parent_id
    if parent is not None and parent not in parents:
        yield Refusal(NO_SUCH_PARENT, field="parent")
    seen: set[int] = set()
    while parent is not None and parent not in seen:
        if parent == own:
            yield Refusal(ITSELF, field="parent")
            return
        seen.add(parent)
        parent = parents.get(parent)
