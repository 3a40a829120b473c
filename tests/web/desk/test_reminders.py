"""Reminders in the browser: what leaves, what is held back, the ladder, and the button that stops all mail."""

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.database import db
from models.reminders import Reminder
from scheduler.queries.health import mail_hold
from tests.fixtures import Letter
from tests.web.desk.filling import released
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.reminders import ReminderState


def planned() -> list[int]:
    db.session.rollback()
    rows = select(Reminder.id).where(Reminder.state == ReminderState.PLANNED).order_by(Reminder.id)
    return list(db.session.scalars(rows))


def set_ladder(officer: FlaskClient, url: str, typed: dict[str, str]) -> TestResponse:
    """Send the form of a ladder as its own page shows it."""
    shown = form_to(officer.get(url).text, url).fields
    return send(officer, url, {**typed, "seen": shown["seen"]})


def test_the_ladder_is_changed_and_the_reminders_move_with_it(officer: FlaskClient, letter: Letter) -> None:
    consultation_id = released(officer, letter, "oag", "rtp")
    url = f"/committees/{letter.committee_key}/reminders"
    assert "T-20" in officer.get(url).text
    typed = {"days_1": "3", "reach_1": "primary", "days_2": "2", "reach_2": "mailbox", "before": "1"}
    assert set_ladder(officer, url, typed).location == url
    assert len(planned()) == 4
    page = officer.get(f"/consultations/{consultation_id}").text
    assert "No answer yet: T-3" in page
    assert "Pause the reminders of this meeting" in page
    own = f"{url}?agency={letter.agency_ids['oag']}"
    assert set_ladder(officer, own, {"days_1": "", "days_2": "", "before": ""}).status_code == 303
    assert len(planned()) == 2
    assert "As for all agencies again" in officer.get(own).text
    assert set_ladder(officer, own, {"as_all": "yes"}).status_code == 303
    assert len(planned()) == 4


def test_a_ladder_that_cannot_be_counted_comes_back_as_it_was_typed(officer: FlaskClient, letter: Letter) -> None:
    url = f"/committees/{letter.committee_key}/reminders"
    answer = set_ladder(officer, url, {"days_1": "5", "days_2": "5", "before": "1"})
    assert answer.status_code == 422
    assert "Two steps are on the same day" in answer.text
    assert officer.get("/committees/none/reminders").status_code == 404
    assert set_ladder(officer, url, {"days_1": "many"}).status_code == 422


def test_single_ones_and_whole_meetings_are_held_back(officer: FlaskClient, letter: Letter) -> None:
    consultation_id = released(officer, letter, "oag", "rtp")
    ladder = {"days_1": "3", "reach_1": "primary", "before": "1"}
    set_ladder(officer, f"/committees/{letter.committee_key}/reminders", ladder)
    one, other = planned()
    assert send(officer, "/reminders/hold", {"reminder": str(one)}).location == "/reminders"
    assert planned() == [other]
    assert "1 reminder is held back." in officer.get("/reminders").text
    assert send(officer, "/reminders/let-go", {"reminder": str(one)}).location == "/reminders"
    assert planned() == [one, other]
    page = f"/consultations/{consultation_id}"
    assert send(officer, f"{page}/reminders/pause", {}).status_code == 303
    assert "nobody is reminded of this meeting" in officer.get(page).text
    assert "paused for this meeting" in officer.get("/reminders").text
    assert send(officer, f"{page}/reminders/resume", {}).status_code == 303
    assert "nobody is reminded of this meeting" not in officer.get(page).text


def test_all_mail_is_stopped_with_a_reason_and_let_go_again(officer: FlaskClient, letter: Letter) -> None:
    refused = send(officer, "/mail/hold", {"why": ""})
    assert refused.status_code == 422
    assert "every page of the desk shows it" in refused.text
    assert send(officer, "/mail/hold", {"why": "x" * 301}).status_code == 422
    assert send(officer, "/mail/hold", {"why": "A wrong list"}).status_code == 303
    page = officer.get("/reminders").text
    assert "(A wrong list)" in page
    assert "By: " in page
    assert send(officer, "/mail/let-go", {}).status_code == 303
    assert mail_hold() is None
