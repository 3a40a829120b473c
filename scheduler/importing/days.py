"""A spreadsheet of closed days: read row by row, held against a list, and what of the list it would change."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from scheduler.importing.cells import NEEDED, CellReader, columns_of
from scheduler.importing.sheets import Sheet
from scheduler.importing.wording import at
from scheduler.rules.closed_days import NO_NAME, Effect
from scheduler.rules.typed import typed_day
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.columns import DayColumn
from vocabulary.refusals import Refusal
from vocabulary.text import BREAK, N_, Bilingual

SAME_DAY = N_("row %(other)s has this day already. Keep one of the two rows.")
DATE = 10
"""The characters of a cell that is a date: the hours after it say nothing."""


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a whole file: which official list it is, and how firm the days are of which it says nothing."""

    source: str
    state: ClosedDayState


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a file; what is empty is left as it is on file."""

    row: int
    card: ClosedDayCard


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a sheet as closed days, and everything that is wrong with them."""

    entries: tuple[Entry, ...]
    problems: tuple[Refusal, ...]


class DayReader(CellReader[DayColumn]):
    """One row under its columns; problems are noted in `found`."""

    names = (DayColumn.NAME_TH, DayColumn.NAME_EN, DayColumn.SOURCE)
    days = (DayColumn.DAY,)

    def entry(self, about: About, *, today: date) -> Entry | None:
        """The row as a closed day; None where its day cannot be read."""
        name = Bilingual(self.line(DayColumn.NAME_EN), self.line(DayColumn.NAME_TH))
        source = self.line(DayColumn.SOURCE) or about.source
        word = self.word(DayColumn.STATE, *(state.value for state in ClosedDayState))
        day = self.day(today)
        state = about.state if word is None else ClosedDayState(word)
        return None if day is None else Entry(self.row, ClosedDayCard(day, name, source, state))

    def day(self, today: date) -> date | None:
        """The day in any form that people write, or a cell that is a date; a weekday beside it must be the day's."""
        cell = self.cells.get(DayColumn.DAY)
        text = self.line(DayColumn.DAY)
        if cell is not None and cell.wrong == "day":
            text = text[:DATE]
        if not text:
            if cell is None or not cell.wrong:
                self.note(DayColumn.DAY, NEEDED)
            return None
        weekday = self.line(DayColumn.WEEKDAY)
        try:
            day = typed_day(text, field="day", today=today)
            return typed_day(f"{weekday} {day.isoformat()}", field="day", today=today) if weekday else day
        except Refusal as refusal:
            self.note(DayColumn.DAY, refusal.message, **refusal.values)
            return None


def read_days(sheet: Sheet, about: About, *, today: date) -> Reading:
    """Every row below the headings; where the headings are wrong, only that is said."""
    (top, headings), *rows = sheet.rows
    columns, problems = columns_of(top, headings, columns=DayColumn, needed=[DayColumn.DAY])
    if problems:
        return Reading((), tuple(problems))
    entries: dict[date, Entry] = {}
    for number, cells in rows:
        entry = DayReader(number, dict(zip(columns, cells, strict=False)), problems).entry(about, today=today)
        if entry is not None:
            first = entries.setdefault(entry.card.day, entry)
            if first is not entry:
                problems.append(at(number, DayColumn.DAY.label, reason=Refusal(SAME_DAY, other=first.row)))
    return Reading(tuple(entries.values()), tuple(problems))


class DayChange(Enum):
    """What a newer list does to one day."""

    NEW = "new"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the file or of the list: what would happen to it, nothing where `change` is None.

    `row` is None for a day that the file does not have, `before` for one that the list does not.
    """

    row: int | None
    card: ClosedDayCard
    change: DayChange | None
    before: ClosedDayCard | None = None
    day_id: int | None = None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """All that a newer list would change in the years that it has, every problem, and what is planned on new days."""

    lines: tuple[DayLine, ...]
    years: tuple[int, ...]
    problems: tuple[Refusal, ...]
    begins: tuple[int, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def changing(self) -> tuple[DayLine, ...]:
        """The days to which something happens."""
        return tuple(line for line in self.lines if line.change is not None)

    @property
    def leaving(self) -> tuple[DayLine, ...]:
        """The days that are on file and that the newer list does not have."""
        return tuple(line for line in self.changing if line.change is DayChange.GONE)

    @property
    def standing(self) -> tuple[DayLine, ...]:
        """The days that are new, moved or said otherwise."""
        return tuple(line for line in self.changing if line.change is not DayChange.GONE)

    @property
    def is_idle(self) -> bool:
        """Whether the list says all of it already."""
        return not self.changing and not self.begins

    @property
    def closing(self) -> tuple[date, ...]:
        """The days on which offices would be closed that are open now."""
        return tuple(line.card.day for line in self.lines if line.change in (DayChange.NEW, DayChange.MOVED))

    @property
    def digest(self) -> str:
        """Tells this plan from another: what is confirmed must be what was shown."""
        return hashlib.sha256(repr((self.lines, self.years, self.begins, self.effects)).encode()).hexdigest()

    def count(self, change: DayChange) -> int:
        """To how many days this would happen."""
        return sum(line.change is change for line in self.lines)


@dataclass(frozen=True, slots=True)
class Present:
    """The days that a list has now, by their numbers, and the years that it has as a whole."""

    days: Mapping[int, ClosedDayCard]
    whole: frozenset[int]


@dataclass
class Comparison:
    """Holds the rows of a file against a list; every row and every day finds its match once."""

    reading: Reading
    present: Present
    problems: list[Refusal] = field(default_factory=list)

    def plan(self) -> DayPlan:
        """The difference, by days."""
        entries = self.reading.entries
        years = sorted({entry.card.day.year for entry in entries})
        on_file = {card.day: number for number, card in self.present.days.items() if card.day.year in years}
        gone = {number for day, number in on_file.items() if day not in {entry.card.day for entry in entries}}
        lines = [self.line(entry, number=self.match(entry, on_file, gone=gone)) for entry in entries]
        taken = {line.day_id for line in lines}
        lines += [
            DayLine(None, self.present.days[number], DayChange.GONE, self.present.days[number], number)
            for number in gone - taken
        ]
        return DayPlan(
            lines=tuple(sorted(lines, key=lambda line: (line.card.day, line.row or 0))),
            years=tuple(years),
            problems=(*self.reading.problems, *self.problems),
            begins=tuple(year for year in years if year not in self.present.whole),
        )

    def match(self, entry: Entry, on_file: Mapping[date, int], *, gone: set[int]) -> int | None:
        """The day on file that a row speaks of: on the same day, else one that goes and has the same name."""
        if entry.card.day in on_file:
            return on_file[entry.card.day]
        year = entry.card.day.year
        for number in sorted(gone, key=lambda one: abs(self.present.days[one].day - entry.card.day)):
            former = self.present.days[number]
            if former.day.year == year and is_same_name(former.name, entry.card.name):
                gone.discard(number)
                return number
        return None

    def line(self, entry: Entry, *, number: int | None) -> DayLine:
        """What one row does."""
        if number is None:
            if not (entry.card.name.en or entry.card.name.th):
                self.problems.append(at(entry.row, DayColumn.NAME_TH.label, reason=Refusal(NO_NAME)))
            return DayLine(entry.row, entry.card, DayChange.NEW)
        before = self.present.days[number]
        card = replace(entry.card, name=kept_name(before.name, entry.card.name))
        change = DayChange.MOVED if card.day != before.day else DayChange.CHANGED
        return DayLine(entry.row, card, None if card == before else change, before, number)


def is_same_name(one: Bilingual, other: Bilingual) -> bool:
    """Whether two days are called alike in a language that both have."""
    pairs: Sequence[tuple[str, str]] = ((one.plain.en, other.plain.en), (one.plain.th, other.plain.th))
    return any(first and first.casefold() == second.casefold() for first, second in pairs)


def kept_name(before: Bilingual, told: Bilingual) -> Bilingual:
    """The name as a row has it; a language in which it says nothing, or only lacks break marks, stays."""

    def kept(old: str, new: str) -> str:
        return old if not new or old.replace(BREAK, "") == new else new

    return Bilingual(kept(before.en, told.en), kept(before.th, told.th))


def plan_of(reading: Reading, present: Present) -> DayPlan:
    """What these rows would change of a list; nothing where they cannot be read."""
    if not reading.entries:
        return DayPlan((), (), reading.problems)
    plan = Comparison(reading, present).plan()
    return replace(plan, problems=tuple(sorted(plan.problems, key=lambda one: int(str(one.values["row"])))))


def by_change(plan: DayPlan) -> Iterator[tuple[DayChange, int]]:
    """How many days there are of each change that happens at all."""
    for change in DayChange:
        if plan.count(change):
            yield change, plan.count(change)
