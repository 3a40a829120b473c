"""What a spreadsheet would change, held against what is on file."""

import pytest

from models.database import db
from models.people import Agency, Person
from scheduler.agencies import make_focal_point
from scheduler.deed import deed
from scheduler.importing.plans import EffectKind
from scheduler.people import add_person
from tests.fixtures import NOW, Letter, People
from tests.scheduler.importing.files import NICHA, effects, planned, problems
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import PersonCard
from vocabulary.states import ActorKind, Duty
from vocabulary.text import Bilingual

OFFICER = Actor(ActorKind.PERSON, "Officer", person_id=1, duty=Duty.DESK_OFFICER)
PIMLADA = ["moj", "นางสาวพิมพ์ลดา ตัวอย่าง", "Ms Pimlada Tuayang", "pimlada@moj.example", "", "", "", ""]


def row(like: list[str], **cells: str) -> list[str]:
    places = {"agency": 0, "name_th": 1, "name_en": 2, "email": 3, "phone": 4, "language": 5, "part": 6, "mailbox": 7}
    changed = list(like)
    for name, text in cells.items():
        changed[places[name]] = text
    return changed


def test_somebody_new_becomes_a_backup_of_the_agency(letter: Letter) -> None:
    assert effects(planned(NICHA)) == [["new", "backup"]]
    assert effects(planned(row(NICHA, part=""))) == [["new", "backup"]]


def test_a_new_primary_makes_the_present_one_a_backup(letter: Letter) -> None:
    plan = planned(row(NICHA, part="primary"))
    assert effects(plan) == [["new", "primary Ms Pimlada Tuayang"]]
    plan = planned(PIMLADA, row(NICHA, part="primary"))
    assert effects(plan) == [["steps back"], ["new", "primary Ms Pimlada Tuayang"]]


def test_the_first_of_an_agency_without_anybody_is_primary(letter: Letter) -> None:
    with deed("add", by=OPERATOR, now=NOW):
        db.session.add(Agency(key="amlo", name_en="Money Office", name_th="สำนักงานปราบปราม"))
    rows = [
        row(NICHA, agency="Money Office", part=""),
        row(NICHA, agency="amlo", name_en="B", name_th="ข", email="b@a.example", part=""),
    ]
    assert effects(planned(*rows)) == [["new", "primary"], ["new", "backup"]]


def test_a_changed_field_is_told_before_and_after_and_an_empty_cell_changes_nothing(letter: Letter) -> None:
    assert effects(planned(PIMLADA)) == [[]]
    plan = planned(row(PIMLADA, phone="๐๒ ๕๕๕ ๐๑๙๙", language="en", name_en="Mrs Pimlada Tuayang"))
    assert effects(plan) == [
        [
            "changed name_en: Ms Pimlada Tuayang -> Mrs Pimlada Tuayang",
            "changed phone:  -> 02 555 0199",
            "changed language: Thai -> English",
        ]
    ]


def test_another_address_for_the_same_name_at_the_same_agency_is_a_moved_address(letter: Letter) -> None:
    plan = planned(row(PIMLADA, email="new@moj.example", name_en=""))
    assert effects(plan) == [["address email: pimlada@moj.example -> new@moj.example"]]


def test_the_mailbox_of_an_agency_is_told_once(letter: Letter) -> None:
    alone = ["moj", "", "", "", "", "", "", "saraban@moj.example"]
    assert effects(planned(alone, row(PIMLADA, mailbox="saraban@moj.example"))) == [
        ["mailbox mailbox:  -> saraban@moj.example"],
        [],
    ]
    plan = planned(alone, row(PIMLADA, mailbox="other@moj.example"))
    assert "Row 3, Central mailbox of the agency: row 2 gives this agency another mailbox" in problems(plan)[0]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [row(NICHA, agency="Ministry of Justise")],
            "Row 2, Agency: no agency on file is called “Ministry of Justise”. Did you mean Ministry of Justice?",
        ),
        ([row(NICHA, agency="ZZZZ 999")], "Row 2, Agency: no agency on file is called “ZZZZ 999”. Add it under People"),
        ([NICHA, row(NICHA, name_en="Other")], "Row 3, E-mail: row 2 has this address already."),
        (
            [PIMLADA, row(PIMLADA, email="p2@moj.example")],
            "Row 3, E-mail: row 2 names the same person with another address.",
        ),
        (
            [row(NICHA, part="primary"), row(NICHA, email="b@moj.example", name_en="B", name_th="ข", part="primary")],
            "Row 3, Primary or backup: row 2 is the primary focal point",
        ),
        ([row(PIMLADA, part="backup")], "Row 2, Primary or backup: this would leave the agency without a primary"),
        ([row(PIMLADA, agency="oag")], "Row 2, Agency: Ms Pimlada Tuayang is on file under Ministry of Justice."),
        (
            [row(NICHA, name_en="", name_th="", email="nobody@moj.example")],
            "Row 2, Name in Thai: nobody on file has this address.",
        ),
    ],
)
def test_what_cannot_be_is_named_by_row_and_column(letter: Letter, rows: list[list[str]], sentence: str) -> None:
    assert problems(planned(*rows))[0].startswith(sentence)


def test_problems_stand_in_the_order_of_the_rows(letter: Letter) -> None:
    plan = planned(row(NICHA, agency="nothing like it"), row(NICHA, email="x"), row(NICHA, agency="also nothing"))
    assert [sentence[:5] for sentence in problems(plan)] == ["Row 2", "Row 3", "Row 4"]
    assert planned(["moj"], headings=["agency"]).lines == ()


def test_two_agencies_of_one_name_are_told_apart_by_their_keys(letter: Letter) -> None:
    with deed("add", by=OPERATOR, now=NOW):
        db.session.add(Agency(key="moj-2", name_en="Ministry of Justice", name_th=""))
    assert "Write the key of the one: moj, moj-2." in problems(planned(row(NICHA, agency="Ministry of Justice")))[0]


def test_an_officer_moves_no_colleagues_address(letter: Letter, people: People) -> None:
    chanika = ["mfa", "นางสาวชนิกา ตัวอย่าง", "Ms Chanika Tuayang", "new@mfa.example", "", "", "", ""]
    assert "Only an administrator" in problems(planned(chanika, by=OFFICER))[0]
    assert problems(planned(chanika)) == []


def test_somebody_without_an_agency_is_taken_into_it(letter: Letter, people: People) -> None:
    number = add_person(PersonCard(Bilingual("Mr Free", ""), email="free@moj.example"), by=OPERATOR, now=NOW)
    plan = planned(row(NICHA, name_en="Mr Free", name_th="", email="free@moj.example", phone="", language=""))
    assert (plan.lines[0].person_id, effects(plan)) == (number, [["backup"]])


def test_a_backup_on_file_stays_one(letter: Letter, people: People) -> None:
    make_focal_point(letter.agency_ids["oag"], people.focal["moj"], by=OPERATOR, now=NOW)
    db.session.get_one(Person, people.focal["moj"]).agency_id = letter.agency_ids["oag"]
    db.session.commit()
    assert effects(planned(row(PIMLADA, agency="oag"))) == [[]]


def test_a_plan_is_told_from_another_by_what_it_would_do(letter: Letter) -> None:
    assert planned(NICHA).digest == planned(NICHA).digest
    assert planned(NICHA).digest != planned(row(NICHA, phone="1")).digest
    assert planned(NICHA).count(EffectKind.NEW) == 1
