"""A decision's consequences as pages tell them and its row keeps them: in both languages, with nothing to look up."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from vocabulary.decisions import (
    Change,
    Consequence,
    ConsequenceKind,
    Consequences,
    Course,
    Decision,
    Gravity,
    Hour,
    Place,
    Proposal,
    SessionState,
    Verb,
    written,
)
from vocabulary.states import Language
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One consequence in words."""

    kind: ConsequenceKind
    gravity: Gravity
    place: Place
    what: Bilingual
    why: Bilingual | None = None
    before: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class ToldProposal:
    """What is proposed for a consultation, in words."""

    consultation_id: int
    title: Bilingual
    course: Course
    was: Bilingual
    hour: Bilingual
    why: Bilingual
    is_followed: bool
    reply_by: date | None = None


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What was decided about one session; its line of the kind PLAN says on which days it meets then."""

    session: int
    name: Bilingual
    verb: Verb


@dataclass(frozen=True, slots=True)
class Told:
    """All that a decision brings about beside its letters."""

    changes: tuple[ToldChange, ...]
    lines: tuple[ToldLine, ...]
    proposals: tuple[ToldProposal, ...]

    def of(self, kind: ConsequenceKind) -> tuple[ToldLine, ...]:
        """The lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)


TOLD = TypeAdapter(Told)


def told(decision: Decision, consequences: Consequences) -> Told:
    """The consequences in words."""
    pairs = zip(decision.changes, consequences.after, strict=True)
    return Told(
        changes=tuple(told_change(change, after) for change, after in pairs),
        lines=tuple(map(told_line, consequences.consequences)),
        proposals=tuple(map(told_proposal, consequences.proposals)),
    )


def told_change(change: Change, after: SessionState) -> ToldChange:
    """One change under the name of its session."""
    return ToldChange(change.session_id, after.name, change.verb)


def told_line(one: Consequence) -> ToldLine:
    """One consequence in words."""
    why, before = (None if said is None else said.both for said in (one.why, one.before))
    return ToldLine(one.kind, one.gravity, one.place, one.what.both, why, before)


def told_proposal(one: Proposal) -> ToldProposal:
    """One proposal in words."""
    return ToldProposal(
        consultation_id=one.consultation_id,
        title=one.title,
        course=one.course,
        was=hour_in_words(one.was),
        hour=hour_in_words(one.hour),
        why=one.why.both,
        is_followed=one.is_followed,
        reply_by=None if one.reply_by == one.reply_was else one.reply_by,
    )


def hour_in_words(hour: Hour) -> Bilingual:
    """An hour as either language writes it."""
    english, thai = (str(written(hour, language)) for language in (Language.ENGLISH, Language.THAI))
    return Bilingual(english, thai)


def frozen_told(words: Told) -> dict[str, Any]:
    """The words as JSON, for a decision's row."""
    dumped: dict[str, Any] = TOLD.dump_python(words, mode="json")
    return dumped


def thawed_told(stored: dict[str, Any]) -> Told:
    """The words that a decision's row holds."""
    return TOLD.validate_python(stored)
