"""People on file: what a card must hold, and what a new address undoes."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.accounts import Moment, mail_sign_in_link
from scheduler.people import add_person, edit_person, found_person
from scheduler.queries.people import card_of
from scheduler.releases import release
from scheduler.throttle import Knock
from tests.fixtures import Letter, People
from tests.making import DESK, NOW, Ministry
from tests.scheduler.letters import let_go, the_draft
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import PersonCard
from vocabulary.refusals import Forbidden, Invalid, NotFound, Refusal
from vocabulary.states import ActorKind, Duty, Language, MailState
from vocabulary.text import Bilingual

OFFICER = Actor(ActorKind.PERSON, "Ms Chanika Tuayang", duty=Duty.DESK_OFFICER)
CARD = PersonCard(
    name=Bilingual("Mr Theerach Tuayang", "นายธีรัช ตัวอย่าง"),
    position=Bilingual("First Secretary"),
    email="Theerach@MFA.example",
    phone="+66 2 555 0102",
    language=Language.ENGLISH,
)


def edit(person_id: int, *, by: Actor = OPERATOR, **values: object) -> None:
    card = replace(card_of(found_person(person_id)), **values)  # type: ignore[arg-type] # the fields of a card by name
    edit_person(person_id, card, by=by, now=NOW)


def queued_for(person_id: int) -> OutgoingMail:
    mine = OutgoingMail.person_id == person_id
    return db.session.scalars(select(OutgoingMail).where(mine, OutgoingMail.state == MailState.QUEUED)).one()


def test_a_person_is_kept_as_the_card_says_and_the_address_in_lower_case(ministry: Ministry) -> None:
    number = add_person(replace(CARD, agency_id=ministry.agency_ids[0]), by=OPERATOR, now=NOW)
    person = found_person(number)
    assert card_of(person) == replace(CARD, email="theerach@mfa.example", agency_id=ministry.agency_ids[0])
    assert person.duty is Duty.NONE


def test_a_person_needs_a_name_in_one_language(ministry: Ministry) -> None:
    with pytest.raises(Invalid, match="Enter the name"):
        add_person(PersonCard(Bilingual(" ", "")), by=OPERATOR, now=NOW)
    assert add_person(PersonCard(Bilingual("", "นายธีรัช ตัวอย่าง")), by=OPERATOR, now=NOW)


@pytest.mark.parametrize(
    "address", ["somebody", "a@b", "two@a.example, three@a.example", "name@agency.example\nBcc: x"]
)
def test_what_is_no_address_is_refused(ministry: Ministry, address: str) -> None:
    with pytest.raises(Refusal, match="Write one e-mail address") as refused:
        add_person(replace(CARD, email=address), by=OPERATOR, now=NOW)
    assert refused.value.field == "email"


def test_an_address_belongs_to_one_person(ministry: Ministry) -> None:
    with pytest.raises(Refusal, match="Ms Focal1 Tuayang has this address"):
        add_person(replace(CARD, email="FOCAL1@agency.example"), by=OPERATOR, now=NOW)
    edit(ministry.person_ids[0], email="FOCAL1@agency.example")


def test_the_same_name_at_the_same_agency_is_the_same_person(ministry: Ministry) -> None:
    add_person(CARD, by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="is on file already"):
        add_person(replace(CARD, email=""), by=OPERATOR, now=NOW)
    assert add_person(replace(CARD, email="", agency_id=ministry.agency_ids[0]), by=OPERATOR, now=NOW)


def test_people_and_agencies_that_are_not_there_are_refused(ministry: Ministry) -> None:
    with pytest.raises(NotFound):
        edit_person(999, CARD, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        add_person(replace(CARD, agency_id=999), by=OPERATOR, now=NOW)


def test_a_new_address_kills_the_links_at_the_old_one(ministry: Ministry, released: int) -> None:
    person_id = ministry.person_ids[0]
    edit(person_id, email="new@agency.example")
    generations = {row.person_id: row.generation for row in db.session.scalars(select(Invitation))}
    assert generations == {person_id: 2, ministry.person_ids[1]: 1, ministry.person_ids[2]: 1}
    assert found_person(person_id).generation == 2


def test_another_name_or_phone_leaves_the_links_alone(ministry: Ministry, released: int) -> None:
    edit(ministry.person_ids[0], phone="+66 2 555 0199", name=Bilingual("Ms Focal One"))
    assert set(db.session.scalars(select(Invitation.generation))) == {1}


def test_a_draft_follows_to_the_new_address(ministry: Ministry, booked: int) -> None:
    edit(ministry.person_ids[0], email="new@agency.example")
    mails = {mail.person_id: mail for mail in the_draft(booked).mails}
    moved = mails[ministry.person_ids[0]]
    assert (moved.address, moved.generation) == ("new@agency.example", 2)
    assert release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW) == 3


def test_a_letter_that_nobody_tried_to_send_follows_too(ministry: Ministry, booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    edit(ministry.person_ids[0], email="new@agency.example")
    addresses = set(db.session.scalars(select(OutgoingMail.address).where(OutgoingMail.state == MailState.QUEUED)))
    assert addresses == {"new@agency.example", "focal2@agency.example", "focal3@agency.example"}


def test_a_letter_once_tried_keeps_its_bytes_and_its_address(ministry: Ministry, booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    mail = queued_for(ministry.person_ids[0])
    mail.attempts = 1
    db.session.commit()
    edit(ministry.person_ids[0], email="new@agency.example")
    db.session.refresh(mail)
    assert (mail.address, mail.generation) == ("focal1@agency.example", 1)


def test_a_sign_in_letter_that_waits_follows_to_the_new_address(ministry: Ministry) -> None:
    person = found_person(ministry.person_ids[0])
    mail_sign_in_link(Knock("focal1@agency.example", "127.0.0.1"), desk=DESK, at=Moment(NOW, NOW))
    edit(person.id, email="new@agency.example")
    assert queued_for(person.id).address == "new@agency.example"


def test_whoever_holds_an_invitation_keeps_an_address(ministry: Ministry, booked: int) -> None:
    let_go(booked)
    with pytest.raises(Refusal, match="needs an address"):
        edit(ministry.person_ids[0], email="")


def test_only_an_administrator_moves_the_address_of_the_desk(letter: Letter, people: People) -> None:
    with pytest.raises(Forbidden, match="Only an administrator"):
        edit(people.administrator, by=OFFICER, email="chanika2@mfa.example")
    edit(people.administrator, by=OFFICER, phone="+66 2 555 0100")
    edit(people.desk, by=OPERATOR, email="chanika2@mfa.example")
    with pytest.raises(Refusal, match="needs an address"):
        edit(people.desk, email="")


def test_a_deed_about_a_person_keeps_personal_data_only_where_it_can_be_erased(ministry: Ministry) -> None:
    edit(ministry.person_ids[0], email="new@agency.example")
    row = db.session.scalars(select(AuditRow).where(AuditRow.deed == "edit person")).one()
    own = [value for value in row.values if "new@agency.example" in (value.content or "")]
    assert (row.subject_id, [value.person_id for value in own]) == (ministry.person_ids[0], [ministry.person_ids[0]])


def test_nobody_is_added_by_a_refused_card(ministry: Ministry) -> None:
    count = len(db.session.scalars(select(Person.id)).all())
    with pytest.raises(Refusal):
        add_person(replace(CARD, email="nobody"), by=OPERATOR, now=NOW)
    assert len(db.session.scalars(select(Person.id)).all()) == count
