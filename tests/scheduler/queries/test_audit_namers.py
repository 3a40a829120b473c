"""How rows are called by the audit."""

from models.invitations import Invitation
from models.people import Agency, Person
from scheduler.queries.audit_namers import NAMERS, NOTHING, addressee, beside, of, own, same
from scheduler.queries.audit_values import Ref
from vocabulary.text import Bilingual

OAG = Agency(id=3, abbreviation_en="OAG", abbreviation_th="อส.")
MALI = Person(id=7, name_en="Ms Mali", name_th="นางสาวมะลิ", agency_id=3)


def test_several_names_stand_beside_each_other_and_a_missing_language_is_lent_the_other() -> None:
    list_, day = Bilingual("UN Vienna", "สหประชาชาติ"), Bilingual("Eid")
    assert beside(list_, NOTHING, day) == Bilingual("UN Vienna · Eid", "สหประชาชาติ · Eid")
    assert beside() == NOTHING
    assert same("A/76/L.33") == Bilingual("A/76/L.33", "A/76/L.33")


def test_an_invitation_is_called_after_whom_it_is_for() -> None:
    assert addressee(Invitation(person=MALI, agency=OAG)) == MALI.name
    assert addressee(Invitation(agency=OAG)) == OAG.abbreviation, "its mailbox"
    assert addressee(Invitation()) == NOTHING


def test_a_row_is_shown_on_its_own_page_or_on_that_of_what_it_belongs_to() -> None:
    assert own("person")(MALI) == Ref("person", 7)
    assert of("agency", "agency_id")(MALI) == Ref("agency", 3)
    assert of("agency", "agency_id")(Person(id=8)) is None


def test_each_kind_is_read_from_the_table_that_bears_its_name() -> None:
    assert {kind: namer.model.__tablename__ for kind, namer in NAMERS.items()} == {kind: kind for kind in NAMERS}
