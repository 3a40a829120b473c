"""The order of a roster: GA rules 25-26 and the mandate's order of agencies."""

from random import Random

from scheduler.rules.heads import Head, HeadStatus
from scheduler.rules.rosters import RosterLine, crowded_roles, leaders, roster_order
from vocabulary.states import DelegateRole
from vocabulary.text import Bilingual

R = DelegateRole


def line(role: DelegateRole, position: int | None, person_id: int = 0) -> RosterLine:
    return RosterLine(
        role=role,
        name=Bilingual(f"{role.value} {position}"),
        position=Bilingual("Officer"),
        agency=Bilingual("Agency"),
        agency_abbreviation=Bilingual("A"),
        agency_position=position,
        person_id=person_id,
    )


IN_ORDER = [
    line(R.HEAD, None),
    line(R.DEPUTY_HEAD, 1),
    line(R.REPRESENTATIVE, 0),
    line(R.REPRESENTATIVE, 2),
    line(R.REPRESENTATIVE, 10),
    line(R.REPRESENTATIVE, None),
    line(R.ALTERNATE, 1),
    line(R.ADVISER, 3),
    line(R.SECRETARY, 0),
]


def test_roles_come_first_and_within_them_the_mandates_agencies_with_the_open_category_last() -> None:
    mixed = [*IN_ORDER]
    Random(3).shuffle(mixed)
    assert mixed != IN_ORDER
    assert roster_order(mixed) == IN_ORDER


def test_people_of_one_agency_stay_as_they_were_given() -> None:
    lines = [line(R.REPRESENTATIVE, 2, person_id) for person_id in (5, 1, 3)]
    assert [found.person_id for found in roster_order(lines)] == [5, 1, 3]


def test_a_sixth_representative_or_alternate_is_warned_of() -> None:
    assert crowded_roles([line(R.REPRESENTATIVE, 0)] * 6) == [R.REPRESENTATIVE]
    assert crowded_roles([line(R.REPRESENTATIVE, 0)] * 6 + [line(R.ALTERNATE, 0)] * 6) == [
        R.REPRESENTATIVE,
        R.ALTERNATE,
    ]


def test_five_of_each_and_any_number_of_advisers_are_in_order() -> None:
    lines = [line(R.REPRESENTATIVE, 0)] * 5 + [line(R.ALTERNATE, 0)] * 5 + [line(R.ADVISER, 0)] * 20
    assert crowded_roles(lines) == []


def test_a_leader_of_days_in_no_known_city_stands_without_one() -> None:
    head = Head(HeadStatus.KNOWN, person_id=1, name=Bilingual("A"))
    vienna, new_york = Bilingual("Vienna"), Bilingual("New York")
    assert [one.cities for one in leaders([(None, [head]), (None, [head])])] == [()]
    [one] = leaders([(vienna, [head]), (None, [head]), (new_york, [head])])
    assert one.cities == (vienna, new_york)
