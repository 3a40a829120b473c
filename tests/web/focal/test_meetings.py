"""A focal point's own meetings, and answering signed in."""

from datetime import timedelta

from flask.testing import FlaskClient

from models.database import db
from models.demonstration import Demonstration
from scheduler.consultations import cancel, withdraw
from tests.fixtures import People
from tests.making import HAND
from tests.scheduler.giving import answers, invitation_of
from tests.scheduler.letters import let_go
from tests.web.focal.conftest import classified_on_its_way
from tests.web.posting import send
from vocabulary.states import AnswerSource, PartStat


def own(people: People) -> str:
    number = invitation_of(people.focal["oag"]).id
    db.session.rollback()
    return f"/my/meetings/{number}"


def test_the_list_has_what_comes_with_its_answer(sira: FlaskClient, people: People) -> None:
    page = sira.get("/my/meetings").text
    assert "Preparatory consultation" in page
    assert "11 Jan 2022 14:00 Bangkok" in page
    assert "No reply" in page
    send(sira, own(people), {"answer": "ACCEPTED"})
    assert "Accepted" in sira.get("/my/meetings").text


def test_what_is_over_or_called_off_stands_below(sira: FlaskClient, people: People, meeting: int) -> None:
    assert ">Over<" not in sira.get("/my/meetings").text
    cancel(meeting, reason="", hand=HAND)
    let_go(meeting)
    page = sira.get("/my/meetings").text
    assert "Nothing is planned with you at present." in page
    assert ">Over<" in page
    assert "Cancelled" in page


def test_whoever_is_no_longer_asked_is_told_so(sira: FlaskClient, people: People, meeting: int) -> None:
    withdraw(invitation_of(people.focal["oag"]).id, hand=HAND)
    let_go(meeting)
    assert "You are no longer asked to this meeting." in sira.get(own(people)).text


def test_answering_signed_in_records_and_says_so(sira: FlaskClient, people: People) -> None:
    url = own(people)
    answer = send(sira, url, {"answer": "DECLINED", "comment": "Abroad"})
    assert answer.location == url
    [row] = answers()
    assert (row.partstat, row.source, row.comment) == (PartStat.DECLINED, AnswerSource.SIGNED_IN, "Abroad")
    page = sira.get(url).text
    assert "Your answer is recorded." in page
    assert "Abroad" in page


def test_a_form_without_its_token_is_refused(sira: FlaskClient, people: People) -> None:
    assert sira.post(own(people), data={"answer": "DECLINED"}).status_code == 400
    assert answers() == []


def test_a_wrong_answer_is_refused_on_the_page(sira: FlaskClient, people: People) -> None:
    answer = send(sira, own(people), {"answer": "", "comment": "Kept"})
    assert answer.status_code == 422
    assert "Kept" in answer.text


def test_after_the_meeting_it_only_shows(sira: FlaskClient, people: People) -> None:
    clock = db.session.query(Demonstration).one()
    clock.latest = clock.opened_at + timedelta(days=8)
    db.session.commit()
    page = sira.get(own(people)).text
    assert "This meeting is over." in page
    assert "I will take part" not in page


def test_the_meetings_of_others_are_not_found(sira: FlaskClient, people: People) -> None:
    other = f"/my/meetings/{invitation_of(people.focal['rtp']).id}"
    assert sira.get(other).status_code == 404
    assert send(sira, other, {"answer": "ACCEPTED"}).status_code == 404
    assert answers() == []


def test_an_answer_that_was_overtaken_by_a_classification_shows_nothing_of_the_meeting(
    sira: FlaskClient, people: People, meeting: int
) -> None:
    with classified_on_its_way(meeting):
        answer = send(sira, own(people), {"answer": "ACCEPTED", "comment": "With two colleagues"})
    assert answer.status_code == 403
    assert "Preparatory consultation" not in answer.text
    assert answers() == []
