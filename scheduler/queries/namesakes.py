"""Who is on file already: the same address is the same person, and so is the same name at the same agency."""

from sqlalchemy import or_, select

from models.database import db
from models.people import OtherAddress, Person
from vocabulary.plan import PersonCard


def person_with_address(address: str) -> Person | None:
    """The person on file who has this address, as it is kept."""
    return db.session.scalar(select(Person).where(Person.email == address))


def owner_of_address(address: str) -> Person | None:
    """The person on file of whom this is a further address."""
    found = select(Person).join(OtherAddress, OtherAddress.person_id == Person.id)
    return db.session.scalar(found.where(OtherAddress.address == address))


def namesake_of(card: PersonCard, agency_id: int | None) -> Person | None:
    """Somebody on file with one of the card's names at this agency, or at none."""
    names = ((Person.name_en, card.name.en), (Person.name_th, card.name.th))
    same = [column == name for column, name in names if name]
    at_agency = Person.agency_id.is_(None) if agency_id is None else Person.agency_id == agency_id
    return db.session.scalar(select(Person).where(or_(*same), at_agency).order_by(Person.id).limit(1))
