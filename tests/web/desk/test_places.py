"""Cities and buildings, as pages."""

from flask.testing import FlaskClient

from models.database import db
from models.places import DutyStation
from tests.fixtures import Letter
from tests.web.posting import send


def test_a_city_and_a_building_are_added_and_can_be_chosen(officer: FlaskClient, letter: Letter) -> None:
    assert '<option value="Asia/Ho_Chi_Minh">Vietnam · Ho Chi Minh</option>' in officer.get("/places/new").text
    fields = {"name_th": "กรุงฮานอย", "name_en": "Ha Noi", "tzid": "Asia/Ho_Chi_Minh"}
    assert send(officer, "/places/new", fields).location == "/places"
    number = db.session.query(DutyStation.id).filter_by(key="ha-noi").scalar()
    url = f"/places/{number}/buildings/new"
    assert "Add a building in Ha Noi" in officer.get(url).text
    assert send(officer, url, {"name_th": "", "name_en": "National Convention Center"}).status_code == 303
    page = officer.get("/places").text
    assert ("National Convention Center" in page, "Vietnam" in page) == (True, True)
    form = officer.get(f"/sessions/{letter.session_ids['3']}/plan").text
    assert "National Convention Center · Ha Noi" in form


def test_what_is_missing_or_on_file_is_said_and_nothing_typed_is_lost(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, "/places/new", {"name_th": "", "name_en": "Vienna", "tzid": ""})
    assert (answer.status_code, "Choose the clock" in answer.text, 'value="Vienna"' in answer.text) == (422, True, True)
    answer = send(officer, "/places/new", {"name_th": "", "name_en": "Vienna", "tzid": "Europe/Vienna"})
    assert "Vienna is on file already." in answer.text
    answer = send(officer, "/places/1/buildings/new", {"name_th": "", "name_en": ""})
    assert (answer.status_code, 'href="#f-name_th"' in answer.text) == (422, True)


def test_a_city_that_is_not_there_is_not_found(officer: FlaskClient, letter: Letter) -> None:
    assert officer.get("/places/999/buildings/new").status_code == 404
    assert send(officer, "/places/999/buildings/new", {"name_en": "Hall"}).status_code == 404
