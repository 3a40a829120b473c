"""What is wrong with headings is said before any row is read."""

from scheduler.importing.cells import columns_of
from scheduler.importing.sheets import Cell
from vocabulary.columns import DayColumn


def test_an_unknown_and_a_doubled_heading_are_named_by_their_letters() -> None:
    headings = [Cell("day"), Cell("วันที่"), Cell("shoe size"), Cell("")]
    columns, problems = columns_of(1, headings, columns=DayColumn, needed=[DayColumn.DAY, DayColumn.NAME_TH])
    assert columns == [DayColumn.DAY, DayColumn.DAY, None, None]
    assert [str(problem).split(":")[0] for problem in problems] == ["Row 1, B", "Row 1, C", "Row 1, Name in Thai"]
