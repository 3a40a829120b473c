"""Somebody is forgotten in the audit, and the chain still holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from mail.inbound.reading import read_mail
from models.audit import AuditValue
from models.database import db
from models.hand_overs import HandOver
from models.inbound import ReceivedMail
from models.people import OtherAddress, Person
from models.substitutions import Substitution
from scheduler.consultations import cancel
from scheduler.erasure import erasable, erase_again, erase_from_audit
from scheduler.hand_overs import ask_hand_over, confirm_hand_over, refuse_hand_over
from scheduler.inbound import Incoming, Letterbox, receive
from scheduler.other_addresses import add_other_address
from scheduler.people import edit_person
from scheduler.queries.audit_check import Check, Fault
from scheduler.queries.people import card_of
from scheduler.queries.received import received
from scheduler.rules.audit_chain import ERASING
from scheduler.substitutions import name_substitute, refuse_substitute
from tests.auditing import details, row, rows
from tests.mails import Reply, message, plain
from tests.making import DESK, HAND, NOW, Ministry
from tests.scheduler.giving import invitation_of, say
from tests.scheduler.letters import entry_of
from vocabulary.actor import OPERATOR, Actor, job
from vocabulary.inbound import Settlement, Verdict
from vocabulary.plan import HandOverPlan, PersonCard
from vocabulary.refusals import Forbidden, NotFound
from vocabulary.states import ActorKind, AnswerSource, Duty
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import Bilingual


@pytest.fixture
def known(ministry: Ministry, released: int) -> int:
    """Somebody who has answered, and whose card was changed."""
    person_id = ministry.person_ids[0]
    say(person_id)
    person = db.session.get_one(Person, person_id)
    edit_person(person_id, replace(card_of(person), phone="02 000 0000"), by=OPERATOR, now=NOW)
    return person_id


def contents() -> str:
    return str([value.content for value in db.session.scalars(select(AuditValue))])


def test_what_was_said_of_somebody_goes_and_that_something_was_done_stays(known: int) -> None:
    before = [(one.number, one.deed, one.digest) for one in rows()]
    assert "02 000 0000" in contents()
    count = erasable(known)
    assert erase_from_audit(known, by=OPERATOR, now=NOW) == count > 1
    assert "02 000 0000" not in contents()
    assert [(one.number, one.deed, one.digest) for one in rows()][:-1] == before


def test_the_chain_verifies_and_says_how_much_was_erased(known: int) -> None:
    count = erase_from_audit(known, by=OPERATOR, now=NOW)
    check = Check()
    assert list(check.findings()) == []
    assert check.erased == count


def test_the_erasing_is_itself_on_record_by_number_alone(known: int) -> None:
    erase_from_audit(known, by=OPERATOR, now=NOW)
    assert (row().deed, row().subject_kind, row().subject_id, details(row())) == (ERASING, "person", known, {})


def test_what_is_said_afterwards_is_kept_until_it_is_erased_too(known: int, ministry: Ministry) -> None:
    erase_from_audit(known, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        erase_from_audit(known, by=OPERATOR, now=NOW)
    person = db.session.get_one(Person, known)
    edit_person(known, replace(card_of(person), phone="1669"), by=OPERATOR, now=NOW)
    assert "1669" in contents()
    assert erase_from_audit(known, by=OPERATOR, now=NOW) == 1
    assert list(Check().findings()) == []


def test_others_and_what_names_nobody_stay(known: int, ministry: Ministry, released: int) -> None:
    cancel(released, reason="The hall is taken.", hand=HAND)
    erase_from_audit(known, by=OPERATOR, now=NOW)
    assert "The hall is taken." in contents()
    assert erasable(ministry.person_ids[1]) > 0


def test_a_value_emptied_after_the_erasing_is_found(known: int) -> None:
    erase_from_audit(known, by=OPERATOR, now=NOW)
    person = db.session.get_one(Person, known)
    edit_person(known, replace(card_of(person), phone="1669"), by=OPERATOR, now=NOW)
    db.session.execute(update(AuditValue).where(AuditValue.person_id == known).values(salt=None, content=None))
    assert [finding.fault for finding in Check().findings()] == [Fault.UNSAID]


@pytest.mark.parametrize("duty", [Duty.NONE, Duty.DESK_OFFICER])
def test_nobody_but_an_administrator_erases(known: int, duty: Duty) -> None:
    with pytest.raises(Forbidden):
        erase_from_audit(known, by=Actor(ActorKind.PERSON, "Anan", person_id=1, duty=duty), now=NOW)
    assert erasable(known) > 0


@pytest.mark.parametrize("is_successor", [True, False])
def test_a_hand_over_is_forgotten_with_whoever_left_and_with_whoever_took_over(
    ministry: Ministry, released: int, is_successor: bool
) -> None:
    agency, leaver = ministry.agency_ids[0], ministry.person_ids[0]
    card = PersonCard(Bilingual("Ms Mali Tuayang"), email="mali@agency.example", phone="1669")
    plan = HandOverPlan(card, date(2022, 1, 4), "I move to Geneva.")
    ask_hand_over(agency, leaver, plan=plan, by=Actor(ActorKind.PERSON, "A", person_id=leaver), now=NOW)
    refuse_hand_over(agency, leaver, reason="Ask Geneva first.", by=OPERATOR, now=NOW)
    ask_hand_over(agency, leaver, plan=plan, by=Actor(ActorKind.PERSON, "A", person_id=leaver), now=NOW)
    confirm_hand_over(agency, leaver, hand=HAND)
    successor = db.session.scalars(select(Person.id).where(Person.email == "mali@agency.example")).one()
    erase_from_audit(successor if is_successor else leaver, by=OPERATOR, now=NOW)
    assert ("Geneva" in contents()) is is_successor, "these were the words of the one who left"
    db.session.expire_all()
    kept = db.session.scalars(select(HandOver)).all()
    assert {(one.name_en, one.email, one.note, one.reason) for one in kept} == {("", "", "", "")}
    assert list(Check().findings()) == []


def test_a_hand_over_that_still_waits_for_the_desk_stays(ministry: Ministry) -> None:
    agency, leaver = ministry.agency_ids[0], ministry.person_ids[0]
    plan = HandOverPlan(PersonCard(Bilingual("Ms Mali"), email="mali@agency.example"), date(2022, 1, 4), "I move.")
    ask_hand_over(agency, leaver, plan=plan, by=Actor(ActorKind.PERSON, "A", person_id=leaver), now=NOW)
    assert ("I move." in contents(), "Mali" in contents(), "mali@" in contents()) == (True, False, False)
    erase_from_audit(leaver, by=OPERATOR, now=NOW)
    assert "I move." not in contents()
    assert db.session.scalars(select(HandOver.name_en)).all() == ["Ms Mali"]


def test_a_substitute_is_forgotten_with_whoever_sent_him_or_her(ministry: Ministry, released: int) -> None:
    sender = ministry.person_ids[0]
    card = PersonCard(Bilingual("Ms Mali Tuayang"), email="mali@agency.example", phone="1669")
    invitation = invitation_of(sender).id
    by = Actor(ActorKind.PERSON, "A", person_id=sender)
    name_substitute(invitation, SubstitutePlan(card, "I travel.", source=AnswerSource.SIGNED_IN), by=by, now=NOW)
    erase_from_audit(sender, by=OPERATOR, now=NOW)
    db.session.expire_all()
    assert db.session.scalars(select(Substitution.name_en)).all() == ["Ms Mali Tuayang"], "it waits for the desk"
    number = db.session.scalars(select(Substitution.id)).one()
    refuse_substitute(number, reason="Nobody else.", by=OPERATOR, now=NOW)
    erase_from_audit(sender, by=OPERATOR, now=NOW)
    db.session.expire_all()
    kept = db.session.scalars(select(Substitution)).one()
    assert (kept.name_en, kept.email, kept.note, kept.reason) == ("", "", "", "")


def test_what_came_in_from_somebody_goes_with_its_messages_and_other_addresses(
    known: int, ministry: Ministry, released: int
) -> None:
    entry = entry_of(released)
    add_other_address(known, "private@else.example", by=OPERATOR, now=NOW)
    told = Reply(entry.uid, DESK.tagged(entry.organizer_tag), comment="My own doctor forbids it.")
    own = (plain(told), message("I am ill.", reply=replace(told, message_id="<words@agency.example>")))
    others = replace(told, sender="focal2@agency.example", name="Ms Focal2", message_id="<other@agency.example>")
    box = Letterbox(DESK, kept_until=NOW + timedelta(days=90))
    mails = [Incoming(raw, read_mail(raw)) for raw in (*own, plain(others))]
    receive(mails, box=box, by=job("incoming mail"), now=NOW + timedelta(hours=3))
    erase_from_audit(known, by=OPERATOR, now=NOW + timedelta(hours=4))
    first, second, third = db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id))
    for row_ in (first, second):
        said = (row_.words, row_.comment, row_.subject, row_.sender_address, row_.sender_name, row_.reason)
        assert (set(said), row_.reason_values, row_.content) == ({""}, {}, None)
    assert (first.verdict, first.settlement, second.settlement) == (Verdict.APPLIED, None, Settlement.SET_ASIDE)
    assert (third.sender_address, third.content is None) == ("focal2@agency.example", False)
    assert db.session.scalars(select(OtherAddress)).all() == []
    lines = received("all", actor=OPERATOR, now=NOW).lines
    assert [one.words for one in lines][1:] == ["", ""], "the list can still be read"


def test_there_is_nothing_to_erase_about_nobody(known: int) -> None:
    with pytest.raises(NotFound):
        erase_from_audit(99999, by=OPERATOR, now=NOW)


def digests(*people: int) -> frozenset[str]:
    """What an erasing of these people leaves behind."""
    return frozenset(db.session.scalars(select(AuditValue.digest).where(AuditValue.person_id.in_(people))))


def test_what_was_erased_once_is_erased_again_and_nothing_else(known: int, ministry: Ministry) -> None:
    erased, count = digests(known), erasable(known)
    person = db.session.get_one(Person, known)
    edit_person(known, replace(card_of(person), phone="1669"), by=OPERATOR, now=NOW)
    assert erase_again(erased | {"0" * 64}, by=OPERATOR, now=NOW) == count
    empty = db.session.scalars(select(AuditValue.digest).where(AuditValue.content.is_(None)))
    assert set(empty) == erased
    assert erasable(known) == 1, "what was said after the first erasing stays"
    assert erasable(ministry.person_ids[1]) > 0
    check = Check()
    assert (list(check.findings()), check.erased) == ([], count)


def test_erasing_again_is_a_deed_for_each_person_and_none_for_nobody(known: int, ministry: Ministry) -> None:
    before = len(rows())
    other = ministry.person_ids[1]
    assert erase_again(digests(known, other), by=OPERATOR, now=NOW) > 2
    erasings = [(one.deed, one.subject_kind, one.subject_id) for one in rows()[before:]]
    assert sorted(erasings) == sorted([(ERASING, "person", known), (ERASING, "person", other)])
    assert erase_again(digests(known, other), by=OPERATOR, now=NOW) == 0
    assert len(rows()) == before + 2
