"""Somebody who comes to one meeting in the place of whoever was invited."""

from dataclasses import dataclass
from enum import Enum

from vocabulary.plan import PersonCard
from vocabulary.states import AnswerSource


class SubstitutionState(Enum):
    """What became of an invited person's word that somebody else will come."""

    OPEN = "open"
    TAKEN_BACK = "taken back"
    REFUSED = "refused"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class SubstitutePlan:
    """Who comes instead, and a word to the desk, as they were typed; `version` is the SEQUENCE that was answered.

    `source` is the way by which it was said.
    """

    card: PersonCard
    note: str = ""
    version: int | None = None
    source: AnswerSource = AnswerSource.LINK
