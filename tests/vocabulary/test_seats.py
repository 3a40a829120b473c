"""Who sits where."""

from vocabulary.seats import Seated, SeatRow, SeatSheet
from vocabulary.text import Bilingual


def sits(number: int, row: SeatRow) -> Seated:
    return Seated(number, Bilingual(f"Delegate {number}"), Bilingual(""), row)


def test_the_two_rows_are_told_apart_each_in_its_order() -> None:
    seated = (sits(3, SeatRow.FRONT), sits(1, SeatRow.BEHIND), sits(2, SeatRow.FRONT))
    sheet = SeatSheet(None, None, (), seated)
    assert [one.person_id for one in sheet.of(SeatRow.FRONT)] == [3, 2]
    assert [one.person_id for one in sheet.of(SeatRow.BEHIND)] == [1]
