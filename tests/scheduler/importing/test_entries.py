"""What is wrong in a row by itself, named by row and column."""

import pytest

from scheduler.importing.cells import letter
from scheduler.importing.entries import Entry, Reading, read_entries
from scheduler.importing.sheets import read_sheet
from tests.scheduler.importing.files import HEADINGS, NICHA, csv_of, xlsx_of
from vocabulary.states import Language
from vocabulary.text import Bilingual
from vocabulary.wording import wording

PLACES = {"agency": 0, "name_th": 1, "name_en": 2, "email": 3, "phone": 4, "language": 5, "part": 6, "mailbox": 7}


def read(*rows: list[str]) -> Reading:
    return read_entries(read_sheet(csv_of(*rows), name="f"))


def sentences(reading: Reading, language: Language = Language.ENGLISH) -> list[str]:
    return [wording(language).gettext(problem.message) % problem.values_in(language) for problem in reading.problems]


def changed(**cells: str) -> list[str]:
    row = list(NICHA)
    for name, text in cells.items():
        row[PLACES[name]] = text
    return row


def test_a_row_says_what_stands_in_it_whatever_the_order_of_columns() -> None:
    expected = Entry(
        row=2,
        agency="moj",
        name=Bilingual("Ms Nicha Tuayang", "นางสาวณิชา ตัวอย่าง"),
        position=Bilingual(""),
        email="nicha@moj.example",
        phone="+66 2 555 0100",
        language=Language.ENGLISH,
        part="backup",
        mailbox="",
    )
    assert read(NICHA).entries == (expected,)
    turned = csv_of(NICHA[::-1], headings=HEADINGS[::-1])
    assert read_entries(read_sheet(turned, name="f")).entries == (expected,)


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"phone": "๐๒ ๕๕๕ ๐๑๐๐ ต่อ"}, "phone", None),
        ({"phone": "๐๒ ๕๕๕ ๐๑๐๐"}, "phone", "02 555 0100"),
        ({"phone": "02–555–0100"}, "phone", "02-555-0100"),
        ({"email": " NICHA@MOJ.example "}, "email", "nicha@moj.example"),
        ({"email": "mailto:nicha@moj.example"}, "email", "nicha@moj.example"),
        ({"email": "ｎｉｃｈａ＠moj.example"}, "email", "nicha@moj.example"),
        ({"language": "ไทย"}, "language", Language.THAI),
        ({"language": ""}, "language", None),
        ({"part": "หลัก"}, "part", "primary"),
        ({"part": ""}, "part", None),
        ({"name_en": "Ms\nNicha"}, "name", Bilingual("Ms Nicha", NICHA[1])),
    ],
)
def test_a_cell_is_read_as_people_mean_it(cells: dict[str, str], field: str, value: object) -> None:
    reading = read(changed(**cells))
    if value is None and field == "phone":
        assert "is no telephone number" in sentences(reading)[0]
    else:
        assert (getattr(reading.entries[0], field), reading.problems) == (value, ())


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"email": "nicha"}, "Row 2, E-mail: Write one e-mail address, such as name@agency.example"),
        ({"email": "a@b.example\nb@c.example"}, "Row 2, E-mail: this has more than one line."),
        ({"email": "a@b.example, c@d.example"}, "Row 2, E-mail: Write one e-mail address"),
        ({"email": ""}, "Row 2, E-mail: this is empty."),
        ({"agency": ""}, "Row 2, Agency: this is empty."),
        ({"name_en": "x" * 400}, "Row 2, Name in English: Shorten this to 200 characters; it has 400."),
        ({"name_th": "นางสาว|ณิชา"}, "Row 2, Name in Thai: “|” is not shown here"),
        ({"phone": "call me"}, "Row 2, Phone: “call me” is no telephone number."),
        ({"language": "de"}, "Row 2, Language of letters: “de” is not known here. Write Thai or English"),
        ({"part": "ปลัด"}, "Row 2, Primary or backup: “ปลัด” is not known here. Write primary or backup"),
        ({"mailbox": "saraban"}, "Row 2, Central mailbox of the agency: Write one e-mail address"),
        ({"name_en": "", "name_th": "", "email": "", "part": ""}, "Row 2, Phone: this row names nobody"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(cells: dict[str, str], sentence: str) -> None:
    found = sentences(read(changed(**cells)))
    assert found[0].startswith(sentence)


def test_a_row_without_anybody_tells_of_its_agency_alone() -> None:
    alone = ["moj", "", "", "", "", "", "", "saraban@moj.example"]
    assert (read(alone).problems, read(alone).entries[0].is_person) == ((), False)
    assert "Row 2, E-mail: nobody is named in this row." in sentences(read(["moj"]))[0]


def test_problems_are_said_in_thai_too() -> None:
    assert sentences(read(changed(email="x")), Language.THAI)[0].startswith("แถวที่ 2 คอลัมน์ อีเมล")


def test_numbers_formulas_and_dates_are_refused_where_they_would_be_wrong() -> None:
    from datetime import date

    rows = [
        ["moj", "ก", "=A1", "a@moj.example", 25550100, "", "", ""],
        [105, "ข", date(2565, 1, 4), "b@moj.example"],
    ]
    reading = read_entries(read_sheet(xlsx_of(*rows), name="f"))
    assert [sentence.split(":")[0] for sentence in sentences(reading)] == [
        "Row 2, Name in English",
        "Row 2, Phone",
        "Row 3, Name in English",
    ]
    assert "zeros before it may be lost" in sentences(reading)[1]


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        (["agency", "e-mail", "shoe size"], "Row 1, C: “shoe size” is no heading known here."),
        (["agency", "e-mail", "อีเมล"], "Row 1, C: “อีเมล” says the same as another heading."),
        (["e-mail", "name"], "Row 1, Agency: there is no column with this heading."),
        (["agency", "name"], "Row 1, E-mail: there is no column with this heading."),
    ],
)
def test_headings_that_are_not_known_are_all_that_is_said(headings: list[str], sentence: str) -> None:
    reading = read_entries(read_sheet(csv_of(["a", "b", "c"], headings=headings), name="f"))
    assert sentences(reading)[0].startswith(sentence)
    assert reading.entries == ()


def test_columns_are_called_as_a_spreadsheet_calls_them() -> None:
    assert [letter(place) for place in (0, 25, 26, 39)] == ["A", "Z", "AA", "AN"]
