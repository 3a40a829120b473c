"""The mail that waits: a list, one click each, and the message itself as text."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mail.inbound.reading import read_mail
from models.database import db
from models.inbound import ReceivedMail
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.consultations import found
from scheduler.inbound import Incoming, Letterbox, receive
from tests.fixtures import NOW, Letter, People
from tests.mails import Reply, by_service, message, plain
from tests.making import DESK
from tests.scheduler.giving import answers
from tests.web.desk.filling import released
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.actor import job
from vocabulary.states import AnswerSource, MailState, PartStat


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def reply(officer: FlaskClient, letter: Letter, people: People) -> Reply:
    """What the prosecutors' calendar would send."""
    entry = found(released(officer, letter, "oag", "rtp")).entry
    told = Reply(uid=entry.uid, organizer=DESK.tagged(entry.organizer_tag), sender="sira@oag.example", name="Mr Sira")
    db.session.rollback()
    return told


def came(raw: bytes) -> None:
    box = Letterbox(DESK, kept_until=NOW + timedelta(days=90))
    receive([Incoming(raw, read_mail(raw))], box=box, by=job("incoming mail"), now=NOW + timedelta(minutes=5))
    db.session.rollback()


def press(officer: FlaskClient, url: str, page: str = "/received", **fields: str) -> str:
    form = form_to(officer.get(page).text, url).fields.to_dict()
    answer = send(officer, url, {**form, **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_an_empty_list_says_what_will_appear_there(officer: FlaskClient, letter: Letter) -> None:
    assert "No mail waits for you. Whatever cannot be recorded by itself" in words(officer.get("/received").text)
    assert "No mail is kept apart" in officer.get("/received?show=apart").text
    assert "No mail has come in yet" in officer.get("/received?show=all").text
    assert "Mails wait" not in officer.get(f"/committees/{letter.committee_key}").text


def test_two_mails_with_one_subject_have_headings_of_their_own(officer: FlaskClient, reply: Reply) -> None:
    for number in range(2):
        came(
            message("We come.", reply=replace(reply, message_id=f"<{number}@oag.example>"), subject="Re: Consultation")
        )
    headings = re.findall(r'<h2 id="mail-\d+">(.*?)</h2>', officer.get("/received").text)
    assert len(headings) == len(set(headings)) == 2


def test_a_human_sentence_is_recorded_with_one_click(officer: FlaskClient, letter: Letter, reply: Reply) -> None:
    came(message("We come, two of us.", reply=reply, subject="Re: Consultation"))
    assert "Mails wait for your decision: 1" in words(officer.get(f"/committees/{letter.committee_key}").text)
    page = words(officer.get("/received").text)
    for part in ("Re: Consultation", "sira@oag.example", "We come, two of us.", "Record what it means", "kept until"):
        assert part in page
    assert press(officer, "/received/1/answer", answer="ACCEPTED") == "/received"
    [answer] = answers()
    assert (answer.partstat, answer.source, answer.comment) == (
        PartStat.ACCEPTED,
        AnswerSource.MAIL,
        "We come, two of us.",
    )
    assert "No mail waits" in officer.get("/received").text
    assert "Recorded: Ms Chanika Tuayang" in words(officer.get("/received?show=all").text)
    assert send(officer, "/received/1/answer", {"answer": "DECLINED"}).status_code == 409
    assert send(officer, "/received/1/aside", {}).status_code == 409


def test_without_an_answer_nothing_is_recorded(officer: FlaskClient, reply: Reply) -> None:
    came(message("Perhaps.", reply=reply))
    answer = send(officer, "/received/1/answer", {"answer": ""})
    assert answer.status_code == 422
    assert "Press one of the answers." in answer.text


def test_a_proposed_time_stands_beside_the_present_one(officer: FlaskClient, reply: Reply) -> None:
    times = ("DTSTART:20220112T070000Z", "DTEND:20220112T083000Z")
    told = replace(reply, method="COUNTER", partstat="TENTATIVE", more=times)
    came(plain(told))
    assert 'href="/received/1"' in officer.get("/received").text
    page = words(officer.get("/received/1").text)
    for part in ("Proposed Wednesday 12 January 2022", "14:00–15:30", "If it were at the proposed time", "Vienna"):
        assert part in page
    assert press(officer, "/received/1/move", page="/received/1").endswith("/release")
    assert "The proposed time was taken" in words(officer.get("/received/1").text)


def test_a_declined_proposal_leaves_a_letter_that_can_be_called_back(officer: FlaskClient, reply: Reply) -> None:
    times = ("DTSTART:20220112T070000Z", "DTEND:20220112T083000Z")
    came(plain(replace(reply, method="COUNTER", partstat="TENTATIVE", more=times)))
    url = "/received/1/decline"
    form = form_to(officer.get("/received/1").text, url).fields.to_dict()
    empty = send(officer, url, {**form, "reason": ""})
    assert empty.status_code == 422
    assert "Write why the proposed time is not taken" in empty.text
    place = press(officer, url, page="/received/1", reason="The hall is taken.")
    page = officer.get(place).text
    assert "The proposed time was declined" in page
    assert "The hall is taken." in page
    assert "mailto:sira@oag.example" not in page, "the letter has been written"
    letter = re.search(r'href="(/mail/\d+)">The letter as its reader sees it', page)
    assert letter is not None
    shown = words(officer.get(letter[1]).text)
    for part in ("Proposal declined", "The hall is taken.", "METHOD:DECLINECOUNTER", "sira@oag.example"):
        assert part in shown
    assert "Proposal declined" in officer.get("/mail").text
    press(officer, "/received/1/decline/recall", page="/received/1")
    page = officer.get("/received/1").text
    assert "Decline it, and tell the proposer" in page
    assert "The hall is taken." not in page


def test_whoever_cannot_be_written_to_is_written_to_by_the_officer(officer: FlaskClient, reply: Reply) -> None:
    times = ("DTSTART:20220112T070000Z", "DTEND:20220112T083000Z")
    came(plain(replace(reply, method="COUNTER", partstat="TENTATIVE", more=times)))
    invitation = db.session.scalars(
        select(Invitation).join(Person, Person.id == Invitation.person_id).where(Person.email == "sira@oag.example")
    ).first()
    assert invitation is not None
    invitation.withdrawn_at = NOW
    db.session.commit()
    place = press(officer, "/received/1/decline", page="/received/1", reason="The hall is taken.")
    page = officer.get(place).text
    assert "mailto:sira@oag.example?subject=Re%3A%20" in page
    assert "body=The%20hall%20is%20taken." in page


def test_substitutes_and_strangers_lead_on(officer: FlaskClient, reply: Reply) -> None:
    own = 'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:mali@oag.example":mailto:sira@oag.example'
    came(plain(replace(reply, attendees=(own,))))
    came(plain(replace(reply, sender="new@else.example", name="Ms New", message_id="<2@else.example>")))
    assert "Named: mali@oag.example" in words(officer.get("/received").text)
    place = press(officer, "/received/1/substitute")
    assert "Substitute to decide: mali" in words(officer.get(place).text)
    release = press(officer, "/received/2/invite")
    assert "new@else.example" in officer.get(release).text


def test_what_is_kept_apart_says_why_and_can_be_set_aside(officer: FlaskClient, reply: Reply) -> None:
    came(plain(replace(reply, source="Eve <eve@else.example>", sender="warut@rtp.example")))
    page = words(officer.get("/received?show=apart").text)
    assert "Nothing here was believed or applied" in page
    assert "eve@else.example" in page
    assert "Record:" not in page
    press(officer, "/received/1/aside", page="/received?show=apart")
    assert "No mail is kept apart" in officer.get("/received?show=apart").text


def test_what_a_service_sends_for_its_user_is_shown_and_recorded_with_one_click(
    officer: FlaskClient, reply: Reply
) -> None:
    came(by_service(replace(reply, partstat="DECLINED")))
    page = officer.get("/received").text
    assert "invitations-noreply@cloud.example sent an answer for" in words(page)
    assert "The answer in its calendar part: Declined" in words(page)
    press(officer, "/received/1/answer", answer="DECLINED")
    assert [(one.partstat, one.source) for one in answers()] == [(PartStat.DECLINED, AnswerSource.MAIL)]


def test_the_message_is_handed_out_as_text_that_cannot_run(officer: FlaskClient, reply: Reply) -> None:
    came(message("<script>alert(1)</script>", reply=reply))
    answer = officer.get("/received/1/message")
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mail-1.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"<script>alert(1)</script>" in answer.data
    assert "<script>alert(1)" not in officer.get("/received").text


def test_a_reply_from_another_address_is_given_to_its_person(officer: FlaskClient, reply: Reply) -> None:
    came(plain(replace(reply, sender="sira@private.example")))
    assert 'href="/received/1#address"' in officer.get("/received").text
    page = officer.get("/received/1").text
    assert "If sira@private.example is an address of somebody who is invited" in page
    url = "/received/1/address"
    nobody = send(officer, url, {**form_to(page, url).fields.to_dict(), "invitation": ""})
    assert (nobody.status_code, "Choose one of those who are invited" in nobody.text) == (422, True)
    chosen = re.search(r'<option value="(\d+)"[^>]*>Mr Sira', page)
    assert chosen is not None
    place = press(officer, url, page="/received/1", invitation=chosen[1])
    assert "The address is on file, and the answer is recorded." in officer.get(place).text
    assert [answer.partstat for answer in answers()] == [PartStat.ACCEPTED]


def test_whoever_asks_for_the_invitation_is_sent_what_the_officer_looked_at(officer: FlaskClient, reply: Reply) -> None:
    for mail in db.session.scalars(select(OutgoingMail)):
        mail.state, mail.attempts = MailState.SENT, 1
    db.session.commit()
    came(plain(replace(reply, method="REFRESH", partstat="NEEDS-ACTION")))
    page = words(officer.get("/received").text)
    assert "asks for the invitation once more" in page
    assert "Record:" not in page
    own = db.session.scalars(select(ReceivedMail.invitation_id)).one()
    looked = f"/invitations/{own}/again?mail=1"
    assert f'href="{looked}"' in officer.get("/received").text
    letter = officer.get(looked).text
    assert "Nothing is new in it, and nobody else is written to" in words(letter)
    assert 'href="/received/1"' in letter
    place = press(officer, "/received/1/again", page=looked)
    again = officer.get(looked)
    assert (again.status_code, again.location) == (303, "/received/1"), "the letter has not left"
    shown = words(officer.get(place).text)
    assert "Sent again: Ms Chanika Tuayang" in shown
    assert "The letter as its reader sees it" in shown
