"""A delegation invited in the browser: its letters seen and sent, its answers by link and by phone, its roster."""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from scheduler.rules.tokens import reply_token
from tests.fixtures import Letter, People, SignIn
from tests.web.posting import press, send
from vocabulary.states import BatchState, MailState

PHONE = {"answer": "DECLINED", "source": "phone", "said_by": "Warut", "comment": "Away"}


@dataclass
class Invited:
    """Session 2 with its delegation invited, and the numbers of the invitations by person."""

    page: str
    numbers: dict[int, int]


def batches(page: str) -> list[str]:
    return re.findall(r'name="batch" value="(\d+)"', page)


@pytest.fixture
def invited(officer: FlaskClient, letter: Letter) -> Invited:
    page = f"/sessions/{letter.session_ids['2']}"
    assert send(officer, f"{page}/invite").headers["Location"] == f"{page}/letters"
    letters = officer.get(f"{page}/letters").text
    assert "ท่านเป็นหัวหน้าคณะผู้แทน" in letters
    assert send(officer, f"{page}/letters", {"batch": batches(letters)}).status_code == 303
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)):
        mail.state, mail.attempts = MailState.SENT, 1
    numbers = {one.person_id or 0: one.id for one in db.session.scalars(select(Invitation))}
    db.session.commit()
    return Invited(page, numbers)


def test_a_session_whose_delegation_was_never_invited_says_so(officer: FlaskClient, letter: Letter) -> None:
    assert "Nobody has been invited to this session" in officer.get(f"/sessions/{letter.session_ids['2']}").text


def test_a_delegate_answers_by_the_link(app: Flask, invited: Invited, people: People) -> None:
    anybody = app.test_client()
    anybody.set_cookie("samai-language", "en")
    key = str(app.config["SECRET_KEY"]).encode()
    mine = invited.numbers[people.focal["oag"]]
    link = f"/r/{reply_token(key, invitation_id=mine, generation=1)}?lang=en"
    seen = anybody.get(link).text
    assert "You go as a representative in the delegation." in seen
    assert press(anybody, link, {"answer": "ACCEPTED"}).status_code == 303
    assert anybody.get(link).status_code == 200


def test_what_was_said_is_on_the_sessions_page_and_on_both_rosters(
    officer: FlaskClient, invited: Invited, people: People, sign_in: SignIn
) -> None:
    form = f"{invited.page}/answers/{invited.numbers[people.focal['rtp']]}"
    assert "Record an answer" in officer.get(form).text
    assert send(officer, form, {"answer": ""}).status_code == 422
    assert send(officer, form, PHONE).status_code == 303
    shown = officer.get(invited.page).text
    assert "“Away”" in shown
    assert "Declined" in officer.get(f"{invited.page}/delegation").text
    head = sign_in(people.head_vienna)
    head.set_cookie("samai-language", "en")
    assert "Declined" in head.get(f"/mission{invited.page}").text
    assert officer.get(f"{invited.page}/letters").status_code == 303, "nothing waits any more"
    assert officer.get(f"{invited.page}/answers/999").status_code == 404


def test_what_cannot_be_done_says_so_on_the_sessions_page(officer: FlaskClient, letter: Letter) -> None:
    undated, dated = f"/sessions/{letter.session_ids['4']}", f"/sessions/{letter.session_ids['2']}"
    for act, words in {"invite": "no days yet", "recall": "be called back", "letters": "waits to be released"}.items():
        assert send(officer, f"{undated}/{act}").headers["Location"] == f"{undated}#invitations"
        assert words in officer.get(undated).text
    send(officer, f"{dated}/invite")
    assert send(officer, f"{dated}/letters", {"batch": "999"}).status_code == 409
    waiting = batches(officer.get(f"{dated}/letters").text)
    send(officer, f"{dated}/letters", {"batch": waiting})
    left = [str(one) for one in db.session.scalars(select(MailBatch.id).where(MailBatch.state == BatchState.RELEASED))]
    assert send(officer, f"{dated}/recall", {"batch": left}).headers["Location"] == f"{dated}/letters"
