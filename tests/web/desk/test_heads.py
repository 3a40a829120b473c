"""The decision who leads, city by city, as forms."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.people import OfficeHolder
from models.places import DutyStation
from models.sessions import HeadOverride
from scheduler.posts import appoint
from scheduler.queries.sights import session_plan
from scheduler.sessions import found, plan_session
from tests.fixtures import NOW, Letter, People
from tests.making import HAND
from tests.web.page_forms import forms_in
from tests.web.posting import send
from vocabulary.actor import OPERATOR
from vocabulary.plan import Days, Term
from vocabulary.states import Capacity

CITIES = {"vienna": "Vienna", "new-york": "New York"}


@pytest.fixture
def stations(letter: Letter) -> dict[str, int]:
    """The cities by their keys; session 2 meets in both."""
    rows = {row.key: row.id for row in db.session.execute(select(DutyStation.key, DutyStation.id))}
    session_id = letter.session_ids["2"]
    present = session_plan(found(session_id))
    another = Days(date(2022, 6, 13), date(2022, 6, 14), duty_station_id=rows["new-york"])
    plan_session(session_id, replace(present, blocks=(*present.blocks, another)), hand=HAND)
    db.session.rollback()
    return rows


def decide(officer: FlaskClient, url: str, city: int, **fields: str) -> int:
    """Send the form of one city as its page shows it."""
    page = officer.get(f"{url}/head?city={city}").text
    [form] = [one for one in forms_in(page) if one.action == f"{url}/head"]
    shown = {name: form.fields[name] for name in ("seen", "city")}
    return send(officer, f"{url}/head", {**shown, "reason": "Cabinet decided", **fields}).status_code


def test_each_city_is_asked_about_by_itself(
    officer: FlaskClient, letter: Letter, people: People, stations: dict[str, int]
) -> None:
    url = f"/sessions/{letter.session_ids['2']}"
    for key, name in CITIES.items():
        page = officer.get(f"{url}/head?city={stations[key]}").text
        assert f"In {name}" in page
        assert f'name="city" value="{stations[key]}"' in page
    fields = {"person": str(people.focal["mdes"]), "person_2": str(people.focal["oag"]), "document": "No. 7"}
    assert decide(officer, url, stations["new-york"], **fields) == 303
    page = officer.get(url).text
    assert "Mr Potchara Tuayang" in page
    assert "Co-head" in page
    assert "H.E. Mr Phuwadol Tuayang" in page, "the rule still says who leads in Vienna"
    assert "Mr Potchara Tuayang" in officer.get(f"{url}/delegation").text


def test_a_decision_in_one_city_is_taken_back_alone(
    officer: FlaskClient, letter: Letter, people: People, stations: dict[str, int]
) -> None:
    url = f"/sessions/{letter.session_ids['2']}"
    for key in CITIES:
        assert decide(officer, url, stations[key], person=str(people.focal["mdes"])) == 303
    undoing = [one for one in forms_in(officer.get(url).text) if one.action == f"{url}/head/undo"]
    assert [one.fields["city"] for one in undoing] == [str(stations[key]) for key in CITIES]
    shown = {name: undoing[0].fields[name] for name in ("seen", "city")}
    assert send(officer, f"{url}/head/undo", shown).status_code == 303
    assert db.session.scalars(select(HeadOverride.duty_station_id)).all() == [stations["new-york"]]


def test_whoever_is_chosen_twice_is_told_on_the_second_field(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    url, person = f"/sessions/{letter.session_ids['2']}/head", str(people.focal["mdes"])
    answer = send(officer, url, {"person": person, "person_3": person, "reason": "So decided"})
    assert answer.status_code == 422
    assert 'href="#f-person_2"' in answer.text
    second = answer.text.partition('id="f-person_2"')[2].partition("</select>")[0]
    assert f'value="{person}" selected' in second, "the empty field between is closed up"


def test_a_city_of_no_use_to_the_session_is_refused(
    officer: FlaskClient, letter: Letter, people: People, stations: dict[str, int]
) -> None:
    url = f"/sessions/{letter.session_ids['1']}/head"
    fields = {"person": str(people.focal["mdes"]), "reason": "So decided", "city": str(stations["vienna"])}
    answer = send(officer, url, fields)
    assert "This session does not meet in this city." in answer.text


def test_a_roster_is_not_issued_while_the_post_is_vacant_on_the_opening_day(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    url = f"/sessions/{letter.session_ids['2']}"
    assert "data-print" in officer.get(f"{url}/delegation").text
    holder = db.session.scalars(select(OfficeHolder).where(OfficeHolder.person_id == people.head_vienna)).one()
    holder.until = date(2022, 5, 29)
    db.session.commit()
    page = officer.get(f"{url}/delegation").text
    assert "data-print" not in page
    assert "(vacant)" in page
    assert page.count("The roster is not issued while the post is vacant on the opening day") == 2, "on paper too"
    acting = Term(date(2022, 5, 30), capacity=Capacity.CHARGE, document="Note 5/2565")
    appoint(letter.post_ids["pr-vienna"], people.focal["oag"], term=acting, by=OPERATOR, now=NOW)
    assert "data-print" in officer.get(f"{url}/delegation").text
    assert "(chargé d’affaires a.i., Note 5/2565)" in officer.get(url).text


def test_a_post_that_passes_on_while_the_session_meets_is_said_on_its_page(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    url = f"/sessions/{letter.session_ids['2']}"
    holder = db.session.scalars(select(OfficeHolder).where(OfficeHolder.person_id == people.head_vienna)).one()
    holder.until = date(2022, 6, 1)
    db.session.commit()
    assert "leaves the post before 2 Jun 2022, while the session meets" in officer.get(url).text
    appoint(letter.post_ids["pr-vienna"], people.focal["oag"], term=Term(date(2022, 6, 2)), by=OPERATOR, now=NOW)
    assert "hands the post over to Mr Sira Tuayang on 2 Jun 2022" in officer.get(url).text
    assert "The head of delegation changes while Session 2 meets" in officer.get("/committees/ahc").text


def test_the_form_offers_a_co_head_more_than_are_chosen(officer: FlaskClient, letter: Letter, people: People) -> None:
    url = f"/sessions/{letter.session_ids['2']}"
    assert officer.get(f"{url}/head").text.count("<select") == 3
    three = dict(zip(("person", "person_2", "person_3"), map(str, people.focal.values()), strict=False))
    send(officer, f"{url}/head", {**three, "reason": "So decided"})
    assert officer.get(f"{url}/head").text.count("<select") == 4


def test_a_decision_for_days_that_were_given_up_rests_and_is_offered_for_the_new_ones(
    officer: FlaskClient, letter: Letter, people: People, stations: dict[str, int]
) -> None:
    number = letter.session_ids["1"]
    url, plan = f"/sessions/{number}", session_plan(found(number))
    first, second = Days(date(2022, 2, 2), date(2022, 2, 3)), Days(date(2022, 2, 6), date(2022, 2, 13))
    plan_session(number, replace(plan, blocks=(first, second)), hand=HAND)
    fields = {"city": str(stations["new-york"]), "run": "2022-02-06", "document": "No. 7", "reason": "Minister"}
    assert send(officer, f"{url}/head", {"person": str(people.focal["mdes"]), **fields}).status_code == 303
    assert "A decision rests" not in officer.get(url).text
    plan_session(number, replace(plan, blocks=(Days(date(2022, 3, 7), date(2022, 3, 11)),)), hand=HAND)
    page = officer.get(url).text
    assert "A decision rests: Mr Potchara Tuayang" in page
    assert "It was made for the days from Sunday 6 February 2022" in page
    link = re.search(r'href="([^"]*like=2022-02-06[^"]*)"', page)
    assert link is not None
    shown = officer.get(unescape(link[1])).text
    [form] = [one for one in forms_in(shown) if one.action == f"{url}/head"]
    assert [form.fields[name] for name in ("person", "reason", "document")] == [
        str(people.focal["mdes"]),
        "Minister",
        "No. 7",
    ]
    assert send(officer, f"{url}/head", form.fields.to_dict()).status_code == 303
    assert "A decision rests" not in officer.get(url).text, "it holds again"
