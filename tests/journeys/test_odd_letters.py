"""Letters beside the usual ones, in every calendar: to another address, once more, to a proposer, to a substitute."""

from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from mail.inbound.reading import read_mail
from models.calendar_entries import CalendarEntry
from models.database import db
from models.invitations import Invitation
from models.people import Person
from models.substitutions import Substitution
from scheduler.declining import decline_proposal
from scheduler.inbound import Incoming, Letterbox, receive
from scheduler.people import edit_person
from scheduler.queries.people import card_of
from scheduler.releases import release
from scheduler.sending_again import send_again
from scheduler.session_inviting import invite_delegation
from scheduler.substitutions import approve_substitute, name_substitute
from tests.fixtures import Letter, People
from tests.journeys.test_history import Ministry, on
from tests.mails import Reply, plain
from tests.making import DESK, HAND
from tests.scheduler.delegations import named
from tests.scheduler.reminding import bangkok, look
from vocabulary.actor import Actor, job
from vocabulary.plan import PersonCard
from vocabulary.reminders import ReminderState
from vocabulary.settings import Settings
from vocabulary.states import ActorKind, AnswerSource
from vocabulary.substitutions import SubstitutePlan
from vocabulary.text import Bilingual

DAY = date(2022, 1, 10)
BOX = Letterbox(DESK, kept_until=HAND.now + timedelta(days=90))
MALI = PersonCard(Bilingual("Ms Mali Tuayang", "นางสาวมะลิ ตัวอย่าง"), email="mali@else.example")
DAO = PersonCard(Bilingual("Ms Dao Tuayang", "นางสาวดาว ตัวอย่าง"), email="dao@else.example")


class Odd(Ministry):
    """The desk with the calendars of its readers, some of whom have left one behind."""

    def deliver(self) -> list[str]:
        """Put what leaves into the readers' mailboxes; who got a letter."""
        return sorted(self.put(message) for message in self.sent())

    def let_go(self) -> list[str]:
        """Release everything that waits; who got a letter."""
        for batch in self.drafts():
            release(batch, by=HAND.by, now=on(DAY).now, due_at=HAND.now)
        return self.deliver()


@pytest.fixture
def ministry(app: Flask, letter: Letter, people: People, settings: Settings) -> Odd:
    return Odd(app, letter, settings)


def invitations(person_id: int) -> list[Invitation]:
    return list(db.session.scalars(select(Invitation).where(Invitation.person_id == person_id).order_by(Invitation.id)))


def replace_by(invitation: Invitation, card: PersonCard) -> None:
    """Somebody else comes in the place of an invited person."""
    own = Actor(ActorKind.PERSON, "Invited", person_id=invitation.person_id)
    word = SubstitutePlan(card, source=AnswerSource.SIGNED_IN)
    name_substitute(invitation.id, word, by=own, now=on(DAY).now)
    number = db.session.scalars(select(Substitution.id).order_by(Substitution.id.desc())).first()
    assert number is not None
    approve_substitute(number, hand=on(DAY))


def kinds(letters: list[EmailMessage]) -> list[str]:
    return [
        str(one.get_param("method"))
        for each in letters
        for one in each.walk()
        if "calendar" in str(one["Content-Type"])
    ]


def test_what_leaves_beside_the_usual_letters_is_read_alike(ministry: Odd, letter: Letter, people: People) -> None:
    ministry.prepare("2", date(2022, 5, 17), by=date(2022, 1, 5))
    somebody_is_written_to_elsewhere(ministry, people.focal["oag"])
    somebody_has_lost_the_invitation(ministry, people.focal["rtp"])
    a_proposal_is_not_taken(ministry, people.focal["moj"])
    replace_by(invitations(people.focal["mdes"])[0], MALI)
    assert ministry.let_go() == ["mali@else.example"], "who sends somebody keeps the meeting"
    invite_delegation(ministry.number("2"), hand=on(DAY))
    named(letter, people, "2", "moj")
    ministry.let_go()
    replace_by(invitations(people.focal["rtp"])[-1], DAO)
    assert ministry.let_go() == ["dao@else.example", "warut@rtp.example"]
    assert look(bangkok(18, month=4))[ReminderState.SENT]
    assert kinds(ministry.sent()) == [], "a reminder touches no calendar"


def somebody_is_written_to_elsewhere(ministry: Odd, person_id: int) -> None:
    card = card_of(db.session.get_one(Person, person_id))
    edit_person(person_id, replace(card, email="new@oag.example"), by=HAND.by, now=on(DAY).now)
    assert ministry.let_go() == ["new@oag.example", "sira@oag.example"]
    assert ministry.boxes["sira@oag.example"].shows() == {}
    assert len(ministry.boxes["new@oag.example"].shows()) == 1


def somebody_has_lost_the_invitation(ministry: Odd, person_id: int) -> None:
    send_again(invitations(person_id)[0].id, due_at=HAND.now, by=HAND.by, now=on(DAY).now)
    assert kinds(ministry.sent()) == ["REQUEST"]


def a_proposal_is_not_taken(ministry: Odd, person_id: int) -> None:
    own = invitations(person_id)[0]
    entry, person = db.session.get_one(CalendarEntry, own.entry_id), db.session.get_one(Person, person_id)
    times = ("DTSTART:20220518T070000Z", "DTEND:20220518T083000Z")
    organizer = DESK.tagged(entry.organizer_tag)
    counter = Reply(entry.uid, organizer, person.email or "", "TENTATIVE", method="COUNTER", more=times)
    raw = plain(counter)
    (one,) = receive([Incoming(raw, read_mail(raw))], box=BOX, by=job("incoming mail"), now=on(DAY).now)
    decline_proposal(one.number, reason="The hall is taken.", due_at=HAND.now, by=HAND.by, now=on(DAY).now)
    assert kinds(ministry.sent()) == ["DECLINECOUNTER"]
