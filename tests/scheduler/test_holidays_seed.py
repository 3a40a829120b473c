"""Seeding the days on which Thai government offices close, 2564 to 2570, and the corrections it needs."""

from datetime import date

import pytest

from scheduler.holidays_seed import has_calendar, seeded_days
from vocabulary.text import Bilingual

LABOUR, CHILDREN = "National Labor Day", "National Children's Day"


@pytest.fixture(scope="module")
def thai() -> dict[date, Bilingual]:
    return seeded_days(
        "TH",
        years=range(2021, 2028),
        without=frozenset({LABOUR, CHILDREN, "2023-01-03"}),
        categories=("public", "government"),
    )


@pytest.mark.parametrize(
    "day",
    ["2022-05-13", "2023-05-17", "2024-05-10", "2025-05-09", "2026-05-13"],
)
def test_government_offices_close_for_the_royal_ploughing_ceremony(thai: dict[date, Bilingual], day: str) -> None:
    assert thai[date.fromisoformat(day)] == Bilingual("Royal Ploughing Ceremony", "วันพืชมงคล")


@pytest.mark.parametrize("year", range(2021, 2028))
def test_labour_day_and_its_substitute_close_no_government_office(thai: dict[date, Bilingual], year: int) -> None:
    assert [day for day in (date(year, 5, 1), date(year, 5, 2), date(year, 5, 3)) if day in thai] == []


def test_childrens_day_closes_no_government_office(thai: dict[date, Bilingual]) -> None:
    assert [name.en for name in thai.values() if CHILDREN in name.en or LABOUR in name.en] == []


@pytest.mark.parametrize(
    "day",
    [
        *("2022-07-15", "2022-07-29", "2022-10-14", "2022-12-30"),
        *("2023-05-05", "2023-07-31", "2023-12-29"),
        *("2024-04-12", "2024-12-30"),
        *("2025-06-02", "2025-08-11"),
        "2026-01-02",
    ],
)
def test_the_cabinets_special_holidays_are_there(thai: dict[date, Bilingual], day: str) -> None:
    assert thai[date.fromisoformat(day)].en == "Bridge Public Holiday"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2022-02-16", "Makha Bucha"),
        ("2022-05-15", "Visakha Bucha"),
        ("2022-07-13", "Asarnha Bucha"),
        ("2023-03-06", "Makha Bucha"),
        ("2023-08-01", "Asarnha Bucha"),
        ("2024-07-29", "HM King Maha Vajiralongkorn's Birthday (in lieu)"),
        ("2026-03-03", "Makha Bucha"),
        ("2026-05-31", "Visakha Bucha"),
        ("2026-07-29", "Asarnha Bucha"),
    ],
)
def test_days_of_the_lunar_calendar_and_substitutes_are_there(thai: dict[date, Bilingual], day: str, name: str) -> None:
    assert thai[date.fromisoformat(day)].en == name


def test_a_single_day_can_be_left_out(thai: dict[date, Bilingual]) -> None:
    assert date(2023, 1, 2) in thai
    assert date(2023, 1, 3) not in thai


def test_every_day_has_its_name_in_thai(thai: dict[date, Bilingual]) -> None:
    assert [day for day, name in thai.items() if not name.th or name.th == name.en] == []


def test_a_day_with_another_holiday_on_it_stays() -> None:
    queen = "HM Queen Suthida's Birthday"
    days = seeded_days("TH", years=[2023], without=frozenset({queen}))
    assert queen in days[date(2023, 6, 3)].en
    assert "Visakha Bucha" in days[date(2023, 6, 5)].en
    assert date(2022, 6, 3) not in seeded_days("TH", years=[2022], without=frozenset({queen}))


def test_another_country_has_its_names_in_english_alone() -> None:
    days = seeded_days("KE", years=[2022])
    assert days[date(2022, 12, 12)] == Bilingual("Jamhuri Day")


@pytest.mark.parametrize(
    ("country", "categories", "known"),
    [
        ("TH", ("public", "government"), True),
        ("KE", ("public",), True),
        ("KE", ("public", "full moon"), False),
        ("ZZ", ("public",), False),
    ],
)
def test_days_are_seeded_only_where_a_calendar_is_on_file(
    country: str, categories: tuple[str, ...], known: bool
) -> None:
    assert has_calendar(country, categories=categories) is known
