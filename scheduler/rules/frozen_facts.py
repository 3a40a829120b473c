"""A meeting's facts frozen for a revision's row, and thawed again."""

from typing import Any

from pydantic import TypeAdapter

from vocabulary.invite import MeetingFacts

FACTS = TypeAdapter(MeetingFacts)


def frozen(facts: MeetingFacts) -> dict[str, Any]:
    """The facts as JSON, for a revision's row."""
    dumped: dict[str, Any] = FACTS.dump_python(facts, mode="json")
    return dumped


def thawed(stored: dict[str, Any]) -> MeetingFacts:
    """The facts that a revision's row holds."""
    return FACTS.validate_python(stored)
