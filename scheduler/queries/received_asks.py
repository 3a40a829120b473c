"""What a mail that came in asks for, read from what was kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.inbound import ReceivedMail
from vocabulary.inbound import Attendee, CalendarMessage


@dataclass(frozen=True, slots=True)
class Somebody:
    """An address with the name that stood beside it."""

    address: str
    name: str

    @property
    def written(self) -> str:
        """The name with the address behind it, or the address alone."""
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Asks:
    """What a mail asks for, read from what was kept of it.

    `calendar` is what it says of one person, where it is not known whose address it came from, and `writes_for` the
    invitation of whom it names.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    is_outdated: bool = False
    substitutes: tuple[Somebody, ...] = ()
    joins: Somebody | None = None
    declined: str = ""
    calendar: CalendarMessage | None = None
    writes_for: int | None = None

    @property
    def hours(self) -> tuple[datetime, datetime] | None:
        """The time proposed, from its beginning to its end; None where none is."""
        return None if self.starts is None or self.ends is None else (self.starts, self.ends)

    @property
    def named(self) -> tuple[Somebody, ...]:
        """Whoever is to come."""
        return self.substitutes if self.joins is None else (self.joins,)

    @classmethod
    def of(cls, mail: ReceivedMail) -> "Asks":
        """The same of a row; a proposal without two instants proposes no time."""
        told = mail.proposed or {}
        starts, ends = instant_in(told.get("starts")), instant_in(told.get("ends"))
        joins = told.get("joins")
        proper = starts is not None and ends is not None and starts < ends
        return cls(
            starts=starts if proper else None,
            ends=ends if proper else None,
            is_outdated=bool(told.get("outdated")),
            substitutes=tuple(Somebody(one["address"], one["name"]) for one in told.get("substitutes", ())),
            declined=str(told.get("declined", "")),
            calendar=calendar_in(told.get("calendar")),
            writes_for=told.get("writes_for"),
            joins=None if joins is None else Somebody(joins["address"], joins["name"]),
        )


def calendar_in(kept: Mapping[str, Any] | None) -> CalendarMessage | None:
    """A calendar message as the rule kept it."""
    if kept is None:
        return None
    [one] = kept["attendees"]
    lists = {name: tuple(one[name]) for name in ("delegated_to", "delegated_from")}
    return CalendarMessage(**{**kept, "attendees": (Attendee(**{**one, **lists}),), "stamp": instant_in(kept["stamp"])})


def instant_in(text: object) -> datetime | None:
    """An instant in ISO 8601 with its offset; None for a day, and for what is none."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
