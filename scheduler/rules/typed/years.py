"""Years as people type them: a year from 2400 on is of the Buddhist era, unless its mark or its distance says no."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from vocabulary.days import ERA, both_eras
from vocabulary.refusals import Refusal
from vocabulary.text import N_

FIRST_BUDDHIST = 2400
SHORT = 100
FAR = 30

WHICH_CENTURY = N_("Which year is %(typed)s: %(buddhist)s (B.E.) or %(common)s (C.E.)? Write all four digits.")
WRONG_ERA = N_("The year %(typed)s does not fit the era beside it. If %(other)s is meant, write it so.")
TWO_YEARS = N_("%(first)s and %(second)s are not the same year. Write the one that is meant.")
OTHER_ERA = N_("The year %(year)s is far away. If %(other)s is meant, write it so.")
FAR_AWAY = N_("The year %(year)s is more than %(most)s years away. Check the year.")


class Era(Enum):
    """An era that a year is counted in."""

    BUDDHIST = 1
    COMMON = 2


@dataclass(frozen=True, slots=True)
class Year:
    """A year as typed, with the mark beside it where there was one."""

    number: int
    mark: Era | None = None

    @property
    def era(self) -> Era:
        """The era that the number alone belongs to."""
        return Era.BUDDHIST if self.number >= FIRST_BUDDHIST else Era.COMMON

    @property
    def common(self) -> int:
        """The same year in the common era."""
        return self.number - ERA if self.era is Era.BUDDHIST else self.number


def common_year(years: tuple[Year, ...], *, field: str, today: date | None = None) -> int:
    """The one year meant, in the common era; said twice, once in each era, it must be the same."""
    for year in years:
        check_alone(year, field=field)
    first, second = years[0], years[-1]
    if first.common != second.common:
        raise Refusal(TWO_YEARS, field=field, first=both_eras(first.common), second=both_eras(second.common))
    if today is not None:
        check_near(first, today, field=field)
    return first.common


def check_alone(year: Year, *, field: str) -> None:
    """Refuse two digits, which may be of three centuries, and a number that its own mark contradicts."""
    if year.number < SHORT:
        said = {"buddhist": f"25{year.number:02}", "common": f"20{year.number:02}"}
        raise Refusal(WHICH_CENTURY, field=field, typed=f"{year.number:02}", **said)
    if year.mark not in (None, year.era):
        raise Refusal(WRONG_ERA, field=field, typed=year.number, other=both_eras(year.common))


def check_near(year: Year, today: date, *, field: str) -> None:
    """Refuse a year of another generation: it is probably one that was turned into the other era twice."""
    if is_near(year.common, today):
        return
    far = both_eras(year.common)
    for other in (year.common - ERA, year.common + ERA):
        if is_near(other, today):
            raise Refusal(OTHER_ERA, field=field, year=far, other=both_eras(other))
    raise Refusal(FAR_AWAY, field=field, year=far, most=FAR)


def is_near(year: int, today: date) -> bool:
    """Whether somebody at work today may well mean this year."""
    return abs(year - today.year) <= FAR
