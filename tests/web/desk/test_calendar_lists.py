"""A list of closed days as a whole, at a browser."""

from flask.testing import FlaskClient

from scheduler.queries.calendars import calendar_named
from tests.fixtures import Letter
from tests.web.posting import send
from vocabulary.actor import OPERATOR


def test_a_list_is_renamed_and_stays_while_something_rests_on_it(officer: FlaskClient, letter: Letter) -> None:
    url = f"/calendars/{calendar_named('thai-government', actor=OPERATOR)}"
    assert send(officer, f"{url}/list", {"name_en": "Offices", "name_th": "Offices"}).status_code == 303
    assert 'value="Offices"' in officer.get(f"{url}/list").text
    gone = send(officer, f"{url}/remove")
    assert (gone.status_code, "This rests on the list" in gone.text) == (422, True)
    assert send(officer, f"{url}/list", {"name_en": "", "name_th": ""}).status_code == 422
    assert "Choose a city." in send(officer, f"{url}/city", {"city": ""}).text
    assert send(officer, f"{url}/city", {"city": "999"}).status_code == 404
