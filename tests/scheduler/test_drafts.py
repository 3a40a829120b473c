"""What a change makes us owe, drafted from what each person was last told."""

import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from scheduler.consultations import book, change, found, invite, move, withdraw
from scheduler.drafts import DESKS_OWN
from scheduler.letters import Press, Writer
from scheduler.plans import plan_of
from tests.ics.readers import read_by_icalendar
from tests.making import DESK, HAND, Ministry, make_ministry, make_person, make_plan
from tests.scheduler.letters import MOVED, entry_of, let_go, letters, queries_of, stamps, the_draft
from vocabulary.plan import Invited
from vocabulary.refusals import Refusal
from vocabulary.states import LetterKind, MailState

READERS = 300
PERSON = re.compile(r"focal\d+")


def test_moving_twice_before_a_release_is_one_letter_each(released: int) -> None:
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    move(released, starts=MOVED + timedelta(hours=2), ends=MOVED + timedelta(hours=3), hand=HAND)
    assert [sequence for _, _, sequence in letters(released)] == [1, 1, 1]


def test_moving_there_and_back_before_a_release_owes_nobody_anything(released: int) -> None:
    before = plan_of(found(released))
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    move(released, starts=before.starts, ends=before.ends, hand=HAND)
    assert letters(released) == []


def test_a_corrected_agenda_keeps_the_sequence(released: int) -> None:
    consultation = found(released)
    change(released, replace(plan_of(consultation), agenda="1. Opened"), hand=HAND)
    assert {(kind, sequence) for _, kind, sequence in letters(released)} == {(LetterKind.UPDATE, 0)}
    let_go(released)
    entry = entry_of(released)
    assert (entry.sequence, entry.material_sequence) == (0, 0)


def test_numbers_and_stamps_rise_with_every_revision(released: int) -> None:
    for hours in range(3):
        move(released, starts=MOVED + timedelta(hours=hours), ends=MOVED + timedelta(hours=hours + 1), hand=HAND)
        let_go(released)
    person = db.session.scalar(select(Invitation.id).limit(1))
    sent = stamps(
        db.session.scalars(
            select(OutgoingMail)
            .where(OutgoingMail.invitation_id == person, OutgoingMail.state == MailState.SENT)
            .order_by(OutgoingMail.id)
        )
    )
    assert [sequence for sequence, _ in sent] == [0, 1, 2, 3]
    assert sent == sorted(set(sent))


def test_somebody_withdrawn_and_asked_again_is_invited_above_the_cancellation(released: int) -> None:
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id).limit(1)).one()
    withdraw(invitation.id, hand=HAND)
    let_go(released)
    assert invitation.agency_id is not None
    invite(released, Invited(agency_ids=(invitation.agency_id,)), hand=HAND)
    assert letters(released) == [("focal1@agency.example", LetterKind.INVITATION, 2)]


def test_drafting_takes_the_same_number_of_queries_for_three_people_as_for_thirty(app: Flask) -> None:
    ministry = make_ministry(30)
    assert queries_of_a_move(ministry, people=3) == queries_of_a_move(ministry, people=30)


def queries_of_a_move(ministry: Ministry, *, people: int) -> int:
    """How many questions it takes to move a consultation that so many hold an invitation to."""
    invited = Invited(agency_ids=ministry.agency_ids[:people])
    consultation_id = book(ministry.session_id, make_plan(), invited=invited, hand=HAND)
    let_go(consultation_id)
    return queries_of(lambda: move(consultation_id, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND))


def words_of(letter: EmailMessage) -> str:
    """Everything that a letter says, its headers and its calendar included."""
    parts = [part.get_payload(decode=True) for part in letter.walk() if not part.is_multipart()]
    return "\n".join([*map(str, letter.values()), *(bytes(one).replace(b"\r\n ", b"").decode() for one in parts)])


def read_by_everybody(consultation_id: int) -> dict[str, EmailMessage]:
    """By address: each letter that the draft would send, as it would leave."""
    press = Press(Writer("https://samai.example", DESK, b"k" * 32))
    found = {}
    for mail in the_draft(consultation_id).mails:
        wire = press.casting(mail).wire()
        assert len(wire.content) < 100_000
        found[wire.recipient] = message_from_bytes(wire.content, EmailMessage, policy=policy.default)
    return found


def test_three_hundred_readers_get_a_small_letter_each_in_which_nobody_is_named_but_the_reader(app: Flask) -> None:
    ministry = make_ministry(agencies=READERS)
    number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    everybody = read_by_everybody(number)
    assert len(everybody) == READERS
    for address, letter in everybody.items():
        assert [one.addr_spec for one in letter["To"].addresses] == [address]
        assert not {"cc", "bcc"} & {name.lower() for name in letter}
        assert set(PERSON.findall(words_of(letter).lower())) == {address.partition("@")[0]}


def test_who_invites_is_the_desks_mailbox_and_never_among_the_asked(released: int) -> None:
    for mail in db.session.scalars(select(OutgoingMail)):
        wire = Press(Writer("https://samai.example", DESK, b"k" * 32)).casting(mail).wire()
        letter = message_from_bytes(wire.content, EmailMessage, policy=policy.default)
        [calendar] = [one.get_content() for one in letter.walk() if one.get_content_type() == "text/calendar"]
        [event] = read_by_icalendar(calendar.encode()).meetings
        assert wire.sender == DESK.tagged(entry_of(released).organizer_tag)
        assert [one.address for one in event.people] == [f"mailto:{mail.address}"]


@pytest.mark.parametrize("address", [DESK.address, DESK.tagged("another").upper()])
def test_the_desk_cannot_be_invited_at_its_own_address(ministry: Ministry, address: str) -> None:
    desk = make_person("desk")
    desk.email = address
    db.session.add(desk)
    db.session.commit()
    with pytest.raises(Refusal, match="the desk’s own address") as refused:
        book(ministry.session_id, make_plan(), invited=Invited(person_ids=(desk.id,)), hand=HAND)
    assert refused.value.message == DESKS_OWN


def test_somebody_of_the_same_name_elsewhere_is_invited_as_everybody_is(ministry: Ministry) -> None:
    namesake = make_person("namesake")
    namesake.email = DESK.address.replace("@", "@other.")
    db.session.add(namesake)
    db.session.commit()
    number = book(ministry.session_id, make_plan(), invited=Invited(person_ids=(namesake.id,)), hand=HAND)
    assert [address for address, _, _ in letters(number)] == [namesake.email]
