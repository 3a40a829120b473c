"""New identities for meetings, and their facts frozen and thawed."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from pydantic import TypeAdapter

from models.calendar_entries import CalendarEntry
from vocabulary.invite import MeetingFacts

FACTS = TypeAdapter(MeetingFacts)


def new_entry(*, domain: str, now: datetime) -> CalendarEntry:
    """A meeting's identity for life: a random UID of 128 bits under our domain (RFC 7986, 5.3)."""
    return CalendarEntry(uid=f"{token_hex(16)}@{domain}", organizer_tag=token_hex(8), stamp=now.replace(microsecond=0))


def frozen(facts: MeetingFacts) -> dict[str, Any]:
    """The facts as JSON, for a revision's row."""
    dumped: dict[str, Any] = FACTS.dump_python(facts, mode="json")
    return dumped


def thawed(stored: dict[str, Any]) -> MeetingFacts:
    """The facts that a revision's row holds."""
    return FACTS.validate_python(stored)
