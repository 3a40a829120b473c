"""New identities for meetings."""

from datetime import datetime
from secrets import token_hex

from models.calendar_entries import CalendarEntry


def new_entry(*, domain: str, now: datetime) -> CalendarEntry:
    """A meeting's identity for life: a random UID of 128 bits under our domain (RFC 7986, 5.3)."""
    return CalendarEntry(
        uid=f"{token_hex(16)}@{domain}",
        organizer_tag=token_hex(8),
        sequence=0,
        material_sequence=0,
        stamp=now.replace(microsecond=0),
    )
