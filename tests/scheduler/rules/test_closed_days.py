"""A closed day before it is kept, and the next day on which a consultation's hour is free."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.rules.clashes import Busy
from scheduler.rules.closed_days import Booked, Effect, Hit, checked_day, digest_of, first_free_day, with_day
from scheduler.rules.office_days import ClosedDays
from vocabulary.closed_days import ClosedDayCard
from vocabulary.refusals import Invalid
from vocabulary.text import Bilingual

APRIL = ClosedDays(
    Bilingual("Thai government offices"),
    {date(2023, 4, day): Bilingual("Songkran Festival") for day in (13, 14, 17)},
    years=frozenset({2023}),
)
MEETING = Booked(
    1,
    Bilingual("Consultation"),
    date(2023, 4, 12),
    datetime(2023, 4, 12, 7, 0, tzinfo=UTC),
    datetime(2023, 4, 12, 8, 30, tzinfo=UTC),
    "Asia/Bangkok",
    frozenset({7}),
)


def busy(person_id: int, day: int, hour: int = 7) -> Busy:
    starts = datetime(2023, 4, day, hour, 0, tzinfo=UTC)
    return Busy(person_id, Bilingual("Ms Somebody"), starts, starts + timedelta(hours=1), Bilingual("Elsewhere"))


def test_a_card_is_kept_with_clean_lines() -> None:
    card = checked_day(ClosedDayCard(date(2023, 4, 6), Bilingual(" Chakri  Day ", "วันจักรี\n"), source=" Gazette "))
    assert (card.name, card.source) == (Bilingual("Chakri Day", "วันจักรี"), "Gazette")


def test_a_card_without_a_name_or_with_marks_and_long_lines_is_refused_on_each_field() -> None:
    with pytest.raises(Invalid) as nameless:
        checked_day(ClosedDayCard(date(2023, 4, 6), Bilingual(" ")))
    assert [problem.field for problem in nameless.value.problems] == ["name_th"]
    with pytest.raises(Invalid) as wrong:
        checked_day(ClosedDayCard(date(2023, 4, 6), Bilingual("Chakri|Day"), source="x" * 201))
    assert {problem.field for problem in wrong.value.problems} == {"name_en", "origin"}


def test_a_day_that_moves_leaves_its_former_place() -> None:
    card = ClosedDayCard(date(2023, 4, 18), Bilingual("Songkran Festival"))
    assert set(with_day(APRIL, card, instead_of=date(2023, 4, 17)).days) == {
        date(2023, 4, 13),
        date(2023, 4, 14),
        date(2023, 4, 18),
    }


def test_after_the_eve_of_songkran_the_tuesday_is_free() -> None:
    free = first_free_day(MEETING, APRIL, busy=[])
    assert free is not None
    assert (free.day, free.is_known) == (date(2023, 4, 18), True)


def test_a_day_on_which_somebody_who_is_asked_is_booked_at_that_hour_is_not_free() -> None:
    taken = [busy(7, 18), busy(8, 19), busy(7, 19, hour=9)]
    free = first_free_day(MEETING, APRIL, busy=taken)
    assert free is not None
    assert free.day == date(2023, 4, 19)


def test_a_day_of_a_year_without_a_list_is_offered_as_not_known() -> None:
    free = first_free_day(MEETING, None, busy=[])
    assert free is not None
    assert (free.day, free.is_known) == (date(2023, 4, 13), False)


def test_a_consultation_without_an_hour_asks_only_whether_offices_are_open() -> None:
    free = first_free_day(
        Booked(2, Bilingual("Consultation"), date(2023, 4, 12), None, None, "Asia/Bangkok"), APRIL, busy=[busy(7, 18)]
    )
    assert free is not None
    assert free.day == date(2023, 4, 18)


def test_where_no_day_is_free_none_is_offered() -> None:
    shut = ClosedDays(Bilingual("Shut"), {MEETING.day + timedelta(n): Bilingual("Shut") for n in range(70)})
    assert first_free_day(MEETING, shut, busy=[]) is None


def test_a_digest_tells_what_was_shown_and_is_empty_where_there_was_nothing() -> None:
    one, other = Effect(MEETING.day, (Hit(MEETING, None),)), Effect(MEETING.day)
    assert digest_of([other]) == ""
    assert digest_of([one, other]) == digest_of([one]) != digest_of([one, one])
