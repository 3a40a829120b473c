"""Files in every form that people bring, and in some that nobody should."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from scheduler.importing.sheets import LARGEST, MOST_ROWS, Cell, read_sheet
from tests.scheduler.importing.files import HEADINGS, NICHA, csv_of, xlsx_of
from vocabulary.refusals import Refusal


def cells(content: bytes) -> list[str]:
    return [cell.text for cell in read_sheet(content, name="f").rows[1][1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_gives_the_same_rows(encoding: str, separator: str) -> None:
    assert cells(csv_of(NICHA, separator=separator, encoding=encoding)) == NICHA[:-1]


def test_a_workbook_gives_the_same_rows() -> None:
    assert cells(xlsx_of(NICHA)) == NICHA[:-1]


def test_an_old_thai_code_page_is_said_and_a_western_one_refused() -> None:
    assert [note for note, _ in read_sheet(csv_of(NICHA, encoding="cp874"), name="f").notes] == [
        "This file is in Thai Windows-874, not in UTF-8. Look at the names before you import."
    ]
    for content in (
        "agency;name en;e-mail\nmoj;René Dupont;r@moj.example".encode("cp1252"),
        b"agency,\xfc\xfd\xfe\xff\n",
    ):
        with pytest.raises(Refusal, match="neither UTF-8 nor Thai"):
            read_sheet(content, name="people.csv")


def test_rows_keep_their_numbers_and_empty_ones_are_passed_over() -> None:
    sheet = read_sheet(csv_of(["", "", ""], NICHA, [], NICHA), name="f")
    assert [number for number, _ in sheet.rows] == [1, 3, 5]


@pytest.mark.parametrize("payload", ["=1+1", "+66 2 555 0100", "-1", "@x", "\tx", "|x", "%x"])
def test_the_mark_against_formulas_is_taken_away_again(payload: str) -> None:
    assert cells(csv_of([f"'{payload}"])) == [payload.strip()]
    assert cells(csv_of(["'s Hertogenbosch"])) == ["'s Hertogenbosch"]


def test_what_a_cell_holds_instead_of_text_is_known() -> None:
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["agency"])
    sheet.append(["=A1", 25550100, 12.5, date(2022, 1, 28), True, "#N/A", "=text", None])
    sheet["F2"].data_type = "e"
    sheet["G2"].data_type = "s"
    sheet.cell(2, 9, 25550100).number_format = "0000000000"
    book.save(buffer)
    found = read_sheet(buffer.getvalue(), name="f").rows[1][1]
    assert [cell.wrong for cell in found] == ["formula", "number", "number", "day", "number", "error", "", "", ""]
    assert (found[6], found[8]) == (Cell("=text"), Cell("0025550100"))


def test_only_the_first_sheet_is_read_and_that_is_said() -> None:
    assert read_sheet(xlsx_of(NICHA), name="f").notes == ()
    assert read_sheet(xlsx_of(NICHA, more=True), name="f").notes[0][1] == {"sheet": "People"}


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (40 * LARGEST))
    return buffer.getvalue()


def other_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("readme.txt", "no workbook")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "holds no row"),
        (csv_of(), "holds no row"),
        (b"x" * (LARGEST + 1), "larger than 1 MB"),
        (bomb(), "larger than 1 MB"),
        (other_zip(), "cannot be read as XLSX"),
        (b"PK\x03\x04 broken", "cannot be read as XLSX"),
        (b"\xd0\xcf\x11\xe0 old", "an old or a locked Excel file"),
        (csv_of(*[NICHA] * (MOST_ROWS + 1)), "more than 2000 rows"),
        (csv_of(["x"] * 41), "or 40 columns"),
        (b'agency,e-mail\n"moj,nicha@moj.example\n', "at row 2: a quotation mark is not closed"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_sheet(content, name="people.csv")


def test_a_workbook_of_too_many_rows_is_refused_without_being_kept() -> None:
    with pytest.raises(Refusal, match="more than 2000 rows"):
        read_sheet(xlsx_of(*[["moj"]] * (MOST_ROWS + 1), headings=HEADINGS[:1]), name="f.xlsx")
