"""Headings in either language, however they are written."""

import pytest

from vocabulary.columns import Column, DayColumn, column_of, label_of, spellings, word_of


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("หน่วยงาน *", Column.AGENCY),
        ("E-MAIL", Column.EMAIL),
        ("e mail", Column.EMAIL),
        ("ชื่อ - นามสกุล", Column.NAME_TH),
        ("Name (English)", Column.NAME_EN),
        ("name_th", Column.NAME_TH),
        ("เบอร์โทร.", Column.PHONE),
        ("shoe size", None),
        ("", None),
    ],
)
def test_a_heading_is_known_however_it_is_written(heading: str, column: Column | None) -> None:
    assert column_of(heading, Column) is column


def test_no_heading_means_two_columns_and_none_lacks_a_label() -> None:
    folded = [text for column in Column for text in spellings()[column.value].folded]
    assert len(folded) == len(set(folded))
    assert all(column.label.en and column.label.th for column in Column)


def test_words_are_known_in_both_languages() -> None:
    assert [word_of(text, "primary", "backup") for text in ("หลัก", "Backup", "2", "x")] == [
        "primary",
        "backup",
        "backup",
        None,
    ]
    assert label_of("primary").th == "หลัก"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("วันที่", DayColumn.DAY),
        ("Date", DayColumn.DAY),
        ("วันหยุด", DayColumn.NAME_TH),
        ("Holiday", DayColumn.NAME_EN),
        ("สถานะ", DayColumn.STATE),
        ("agency", None),
    ],
)
def test_the_headings_of_closed_days_are_their_own(heading: str, column: DayColumn | None) -> None:
    assert column_of(heading, DayColumn) is column


def test_no_heading_of_closed_days_means_two_columns() -> None:
    folded = [text for column in DayColumn for text in spellings()[column.value].folded]
    assert len(folded) == len(set(folded))
    assert all(column.label.en and column.label.th for column in DayColumn)
