"""The headings and cells of a spreadsheet, whatever it is about: every problem is named by row and column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic

from scheduler.importing.sheets import Cell
from scheduler.importing.wording import at
from scheduler.rules.breaks import NO_BREAKS
from scheduler.rules.lengths import TOO_LONG
from scheduler.rules.person_card import LONGEST
from vocabulary.columns import H, Heading, column_of, label_of, word_of
from vocabulary.refusals import Refusal
from vocabulary.text import BREAK, N_, Bilingual, clean_line

UNKNOWN_HEADING = N_("“%(heading)s” is no heading known here. Call it as in the template, or delete the column.")
TWICE = N_("“%(heading)s” says the same as another heading. Keep one of the two columns.")
NO_COLUMN = N_("there is no column with this heading. Add it as in the template.")
NEEDED = N_("this is empty. Fill it in, or delete the row.")
FORMULA = N_("this is a formula. Copy the column and paste it as values.")
ERROR = N_("this cell shows an error. Type what is meant.")
DAY = N_("this cell is a date. Format the column as text and type it again.")
BAD_WORD = N_("“%(word)s” is not known here. Write %(one)s or %(other)s, or leave it empty.")

WRONG = {"formula": FORMULA, "error": ERROR, "day": DAY}


def columns_of(
    top: int, headings: Sequence[Cell], *, columns: type[H], needed: Sequence[H] = ()
) -> tuple[list[H | None], list[Refusal]]:
    """Which column stands where, and what is wrong with the headings."""
    found: list[H | None] = []
    problems: list[Refusal] = []
    for place, cell in enumerate(headings):
        column = column_of(cell.text, columns) if cell.text else None
        if cell.text and (column is None or column in found):
            message = UNKNOWN_HEADING if column is None else TWICE
            problems.append(
                at(top, Bilingual(letter(place)), reason=Refusal(message, heading=clean_line(cell.text)[:LONGEST]))
            )
        found.append(column)
    return found, problems + without(top, needed, found=found)


def without(top: int, needed: Sequence[Heading], *, found: Sequence[Heading | None]) -> list[Refusal]:
    """The headings that are not there."""
    return [at(top, column.label, reason=Refusal(NO_COLUMN)) for column in needed if column not in found]


def letter(place: int) -> str:
    """What a spreadsheet calls a column."""
    return chr(ord("A") + place) if place < 26 else "A" + chr(ord("A") + place - 26)


@dataclass
class CellReader(Generic[H]):
    """One row under its columns; problems are noted in `found`. `names` may hold no break mark, `days` may be dates."""

    row: int
    cells: dict[H | None, Cell]
    found: list[Refusal]

    names: ClassVar[Sequence[Heading]] = ()
    days: ClassVar[Sequence[Heading]] = ()

    def note(self, column: H, message: str, **values: Any) -> None:
        """Note a problem of one cell."""
        self.found.append(at(self.row, column.label, reason=Refusal(message, **values)))

    def text(self, column: H) -> str:
        """What stands in a cell, where it is text; a number is text everywhere but in a telephone."""
        cell = self.cells.get(column, Cell(""))
        if cell.wrong in WRONG and not (cell.wrong == "day" and column in self.days):
            self.note(column, WRONG[cell.wrong])
            return ""
        return cell.text

    def line(self, column: H) -> str:
        """One line of words, of bounded length."""
        line = clean_line(self.text(column))
        if len(line) > LONGEST:
            self.note(column, TOO_LONG, most=LONGEST, length=len(line))
        if BREAK in line and column in self.names:
            self.note(column, NO_BREAKS)
        return line

    def word(self, column: H, *words: str) -> str | None:
        """One of a closed list of words."""
        text = self.line(column)
        found = word_of(text, *words) if text else None
        if text and found is None:
            self.note(column, BAD_WORD, word=text[:LONGEST], one=label_of(words[0]), other=label_of(words[1]))
        return found
