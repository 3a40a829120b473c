"""Lists of closed days, as pages."""

import re
from datetime import date

from flask.testing import FlaskClient

from models.database import db
from models.places import ClosedDay, ClosureList, DutyStation
from scheduler.consultations import book
from scheduler.places import add_city
from tests.fixtures import NOW, Letter
from tests.making import HAND, make_plan
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited, StationCard
from vocabulary.text import Bilingual

ADD = "/calendars/1/days/new"
DAY = {"day": "11 ม.ค. 2565", "name_th": "วันหยุดพิเศษ", "name_en": "Special holiday", "origin": "Cabinet, 5 Jan 2022"}


def meeting(letter: Letter) -> int:
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    return book(letter.session_ids["2"], make_plan(), invited=invited, hand=HAND)


def day_id(day: date) -> int:
    return int(db.session.query(ClosedDay.id).filter_by(day=day).scalar())


def test_a_day_is_added_in_thai_and_stands_in_its_year_with_who_entered_it(
    officer: FlaskClient, letter: Letter
) -> None:
    answer = send(officer, ADD, {**DAY, "certainty": "confirmed"})
    assert (answer.status_code, answer.location) == (303, "/calendars/1?year=2022")
    page = officer.get("/calendars/1?year=2022").text
    assert "Tue 11 Jan 2022" in page
    assert "Cabinet, 5 Jan 2022" in page
    assert "Chanika" in page


def test_what_is_planned_is_shown_before_the_day_is_saved_and_the_next_day_is_one_press_away(
    officer: FlaskClient, letter: Letter
) -> None:
    number = meeting(letter)
    answer = send(officer, ADD, DAY)
    assert (answer.status_code, "Something is planned on that day" in answer.text) == (409, True)
    assert "Next free day: Wed 12 Jan 2022" in answer.text
    offered = f"/consultations/{number}/change?day=2022-01-12"
    assert offered in answer.text
    form = form_to(answer.text, "/calendars/1/days/new?year=2022")
    assert officer.post("/calendars/1/days/new?year=2022", data=form.fields).status_code == 303
    assert f'href="{offered}"' in officer.get("/calendars/1?year=2022").text
    assert f'href="{offered}"' in officer.get("/committees/ahc").text
    page = officer.get(offered).text
    assert form_to(page, "").fields["day"] == "12 Jan 2022"
    assert "An office day in Bangkok" in page
    assert form_to(officer.get(f"/consultations/{number}/change").text, "").fields["day"] == "11 Jan 2022"


def test_a_day_that_cannot_be_is_asked_about_and_nothing_typed_is_lost(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, ADD, {"day": "", "name_th": "", "name_en": "", "origin": "Gazette"})
    assert (answer.status_code, 'value="Gazette"' in answer.text) == (422, True)
    assert {"Write the day", "Enter the name"} == set(re.findall("Write the day|Enter the name", answer.text))
    assert "is a Tuesday, not a Monday" in send(officer, ADD, {**DAY, "day": "Mon 11 Jan 2022"}).text
    assert "is on this list already" in send(officer, ADD, {**DAY, "day": "๖ เม.ย. ๒๕๖๕"}).text
    assert send(officer, "/calendars/999/days/new", DAY).status_code == 404
    assert officer.get("/calendars/999").status_code == 404
    assert officer.get("/calendars/days/999").status_code == 404


def test_a_day_is_moved_after_a_look_and_removed(officer: FlaskClient, letter: Letter) -> None:
    meeting(letter)
    url = f"/calendars/days/{day_id(date(2022, 2, 16))}"
    assert "Makha Bucha" in officer.get(url).text
    fields = {"day": "11/1/2565", "name_th": "วันมาฆบูชา", "name_en": "", "origin": "", "certainty": "expected"}
    answer = send(officer, url, fields)
    assert (answer.status_code, "Move the day all the same" in answer.text) == (409, True)
    assert officer.post(url, data=form_to(answer.text, url).fields).status_code == 303
    page = officer.get(url)
    assert "Tuesday 11 January 2022" in page.text
    assert send(officer, f"{url}/remove").location == "/calendars/1?year=2022"
    assert officer.get(url).status_code == 404


def test_what_somebody_else_has_changed_is_shown_beside_mine(officer: FlaskClient, letter: Letter) -> None:
    url = f"/calendars/days/{day_id(date(2022, 2, 16))}"
    form = form_to(officer.get(url).text, url).fields.to_dict()
    assert send(officer, url, {**form, "origin": "Announcement", "form_key": "another-key"}).status_code == 303
    answer = send(officer, url, {**form, "origin": "Gazette", "certainty": "confirmed"})
    assert answer.status_code == 409
    assert ("Announcement" in answer.text, "Gazette" in answer.text, "Chanika" in answer.text) == (True, True, True)


def test_a_year_is_confirmed_and_one_without_a_list_says_so(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get("/calendars/2").text
    assert "No list on file for 2022" in page
    assert "Confirm" not in page
    assert "No list on file for 2027" in officer.get("/calendars/1?year=2027").text
    assert "No list on file for" not in officer.get("/calendars/1?year=12").text
    confirm = "/calendars/1/years/2022/confirm"
    answer = send(officer, confirm, {"source": ""})
    assert (answer.status_code, "which official list" in answer.text) == (422, True)
    assert send(officer, confirm, {"source": "Announcement of 2564"}).location == "/calendars/1?year=2022"
    page = officer.get("/calendars/1?year=2022").text
    assert "The list of 2022 is on file as a whole: Announcement of 2564" in page
    assert "Not confirmed yet" not in page
    assert send(officer, confirm, {"source": "Again"}).status_code == 409
    assert send(officer, "/calendars/1/years/99999/confirm", {"source": "Again"}).status_code == 422
    assert send(officer, "/calendars/999/years/2022/confirm", {"source": "Again"}).status_code == 404


def test_single_days_of_a_year_leave_the_other_days_unknown(officer: FlaskClient, letter: Letter) -> None:
    send(officer, "/calendars/2/days/new", {"day": "4 July 2022", "name_en": "Independence Day"})
    assert "Only single days are on file for 2022" in officer.get("/calendars/2?year=2022").text


def test_a_city_without_a_list_gets_one(officer: FlaskClient, letter: Letter) -> None:
    number = add_city(StationCard(Bilingual("Ha Noi"), "Asia/Ho_Chi_Minh"), by=OPERATOR, now=NOW)
    url = f"/places/{number}/calendar/new"
    assert url in officer.get("/calendars").text
    assert url in officer.get("/places").text
    assert send(officer, url, {"name_en": "", "name_th": ""}).status_code == 422
    answer = send(officer, url, {"name_en": "Vietnamese government offices", "name_th": ""})
    row = db.session.query(ClosureList).filter_by(key="ha-noi").one()
    assert answer.location == f"/calendars/{row.id}"
    assert db.session.get_one(DutyStation, number).closure_list_id == row.id
    assert officer.get(url).status_code == 404
    assert send(officer, url, {"name_en": "Another", "name_th": ""}).status_code == 409
    assert "Years on file" in officer.get("/calendars").text
    assert f"/calendars/{row.id}" in officer.get("/places").text
