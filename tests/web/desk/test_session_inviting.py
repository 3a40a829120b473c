"""A delegation invited in the browser, with the day by which answers are asked for."""

from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from tests.fixtures import Letter
from tests.web.desk.test_session_letters import batches
from tests.web.posting import send
from vocabulary.states import MailState


def test_an_officer_sets_the_day_by_which_answers_are_asked_for(officer: FlaskClient, letter: Letter) -> None:
    page = f"/sessions/{letter.session_ids['2']}"
    assert (
        "Left empty, letters name the last office day at home before the session: 27 May 2022" in officer.get(page).text
    )
    refused = send(officer, f"{page}/invite", {"answer_by": "1 June 2022"})
    assert refused.status_code == 422
    assert "Ask for answers before the session begins." in refused.text
    assert 'value="1 June 2022"' in refused.text
    send(officer, f"{page}/invite", {"answer_by": "20 May 2022"})
    letters = officer.get(f"{page}/letters").text
    assert "Answers are asked for by 20 May 2022." in letters
    assert "วันศุกร์ที่ 20 พฤษภาคม" in letters
    assert 'value="20 May 2022"' in officer.get(page).text
    assert send(officer, f"{page}/letters", {"batch": batches(letters)}).status_code == 303
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)):
        mail.state, mail.attempts = MailState.SENT, 1
    db.session.commit()
    assert send(officer, f"{page}/invite", {"answer_by": ""}).headers["Location"] == f"{page}#invitations"
    assert "Answers are asked for by 27 May 2022." in officer.get(page).text


def test_what_cannot_be_invited_is_said_on_its_page(officer: FlaskClient, letter: Letter) -> None:
    page = f"/sessions/{letter.session_ids['4']}"
    assert send(officer, f"{page}/invite").headers["Location"] == f"{page}#invitations"
    assert "no days yet" in officer.get(page).text
