"""Whether offices are open on a day: weekends and a list of closed days decide, and no list is ever guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vocabulary.text import Bilingual

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """One list of closed days and where it comes from; empty where none is on file.

    `years` are those whose list is on file as a whole, None where every year of which a day is named is such a one.
    """

    name: Bilingual
    days: Mapping[date, Bilingual]
    source: str = ""
    years: frozenset[int] | None = None

    def covers(self, year: int) -> bool:
        """Whether a day of this year that the list does not name is known to be none of its own."""
        return any(day.year == year for day in self.days) if self.years is None else year in self.years


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """What is known of one day; `is_open` is None where no list is on file for its year."""

    day: date
    is_open: bool | None
    reason: Bilingual | None = None
    is_weekend: bool = False


def office_day(day: date, closed: ClosedDays | None) -> OfficeDay:
    """Whether offices are open; a weekday of a year without a list is not known, unless the list names that day."""
    if day.weekday() >= SATURDAY:
        return OfficeDay(day, is_open=False, is_weekend=True)
    reason = None if closed is None else closed.days.get(day)
    if reason is not None:
        return OfficeDay(day, is_open=False, reason=reason)
    known = closed is not None and closed.covers(day.year)
    return OfficeDay(day, is_open=True if known else None)


def next_office_day(day: date, closed: ClosedDays | None) -> date:
    """The first day after this one that is not known to be closed."""
    later = day + timedelta(days=1)
    while office_day(later, closed).is_open is False:
        later += timedelta(days=1)
    return later


def office_days_before(day: date, closed: ClosedDays | None, *, count: int) -> date | None:
    """The day from which `count` office days are left: itself counted, `day` not.

    None as soon as a day on the way is not known, for the answer would be a guess.
    """
    earlier = day
    while count > 0:
        earlier -= timedelta(days=1)
        status = office_day(earlier, closed)
        if status.is_open is None:
            return None
        count -= status.is_open
    return earlier


def office_days_between(first: date, day: date, *, closed: ClosedDays | None) -> int | None:
    """How many office days are left on `first` until `day`: itself counted, `day` not; None where one is not known."""
    days = [office_day(first + timedelta(days=number), closed).is_open for number in range((day - first).days)]
    return None if None in days else sum(filter(None, days))
