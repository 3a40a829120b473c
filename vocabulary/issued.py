"""A roster as it was issued: complete in itself, so that nothing that changes later changes it."""

from dataclasses import dataclass
from datetime import date

from vocabulary.states import DelegateRole, Language
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class SheetRun:
    """A run of days, both inclusive, with its place."""

    opens: date
    closes: date
    city: Bilingual | None = None
    venue: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person in the roster's order; `cities` are where a head leads, should there be several."""

    person_id: int
    role: DelegateRole
    name: Bilingual
    position: Bilingual
    agency: Bilingual
    is_co_head: bool = False
    cities: tuple[Bilingual, ...] = ()
    remark: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a roster says: where and when, who in what role, who leads and why, and the verdict with its reasons.

    `is_off` where the session does not meet: nothing is issued then, and what was issued is superseded.
    """

    committee: Bilingual
    session: Bilingual
    delegation: Bilingual
    runs: tuple[SheetRun, ...]
    lines: tuple[SheetLine, ...]
    heads: tuple[Bilingual, ...] = ()
    verdict: Bilingual = Bilingual("")
    ground: Bilingual | None = None
    reasons: tuple[Bilingual, ...] = ()
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """In which language a roster is issued, and why all the same where it is outside the mandate."""

    language: Language
    despite: str = ""
