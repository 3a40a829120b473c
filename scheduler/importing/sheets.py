"""A spreadsheet's bytes as rows of text: XLSX, or CSV in UTF-8, UTF-16 or Windows-874; bounded, and nothing is guessed.

Formulas are refused, not computed: what a formula last showed may be stale, and the officer has seen only that.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zipfile import BadZipFile, ZipFile

from vocabulary.columns import Column, Heading, column_of
from vocabulary.refusals import Refusal
from vocabulary.text import N_

LARGEST = 1024 * 1024
MOST_UNPACKED = 30 * LARGEST
MOST_PARTS = 200
MOST_ROWS = 2000
MOST_COLUMNS = 40
LONGEST_CELL = 2000

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = (",", ";", "\t")
THAI_IN_A_WORD = re.compile("[A-Za-z][\u0e00-\u0e7f]|[\u0e00-\u0e7f][A-Za-z]")
GUARDED = re.compile("'[=+@\\-\t\r|%]")
ONLY_ZEROS = re.compile("0+")

EMPTY = N_("%(file)s holds no row below its headings. Fill in the template and bring it again.")
TOO_LARGE = N_("%(file)s is larger than 1 MB. Take out pictures and other sheets, and bring it again.")
TOO_MANY = N_("%(file)s has more than %(most)s rows or %(columns)s columns. Split it and bring the parts one by one.")
OLD = N_("%(file)s is an old or a locked Excel file. Save it as XLSX without a password, and bring it again.")
BROKEN = N_("%(file)s cannot be read as XLSX. Save it anew as XLSX or CSV, and bring it again.")
NOT_TEXT = N_("%(file)s is neither UTF-8 nor Thai Windows-874. Save it as “CSV UTF-8” or XLSX, and bring it again.")
BAD_CSV = N_("%(file)s cannot be read as CSV at row %(row)s: a quotation mark is not closed. Save it as XLSX instead.")
WAS_874 = N_("This file is in Thai Windows-874, not in UTF-8. Look at the names before you import.")
OTHER_SHEETS = N_("Only the first sheet was read: %(sheet)s.")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `wrong` says what it holds instead of text: formula, number, day or error."""

    text: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's rows by their numbers in it, the headings first; `notes` are remarks for the officer."""

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    notes: tuple[tuple[str, dict[str, str]], ...] = ()


def read_sheet(content: bytes, *, name: str, columns: type[Heading] = Column) -> Sheet:
    """The rows of a file that somebody brought; refused where it is too large or cannot be read.

    `columns` are the headings that it should have: by them the separator of a CSV file is known.
    """
    if len(content) > LARGEST:
        raise Refusal(TOO_LARGE, field="file", file=name)
    if content.startswith(OLD_OFFICE):
        raise Refusal(OLD, field="file", file=name)
    sheet = workbook(content, name) if content.startswith(ZIP) else table_of_text(content, name, columns=columns)
    if len(sheet.rows) < 2:
        raise Refusal(EMPTY, field="file", file=name)
    return sheet


def bounded(rows: Iterable[tuple[Cell, ...]], name: str) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    """The rows that hold something, by number; refused where there are too many."""
    found: list[tuple[int, tuple[Cell, ...]]] = []
    for number, cells in enumerate(rows, start=1):
        held = max((place for place, cell in enumerate(cells, start=1) if cell.text or cell.wrong), default=0)
        if not held:
            continue
        if len(found) > MOST_ROWS or held > MOST_COLUMNS:
            raise Refusal(TOO_MANY, field="file", file=name, most=MOST_ROWS, columns=MOST_COLUMNS)
        found.append((number, cells[:held]))
    return tuple(found)


def workbook(content: bytes, name: str) -> Sheet:
    """The first sheet of an XLSX file."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and only this needs it

    refuse_bomb(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        first = book.worksheets[0]
        # What a sheet says of its own size may be a lie: one row and one column more than are taken is enough.
        found = first.iter_rows(max_row=10 * MOST_ROWS, max_col=MOST_COLUMNS + 1)
        rows = bounded((tuple(map(cell_of, row)) for row in found), name)
    except Refusal:
        raise
    except Exception as error:
        raise Refusal(BROKEN, field="file", file=name) from error
    others = len(book.worksheets) > 1
    return Sheet(rows, ((OTHER_SHEETS, {"sheet": str(first.title)}),) if others else ())


def refuse_bomb(content: bytes, name: str) -> None:
    """Refuse what is small here and huge when unpacked."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except BadZipFile:
        raise Refusal(BROKEN, field="file", file=name) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refusal(TOO_LARGE, field="file", file=name)


def cell_of(cell: Any) -> Cell:
    """A cell of a workbook as text; a telephone that was typed as a number keeps the zeros of its format."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return Cell("")
    if kind == "f":
        return Cell(str(value)[:LONGEST_CELL], "formula")
    if kind == "e":
        return Cell(str(value)[:LONGEST_CELL], "error")
    if isinstance(value, date | time):
        return Cell(str(value), "day")
    if isinstance(value, bool | int | float):
        return number_of(value, str(getattr(cell, "number_format", "")))
    return Cell(str(value).strip()[:LONGEST_CELL])


def number_of(value: float, pattern: str) -> Cell:
    """A number as it is shown; whether it may stand there depends on the column."""
    whole = str(int(value)) if value == int(value) else str(value)
    return (
        Cell(whole.zfill(len(pattern))) if ONLY_ZEROS.fullmatch(pattern) and len(pattern) > 1 else Cell(whole, "number")
    )


def table_of_text(content: bytes, name: str, *, columns: type[Heading]) -> Sheet:
    """A CSV file, its encoding and its separator found out."""
    text, notes = decoded(content, name)
    separator = max(SEPARATORS, key=lambda each: headings_known(text, each, columns=columns))
    rows = bounded((tuple(map(text_cell, row)) for row in records(text, separator, name=name)), name)
    return Sheet(rows, notes)


def decoded(content: bytes, name: str) -> tuple[str, tuple[tuple[str, dict[str, str]], ...]]:
    """The text of a CSV file, with a remark where it is in the old Thai code page."""
    encoding = next((codec for mark, codec in BOMS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp874")
    except UnicodeDecodeError:
        raise Refusal(NOT_TEXT, field="file", file=name) from None
    if THAI_IN_A_WORD.search(text):  # a Western code page read as Thai puts Thai marks inside words
        raise Refusal(NOT_TEXT, field="file", file=name)
    return text, ((WAS_874, {}),)


def headings_known(text: str, separator: str, *, columns: type[Heading]) -> int:
    """How many headings of the first line this separator makes readable."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    cells = next(csv.reader([first], delimiter=separator), [])
    return sum(column_of(cell, columns) is not None for cell in cells)


def records(text: str, separator: str, *, name: str) -> Iterator[list[str]]:
    """The records of a CSV file."""
    number = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            number += 1
            yield row
    except csv.Error:
        raise Refusal(BAD_CSV, field="file", file=name, row=number + 1) from None


def text_cell(text: str) -> Cell:
    """A cell of a CSV file, without the mark by which ours are kept from being formulas."""
    return Cell((text[1:] if GUARDED.match(text) else text).strip()[:LONGEST_CELL])
