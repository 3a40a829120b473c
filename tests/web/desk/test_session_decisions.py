"""A decision about sessions in the browser: looked at, made once, released or undone; nothing typed is lost."""

import re
from datetime import UTC, date, datetime, time
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.decisions import SessionDecision
from models.demonstration import Demonstration
from models.outbox import OutgoingMail
from scheduler.consultations import book, found, move
from scheduler.deadlines import add_deadline
from scheduler.sessions import found as found_session
from tests.fixtures import Letter, People, SignIn
from tests.making import HAND, NOW, make_plan
from tests.scheduler.deciding import differences, dump
from tests.scheduler.letters import MOVED, let_go, queries_of
from tests.web.page_forms import form_to
from vocabulary.deadlines import DeadlineCard
from vocabulary.plan import Invited
from vocabulary.states import MailState
from vocabulary.text import Bilingual


@pytest.fixture
def desk(sign_in: SignIn, people: People) -> FlaskClient:
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    client = sign_in(people.desk)
    client.set_cookie("samai-language", "en")
    return client


@pytest.fixture
def consultation(letter: Letter) -> int:
    invited = Invited(agency_ids=(letter.agency_ids["oag"], letter.agency_ids["mdes"]))
    number = book(letter.session_ids["1"], make_plan(), invited=invited, hand=HAND)
    let_go(number)
    return number


def looked(letter: Letter, **fields: str) -> str:
    number = letter.session_ids["1"]
    typed = {"verb": "postpone", "opens": "28 Feb 2565", "closes": "11 Mar 2022"} | fields
    query = "&".join(f"{name}-{number}={value}" for name, value in typed.items())
    return f"/decisions/preview?session={number}&{query}&document=A/76/L.33"


def made(desk: FlaskClient, url: str, **changed: object) -> tuple[int, str, str]:
    form = form_to(desk.get(url).text, "/decisions").fields.to_dict(flat=False)
    answer = desk.post("/decisions", data=form | changed)
    return answer.status_code, answer.text, answer.location or ""


def test_the_form_asks_for_the_likeliest_and_offers_the_other_sessions(desk: FlaskClient, letter: Letter) -> None:
    page = desk.get(f"/decisions/new?session={letter.session_ids['1']}").text
    assert re.search(r'value="postpone"[^>]* checked', page)
    assert "Other sessions in the same decision" in page
    assert "Choose the sessions" in desk.get("/decisions/new").text


def test_everything_is_shown_before_and_nothing_is_done_by_looking(
    desk: FlaskClient, letter: Letter, consultation: int
) -> None:
    before = dump()
    page = desk.get(looked(letter)).text
    assert "28 Feb – 11 Mar 2022" in page
    assert "Tue 22 Feb 2022 14:00" in page
    assert "2 updates" in page
    assert "sira@oag.example" in page
    assert differences(before, dump()) == []


def test_a_preview_asks_as_little_of_six_sessions_with_many_meetings_as_of_one(
    desk: FlaskClient, letter: Letter
) -> None:
    def booked(key: str, *agencies: str) -> None:
        invited = Invited(agency_ids=tuple(letter.agency_ids[one] for one in agencies))
        let_go(book(letter.session_ids[key], make_plan(), invited=invited, hand=HAND))

    booked("1", "oag")
    desk.get(looked(letter))  # what a process looks up once for all pages
    one = queries_of(lambda: desk.get(looked(letter)))
    for key in ("1", "1", "2", "3"):
        booked(key, "oag", "mdes", "rtp")
    others = (f"&session={number}&verb-{number}=cancel" for key, number in letter.session_ids.items() if key != "1")
    address = looked(letter) + "".join(others) + "&reason=So decided"
    pages: list[str] = []
    assert queries_of(lambda: pages.append(desk.get(address).text)) == one
    assert pages[0].count("is cancelled") >= 2


def test_it_is_made_released_and_told_to_everybody_once(desk: FlaskClient, letter: Letter, consultation: int) -> None:
    status, _, location = made(desk, looked(letter))
    assert (status, location) == (303, "/decisions/1")
    page = desk.get(location).text
    assert "Send 2 updates" in page
    form = form_to(page, "/decisions/1/release").fields.to_dict(flat=False)
    assert desk.post("/decisions/1/release", data=form).status_code == 303
    assert len(db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)).all()) == 2
    page = desk.get(location).text
    assert "Undo this decision" not in page
    assert "2 letters of this decision were released." in page
    refused = desk.post("/decisions/1/release", data=form | {"form_key": "another-key"})
    assert (refused.status_code, "waits to be released" in refused.text) == (409, True)


def test_it_is_undone_as_a_whole(desk: FlaskClient, letter: Letter, consultation: int) -> None:
    _, _, location = made(desk, looked(letter))
    form = form_to(desk.get(location).text, "/decisions/1/undo").fields.to_dict(flat=False)
    assert desk.post("/decisions/1/undo", data=form).status_code == 303
    assert found_session(letter.session_ids["1"]).opens == date(2022, 1, 17)
    page = desk.get(location).text
    assert "Nobody was told anything." in page
    assert "Undo this decision" not in page
    again = desk.post("/decisions/1/undo", data=form | {"form_key": "another-key"})
    assert (again.status_code, "undone already" in again.text) == (409, True)


def test_a_decision_that_needs_no_letter_says_so(desk: FlaskClient, letter: Letter) -> None:
    _, _, location = made(desk, looked(letter))
    assert "Nobody has to be told anything by mail." in desk.get(location).text
    form = form_to(desk.get(location).text, "/decisions/1/undo").fields.to_dict(flat=False)
    refused = desk.post("/decisions/1/recall", data=form | {"form_key": "another-key"})
    assert (refused.status_code, "can be called back" in refused.text) == (422, True)


def test_what_moved_meanwhile_is_shown_anew(desk: FlaskClient, letter: Letter, consultation: int) -> None:
    form = form_to(desk.get(looked(letter)).text, "/decisions").fields.to_dict(flat=False)
    move(consultation, starts=MOVED, ends=MOVED.replace(hour=4), hand=HAND)
    answer = desk.post("/decisions", data=form)
    assert answer.status_code == 409
    assert "Look at what this does now" in answer.text
    assert db.session.scalars(select(SessionDecision)).all() == []
    assert (
        desk.post("/decisions", data=form_to(answer.text, "/decisions").fields.to_dict(flat=False)).status_code == 303
    )


def test_other_ticks_are_looked_at_first(desk: FlaskClient, letter: Letter, consultation: int) -> None:
    status, page, _ = made(desk, looked(letter), follow=[])
    assert (status, "Look at what this does now" in page) == (409, True)
    status, _, location = made(desk, looked(letter), follow=[], look="yes")
    assert status == 303
    assert "No letter" in desk.get(location).text
    assert made(desk, location)[0] == 303
    assert found(consultation).day == date(2022, 1, 11)


def test_what_is_wrong_stands_in_the_form_with_all_that_was_typed(desk: FlaskClient, letter: Letter) -> None:
    answer = desk.get(looked(letter, opens="1 Jan 2022"))
    assert answer.status_code == 422
    assert "Enter later days, or reschedule it." in answer.text
    assert 'value="11 Mar 2022"' in answer.text
    assert 'value="A/76/L.33"' in answer.text
    assert desk.get(looked(letter, opens="30 Feb 2022")).status_code == 422
    assert desk.get(looked(letter, verb="")).status_code == 422


def test_what_cannot_be_decided_any_more_comes_back_as_a_form(
    desk: FlaskClient, letter: Letter, consultation: int
) -> None:
    form = form_to(desk.get(looked(letter, verb="cancel")).text, "/decisions").fields.to_dict(flat=False)
    made(desk, looked(letter, verb="cancel"))
    answer = desk.post("/decisions", data=form)
    assert (answer.status_code, "is cancelled. Restore it first." in answer.text) == (422, True)


def test_a_session_that_was_held_is_left_alone(desk: FlaskClient, letter: Letter) -> None:
    row = found_session(letter.session_ids["2"])
    row.status = type(row.status).HELD
    db.session.commit()
    page = desk.get(f"/decisions/new?session={letter.session_ids['2']}").text
    assert "nothing can be decided about it" in page


def test_many_letters_are_read_some_at_a_time(desk: FlaskClient, letter: Letter, consultation: int) -> None:
    everybody = Invited(agency_ids=tuple(letter.agency_ids.values()))
    for _ in range(3):
        let_go(book(letter.session_ids["1"], make_plan(), invited=everybody, hand=HAND))
    url = looked(letter)
    page = desk.get(url).text
    assert "Letters 1 to 6 of" in page
    assert "Read letters 7 to" in page
    status, _, location = made(desk, url, letters="7")
    assert status == 303
    assert location.endswith("letters=7#letters")
    assert "document=A/76/L.33" in unquote(location)
    further = desk.get(location).text
    assert "Letters 7 to" in further
    assert "Read the first letters" in further
    assert "Letters 1 to 6 of" in desk.get(f"{url}&letters=all").text


def test_letters_called_back_wait_again(desk: FlaskClient, letter: Letter, consultation: int) -> None:
    made(desk, looked(letter))
    form = form_to(desk.get("/decisions/1").text, "/decisions/1/release").fields.to_dict(flat=False)
    desk.post("/decisions/1/release", data=form)
    assert desk.post("/decisions/1/recall", data=form | {"form_key": "another-key"}).status_code == 303
    assert "Send 2 updates" in desk.get("/decisions/1").text


def test_the_sessions_page_leads_to_the_decision(desk: FlaskClient, letter: Letter) -> None:
    made(desk, looked(letter))
    assert 'href="/decisions/1"' in desk.get(f"/sessions/{letter.session_ids['1']}").text


def test_each_line_says_of_which_of_several_sessions_it_speaks(desk: FlaskClient, letter: Letter) -> None:
    first, second = letter.session_ids["1"], letter.session_ids["2"]
    one = desk.get(looked(letter)).text
    assert "See the session" in one.partition("What follows")[2]
    both = desk.get(f"{looked(letter)}&session={second}&verb-{second}=postpone").text.partition("What follows")[2]
    assert "See the session" not in both
    for number, name in ((first, "Session 1"), (second, "Session 2")):
        assert f'<a class="small blk" href="/sessions/{number}">{name}</a>' in both


def test_a_deadline_that_was_announced_for_the_former_days_is_pointed_out(desk: FlaskClient, letter: Letter) -> None:
    card = DeadlineCard(Bilingual("Registration"), date(2022, 1, 14), time(18), "America/New_York")
    add_deadline(letter.session_ids["1"], card, by=HAND.by, now=NOW)
    page = desk.get(looked(letter)).text
    assert "Deadline: Registration, Fri 14 Jan 2022 18:00 in New York" in page
    assert "As far before the new opening it would be Fri 25 Feb 2022 18:00" in page
