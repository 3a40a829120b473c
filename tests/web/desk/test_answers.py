"""Recording what somebody answered by calendar, mail, phone or in person."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from models.consultations import Consultation
from models.database import db
from models.invitations import Answer
from tests.fixtures import NOW, Letter, People
from tests.scheduler.giving import answers, invitation_of
from tests.web.desk.filling import booked, released, values
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.states import AnswerSource, PartStat

PHONED = {
    "answer": "ACCEPTED",
    "source": "phone",
    "said_by": "Secretary of Mr Sira",
    "said_day": "4 Jan 2022",
    "said_clock": "08:30",
    "comment": "Two people come",
}


@pytest.fixture
def url(officer: FlaskClient, letter: Letter, people: People) -> str:
    """Where the answer of the prosecutors' focal point is recorded."""
    number = released(officer, letter, "oag", "rtp")
    found = f"/consultations/{number}/answers/{invitation_of(people.focal['oag']).id}"
    db.session.rollback()
    return found


def recorded() -> list[Answer]:
    db.session.expire_all()
    return answers()


def test_the_form_begins_with_who_was_asked_and_the_present_hour(officer: FlaskClient, url: str) -> None:
    page = officer.get(url).text
    assert "Mr Sira Tuayang, Office of the Attorney General" in page
    assert (values(page)["said_by"], values(page)["said_day"], values(page)["said_clock"]) == (
        "Mr Sira Tuayang",
        "4 Jan 2022",
        "09:00",
    )
    assert "samai+" in page, "the mailbox that calendars answer to"


def test_an_answer_by_phone_is_recorded_with_who_how_and_when(officer: FlaskClient, url: str) -> None:
    answer = send(officer, url, PHONED)
    assert answer.status_code == 303
    [row] = recorded()
    assert (row.partstat, row.source, row.said_by) == (
        PartStat.ACCEPTED,
        AnswerSource.PHONE,
        "Secretary of Mr Sira",
    )
    assert (row.said_at - (NOW - timedelta(minutes=30))).total_seconds() < 60
    assert (row.comment, row.recorded_by) == ("Two people come", "Ms Chanika Tuayang")
    page = officer.get(answer.location).text
    assert "The answer is recorded." in page
    assert "4 Jan 2022, by phone" in page
    assert "Two people come" in page


def test_an_answer_that_is_wrong_is_corrected_with_a_reason(officer: FlaskClient, url: str) -> None:
    assert "I correct it" not in officer.get(url).text, "there is nothing to correct yet"
    send(officer, url, PHONED)
    assert "I correct it" in officer.get(url).text
    wrong = {**PHONED, "answer": "NEEDS-ACTION", "source": "correction", "comment": ""}
    assert "Write why the answer on record is wrong" in send(officer, url, wrong).text
    send(officer, url, {**wrong, "reason": "It was the other agency"})
    ledger = officer.get(url.rpartition("/")[0]).text
    assert "Corrected because: It was the other agency" in ledger
    assert "“Two people come”" in ledger
    assert "Said by Secretary of Mr Sira" in ledger
    assert "Recorded by Ms Chanika Tuayang" in ledger


def test_without_a_time_it_was_given_now(officer: FlaskClient, url: str) -> None:
    send(officer, url, {**PHONED, "said_day": "", "said_clock": ""})
    assert recorded()[0].said_at >= NOW


def test_an_answer_in_the_minute_of_the_release_answers_what_was_released(officer: FlaskClient, url: str) -> None:
    send(officer, url, {**PHONED, "said_clock": "09:00"})
    assert recorded()[0].said_at >= NOW


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"answer": "MAYBE"}, "answer"),
        ({"source": ""}, "source"),
        ({"source": "link"}, "source"),
        ({"said_by": ""}, "said_by"),
        ({"said_day": "5 Jan 2022"}, "said_day"),
        ({"said_day": ""}, "said_day"),
        ({"said_clock": ""}, "said_clock"),
        ({"said_clock": "99"}, "said_clock"),
        ({"comment": "x" * 2001}, "comment"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(
    officer: FlaskClient, url: str, changed: dict[str, str], field: str
) -> None:
    answer = send(officer, url, {**PHONED, **changed})
    assert answer.status_code == 422
    assert f'id="e-{field}"' in answer.text
    if field != "said_by":
        assert values(answer.text)["said_by"] == "Secretary of Mr Sira"
    assert recorded() == []


def test_an_hour_that_the_clocks_skip_is_refused(officer: FlaskClient, letter: Letter, url: str) -> None:
    row = db.session.get_one(Consultation, int(url.split("/")[2]))
    row.tzid = "Europe/Vienna"
    db.session.commit()
    answer = send(officer, url, {**PHONED, "said_day": "28 Mar 2021", "said_clock": "02:30"})
    assert 'id="e-said_clock"' in answer.text


def test_an_hour_that_comes_twice_is_asked_about_and_the_choice_kept(officer: FlaskClient, url: str) -> None:
    row = db.session.get_one(Consultation, int(url.split("/")[2]))
    row.tzid = "Europe/Vienna"
    db.session.commit()
    typed = {**PHONED, "said_day": "31 Oct 2021", "said_clock": "02:30"}
    asked = send(officer, url, typed)
    assert (asked.status_code, 'id="e-said_clock"' in asked.text) == (422, True)
    assert 'name="which" value="second"' in asked.text
    assert "which" not in form_to(asked.text, url).fields
    kept = send(officer, url, {**typed, "which": "second", "answer": ""})
    assert (kept.status_code, form_to(kept.text, url).fields["which"]) == (422, "second")
    assert send(officer, url, {**typed, "which": "second"}).status_code == 303
    assert recorded()[0].said_at.isoformat() == "2021-10-31T01:30:59.999999+00:00"


def test_the_answer_on_record_is_shown_to_whom_records_another(officer: FlaskClient, url: str) -> None:
    send(officer, url, PHONED)
    assert "On record" in officer.get(url).text
    send(officer, url, {**PHONED, "answer": "DECLINED"})
    assert [row.partstat for row in recorded()] == [PartStat.ACCEPTED, PartStat.DECLINED]


def test_the_same_form_twice_records_once(officer: FlaskClient, url: str) -> None:
    for _ in range(2):
        assert send(officer, url, PHONED).status_code == 303
    assert len(recorded()) == 1


def test_what_was_not_sent_cannot_be_answered(officer: FlaskClient, letter: Letter, people: People) -> None:
    number = booked(officer, letter, "oag")
    url = f"/consultations/{number}/answers/{invitation_of(people.focal['oag']).id}"
    answer = send(officer, url, PHONED)
    assert answer.status_code == 409
    assert "has not been sent yet" in answer.text


def test_an_invitation_to_another_meeting_is_not_found_here(officer: FlaskClient, letter: Letter, url: str) -> None:
    other = booked(officer, letter, "nsc")
    invitation = url.rpartition("/")[2]
    assert officer.get(f"/consultations/{other}/answers/{invitation}").status_code == 404
    assert send(officer, f"/consultations/{other}/answers/{invitation}", PHONED).status_code == 404
