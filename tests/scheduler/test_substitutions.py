"""Somebody else comes: what is said, what the desk decides, and what follows from it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import Person
from models.substitutions import Substitution
from scheduler.answers import CANCELLED, NO_INVITATION, record_answer
from scheduler.consultations import cancel, found, invite, mark_held, move, withdraw
from scheduler.entries import new_entry
from scheduler.people import add_person
from scheduler.queries.answers import standing_answers
from scheduler.queries.consultations import consultation_sheet
from scheduler.queries.invited import everybody_invited
from scheduler.queries.ledger import ledger_of
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.substitutions import SendingPlace, sending_place, substitutes_to_decide, waiting_substitutes
from scheduler.rules.replies import ReplyState
from scheduler.substitutions import (
    ALREADY,
    CHAIN,
    INVITED,
    MOVED,
    NOT_HERE,
    NOT_OPEN,
    ONESELF,
    OUTDATED,
    OVER,
    WITHDRAWN,
    approve_substitute,
    name_substitute,
    refuse_substitute,
)
from tests.making import HAND, NOW, Ministry
from tests.scheduler.giving import given, invitation_of, say
from tests.scheduler.letters import MOVED as LATER
from tests.scheduler.letters import entry_of, let_go, letters
from vocabulary.actor import OPERATOR, Actor
from vocabulary.decisions import Place
from vocabulary.plan import Invited, PersonCard
from vocabulary.refusals import Invalid, NotFound, Overtaken, Refusal, Stale, Withheld
from vocabulary.states import ActorKind, AnswerSource, Classification, LetterKind, PartStat
from vocabulary.substitutions import SubstitutePlan, SubstitutionState
from vocabulary.text import Bilingual

MALI = PersonCard(
    Bilingual("Ms Mali Tuayang", "นางสาวมะลิ ตัวอย่าง"), Bilingual("Legal Officer"), "Mali@Agency.example", "02 142 0000"
)
PLAN = SubstitutePlan(MALI, "I travel that day.", 0)
HOUR = timedelta(hours=1)


def sends(person_id: int, plan: SubstitutePlan = PLAN, *, minutes: int = 0) -> int:
    """Somebody says by the link who comes; the number of the word."""
    invitation = invitation_of(person_id).id
    holder = Actor(ActorKind.LINK, "Somebody", invitation_id=invitation)
    at = NOW + timedelta(minutes=minutes)
    name_substitute(invitation, plan, by=holder, now=at)
    return db.session.scalars(select(Substitution.id).order_by(Substitution.id.desc())).first() or 0


def place_of(person_id: int) -> SendingPlace:
    found_ = sending_place(invitation_of(person_id).id)
    assert found_ is not None
    return found_


def mali() -> Person:
    return db.session.scalars(select(Person).where(Person.email == "mali@agency.example")).one()


def states() -> list[SubstitutionState]:
    db.session.expire_all()
    return [row.state for row in db.session.scalars(select(Substitution).order_by(Substitution.id))]


def test_the_word_is_an_answer_that_waits_and_invites_nobody(ministry: Ministry, released: int) -> None:
    first = ministry.person_ids[0]
    number = sends(first)
    assert letters(released) == []
    assert db.session.scalar(select(Person).where(Person.email == "mali@agency.example")) is None
    place = place_of(first)
    assert place.waiting is not None
    assert (place.waiting.name.en, place.may_send, place.waiting.source) == ("Ms Mali Tuayang", True, AnswerSource.LINK)
    one = everybody_invited([entry_of(released).id])[entry_of(released).id][0]
    assert (one.reply.state, one.reply.comment) == (ReplyState.DELEGATED, "I travel that day.")
    sheet = consultation_sheet(released, actor=OPERATOR, wall=NOW)
    assert (sheet.tally.waiting, sheet.tally.total) == (3, 3)
    [waiting] = substitutes_to_decide(entry_of(released).id)
    assert (waiting.number, waiting.invited.en, waiting.is_outdated) == (number, "Ms Focal1 Tuayang", False)
    assert [(each.substitute.en, each.place) for each in waiting_substitutes()] == [
        ("Ms Mali Tuayang", Place(CONSULTATION, released))
    ]


def test_once_approved_the_substitute_is_on_file_and_drafted_an_invitation(ministry: Ministry, released: int) -> None:
    first = ministry.person_ids[0]
    assert approve_substitute(sends(first), hand=HAND) == Place(CONSULTATION, released)
    assert letters(released) == [("mali@agency.example", LetterKind.INVITATION, 0)]
    invitation = invitation_of(mali().id)
    assert (invitation.agency_id, mali().agency_id) == (ministry.agency_ids[0], ministry.agency_ids[0])
    let_go(released, minutes=5)
    assert place_of(first).waiting is None
    assert place_of(first).last is not None
    say(mali().id, at=NOW + HOUR)
    people = ledger_of(Place(CONSULTATION, released), actor=OPERATOR).people
    assert [(each.invited.name.en, each.instead_of and each.instead_of.en) for each in people if each.lines] == [
        ("Ms Focal1 Tuayang", None),
        ("Ms Mali Tuayang", "Ms Focal1 Tuayang"),
    ]
    assert [(each.state, each.decided_by) for each in people[0].sends] == [(SubstitutionState.APPROVED, OPERATOR.label)]
    sheet = consultation_sheet(released, actor=OPERATOR, wall=NOW)
    assert (sheet.tally.accepted, sheet.disputes) == (1, ()), "the agency has one answer, the substitute's"


def test_the_chain_ends_with_the_substitute(ministry: Ministry, released: int) -> None:
    approve_substitute(sends(ministry.person_ids[0]), hand=HAND)
    let_go(released, minutes=5)
    another = replace(PLAN, card=replace(MALI, name=Bilingual("Mr Other"), email="other@agency.example"))
    with pytest.raises(Refusal, match=CHAIN[:25]):
        sends(mali().id, another)
    place = place_of(mali().id)
    assert (place.instead_of and place.instead_of.en, place.may_send) == ("Ms Focal1 Tuayang", False)


def test_somebody_on_file_is_taken_as_he_or_she_is(ministry: Ministry, released: int) -> None:
    card = PersonCard(Bilingual("Ms Mali S. Tuayang"), email="mali@agency.example")
    number = add_person(card, by=OPERATOR, now=NOW)
    row = sends(ministry.person_ids[0])
    [sheet] = substitutes_to_decide(entry_of(released).id)
    assert (sheet.known and sheet.known.person_id, sheet.namesake) == (number, None)
    approve_substitute(row, hand=HAND)
    assert (mali().id, mali().name_en) == (number, "Ms Mali S. Tuayang")


def test_a_refusal_is_read_by_the_invited_who_is_asked_again(ministry: Ministry, released: int) -> None:
    first = ministry.person_ids[0]
    number = sends(first)
    with pytest.raises(Refusal, match="Write the reason"):
        refuse_substitute(number, reason=" ", by=OPERATOR, now=NOW)
    refuse_substitute(number, reason="Only directors.", by=OPERATOR, now=NOW)
    place = place_of(first)
    assert place.last is not None
    assert (place.waiting, place.last.state, place.last.reason) == (None, SubstitutionState.REFUSED, "Only directors.")
    assert not standing_answers([invitation_of(first).id])
    lines = ledger_of(Place(CONSULTATION, released), actor=OPERATOR).people[0].lines
    assert [(line.partstat, line.reason) for line in lines] == [
        (PartStat.NEEDS_ACTION, "Only directors."),
        (PartStat.DELEGATED, ""),
    ]
    with pytest.raises(Stale, match=NOT_OPEN[:20]):
        approve_substitute(number, hand=HAND)


def test_whoever_answers_otherwise_takes_the_word_back(ministry: Ministry, released: int) -> None:
    number = sends(ministry.person_ids[0])
    say(ministry.person_ids[0])
    assert states() == [SubstitutionState.TAKEN_BACK]
    assert place_of(ministry.person_ids[0]).last is None
    with pytest.raises(Stale, match=NOT_OPEN[:20]):
        refuse_substitute(number, reason="Why", by=OPERATOR, now=NOW)


def test_the_same_word_again_adds_nothing_and_another_takes_its_place(ministry: Ministry, released: int) -> None:
    first = ministry.person_ids[0]
    sends(first)
    sends(first, minutes=1)
    assert states() == [SubstitutionState.OPEN]
    sends(first, replace(PLAN, note="By train"), minutes=2)
    assert states() == [SubstitutionState.TAKEN_BACK, SubstitutionState.OPEN]


def card(**changes: object) -> SubstitutePlan:
    return replace(PLAN, card=replace(MALI, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("plan", "field", "words"),
    [
        (card(email=""), "email", "Write the e-mail address"),
        (card(email="mali"), "email", "Write one e-mail address"),
        (card(email="a@b.example, c@d.example"), "email", "Write one e-mail address"),
        (card(email="mali@agency.example\r\nBcc: x@y.example"), "email", "Write one e-mail address"),
        (card(name=Bilingual("")), "name_th", "Enter the name"),
        (card(email="focal1@agency.example"), "email", ONESELF[:10]),
        (card(name=Bilingual("Ms Focal1 Tuayang")), "name_en", ONESELF[:10]),
        (card(name=Bilingual("", "นางสาวfocal1 ตัวอย่าง")), "name_th", ONESELF[:10]),
        (card(email="focal2@agency.example"), "email", ALREADY[:20]),
        (replace(PLAN, note="x" * 2001), "note", "2000"),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_typed(
    ministry: Ministry, released: int, plan: SubstitutePlan, field: str, words: str
) -> None:
    with pytest.raises(Refusal) as caught:
        sends(ministry.person_ids[0], plan)
    refusals = caught.value.problems if isinstance(caught.value, Invalid) else [caught.value]
    assert [(one.field, words in str(one)) for one in refusals] == [(field, True)]


def test_line_breaks_in_a_name_become_spaces(ministry: Ministry, released: int) -> None:
    sends(ministry.person_ids[0], card(name=Bilingual("Ms Mali\r\nBcc: x@y.example")))
    assert db.session.scalars(select(Substitution.name_en)).one() == "Ms Mali Bcc: x@y.example"


def test_others_and_those_withdrawn_name_nobody(ministry: Ministry, released: int) -> None:
    invitation = invitation_of(ministry.person_ids[0]).id
    other = Actor(ActorKind.PERSON, "Other", person_id=ministry.person_ids[1])
    with pytest.raises(NotFound, match=NO_INVITATION[:20]):
        name_substitute(invitation, replace(PLAN, source=AnswerSource.SIGNED_IN), by=other, now=NOW)
    withdraw(invitation, hand=HAND)
    with pytest.raises(NotFound, match=NO_INVITATION[:20]):
        sends(ministry.person_ids[0])
    assert sending_place(invitation) is None


def test_a_cancelled_or_classified_meeting_takes_nobody(ministry: Ministry, released: int) -> None:
    cancel(released, reason="Postponed", hand=HAND)
    let_go(released, minutes=5)
    with pytest.raises(Stale, match=CANCELLED[:20]):
        sends(ministry.person_ids[0])
    found(released).classification = Classification.SECRET
    db.session.commit()
    with pytest.raises(Withheld):
        sends(ministry.person_ids[0])


def test_a_page_opened_before_the_move_says_nothing_of_the_new_time(ministry: Ministry, released: int) -> None:
    move(released, starts=LATER, ends=LATER + HOUR, hand=HAND)
    let_go(released, minutes=5)
    with pytest.raises(Stale, match=MOVED[:20]):
        sends(ministry.person_ids[0])
    sends(ministry.person_ids[0], replace(PLAN, version=place_of(ministry.person_ids[0]).version))
    assert states() == [SubstitutionState.OPEN]


def test_what_happened_meanwhile_is_said_to_the_officer(ministry: Ministry, released: int) -> None:
    first = ministry.person_ids[0]
    number = sends(first)
    refused: list[str] = []

    def tries(hand: object = HAND) -> None:
        with pytest.raises(Refusal) as caught:
            approve_substitute(number, hand=HAND if hand is None else hand)  # type: ignore[arg-type]
        refused.append(str(caught.value.message)[:20])

    tries(replace(HAND, now=NOW + timedelta(days=30)))
    card_ = PersonCard(Bilingual("Ms Mali Tuayang"), email="mali@agency.example")
    invite(released, Invited(person_ids=(add_person(card_, by=OPERATOR, now=NOW),)), hand=HAND)
    tries()
    move(released, starts=LATER, ends=LATER + HOUR, hand=HAND)
    let_go(released, minutes=5)
    tries()
    assert [each.is_outdated for each in substitutes_to_decide(entry_of(released).id)] == [True]
    withdraw(invitation_of(first).id, hand=HAND)
    tries()
    assert substitutes_to_decide(entry_of(released).id) == ()
    assert refused == [OVER[:20], INVITED[:20], OUTDATED[:20], WITHDRAWN[:20]]
    cancel(released, reason="No", hand=HAND)
    invitation_of(first).withdrawn_at = None
    db.session.commit()
    tries()
    assert refused[-1] == "This consultation is"


def test_two_officers_do_not_decide_twice(ministry: Ministry, released: int) -> None:
    number = sends(ministry.person_ids[0])
    [sheet] = substitutes_to_decide(entry_of(released).id)
    sends(ministry.person_ids[0], replace(PLAN, note="Another word"), minutes=1)
    with pytest.raises(Stale):
        approve_substitute(number, hand=HAND, seen=sheet.sight)
    with pytest.raises(Overtaken):
        approve_substitute(number + 1, hand=HAND, seen=sheet.sight)
    with pytest.raises(Overtaken):
        refuse_substitute(number + 1, reason="Why", by=OPERATOR, now=NOW, seen=sheet.sight)


def test_a_substitute_who_was_withdrawn_before_comes_back_for_this_agency(ministry: Ministry, released: int) -> None:
    card_ = PersonCard(Bilingual("Ms Mali Tuayang"), email="mali@agency.example")
    invite(released, Invited(person_ids=(add_person(card_, by=OPERATOR, now=NOW),)), hand=HAND)
    withdraw(invitation_of(mali().id).id, hand=HAND)
    approve_substitute(sends(ministry.person_ids[0]), hand=HAND)
    assert invitation_of(mali().id).withdrawn_at is None
    assert invitation_of(mali().id).agency_id == ministry.agency_ids[0]


def test_whoever_is_invited_alone_sends_a_colleague_of_the_same_agency(ministry: Ministry, released: int) -> None:
    own = invitation_of(ministry.person_ids[0])
    own.agency_id, own.person.agency_id = None, ministry.agency_ids[2]  # type: ignore[union-attr]
    db.session.commit()
    approve_substitute(sends(ministry.person_ids[0]), hand=HAND)
    assert (invitation_of(mali().id).agency_id, mali().agency_id) == (None, ministry.agency_ids[2])


def test_nobody_is_sent_to_what_is_no_consultation(ministry: Ministry, released: int) -> None:
    number = sends(ministry.person_ids[0])
    entry = entry_of(released).id
    db.session.execute(db.update(Consultation).values(entry_id=other_entry()))
    db.session.commit()
    with pytest.raises(Refusal, match=NOT_HERE[:20]):
        sends(ministry.person_ids[1])
    with pytest.raises(ValueError, match="no meeting"):
        approve_substitute(number, hand=HAND)
    assert not place_of(ministry.person_ids[0]).may_send
    assert db.session.scalars(select(Invitation.entry_id)).first() == entry


def other_entry() -> int:
    entry = new_entry(domain="mfa.example", now=NOW)
    db.session.add(entry)
    db.session.flush()
    return entry.id


def test_a_held_meeting_takes_nobody(ministry: Ministry, released: int) -> None:
    number = sends(ministry.person_ids[0])
    mark_held(released, by=OPERATOR, now=NOW + timedelta(days=8))
    with pytest.raises(Stale, match="has been held"):
        approve_substitute(number, hand=HAND)
    assert waiting_substitutes() == ()


def test_an_answer_by_phone_takes_the_word_back_too(ministry: Ministry, released: int) -> None:
    sends(ministry.person_ids[0])
    record_answer(invitation_of(ministry.person_ids[0]).id, given(PartStat.DECLINED), by=OPERATOR, now=NOW + HOUR)
    assert states() == [SubstitutionState.TAKEN_BACK]
