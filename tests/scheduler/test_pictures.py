"""Rows as they were, and back again."""

from datetime import date

from models.database import db
from models.people import Agency, OfficeHolder, Person
from scheduler.pictures import picture_of, steps_between, take_back
from tests.fixtures import Letter, People

WHICH = {Agency: Agency.id > 0, Person: Person.id > 0, OfficeHolder: OfficeHolder.id > 0}


def test_what_was_changed_made_and_taken_out_is_as_it_was(letter: Letter, people: People) -> None:
    before = picture_of(WHICH)
    agency = db.session.get_one(Agency, letter.agency_ids["oag"])
    agency.name_en = "Another name"
    holder = db.session.query(OfficeHolder).first()
    assert holder is not None
    number, since = holder.id, holder.since
    db.session.delete(holder)
    db.session.add(Agency(key="new", name_en="New"))
    after = picture_of(WHICH)
    steps = list(steps_between(before, after))
    assert [(step.table, step.before is None, step.after is None) for step in steps] == [
        ("agency", False, False),
        ("agency", True, False),
        ("office_holder", False, True),
    ]
    assert steps[0].stored["before"] == {"name_en": "Office of the Attorney General"}
    take_back(steps)
    assert picture_of(WHICH) == before
    assert db.session.get_one(OfficeHolder, number).since == since
    assert isinstance(since, date)


def test_rows_that_are_the_same_make_no_step(letter: Letter) -> None:
    assert list(steps_between(picture_of(WHICH), picture_of(WHICH))) == []
