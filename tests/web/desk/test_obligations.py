"""The board of what was promised, in the browser: closed with evidence, opened again, red where a session nears."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.committees import Discharge, Obligation
from models.database import db
from models.sessions import CommitteeSession
from tests.fixtures import Letter, People, SignIn
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.states import Stage

BOARD = "/committees/ahc/obligations"


@pytest.fixture
def framework(letter: Letter) -> int:
    return numbered(2)


def numbered(position: int) -> int:
    found = db.session.scalars(select(Obligation.id).where(Obligation.position == position)).one()
    db.session.rollback()
    return found


def filled(officer: FlaskClient, url: str, **typed: str) -> dict[str, str]:
    """The form of a page with something typed over it."""
    form = form_to(officer.get(url).text, url.partition("?")[0])
    return {**form.fields.to_dict(), **typed}


def test_the_board_shows_paragraph_age_and_what_answers(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(BOARD).text
    assert "letter, 10.2, closing" in page
    assert "promised in January 2022, at most 3 days ago" in page
    assert "held on 28 Dec 2021" in page
    assert "opens in 146 days" in page
    assert "No session is on file as one that negotiates." in page


def test_a_promise_is_met_with_evidence_changed_and_opened_again(officer: FlaskClient, framework: int) -> None:
    url = f"/obligations/{framework}/close"
    answer = send(officer, url, filled(officer, url, document="Cabinet 3/2022", met_on="4 Jan 2022", remark="Annex 1"))
    assert answer.location == f"{BOARD}#duty-{framework}"
    page = officer.get(BOARD).text
    assert "Cabinet 3/2022" in page
    assert "Annex 1" in page
    assert 'value="Cabinet 3/2022"' in officer.get(url).text
    again = f"/obligations/{framework}/reopen"
    refused = send(officer, again, filled(officer, again, reason=" "))
    assert (refused.status_code, "Say why it is open again." in refused.text) == (422, True)
    assert send(officer, again, filled(officer, again, reason="Another text")).status_code == 303
    page = officer.get(BOARD).text
    assert "<s>Cabinet 3/2022</s>" in page
    assert "Another text" in page
    assert send(officer, again, {"reason": "Again", "seen": "{}"}).status_code == 409


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(officer: FlaskClient, framework: int) -> None:
    url = f"/obligations/{framework}/close"
    refused = send(officer, url, filled(officer, url, document="", met_on="5 Jan 2022", remark="Kept"))
    assert refused.status_code == 422
    assert "Enter the document that shows it" in refused.text
    assert "This day is still to come" in refused.text
    assert 'value="Kept"' in refused.text


def test_two_officers_do_not_write_over_each_other(officer: FlaskClient, framework: int) -> None:
    url = f"/obligations/{framework}/close"
    mine = filled(officer, url, document="Mine", met_on="4 Jan 2022")
    assert send(officer, url, filled(officer, url, document="Theirs", met_on="3 Jan 2022")).status_code == 303
    refused = send(officer, url, mine)
    assert refused.status_code == 409
    assert "Theirs" in refused.text
    assert [one.document for one in db.session.scalars(select(Discharge))] == ["Theirs"]


def test_one_that_recurs_is_met_before_its_session(officer: FlaskClient, letter: Letter) -> None:
    number, session_id = numbered(1), letter.session_ids["2"]
    url = f"/obligations/{number}/close"
    assert officer.get(url).status_code == 404
    values = filled(officer, f"{url}?session={session_id}", document="By letter", met_on="4 Jan 2022")
    assert send(officer, url, values).status_code == 303
    assert "By letter" in officer.get(f"/sessions/{session_id}").text
    assert send(officer, url, {**values, "session": "999"}).status_code == 404
    assert send(officer, f"/obligations/{number}/reopen", {"session": "999"}).status_code == 404


def test_a_session_that_negotiates_and_nears_is_red_everywhere_and_its_head_sees_it(
    officer: FlaskClient, letter: Letter, people: People, sign_in: SignIn
) -> None:
    session = db.session.get_one(CommitteeSession, letter.session_ids["1"])
    session.stage = Stage.NEGOTIATION
    db.session.commit()
    for url in (BOARD, f"/sessions/{letter.session_ids['1']}", "/committees/ahc"):
        page = officer.get(url).text
        assert "Due now" in page, url
    assert f'href="{BOARD}#duty-' in officer.get("/committees/ahc").text
    head = sign_in(people.head_new_york)
    head.set_cookie("samai-language", "en")
    roster = head.get(f"/mission/sessions/{letter.session_ids['1']}").text
    assert "Submit the negotiating framework" in roster
    assert "Due now" in roster
    assert "Consult the agencies" not in roster, "consultations are the desk's"
