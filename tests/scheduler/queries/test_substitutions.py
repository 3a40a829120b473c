"""Substitutes as pages ask for them: none, and who stands beside them on file."""

from models.database import db
from models.invitations import Invitation
from models.people import Agency
from scheduler.people import add_person
from scheduler.queries.substitutions import in_whose_place, sending_place, substitutes_to_decide
from scheduler.substitutions import name_substitute, refuse_substitute_for
from tests.making import NOW, Ministry
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import entry_of
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR
from vocabulary.plan import PersonCard
from vocabulary.states import AnswerSource
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import Bilingual


def test_nobody_is_sent_where_nothing_was_sent(ministry: Ministry, booked: int) -> None:
    assert sending_place(invitation_of(ministry.person_ids[0]).id) is None
    assert sending_place(99) is None


def test_a_mailbox_comes_in_nobodys_place(ministry: Ministry, released: int) -> None:
    copy = Invitation(entry=entry_of(released), agency=db.session.get(Agency, ministry.agency_ids[0]))
    db.session.add(copy)
    db.session.flush()
    assert in_whose_place(copy) is None
    refuse_substitute_for(copy, PersonCard(Bilingual("Ms Mali Tuayang"), email="mali@agency.example"))


def test_a_namesake_of_the_agency_is_pointed_out(ministry: Ministry, released: int) -> None:
    name = Bilingual("Ms Mali Tuayang")
    card = PersonCard(name, email="old@agency.example", agency_id=ministry.agency_ids[0])
    add_person(card, by=OPERATOR, now=NOW)
    plan = SubstitutePlan(PersonCard(name, email="mali@agency.example"), source=AnswerSource.PHONE)
    number = invitation_of(ministry.person_ids[0]).id
    name_substitute(number, plan, by=OPERATOR, now=NOW)
    [sheet] = substitutes_to_decide(entry_of(released).id)
    assert (sheet.known, sheet.namesake and sheet.namesake.email) == (None, "old@agency.example")
    assert questions(lambda: substitutes_to_decide(entry_of(released).id)) < 12
