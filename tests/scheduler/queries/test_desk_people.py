"""Who works at the desk, for the desk alone."""

from scheduler.queries.desk_people import at_the_desk
from tests.fixtures import People
from vocabulary.actor import ANONYMOUS, OPERATOR


def test_officers_and_administrators_are_listed_and_nobody_else(people: People) -> None:
    assert {one.person_id for one in at_the_desk(actor=OPERATOR)} == {people.desk, people.administrator}
    assert at_the_desk(actor=ANONYMOUS) == ()
