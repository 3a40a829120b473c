"""A delegate sends somebody else to a session: the desk approves, and the roster and both letters follow."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from mail.inbound.reading import read_mail
from models.database import db
from models.delegations import Delegate
from models.people import Person
from models.substitutions import Substitution
from scheduler.decisions import decide, preview
from scheduler.delegations import change_role, withdraw_delegate
from scheduler.inbound import Incoming, Letterbox, receive
from scheduler.queries.ledger import ledger_of
from scheduler.queries.substitutions import sending_place, substitutes_to_decide, waiting_substitutes
from scheduler.received import settle_with_substitute
from scheduler.rules.double_bookings import SESSION
from scheduler.session_letters import entries_of
from scheduler.session_substitutes import NOT_ON_ROSTER, OFF
from scheduler.substitutions import CHAIN, HEAD_GOES, WITHDRAWN, approve_substitute, name_substitute, refuse_substitute
from tests.fixtures import Letter, People
from tests.mails import Reply, plain
from tests.making import DESK, HAND, NOW
from tests.scheduler.delegations import invited, let_session_go, session_letters
from tests.scheduler.giving import invitation_of
from vocabulary.actor import OPERATOR, Actor, job
from vocabulary.decisions import Change, Decision, Place, Verb
from vocabulary.plan import PersonCard
from vocabulary.refusals import Refusal, Stale
from vocabulary.states import ActorKind, AnswerSource, DelegateRole, LetterKind
from vocabulary.substitutions import SubstitutePlan, SubstitutionState
from vocabulary.text import Bilingual

MALI = PersonCard(Bilingual("Ms Mali Tuayang", "นางสาวมะลิ ตัวอย่าง"), Bilingual("Legal Officer"), "mali@oag.example")
OAG = "sira@oag.example"


@pytest.fixture
def session(letter: Letter, people: People) -> int:
    """Session 2, whose delegation of five is invited."""
    return invited(letter, people)


def sends(person_id: int, card: PersonCard = MALI) -> int:
    """Somebody says by the link who comes; the number of the word."""
    invitation = invitation_of(person_id).id
    holder = Actor(ActorKind.LINK, "Somebody", invitation_id=invitation)
    name_substitute(invitation, SubstitutePlan(card, "", 0), by=holder, now=NOW)
    return db.session.scalars(select(Substitution.id).order_by(Substitution.id.desc())).first() or 0


def row_of(person_id: int) -> Delegate:
    return db.session.scalars(select(Delegate).where(Delegate.person_id == person_id)).one()


def test_the_substitute_takes_the_place_on_the_roster_and_both_are_written_to(session: int, people: People) -> None:
    sira = people.focal["oag"]
    change_role(row_of(sira).id, DelegateRole.ADVISER, by=HAND.by, now=HAND.now)
    assert session_letters(session) == [(OAG, LetterKind.UPDATE, 0)], "the role is told"
    let_session_go(session)
    number = sends(sira)
    assert [(one.place, one.substitute.en) for one in waiting_substitutes()] == [
        (Place(SESSION, session), "Ms Mali Tuayang")
    ]
    [sheet] = substitutes_to_decide(*entries_of(session))
    assert session_letters(session) == [], "nobody is invited by the word alone"
    assert approve_substitute(number, hand=HAND, seen=sheet.sight) == Place(SESSION, session)
    mali = db.session.scalars(select(Person).where(Person.email == "mali@oag.example")).one()
    assert (row_of(mali.id).role, row_of(mali.id).agency_id) == (DelegateRole.ADVISER, mali.agency_id)
    assert db.session.scalar(select(Delegate).where(Delegate.person_id == sira)) is None
    assert sorted(one[:2] for one in session_letters(session)) == sorted(
        [(OAG, LetterKind.CANCELLATION), ("mali@oag.example", LetterKind.INVITATION)]
    )
    let_session_go(session)
    with pytest.raises(Refusal, match=CHAIN[:20]):
        sends(mali.id)
    place = sending_place(invitation_of(mali.id).id)
    assert place is not None
    assert not place.may_send
    people_of = ledger_of(Place(SESSION, session), actor=OPERATOR).people
    told = [each.instead_of.en for each in people_of if each.instead_of is not None]
    assert told == ["Mr Sira Tuayang"]


def test_a_head_sends_nobody_and_reads_what_to_do(session: int, people: People) -> None:
    place = sending_place(invitation_of(people.head_vienna).id)
    assert place is not None
    assert (place.leads, place.may_send) == (True, False)
    with pytest.raises(Refusal, match=HEAD_GOES[:20]):
        sends(people.head_vienna)


def test_who_leads_stands_on_the_roster_or_is_of_another_agency_takes_nobodys_place(
    session: int, people: People
) -> None:
    number = sends(people.focal["oag"])
    row = db.session.get_one(Substitution, number)
    for address, why in (("phuwadol@pm-vienna.example", "another agency"), ("pimlada@moj.example", "another agency")):
        row.email = address
        db.session.commit()
        with pytest.raises(Refusal, match=why):
            approve_substitute(number, hand=HAND)


@pytest.mark.parametrize("what", ["withdrawn", "off roster", "postponed", "moved", "over"])
def test_what_has_changed_meanwhile_is_not_approved(session: int, people: People, what: str) -> None:
    sira = people.focal["oag"]
    number = sends(sira)
    words = {"withdrawn": WITHDRAWN, "off roster": NOT_ON_ROSTER, "moved": "moved"}.get(what, OFF)
    hand = HAND
    if what == "withdrawn":
        withdraw_delegate(row_of(sira).id, by=HAND.by, now=HAND.now)
    elif what == "off roster":
        db.session.delete(row_of(sira))
        db.session.commit()
    elif what == "postponed":
        decided(Change(session, Verb.POSTPONE))
    elif what == "moved":
        decided(Change(session, Verb.RESCHEDULE, opens=date(2022, 6, 6), closes=date(2022, 6, 17)))
        let_session_go(session)
    else:
        hand = type(HAND)(by=HAND.by, now=NOW + timedelta(days=200), desk=HAND.desk)
    with pytest.raises(Stale, match=words[:20]):
        approve_substitute(number, hand=hand)


def decided(change: Change) -> None:
    shown = preview(Decision((change,)), hand=HAND)
    decide(shown.decision, hand=HAND, seen=shown.seen)


def test_a_refused_word_leaves_the_delegation_as_it_is(session: int, people: People) -> None:
    number = sends(people.focal["oag"])
    refuse_substitute(number, reason="Only a director", by=OPERATOR, now=NOW)
    assert db.session.get_one(Substitution, number).state is SubstitutionState.REFUSED
    assert (session_letters(session), row_of(people.focal["oag"]).role) == ([], DelegateRole.REPRESENTATIVE)


def test_whom_a_delegates_calendar_names_is_decided_on_the_sessions_page(session: int, people: People) -> None:
    held = invitation_of(people.focal["oag"])
    own = f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:mali@oag.example":mailto:{OAG}'
    reply = Reply(
        held.entry.uid,
        DESK.tagged(held.entry.organizer_tag),
        sender=OAG,
        attendees=(own, "ATTENDEE;CN=Ms Mali Tuayang:mailto:mali@oag.example"),
    )
    raw, later = plain(reply), NOW + timedelta(hours=2)
    box = Letterbox(DESK, kept_until=NOW + timedelta(days=90))
    (came,) = receive([Incoming(raw, read_mail(raw))], box=box, by=job("incoming mail"), now=later)
    assert settle_with_substitute(came.number, by=OPERATOR, now=later) == Place(SESSION, session)
    [sheet] = substitutes_to_decide(held.entry_id)
    assert (sheet.named.name.en, sheet.named.source) == ("Ms Mali Tuayang", AnswerSource.MAIL)
    assert session_letters(session) == [], "nobody is written to by it"
