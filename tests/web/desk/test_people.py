"""The directory and a person's page."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.consultations import book
from tests.fixtures import Letter, People, SignIn
from tests.making import HAND, make_plan
from tests.scheduler.letters import let_go
from tests.web.posting import send
from vocabulary.plan import Invited
from vocabulary.states import MailState

CARD = {"name_th": "นางสาวณิชา ตัวอย่าง", "name_en": "Ms Nicha Tuayang", "email": "nicha@moj.example", "language": "en"}


def test_agencies_stand_in_the_mandates_order(officer: FlaskClient) -> None:
    page = officer.get("/people").text
    names = ["Ministry of Foreign Affairs", "Office of the Attorney General", "Royal Thai Police"]
    places = [page.index(f">{name}</h2>") for name in names]
    assert places == sorted(places)
    assert "No. 7 in the mandate" in page
    assert "H.E. Mr Phuwadol Tuayang" in page


def test_a_person_is_added_and_becomes_focal_point(officer: FlaskClient, letter: Letter) -> None:
    agency = str(letter.agency_ids["moj"])
    added = send(officer, "/people/new", {**CARD, "agency": agency})
    assert added.status_code == 303
    assert "Speaks for no agency" not in officer.get(added.location).text
    assert send(officer, f"{added.location}/focal-point", {"agency": agency}).status_code == 303
    assert f'name="agency" value="{agency}"' in officer.get(added.location).text
    assert send(officer, f"{added.location}/focal-point/end", {"agency": agency}).status_code == 303
    assert send(officer, f"{added.location}/focal-point/end", {"agency": agency}).status_code == 409


def test_a_new_person_belongs_to_the_agency_where_the_button_stood(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get("/people/new", query_string={"agency": letter.agency_ids["moj"]}).text
    assert f'<option value="{letter.agency_ids["moj"]}" selected>' in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name_th": "", "name_en": ""}, "Enter the name in Thai"),
        ({"email": "nicha"}, "Write one e-mail address"),
        ({"email": "SIRA@oag.example"}, "Mr Sira Tuayang has this address already."),
        ({"language": "de"}, "Choose one of these."),
        ({"agency": "999"}, "This agency does not exist."),
    ],
)
def test_a_wrong_card_is_refused_and_kept(officer: FlaskClient, fields: dict[str, str], sentence: str) -> None:
    answer = send(officer, "/people/new", {**CARD, **fields})
    assert answer.status_code in (404, 422)
    assert sentence in answer.text
    assert 'value="Ms Nicha Tuayang"' in answer.text or "name_en" in fields


def test_a_new_address_of_somebody_invited_is_said_to_kill_links(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    let_go(book(letter.session_ids["2"], make_plan(), invited=Invited((letter.agency_ids["oag"],)), hand=HAND))
    url = f"/people/{people.focal['oag']}"
    page = officer.get(url).text
    assert "This person holds invitations: 1" in page
    assert "Answers given so far stand, though the new invitation asks once more" in page
    card = {**CARD, "name_th": "นายศิระ ตัวอย่าง", "name_en": "Mr Sira Tuayang", "email": "sira2@oag.example"}
    answer = send(officer, url, {**card, "agency": str(letter.agency_ids["oag"])})
    assert answer.status_code == 303
    assert "Links in earlier letters are dead now" in officer.get(url).text


def test_what_did_not_arrive_stands_on_the_page_and_goes_to_the_new_address(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    let_go(book(letter.session_ids["2"], make_plan(), invited=Invited((letter.agency_ids["oag"],)), hand=HAND))
    mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).one()
    url, number = f"/people/{people.focal['oag']}", mail.id
    assert "Did not arrive" not in officer.get(url).text
    mail.state, mail.reply_code, mail.reply_text = MailState.BOUNCED, 550, "5.1.1 no such user"
    db.session.commit()
    page = officer.get(url).text
    assert f'href="/mail/{number}">Invitation: ' in page
    assert "sira@oag.example: 550 5.1.1 no such user" in page
    assert "Try again" in page
    card = {**CARD, "name_th": "นายศิระ ตัวอย่าง", "name_en": "Mr Sira Tuayang", "email": "sira2@oag.example"}
    send(officer, url, {**card, "agency": str(letter.agency_ids["oag"])})
    page = officer.get(url).text
    assert "It stands below: send it to the new one." in page
    assert "Release the letters that wait" not in page
    assert "Send it to the new address" in page
    assert send(officer, f"/mail/{number}/retry").location == f"/mail/{number + 1}"
    assert "Did not arrive" not in officer.get(url).text


def test_a_card_is_changed(officer: FlaskClient, letter: Letter, people: People) -> None:
    url = f"/people/{people.focal['moj']}"
    fields = {**CARD, "email": "pimlada@moj.example", "phone": "+66 2 555 0199"}
    assert send(officer, url, {**fields, "agency": str(letter.agency_ids["moj"])}).status_code == 303
    assert 'value="+66 2 555 0199"' in officer.get(url).text
    refused = send(officer, url, {**fields, "email": "sira@oag.example"})
    assert (refused.status_code, "has this address already" in refused.text) == (422, True)


def test_a_desk_officer_does_not_take_over_an_administrator(officer: FlaskClient, people: People) -> None:
    answer = send(officer, f"/people/{people.administrator}", {**CARD, "email": "chanika2@mfa.example"})
    assert answer.status_code == 403
    assert "Only an administrator changes the address" in answer.text


def test_only_an_administrator_disables_and_enables(officer: FlaskClient, people: People, sign_in: SignIn) -> None:
    url = f"/people/{people.focal['oag']}"
    assert send(officer, f"{url}/disable").status_code == 403
    assert f"{url}/disable" not in officer.get(url).text
    administrator = sign_in(people.administrator)
    assert f"{url}/disable" in administrator.get(url).text
    assert send(administrator, f"{url}/disable").status_code == 303
    assert f"{url}/enable" in administrator.get(url).text
    assert send(administrator, f"{url}/enable").status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(Person.active).where(Person.id == people.focal["oag"])).one()


def test_an_agency_is_added_once(officer: FlaskClient) -> None:
    assert 'action="/agencies/new"' in officer.get("/agencies/new").text
    fields = {"name_th": "สำนักงานอื่น", "name_en": "Another Office", "abbreviation_en": "AO"}
    added = send(officer, "/agencies/new", fields)
    assert (added.status_code, added.location.startswith("/agencies/")) == (303, True)
    assert "Outside the approval’s list" in officer.get("/people").text
    again = send(officer, "/agencies/new", fields)
    assert (again.status_code, "is on file already" in again.text) == (422, True)


def test_a_person_that_is_not_there_is_not_found(officer: FlaskClient) -> None:
    assert officer.get("/people/999").status_code == 404


def test_further_addresses_stand_on_the_persons_page(officer: FlaskClient, people: People) -> None:
    url = f"/people/{people.focal['oag']}"
    wrong = send(officer, f"{url}/addresses", {"address": "nobody"})
    assert (wrong.status_code, "Write one e-mail address" in wrong.text) == (422, True)
    assert 'value="nobody"' in wrong.text, "what was typed is kept"
    assert send(officer, f"{url}/addresses", {"address": "Sira@private.example"}).location == f"{url}#addresses"
    page = officer.get(url).text
    assert "sira@private.example" in page
    assert send(officer, "/people/addresses/1/remove", {}).location == f"{url}#addresses"
    assert "<span>sira@private.example</span>" not in officer.get(url).text
