"""What a mail that came in asks for, read from what was kept of it."""

from dataclasses import dataclass
from datetime import datetime

from models.inbound import ReceivedMail


@dataclass(frozen=True, slots=True)
class Somebody:
    """An address with the name that stood beside it."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Asks:
    """What a mail asks for, read from what was kept of it."""

    starts: datetime | None = None
    ends: datetime | None = None
    is_outdated: bool = False
    substitutes: tuple[Somebody, ...] = ()
    joins: Somebody | None = None
    declined: str = ""

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
            joins=None if joins is None else Somebody(joins["address"], joins["name"]),
        )


def instant_in(text: object) -> datetime | None:
    """An instant in ISO 8601 with its offset; None for a day, and for what is none."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
