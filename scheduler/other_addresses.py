"""Further addresses from which somebody writes: they tell whose a mail is, and nothing is ever sent to them."""

from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.people import OtherAddress, Person
from scheduler.deed import deed
from scheduler.people import NOT_AN_ADDRESS, TAKEN, checked_email, found_person
from scheduler.queries.namesakes import owner_of_address, person_with_address
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import N_

MOST = 10
"""Of one person: whoever has more is a list of people."""

OWN = N_("This is the address that letters go to already.")
ON_FILE = N_("This address is on file already as another one of %(name)s.")
TOO_MANY = N_("%(most)s further addresses are enough for one person. Take one off file first.")
GONE = N_("This address is not on file any more.")


def add_other_address(person_id: int, typed: str, *, by: Actor, now: datetime) -> int:
    """Put a further address of somebody's on file; the number of its row. Refused: what is none, or another's."""
    with deed("add further address", by=by, now=now) as record:
        row = keep_address(found_person(person_id), typed, by=by, now=now)
        record.about("person", person_id)
        return row.id


def remove_other_address(address_id: int, *, by: Actor, now: datetime) -> int:
    """Take a further address off file; the number of whose it was. What came from it stays as it was ruled on."""
    with deed("remove further address", by=by, now=now) as record:
        row = db.session.get(OtherAddress, address_id)
        if row is None:
            raise NotFound(GONE)
        person_id = row.person_id
        db.session.delete(row)
        record.about("person", person_id)
        return person_id


def keep_address(person: Person, typed: str, *, by: Actor, now: datetime) -> OtherAddress:
    """The row of a further address; a step of several deeds."""
    try:
        address = checked_email(typed)
    except Refusal:
        raise Refusal(NOT_AN_ADDRESS, field="address") from None
    owner = person_with_address(address)
    if owner is not None:
        if owner is person:
            raise Refusal(OWN, field="address")
        raise Refusal(TAKEN, field="address", name=owner.name.plain)
    other = owner_of_address(address)
    if other is not None:
        raise Refusal(ON_FILE, field="address", name=other.name.plain)
    if len(addresses_of(person.id)) >= MOST:
        raise Refusal(TOO_MANY, field="address", most=MOST)
    row = OtherAddress(person=person, address=address, added_at=now, added_by=by.label)
    db.session.add(row)
    db.session.flush()
    return row


def addresses_of(person_id: int) -> list[OtherAddress]:
    """Somebody's further addresses, in the order in which they were added."""
    rows = select(OtherAddress).where(OtherAddress.person_id == person_id).order_by(OtherAddress.id)
    return list(db.session.scalars(rows))
