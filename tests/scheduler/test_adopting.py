"""A reply from an address that was not on file: an officer says whose it is, and it is ruled on anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from mail.inbound.reading import read_mail
from models.database import db
from models.inbound import ReceivedMail
from models.people import OtherAddress
from scheduler.adopting import NO_CALENDAR, NOT_THEIRS, settle_with_address
from scheduler.inbound import Incoming, Letterbox, receive
from scheduler.other_addresses import add_other_address, remove_other_address
from scheduler.queries.answers import standing_answers
from scheduler.queries.received import received_one
from scheduler.received import SETTLED
from scheduler.rules.settling import Act
from tests.mails import Reply, message, outlook, plain, thunderbird
from tests.making import DESK, NOW, Ministry
from tests.scheduler.giving import answers, invitation_of
from tests.scheduler.letters import entry_of
from vocabulary.actor import OPERATOR, job
from vocabulary.inbound import Settlement, Verdict
from vocabulary.refusals import Refusal, Stale
from vocabulary.states import PartStat

LATER = NOW + timedelta(hours=2)
BOX = Letterbox(DESK, kept_until=NOW + timedelta(days=90))
PRIVATE = "focal1@private.example"


@pytest.fixture
def reply(released: int) -> Reply:
    """What the first focal point's calendar would send from another account, naming that account or the one invited."""
    entry = entry_of(released)
    return Reply(entry.uid, DESK.tagged(entry.organizer_tag), sender=PRIVATE, name="Ms Focal1")


def in_ones_place(reply: Reply) -> Reply:
    """The same, which leaves the invited address as it is and is only sent from another."""
    return replace(reply, attendees=("ATTENDEE;PARTSTAT=ACCEPTED:mailto:focal1@agency.example",))


def came(raw: bytes) -> ReceivedMail:
    (one,) = receive([Incoming(raw, read_mail(raw))], box=BOX, by=job("incoming mail"), now=LATER)
    return db.session.get_one(ReceivedMail, one.number)


def adopt(mail: ReceivedMail, person_id: int) -> Verdict:
    own = invitation_of(person_id).id
    return settle_with_address(mail.id, own, desk=DESK, by=OPERATOR, now=LATER + timedelta(minutes=1))


def standing(person_id: int) -> PartStat | None:
    own = invitation_of(person_id).id
    found = standing_answers([own]).get(own)
    return None if found is None else found.partstat


@pytest.mark.parametrize("form", [plain, thunderbird, outlook])
def test_a_reply_from_an_address_on_file_is_the_persons_own(
    ministry: Ministry, reply: Reply, form: Callable[[Reply], bytes]
) -> None:
    """In the forms of three clients, all imitations."""
    number = add_other_address(ministry.person_ids[0], PRIVATE, by=OPERATOR, now=NOW)
    for one in (reply, replace(in_ones_place(reply), stamp="20220104T030500Z", message_id="<2@private.example>")):
        mail = came(form(one))
        assert (mail.verdict, mail.person_id, mail.partstat) == (Verdict.APPLIED, ministry.person_ids[0], "ACCEPTED")
    assert standing(ministry.person_ids[0]) is PartStat.ACCEPTED
    older = replace(reply, partstat="DECLINED", stamp="20220104T025500Z", message_id="<3@private.example>")
    assert came(plain(older)).verdict is Verdict.STALE, "one row of answers, whichever address they come from"
    remove_other_address(number, by=OPERATOR, now=NOW)
    assert came(plain(replace(reply, message_id="<4@private.example>"))).verdict is Verdict.WAITING


def test_an_address_of_one_person_answers_for_nobody_else(ministry: Ministry, reply: Reply) -> None:
    add_other_address(ministry.person_ids[1], PRIVATE, by=OPERATOR, now=NOW)
    mail = came(plain(in_ones_place(reply)))
    assert (mail.verdict, answers()) == (Verdict.QUARANTINED, [])


@pytest.mark.parametrize("names_invited", [True, False])
def test_an_officer_says_whose_address_it_is_and_the_answer_is_recorded(
    ministry: Ministry, reply: Reply, names_invited: bool
) -> None:
    mail = came(plain(in_ones_place(reply) if names_invited else reply))
    own = invitation_of(ministry.person_ids[0]).id
    line = received_one(mail.id, actor=OPERATOR, now=LATER)
    assert Act.ADDRESS in line.acts
    assert line.writes_for == (own if names_invited else None)
    assert len(line.candidates) == 3
    assert adopt(mail, ministry.person_ids[0]) is Verdict.APPLIED
    db.session.expire_all()
    assert standing(ministry.person_ids[0]) is PartStat.ACCEPTED
    assert (mail.settlement, mail.invitation_id, mail.answer_id) == (Settlement.RECORDED, own, answers()[0].id)
    assert list(db.session.scalars(select(OtherAddress.address))) == [PRIVATE]
    later = replace(reply, partstat="DECLINED", stamp="20220104T035500Z", message_id="<2@private.example>")
    assert came(plain(later)).verdict is Verdict.APPLIED, "the next one comes in by itself"
    with pytest.raises(Stale, match=SETTLED[:20]):
        adopt(mail, ministry.person_ids[0])


def test_what_needs_a_decision_waits_on_as_that_persons(ministry: Ministry, reply: Reply) -> None:
    times = ("DTSTART:20220112T070000Z", "DTEND:20220112T083000Z")
    mail = came(plain(replace(reply, method="COUNTER", partstat="TENTATIVE", more=times)))
    assert adopt(mail, ministry.person_ids[0]) is Verdict.WAITING
    line = received_one(mail.id, actor=OPERATOR, now=LATER)
    assert (line.acts[:2], line.settlement) == ((Act.MOVE, Act.DECLINE), None)
    assert Act.ADDRESS not in line.acts


def test_an_answer_to_what_was_never_sent_is_none_from_whatever_address(ministry: Ministry, reply: Reply) -> None:
    mail = came(plain(replace(reply, sequence=7)))
    assert adopt(mail, ministry.person_ids[0]) is Verdict.QUARANTINED
    assert answers() == []


def test_only_an_invited_persons_calendar_is_taken_so(ministry: Ministry, reply: Reply) -> None:
    words = came(message("We come.", reply=replace(reply, message_id="<w@private.example>")))
    with pytest.raises(Refusal, match=NO_CALENDAR[:20]):
        adopt(words, ministry.person_ids[0])
    mail = came(plain(reply))
    with pytest.raises(Refusal, match=NOT_THEIRS[:20]):
        settle_with_address(mail.id, 99, desk=DESK, by=OPERATOR, now=LATER)
    taken = came(plain(replace(reply, sender="focal2@else.example", message_id="<o@else.example>")))
    add_other_address(ministry.person_ids[1], "focal2@else.example", by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="on file already"):
        adopt(taken, ministry.person_ids[0])
