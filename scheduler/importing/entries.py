"""Rows of text as what they say of people and agencies, each by itself; every problem is named by row and column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mail.addresses import checked_address
from scheduler.importing.cells import NEEDED, CellReader, columns_of, without
from scheduler.importing.sheets import Cell, Sheet
from scheduler.importing.wording import at
from scheduler.people import NOT_AN_ADDRESS
from scheduler.rules.person_card import LONGEST
from scheduler.rules.typed.text import DASHES, FULLWIDTH, INVISIBLE, THAI_DIGITS
from vocabulary.columns import Column
from vocabulary.refusals import Refusal
from vocabulary.states import Language
from vocabulary.text import N_, Bilingual

PLAIN = {**THAI_DIGITS, **FULLWIDTH, **DASHES, **INVISIBLE}
PHONE = re.compile(r"[0-9+][0-9 ()./\-+,#*a-zA-Z]*")
LINE_BREAK = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]")

ZEROS_LOST = N_("this is a number, and zeros before it may be lost. Format the column as text and type it again.")
ONE_LINE = N_("this has more than one line. Write one e-mail address.")
BAD_PHONE = N_("“%(phone)s” is no telephone number. Write digits, such as +66 2 555 0100.")
NOBODY = N_("nobody is named in this row. Write a name and an e-mail address, or the mailbox of the agency.")
ALONE = N_("this row names nobody, so this belongs to nobody. Write the name and the e-mail address as well.")

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
    columns, problems = columns_of(top, headings, columns=Column, needed=[Column.AGENCY])
    problems += [] if Column.MAILBOX in columns else without(top, [Column.EMAIL], found=columns)
    if problems:
        return Reading((), tuple(problems))
    entries: list[Entry] = []
    found: list[Refusal] = []
    for number, cells in rows:
        reader = RowReader(number, dict(zip(columns, cells, strict=False)), found)
        entries.append(reader.entry())
        found += list(missing(entries[-1], reader))
    return Reading(tuple(entries), tuple(found))


class RowReader(CellReader[Column]):
    """One row under its columns; problems are noted in `found`."""

    names = NAMES

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
