"""What the audit's rows are called, also once they are gone."""

import pytest
from sqlalchemy import select

from models.committees import CabinetApproval
from models.consultations import InvitedAgency
from models.database import db
from models.delegations import Delegate
from models.invitations import Answer, Invitation
from models.outbox import MailBatch, OutgoingMail
from models.people import FocalPoint, Person
from scheduler.agencies import set_mailbox
from scheduler.answers import record_answer
from scheduler.consultations import withdraw
from scheduler.deed import deed
from scheduler.delegations import name_delegate, withdraw_delegate
from scheduler.erasure import erase_from_audit
from scheduler.queries.audit_namers import NAMERS
from scheduler.queries.audit_names import Name, names_for
from scheduler.queries.audit_values import Ref
from tests.making import HAND, NOW, Ministry, make_person
from tests.scheduler.giving import given, invitation_of
from vocabulary.actor import OPERATOR
from vocabulary.audit_words import KINDS
from vocabulary.plan import Nomination
from vocabulary.states import DelegateRole
from vocabulary.text import Bilingual


def name(kind: str, number: int) -> Name:
    return names_for([Ref(kind, number)])[Ref(kind, number)]


def test_every_kept_table_has_its_names() -> None:
    assert sorted(KINDS.keys() - NAMERS.keys()) == []


def test_every_row_on_file_is_called_something(ministry: Ministry, released: int) -> None:
    record_answer(invitation_of(ministry.person_ids[1]).id, given(), by=OPERATOR, now=NOW)
    set_mailbox(ministry.agency_ids[0], "saraban@agency.example", by=OPERATOR, now=NOW)
    for kind, namer in NAMERS.items():
        for row in db.session.scalars(select(namer.model)).unique():
            title = name(kind, row.id).title
            assert title.en, kind
            assert title.th, kind


def test_an_invitation_an_answer_and_a_batch_are_called_by_their_meeting(ministry: Ministry, released: int) -> None:
    record_answer(invitation_of(ministry.person_ids[0]).id, given(), by=OPERATOR, now=NOW)
    page = Ref("consultation", released)
    asked = Name(
        Bilingual("Preparatory consultation · Ms Focal1 Tuayang", "การหารือเตรียมการ · นางสาวfocal1 ตัวอย่าง"), page
    )
    invitation = invitation_of(ministry.person_ids[0]).id
    assert name("invitation", invitation) == asked
    assert name("answer", db.session.scalars(select(Answer.id)).one()) == asked
    batch = db.session.scalars(select(MailBatch.id)).first() or 0
    assert name("mail_batch", batch) == Name(
        Bilingual("Preparatory consultation", "การหารือเตรียมการ"), Ref("mail_batch", batch)
    )
    mail = db.session.scalars(select(OutgoingMail.id)).first() or 0
    assert name("outgoing_mail", mail).page == Ref("outgoing_mail", mail)


def test_a_copy_is_called_by_its_agency_and_a_bare_invitation_by_its_meeting(ministry: Ministry, released: int) -> None:
    copy = Invitation(entry_id=1, agency_id=ministry.agency_ids[0])
    db.session.add(copy)
    db.session.flush()
    assert name("invitation", copy.id).title.en == "Preparatory consultation · Agency 1"


def test_somebody_who_has_only_a_thai_name_is_called_by_it(ministry: Ministry) -> None:
    person = Person(name_th="นายอนันต์")
    db.session.add(FocalPoint(person=person, agency_id=ministry.agency_ids[0], is_primary=False))
    db.session.flush()
    number = db.session.scalars(select(FocalPoint.id).where(FocalPoint.person_id == person.id)).one()
    assert name("focal_point", number).title == Bilingual("นายอนันต์ · Agency 1", "นายอนันต์ · หน่วยงานที่ 1")


def test_what_nobody_has_a_name_for_is_not_there(ministry: Ministry) -> None:
    assert names_for([Ref("nothing", 1), Ref("person", 999)]) == {}
    assert names_for([]) == {}


def test_a_row_that_went_is_called_as_it_was(ministry: Ministry, released: int) -> None:
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    assert db.session.get(InvitedAgency, 1) is None
    assert name("invited_agency", 1) == Name(Bilingual(""), is_gone=True)
    with deed("test", by=OPERATOR, now=NOW):
        db.session.add(make_person("gone"))
    person = db.session.scalars(select(Person).where(Person.email == "gone@agency.example")).one()
    number = person.id
    with deed("test", by=OPERATOR, now=NOW):
        db.session.delete(db.session.get_one(Person, number))
    assert name("person", number) == Name(Bilingual("Ms Gone Tuayang", "นางสาวgone ตัวอย่าง"), is_gone=True)
    erase_from_audit(number, by=OPERATOR, now=NOW)
    assert Ref("person", number) not in names_for([Ref("person", number)])


@pytest.fixture
def former_delegate(ministry: Ministry) -> int:
    """Somebody who stood on a roster and was taken off it."""
    db.session.scalars(select(CabinetApproval)).one().open_category_en = "Others"
    db.session.commit()
    nomination = Nomination(
        ministry.agency_ids[0],
        person_id=ministry.person_ids[0],
        role=DelegateRole.ADVISER,
        reason="It asks to come.",
        approver="The Minister",
    )
    number = name_delegate(ministry.session_id, nomination, by=OPERATOR, now=NOW)
    withdraw_delegate(number, by=OPERATOR, now=NOW)
    assert db.session.get(Delegate, number) is None
    return number


def test_a_row_without_a_name_of_its_own_is_called_by_its_person(ministry: Ministry, former_delegate: int) -> None:
    assert name("delegate", former_delegate).title.en == "Ms Focal1 Tuayang"


def test_it_has_no_name_once_its_person_is_gone_too(ministry: Ministry, former_delegate: int) -> None:
    db.session.execute(FocalPoint.__table__.delete())  # type: ignore[attr-defined]
    db.session.execute(Person.__table__.delete())  # type: ignore[attr-defined]
    assert name("delegate", former_delegate) == Name(Bilingual(""), is_gone=True)
