"""How long somebody holds a post: one substantive holder at a time, beside whom others may act."""

from collections.abc import Iterable
from datetime import date

from scheduler.rules.lengths import too_long
from vocabulary.plan import Term
from vocabulary.refusals import Refusal
from vocabulary.states import Capacity
from vocabulary.text import N_

LONGEST_DOCUMENT = 500

BY_WHICH = N_("Enter the document that lets this person act, with its number and day.")
BACKWARDS = N_("The last day must be the first day or a later one.")


def term_problems(term: Term) -> list[Refusal]:
    """What is wrong with a term in itself."""
    problems = []
    if term.until is not None and term.until < term.since:
        problems.append(Refusal(BACKWARDS, field="until"))
    return [*problems, *too_long(LONGEST_DOCUMENT, document=term.document)]


def document_problems(term: Term) -> list[Refusal]:
    """Whoever is recorded as acting, or as chargé d'affaires, is so by a document."""
    if term.capacity is Capacity.SUBSTANTIVE or term.document:
        return []
    return [Refusal(BY_WHICH, field="document")]


def overlap(one: Term, other: Term) -> bool:
    """Whether two terms share a day; one without an end has no last day."""
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


def rival(term: Term, others: Iterable[Term]) -> Term | None:
    """A substantive term that would overlap this substantive one: a post has one holder, whoever acts beside."""
    if term.capacity is not Capacity.SUBSTANTIVE:
        return None
    return next((each for each in others if each.capacity is Capacity.SUBSTANTIVE and overlap(term, each)), None)
