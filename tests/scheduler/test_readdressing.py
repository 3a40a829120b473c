"""A corrected address: the calendar at the old one lets the meeting go, and the new one is invited (case B12)."""

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from sqlalchemy import select, update

from jobs.claims import exists_earlier
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from models.people import Person
from scheduler.answers import GivenAnswer, record_answer
from scheduler.consultations import cancel, move
from scheduler.drafts import draft_of
from scheduler.histories import moved_from, sent_to, written_elsewhere
from scheduler.letters import Writer, wire_of
from scheduler.people import edit_person
from scheduler.queries.answers import standing_answers
from scheduler.queries.people import card_of
from scheduler.releases import recall, release
from scheduler.rules.letters_due import Holder, Meeting, letters_due
from tests.fixtures import Letter, People
from tests.making import DESK, HAND, NOW, Ministry
from tests.scheduler.delegations import drafts_of_session, invited, let_session_go
from tests.scheduler.letters import entry_of, the_draft
from tests.scheduler.rules.test_letters_due import FACTS, ISSUED, LATER, TOLD
from vocabulary.actor import OPERATOR
from vocabulary.states import AnswerSource, BatchState, LetterKind, MailState, PartStat

CANCELLATION, INVITATION, UPDATE = LetterKind.CANCELLATION, LetterKind.INVITATION, LetterKind.UPDATE
OLD, NEW = "focal1@agency.example", "new@agency.example"
WRITER = Writer("https://samai.example", DESK, b"k" * 32)


def arrived() -> None:
    """Every letter that was let go is delivered."""
    sent = update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)
    db.session.execute(sent.values(state=MailState.SENT, attempts=1))
    db.session.commit()


def readdress(person_id: int, address: str = NEW, *, now: datetime = NOW) -> None:
    card = card_of(db.session.get_one(Person, person_id))
    edit_person(person_id, replace(card, email=address), by=OPERATOR, now=now)


def drafted(consultation_id: int) -> list[tuple[str, LetterKind, int]]:
    batch = draft_of(entry_of(consultation_id).id)
    found = [] if batch is None else [mail for mail in batch.mails if mail.state is MailState.DRAFT]
    return [(one.address, one.body.kind, one.body.revision.sequence) for one in found if one.body.revision]


def calendar_in(letter: EmailMessage) -> str:
    part = next(one for one in letter.walk() if one.get_content_type() == "text/calendar")
    content: str = part.get_content()
    return content


@pytest.fixture
def moved(ministry: Ministry, released: int) -> int:
    """A consultation whose first invited person has answered from the old address and has a new one."""
    arrived()
    first = db.session.scalars(select(Invitation.id).where(Invitation.person_id == ministry.person_ids[0])).one()
    record_answer(first, GivenAnswer(PartStat.ACCEPTED, "", AnswerSource.PHONE, "Focal", NOW), by=OPERATOR, now=NOW)
    readdress(ministry.person_ids[0])
    return released


def test_the_old_calendar_lets_go_and_the_new_address_is_invited_above_that(moved: int) -> None:
    assert drafted(moved) == [(OLD, CANCELLATION, 1), (NEW, INVITATION, 2)], "and nobody else hears of it"
    gone, invitation = (
        message_from_bytes(wire_of(mail, WRITER).content, policy=policy.default) for mail in the_draft(moved).mails
    )
    assert NEW in invitation["To"]
    assert "แก้ไข" not in invitation["Subject"], "there it is no update of anything"
    body, calendar = gone.get_body(("plain",)), calendar_in(gone)
    assert body is not None
    assert "METHOD:CANCEL" in calendar
    said = body.get_content()
    assert "ที่นี่ลบเฉพาะรายการนี้ออกจากปฏิทิน การประชุมยังคงมีตามเดิม และยังเชิญท่านอยู่" in said
    assert "at another address of yours" in said, "in the other language too"
    assert "STATUS:CANCELLED" not in calendar
    assert f"mailto:{OLD}" in calendar
    assert the_draft(moved).mails[1].partstat is PartStat.NEEDS_ACTION, "the new calendar asks anew"


def test_once_released_nothing_more_is_owed_and_everybodys_answers_stand(moved: int) -> None:
    release(the_draft(moved).id, by=OPERATOR, now=NOW, due_at=NOW)
    entry = entry_of(moved)
    assert (entry.sequence, entry.material_sequence) == (2, 0)
    assert len(standing_answers(list(db.session.scalars(select(Invitation.id))))) == 1
    arrived()
    move(moved, starts=NOW + timedelta(days=9), ends=NOW + timedelta(days=9, hours=1), hand=HAND)
    assert {(kind, sequence) for _, kind, sequence in drafted(moved)} == {(UPDATE, 3)}
    assert OLD not in {address for address, _, _ in drafted(moved)}


def test_only_letters_of_somebody_who_moved_are_read_for_where_a_calendar_holds_the_meeting(
    ministry: Ministry, moved: int
) -> None:
    everybody = {one.id: one for one in db.session.scalars(select(Invitation))}
    assert len(everybody) > 1
    elsewhere = written_elsewhere(everybody)
    assert {everybody[number].person_id for number in elsewhere} == {ministry.person_ids[0]}
    assert moved_from(everybody.values(), sent_to(elsewhere)) == moved_from(everybody.values(), sent_to(everybody))


def test_a_dead_old_address_holds_the_new_one_up_in_no_way(moved: int) -> None:
    release(the_draft(moved).id, by=OPERATOR, now=NOW, due_at=NOW)
    free = select(OutgoingMail.address).where(OutgoingMail.state == MailState.QUEUED, ~exists_earlier())
    assert set(db.session.scalars(free)) == {OLD, NEW}


def test_called_back_it_is_as_before_and_an_address_taken_back_owes_nothing(ministry: Ministry, moved: int) -> None:
    release(the_draft(moved).id, by=OPERATOR, now=NOW, due_at=NOW)
    out = db.session.scalars(select(MailBatch.id).where(MailBatch.state == BatchState.RELEASED)).all()
    recall(out[-1], by=OPERATOR, now=NOW)
    assert drafted(moved) == [(OLD, CANCELLATION, 1), (NEW, INVITATION, 2)]
    readdress(ministry.person_ids[0], OLD)
    assert drafted(moved) == []


def test_a_third_address_is_invited_and_the_first_one_alone_lets_go(ministry: Ministry, moved: int) -> None:
    release(the_draft(moved).id, by=OPERATOR, now=NOW, due_at=NOW)
    readdress(ministry.person_ids[0], "third@agency.example")
    assert drafted(moved) == [(OLD, CANCELLATION, 3), ("third@agency.example", INVITATION, 4)]
    waiting = select(OutgoingMail.address).where(OutgoingMail.state == MailState.QUEUED).order_by(OutgoingMail.id)
    assert list(db.session.scalars(waiting)) == [OLD, "third@agency.example"], "one that takes off goes nowhere else"


def test_a_meeting_that_is_called_off_meanwhile_leaves_both_calendars(moved: int) -> None:
    cancel(moved, reason="Flood", hand=HAND)
    mine = [one for one in drafted(moved) if one[0] in (OLD, NEW)]
    assert mine == [(OLD, CANCELLATION, 1), (NEW, CANCELLATION, 1)]


def test_what_never_arrived_is_taken_off_nowhere(ministry: Ministry, released: int) -> None:
    db.session.execute(update(OutgoingMail).values(state=MailState.BOUNCED, attempts=1))
    db.session.commit()
    readdress(ministry.person_ids[0])
    assert drafted(released) == [], "the letter itself is tried again, at the new address"


def test_of_a_meeting_that_is_over_nothing_is_told(ministry: Ministry, released: int) -> None:
    arrived()
    readdress(ministry.person_ids[0], now=NOW + timedelta(days=60))
    assert drafted(released) == []


def test_a_draft_that_waits_is_told_at_both_addresses(ministry: Ministry, released: int) -> None:
    arrived()
    move(released, starts=NOW + timedelta(days=9), ends=NOW + timedelta(days=9, hours=1), hand=HAND)
    readdress(ministry.person_ids[0])
    assert drafted(released)[:1] == [(OLD, CANCELLATION, 1)]
    assert (NEW, INVITATION, 2) in drafted(released)


def test_days_of_a_session_move_along_too(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    arrived()
    readdress(people.focal["oag"])
    found = [(one.address, one.body.kind) for batch in drafts_of_session(number) for one in batch.mails]
    assert found == [("sira@oag.example", CANCELLATION), (NEW, INVITATION)]
    let_session_go(number)
    assert list(drafts_of_session(number)) == []


def test_where_the_meeting_moves_at_once_the_others_answers_count_from_their_own_number() -> None:
    holders = [Holder(1, wanted=True, told=TOLD, moved_from=OLD), Holder(2, wanted=True, told=TOLD)]
    due = letters_due(Meeting(LATER, cancelled=False, issued=ISSUED), holders)
    assert [(one.kind, one.sequence, one.address) for one in due] == [
        (CANCELLATION, 1, OLD),
        (INVITATION, 2, ""),
        (UPDATE, 1, ""),
    ]
    gone = replace(holders[0], wanted=False)
    due = letters_due(Meeting(FACTS, cancelled=False, issued=ISSUED), [gone])
    assert [(one.kind, one.address) for one in due] == [(CANCELLATION, OLD), (CANCELLATION, "")]


def test_of_a_meeting_that_is_over_nobody_is_written_to_at_either_address(ministry: Ministry, released: int) -> None:
    person_id = ministry.person_ids[0]
    card = card_of(db.session.get_one(Person, person_id))
    edit_person(person_id, replace(card, email=NEW), by=OPERATOR, now=NOW + timedelta(days=60))
    assert drafted(released) == []
