"""The desk decides on a hand-over, next to who is on file."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from models.database import db
from scheduler.hand_overs import ask_hand_over, take_hand_over_back
from scheduler.people import add_person
from tests.fixtures import NOW, Letter, People
from tests.web.desk.filling import released
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import HandOverPlan, PersonCard
from vocabulary.states import ActorKind
from vocabulary.text import Bilingual

MALI = PersonCard(Bilingual("Ms Mali Tuayang"), Bilingual("Legal Officer"), "mali@oag.example", "02 142 0000")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def page(letter: Letter) -> str:
    return f"/agencies/{letter.agency_ids['oag']}"


@pytest.fixture
def door(page: str, people: People) -> str:
    return f"{page}/hand-overs/{people.focal['oag']}"


def ask(
    letter: Letter, people: People, card: PersonCard = MALI, *, note: str = "I move on.", since: date = date(2022, 1, 4)
) -> None:
    by = Actor(ActorKind.PERSON, "Sira", person_id=people.focal["oag"])
    plan = HandOverPlan(card, since, note)
    ask_hand_over(letter.agency_ids["oag"], people.focal["oag"], plan=plan, by=by, now=NOW)
    db.session.rollback()


def test_it_waits_on_the_overview_and_leads_to_the_agency(
    officer: FlaskClient, letter: Letter, people: People, page: str
) -> None:
    assert "hands over" not in officer.get(f"/committees/{letter.committee_key}").text
    ask(letter, people)
    overview = officer.get(f"/committees/{letter.committee_key}").text
    assert "Office of the Attorney General hands over to Ms Mali Tuayang" in words(overview)
    assert f'href="{page}"' in overview


def test_what_is_asked_stands_beside_what_is_on_file(
    officer: FlaskClient, letter: Letter, people: People, page: str
) -> None:
    released(officer, letter, "oag")
    ask(letter, people)
    text = words(officer.get(page).text)
    for part in (
        "Mr Sira Tuayang asked for this on 4 Jan 2022 at 09:00. Nothing has changed yet.",
        "E-mail sira@oag.example mali@oag.example",
        "02 142 0000",
        "Tuesday 4 January 2022",
        "I move on.",
        "Ms Mali Tuayang is the primary focal point in the place of Mr Sira Tuayang.",
        "the invitation is withdrawn here and given there.",
    ):
        assert part in text, part


def test_a_day_to_come_says_what_stays_until_then(
    officer: FlaskClient, letter: Letter, people: People, page: str
) -> None:
    ask(letter, people, since=date(2022, 1, 10))
    assert "Meetings before 10 Jan 2022 stay with Mr Sira Tuayang" in words(officer.get(page).text)


def test_one_click_puts_the_successor_in_place_and_leads_to_the_letters(
    officer: FlaskClient, letter: Letter, people: People, page: str, door: str
) -> None:
    number = released(officer, letter, "oag")
    ask(letter, people)
    answer = send(officer, f"{door}/confirm")
    assert answer.status_code == 303
    text = officer.get(answer.location).text
    assert "The hand-over is confirmed." in text
    assert f'href="/consultations/{number}/release"' in text
    assert "2 letters to people of this agency" in text
    points = text[text.index('id="points"') : text.index('id="mailbox"')]
    assert "Ms Mali Tuayang" in points
    assert ">Mr Sira Tuayang</a>" not in points
    preview = words(officer.get(f"/consultations/{number}/release").text)
    assert "mali@oag.example" in preview
    again = send(officer, f"{door}/confirm")
    assert (again.status_code, "not open any more" in again.text) == (409, True)


def test_a_refusal_needs_its_reason(officer: FlaskClient, letter: Letter, people: People, page: str, door: str) -> None:
    ask(letter, people)
    field = f"reason_{people.focal['oag']}"
    for wrong, says in (("", "Write the reason"), ("x" * 2001, "it has 2001")):
        answer = send(officer, f"{door}/refuse", {field: wrong})
        assert answer.status_code == 422
        assert says in answer.text
        assert f'id="e-{field}"' in answer.text
        assert form_to(answer.text, f"{door}/refuse").fields[field] == wrong
    assert send(officer, f"{door}/refuse", {field: "Your director names another."}).status_code == 303
    text = officer.get(page).text
    assert "The hand-over is refused." in text
    assert "Hand-over to decide" not in text


def test_another_word_than_was_seen_is_shown_before_it_is_decided(
    officer: FlaskClient, letter: Letter, people: People, page: str, door: str
) -> None:
    ask(letter, people)
    opened = officer.get(page).text
    ask(letter, people, replace(MALI, email="other@oag.example"))
    seen, no = {"seen": form_to(opened, f"{door}/refuse").fields["seen"]}, {f"reason_{people.focal['oag']}": "No."}
    refused = [send(officer, f"{door}/confirm", seen), send(officer, f"{door}/refuse", {**seen, **no})]
    for answer in refused:
        assert answer.status_code == 409
        assert "What changed while the form was open" in answer.text
        assert "other@oag.example" in answer.text
    form = form_to(refused[1].text, f"{door}/refuse")
    assert form.fields[f"reason_{people.focal['oag']}"] == "No."
    assert send(officer, f"{door}/refuse", form.fields.to_dict()).status_code == 303


def test_a_reason_for_what_was_taken_back_meanwhile_is_not_lost(
    officer: FlaskClient, letter: Letter, people: People, page: str, door: str
) -> None:
    ask(letter, people)
    oag, sira = letter.agency_ids["oag"], people.focal["oag"]
    made = form_to(officer.get(page).text, f"{door}/refuse").fields.to_dict()
    take_hand_over_back(oag, sira, by=Actor(ActorKind.PERSON, "Sira", person_id=sira), now=NOW)
    db.session.rollback()
    answer = send(officer, f"{door}/refuse", {**made, f"reason_{sira}": "No."}, Sec_Fetch_Site="same-origin")
    assert (answer.status_code, "No." in answer.text) == (409, True)


def test_somebody_on_file_is_told_by_the_address_or_the_name(
    officer: FlaskClient, letter: Letter, people: People, page: str, door: str
) -> None:
    ask(letter, people, replace(MALI, email="warut@rtp.example"))
    text = words(officer.get(page).text)
    assert "The address belongs to somebody on file, who takes over then: Pol. Col. Warut Tuayang" in text
    assert "Royal Thai Police" in text
    oag = letter.agency_ids["oag"]
    number = add_person(PersonCard(Bilingual("Mr Krit Tuayang"), agency_id=oag), by=OPERATOR, now=NOW)
    ask(letter, people, replace(MALI, name=Bilingual("Mr Krit Tuayang")))
    assert "on file without an address" in officer.get(page).text
    other = PersonCard(Bilingual("Mr Anan Tuayang"), email="anan@oag.example", agency_id=oag)
    add_person(other, by=OPERATOR, now=NOW)
    ask(letter, people, replace(MALI, name=other.name))
    assert "on file with another address: anan@oag.example" in officer.get(page).text
    answer = send(officer, f"{door}/confirm")
    assert answer.status_code == 422
    assert "correct the address" in answer.text
    assert number


def test_a_disabled_person_and_a_classified_meeting_are_pointed_out(
    officer: FlaskClient, letter: Letter, people: People, page: str
) -> None:
    number = released(officer, letter, "oag")
    change = {"classification": "secret", "aware": "yes"}
    made = form_to(officer.get(f"/consultations/{number}/change").text, f"/consultations/{number}/change").fields
    assert send(officer, f"/consultations/{number}/change", {**made.to_dict(), **change}).status_code == 303
    ask(letter, people, replace(MALI, email="pracha@mfa.example"), note="")
    text = words(officer.get(page).text)
    assert "He or she cannot sign in at present." in text
    assert "nothing is mailed since it is classified" in text
