"""Sentences and sessions of a decision as values."""

from datetime import UTC, date, datetime

import pytest

from tests.scheduler.rules.worlds import NAIROBI, NEW_YORK, session
from vocabulary.decisions import Hour, Said, written
from vocabulary.plan import Days
from vocabulary.states import Language, SessionStatus
from vocabulary.text import Bilingual

RUN = Days(date(2022, 1, 17), date(2022, 1, 28))


@pytest.mark.parametrize(
    ("value", "english", "thai"),
    [
        (Bilingual("New|York", "นคร|นิวยอร์ก"), "NewYork", "นครนิวยอร์ก"),
        (date(2022, 1, 17), "Mon 17 Jan 2022", "จ. 17 ม.ค. 2565"),
        (RUN, "17–28 Jan 2022", "17–28 ม.ค. 2565"),
        ((RUN, RUN), "17–28 Jan 2022, 17–28 Jan 2022", "17–28 ม.ค. 2565, 17–28 ม.ค. 2565"),
        (Hour(datetime(2022, 1, 11, 7, tzinfo=UTC), "Asia/Bangkok"), "Tue 11 Jan 2022 14:00", "อ. 11 ม.ค. 2565 14:00"),
        (Said("Postponed"), "Postponed", "เลื่อน"),
        (7, 7, 7),
    ],
)
def test_what_stands_in_a_sentence_is_written_as_its_readers_write_it(
    value: object, english: object, thai: object
) -> None:
    assert (written(value, Language.ENGLISH), written(value, Language.THAI)) == (english, thai)


def test_a_sentence_is_said_in_both_languages() -> None:
    both = Said("List: %(source)s.", {"source": "Cabinet"}).both
    assert both == Bilingual("List: Cabinet.", "ที่มาของรายการ: Cabinet")


def test_a_session_knows_its_first_and_its_last_day() -> None:
    two = session(1, blocks=(RUN, Days(date(2022, 2, 6), date(2022, 2, 13), duty_station_id=NAIROBI)))
    assert (two.opens, two.closes) == (date(2022, 1, 17), date(2022, 2, 13))
    assert [two.city_of(run) for run in two.blocks] == [NEW_YORK, NAIROBI]
    assert session(1, blocks=()).opens is session(1, blocks=()).closes is None


def test_nobody_goes_to_what_is_cancelled_or_postponed() -> None:
    off = [status for status in SessionStatus if session(1, status=status).is_off]
    assert off == [SessionStatus.POSTPONED, SessionStatus.CANCELLED]
