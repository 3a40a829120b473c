"""Rows of text as what they say of people and agencies, each by itself; every problem is named by row and column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mail.addresses import checked_address
from scheduler.importing.sheets import Cell, Sheet
from scheduler.importing.wording import at
from scheduler.people import NOT_AN_ADDRESS
from scheduler.rules.breaks import NO_BREAKS
from scheduler.rules.lengths import TOO_LONG
from scheduler.rules.person_card import LONGEST
from scheduler.rules.typed.text import DASHES, FULLWIDTH, INVISIBLE, THAI_DIGITS
from vocabulary.columns import Column, column_of, label_of, word_of
from vocabulary.refusals import Refusal
from vocabulary.states import Language
from vocabulary.text import BREAK, N_, Bilingual, clean_line

PLAIN = {**THAI_DIGITS, **FULLWIDTH, **DASHES, **INVISIBLE}
PHONE = re.compile(r"[0-9+][0-9 ()./\-+,#*a-zA-Z]*")
LINE_BREAK = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]")

UNKNOWN_HEADING = N_("“%(heading)s” is no heading known here. Call it as in the template, or delete the column.")
TWICE = N_("“%(heading)s” says the same as another heading. Keep one of the two columns.")
NO_COLUMN = N_("there is no column with this heading. Add it as in the template.")
NEEDED = N_("this is empty. Fill it in, or delete the row.")
FORMULA = N_("this is a formula. Copy the column and paste it as values.")
ERROR = N_("this cell shows an error. Type what is meant.")
DAY = N_("this cell is a date. Format the column as text and type it again.")
ZEROS_LOST = N_("this is a number, and zeros before it may be lost. Format the column as text and type it again.")
ONE_LINE = N_("this has more than one line. Write one e-mail address.")
BAD_PHONE = N_("“%(phone)s” is no telephone number. Write digits, such as +66 2 555 0100.")
BAD_WORD = N_("“%(word)s” is not known here. Write %(one)s or %(other)s, or leave it empty.")
NOBODY = N_("nobody is named in this row. Write a name and an e-mail address, or the mailbox of the agency.")
ALONE = N_("this row names nobody, so this belongs to nobody. Write the name and the e-mail address as well.")

WRONG = {"formula": FORMULA, "error": ERROR, "day": DAY}
NAMES = (Column.NAME_TH, Column.NAME_EN, Column.POSITION_TH, Column.POSITION_EN)
OF_PERSON = tuple(column for column in Column if column not in (Column.AGENCY, Column.MAILBOX))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says; what is empty is left as it is on file. A row without a name tells only of its agency."""

    row: int
    agency: str
    name: Bilingual
    position: Bilingual
    email: str
    phone: str
    language: Language | None
    part: str | None
    mailbox: str

    @property
    def is_person(self) -> bool:
        """Whether somebody stands in this row."""
        return bool(self.name.en or self.name.th or self.email)


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a sheet as entries, and everything that is wrong with them by themselves."""

    entries: tuple[Entry, ...]
    problems: tuple[Refusal, ...]


def read_entries(sheet: Sheet) -> Reading:
    """Every row below the headings; where the headings are wrong, only that is said."""
    (top, headings), *rows = sheet.rows
    columns, problems = columns_of(top, headings)
    if problems:
        return Reading((), tuple(problems))
    entries: list[Entry] = []
    found: list[Refusal] = []
    for number, cells in rows:
        reader = RowReader(number, dict(zip(columns, cells, strict=False)), found)
        entries.append(reader.entry())
        found += list(missing(entries[-1], reader))
    return Reading(tuple(entries), tuple(found))


def columns_of(top: int, headings: Sequence[Cell]) -> tuple[list[Column | None], list[Refusal]]:
    """Which column stands where, and what is wrong with the headings."""
    columns: list[Column | None] = []
    problems: list[Refusal] = []
    for place, cell in enumerate(headings):
        column = column_of(cell.text) if cell.text else None
        if cell.text and (column is None or column in columns):
            message = UNKNOWN_HEADING if column is None else TWICE
            problems.append(
                at(top, Bilingual(letter(place)), reason=Refusal(message, heading=clean_line(cell.text)[:LONGEST]))
            )
        columns.append(column)
    needed = [Column.AGENCY] + ([] if Column.MAILBOX in columns else [Column.EMAIL])
    problems += [at(top, column.label, reason=Refusal(NO_COLUMN)) for column in needed if column not in columns]
    return columns, problems


def letter(place: int) -> str:
    """What a spreadsheet calls a column."""
    return chr(ord("A") + place) if place < 26 else "A" + chr(ord("A") + place - 26)


@dataclass
class RowReader:
    """One row under its columns; problems are noted in `found`."""

    row: int
    cells: dict[Column | None, Cell]
    found: list[Refusal]

    def entry(self) -> Entry:
        """The row as an entry."""
        return Entry(
            row=self.row,
            agency=self.line(Column.AGENCY),
            name=Bilingual(self.line(Column.NAME_EN), self.line(Column.NAME_TH)),
            position=Bilingual(self.line(Column.POSITION_EN), self.line(Column.POSITION_TH)),
            email=self.address(Column.EMAIL),
            phone=self.phone(),
            language=self.language(),
            part=self.word(Column.PART, "primary", "backup"),
            mailbox=self.address(Column.MAILBOX),
        )

    def note(self, column: Column, message: str, **values: Any) -> None:
        """Note a problem of one cell."""
        self.found.append(at(self.row, column.label, reason=Refusal(message, **values)))

    def text(self, column: Column) -> str:
        """What stands in a cell, where it is text; a number is text everywhere but in a telephone."""
        cell = self.cells.get(column, Cell(""))
        if cell.wrong in WRONG:
            self.note(column, WRONG[cell.wrong])
            return ""
        return cell.text

    def line(self, column: Column) -> str:
        """One line of words, of bounded length."""
        line = clean_line(self.text(column))
        if len(line) > LONGEST:
            self.note(column, TOO_LONG, most=LONGEST, length=len(line))
        if BREAK in line and column in NAMES:
            self.note(column, NO_BREAKS)
        return line

    def address(self, column: Column) -> str:
        """One e-mail address in lower case; full width and invisible letters are no part of one."""
        text = self.text(column).strip()
        if not text:
            return ""
        if LINE_BREAK.search(text):
            self.note(column, ONE_LINE)
            return ""
        try:
            return checked_address(text.removeprefix("mailto:").translate({**FULLWIDTH, **INVISIBLE})).lower()
        except Refusal:
            self.note(column, NOT_AN_ADDRESS)
            return ""

    def phone(self) -> str:
        """A telephone number with its zeros, in Arabic digits."""
        cell = self.cells.get(Column.PHONE, Cell(""))
        if cell.wrong == "number":
            self.note(Column.PHONE, ZEROS_LOST)
            return ""
        phone = self.line(Column.PHONE).translate(PLAIN)
        if phone and not PHONE.fullmatch(phone):
            self.note(Column.PHONE, BAD_PHONE, phone=phone[:LONGEST])
        return phone

    def language(self) -> Language | None:
        """The language in which somebody is written to."""
        word = self.word(Column.LANGUAGE, "th", "en")
        return None if word is None else Language(word)

    def word(self, column: Column, *words: str) -> str | None:
        """One of a closed list of words."""
        text = self.line(column)
        found = word_of(text, *words) if text else None
        if text and found is None:
            self.note(column, BAD_WORD, word=text[:LONGEST], one=label_of(words[0]), other=label_of(words[1]))
        return found


def missing(entry: Entry, reader: RowReader) -> Iterator[Refusal]:
    """What a row lacks; a cell that was found wrong is not missing as well."""
    written = {column for column, cell in reader.cells.items() if cell.text}
    if Column.AGENCY not in written:
        yield lacking(entry.row, Column.AGENCY, message=NEEDED)
    if not entry.is_person and not written & {Column.EMAIL, Column.NAME_EN, Column.NAME_TH}:
        yield from (lacking(entry.row, column, message=ALONE) for column in OF_PERSON if column in written)
        if Column.MAILBOX not in written:
            yield lacking(entry.row, Column.EMAIL, message=NOBODY)
    elif Column.EMAIL not in written:
        yield lacking(entry.row, Column.EMAIL, message=NEEDED)


def lacking(row: int, column: Column, *, message: str) -> Refusal:
    """What is missing in one cell."""
    return at(row, column.label, reason=Refusal(message))
