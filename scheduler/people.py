"""People on file: who they are, how they are reached, and what follows when their address changes."""

from datetime import datetime

from sqlalchemy import select

from mail.addresses import checked_address
from models.database import db
from models.hand_overs import HandOver
from models.invitations import Invitation
from models.people import Agency, Person
from models.substitutions import Substitution
from scheduler.deed import deed
from scheduler.queries.namesakes import namesake_of, owner_of_address, person_with_address
from scheduler.queries.people import card_of
from scheduler.queries.sights import refuse_overtaken
from scheduler.readdressing import follow
from scheduler.rules.person_card import checked_card
from scheduler.rules.sights import sight_of_card
from scheduler.session_letters import redraft_all_sessions
from vocabulary.actor import Actor
from vocabulary.plan import PersonCard, Sight
from vocabulary.refusals import Forbidden, NotFound, Refusal
from vocabulary.states import Duty
from vocabulary.text import N_

NOT_AN_ADDRESS = N_("Write one e-mail address, such as name@agency.example")
TAKEN = N_("%(name)s has this address already.")
ON_FILE = N_("%(name)s is on file already. Choose that entry from the list.")
NEEDS_ADDRESS = N_("%(name)s signs in or is written to, and needs an address.")

NAMESAKE = N_(
    "%(name)s is on file already with another address, %(address)s. If this is the same person, correct the address on "
    "the person’s page and confirm then; if not, refuse and ask."
)
DESKS_ADDRESS = N_("Only an administrator changes the address of somebody who works at the desk.")


def add_person(card: PersonCard, *, by: Actor, now: datetime) -> int:
    """Put somebody on file; the number of the new row. Refused: an address that is none or another's."""
    with deed("add person", by=by, now=now) as record:
        person = new_person(card, agency=agency_of(card))
        db.session.flush()
        record.about("person", person.id)
        return person.id


def edit_person(person_id: int, card: PersonCard, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Change what is on file; refused with `Overtaken` where that is not what was seen.

    With the address, every reply link mailed to the old one dies, and letters that nobody has tried to send follow to
    the new one. What a calendar at the old address holds is taken off there and invited to anew, by letters to release.
    Whoever receives a person's mail can sign in as that person: so only an administrator moves a desk's address.
    """
    with deed("edit person", by=by, now=now) as record:
        person = found_person(person_id)
        card = checked_card(card)
        mine = sight_of_card(card)
        refuse_overtaken(seen, sight_of_card(card_of(person)), mine=mine, about=("person", person_id))
        address = address_of(card, person=person)
        was = person.email
        moved = address != was
        if moved and person.duty is not Duty.NONE and not by.is_administrator:
            raise Forbidden(DESKS_ADDRESS, field="email")
        refuse_without_address(person, address)
        write_card(person, card, agency=agency_of(card))
        person.email = address
        db.session.flush()
        if moved:
            follow(person, was=was, now=now)
            redraft_all_sessions(now=now)
        record.about("person", person.id)


def new_person(card: PersonCard, *, agency: Agency | None) -> Person:
    """A person's row from a card: a step of several deeds."""
    card = checked_card(card)
    address = address_of(card, person=None)
    refuse_namesake(card, agency)
    person = Person(email=address)
    write_card(person, card, agency=agency)
    db.session.add(person)
    return person


def person_of(card: PersonCard, agency: Agency | None) -> Person:
    """Whoever a card means: the person of its address, else one of its name at the agency who had none, else new."""
    person = person_with_address(card.email)
    if person is None:
        person = namesake_of(card, None if agency is None else agency.id)
        if person is None:
            return new_person(card, agency=agency)
        if person.email:
            raise Refusal(NAMESAKE, name=person.name.plain, address=person.email)
        person.email, person.phone = card.email, card.phone or person.phone
    person.agency = person.agency or agency
    return person


def found_person(person_id: int) -> Person:
    """The person of this number, or a refusal."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(N_("This person does not exist."))
    return person


def agency_of(card: PersonCard) -> Agency | None:
    """The agency on the card, None where it names none; refused on its field where there is no such agency."""
    if card.agency_id is None:
        return None
    agency = db.session.get(Agency, card.agency_id)
    if agency is None:
        raise NotFound(N_("This agency does not exist."), field="agency")
    return agency


def address_of(card: PersonCard, *, person: Person | None) -> str | None:
    """The card's address as it is kept, in lower case, or None; refused where somebody else has it."""
    if not card.email:
        return None
    address = checked_email(card.email)
    owner = person_with_address(address) or owner_of_address(address)
    if owner is not None and owner is not person:
        raise Refusal(TAKEN, field="email", name=owner.name.plain)
    return address


def checked_email(typed: str) -> str:
    """The address as it is kept, in lower case."""
    try:
        return checked_address(typed).lower()
    except Refusal:
        raise Refusal(NOT_AN_ADDRESS, field="email") from None


def refuse_namesake(card: PersonCard, agency: Agency | None) -> None:
    """The same name at the same agency is the same person: a form that was sent twice adds nobody twice."""
    namesake = namesake_of(card, None if agency is None else agency.id)
    if namesake is not None:
        raise Refusal(ON_FILE, field="name_th", name=namesake.name.plain)


def refuse_without_address(person: Person, address: str | None) -> None:
    """Somebody who signs in as the desk, speaks for an agency or holds an invitation keeps an address."""
    if address is None and (person.duty is not Duty.NONE or is_written_to(person)):
        raise Refusal(NEEDS_ADDRESS, field="email", name=person.name.plain)


def is_written_to(person: Person) -> bool:
    """Whether an invitation stands for this person."""
    held = select(Invitation.id).where(Invitation.person_id == person.id, Invitation.withdrawn_at.is_(None)).limit(1)
    return db.session.scalar(held) is not None


def write_card(person: Person, card: PersonCard, *, agency: Agency | None) -> None:
    """Put the checked card into the row; its address is the deed's, since letters and links depend on it."""
    write_lines(person, card)
    person.agency = agency


def write_colleague(row: HandOver | Substitution, card: PersonCard) -> None:
    """Put the checked card of whoever is named in somebody's place into the row that waits for the desk."""
    write_lines(row, card)
    row.email = card.email


def write_lines(row: Person | HandOver | Substitution, card: PersonCard) -> None:
    """Put name, position, telephone and language into a row."""
    row.name_en, row.name_th = card.name.en, card.name.th
    row.position_en, row.position_th = card.position.en, card.position.th
    row.phone, row.language = card.phone, card.language
