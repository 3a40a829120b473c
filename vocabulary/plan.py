"""What an officer means to do, as values: filled from a form, a command or a file alike."""

from dataclasses import dataclass
from datetime import date, datetime

from vocabulary.states import Modality
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class ConsultationPlan:
    """A consultation as it shall be: `day` local to the capital, `starts` and `ends` instants, end excluded."""

    title: Bilingual
    day: date
    starts: datetime
    ends: datetime
    modality: Modality = Modality.IN_PERSON
    place: str = ""
    link: str = ""
    agenda: str = ""
    letter_number: str = ""
    letter_dated: date | None = None
    reply_by: date | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """Who shall be asked: agencies through their focal points, and single people."""

    agency_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()
