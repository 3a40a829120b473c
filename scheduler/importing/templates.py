"""Spreadsheets to fill in: empty, or with everybody who speaks for an agency today; text that is never a formula."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from models.people import Agency, Person
from scheduler.importing.known import Known
from vocabulary.actor import Actor
from vocabulary.columns import Column, label_of
from vocabulary.refusals import Forbidden
from vocabulary.states import Language
from vocabulary.text import BREAK, N_, Bilingual
from vocabulary.wording import wording

DESK_ALONE = N_("This list is the desk’s.")
SHEETS = (N_("Focal points"), N_("Example"), N_("Agencies"))
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
WIDTHS = {Column.AGENCY: 34, Column.EMAIL: 30, Column.MAILBOX: 34, Column.PART: 18, Column.LANGUAGE: 18}

Rows = list[list[str]]
EXAMPLE = (
    ("Ms Example Tuayang", "primary", "example@agency.example", "+66 2 555 0100"),
    ("Mr Another Tuayang", "backup", "another@agency.example", "02 555 0101"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook: its name, its rows under their headings, and how wide each column is."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


def template_xlsx(language: Language, *, filled: bool, by: Actor) -> bytes:
    """A workbook with the headings, an example and the agencies; `filled` with the focal points of today."""
    known, widths = known_to(by), [WIDTHS.get(column, 24) for column in Column]
    names = [wording(language).gettext(name) for name in SHEETS]
    tables = (rows_of(known, language) if filled else [], example(known, language), agencies(known))
    found = zip(names, headings_of(language), tables, strict=True)
    return workbook_of([Table(name, headings, rows, widths) for name, headings, rows in found])


def workbook_of(tables: Sequence[Table]) -> bytes:
    """A workbook of text that is never a formula."""
    import xlsxwriter  # noqa: PLC0415 - only this needs it

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **SAFE}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            for place, width in enumerate(table.widths):
                sheet.set_column(place, place, width, text)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate([table.headings, *table.rows]):
                for place, value in enumerate(row):
                    sheet.write_string(number, place, value, text if number else bold)
    return buffer.getvalue()


def template_csv(language: Language, *, filled: bool, by: Actor) -> bytes:
    """The same rows as CSV in UTF-8 with its mark, so that Excel reads Thai; what could be a formula is guarded."""
    known = known_to(by)
    return csv_of([headings_of(language)[0], *(rows_of(known, language) if filled else [])])


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV, with the mark at the beginning without which Excel misreads Thai; no cell begins a formula."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([guarded(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def known_to(by: Actor) -> Known:
    """What is on file, for the desk alone."""
    if not by.is_desk:
        raise Forbidden(DESK_ALONE)
    return Known.now()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; the reading takes the mark away again."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA_MARKS) else cell


def headings_of(language: Language) -> tuple[list[str], list[str], list[str]]:
    """The headings of the three sheets."""
    columns = [column.label.text(language) for column in Column]
    listed = (Column.AGENCY.label, Column.NAME_TH.label, Column.NAME_EN.label, Column.MAILBOX.label)
    return columns, columns, [label.text(language) for label in listed]


def rows_of(known: Known, language: Language) -> Rows:
    """Everybody who speaks for an agency today, the primary one first; an agency without anybody with its mailbox."""
    found: Rows = []
    for agency in known.agencies:
        points = sorted(known.points.get(agency.id, []), key=lambda point: not point.is_primary)
        for point in points:
            part = "primary" if point.is_primary else "backup"
            found.append(person_row(agency, point.person, part=part, language=language))
        if not points and agency.mailbox is not None:
            found.append([agency.key, *[""] * (len(Column) - 2), agency.mailbox.address])
    return found


def person_row(agency: Agency, person: Person, *, part: str, language: Language) -> list[str]:
    """One focal point under the headings."""
    return [
        agency.key,
        person.name_th.replace(BREAK, ""),
        person.name_en.replace(BREAK, ""),
        person.position_th.replace(BREAK, ""),
        person.position_en.replace(BREAK, ""),
        person.email or "",
        person.phone,
        label_of(person.language.value).text(language),
        label_of(part).text(language),
        "" if agency.mailbox is None else agency.mailbox.address,
    ]


def example(known: Known, language: Language) -> Rows:
    """Two invented people of the first agency."""
    key = known.agencies[0].key if known.agencies else "agency"
    thai = label_of("th").text(language)
    return [
        [key, "", name, "", "", address, phone, thai, label_of(part).text(language), "saraban@agency.example"]
        for name, part, address, phone in EXAMPLE
    ]


def agencies(known: Known) -> Rows:
    """The agencies by the keys that the first column takes, with their names and mailboxes."""
    return [[one.key, *plain(one.name), "" if one.mailbox is None else one.mailbox.address] for one in known.agencies]


def plain(name: Bilingual) -> Sequence[str]:
    """A name in Thai and in English."""
    return name.plain.th, name.plain.en
