"""Handing an agency over by the link of an invitation, and signed in."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.hand_overs import HandOver
from scheduler.agencies import end_focal_point
from scheduler.consultations import book, change, found, invite, withdraw
from scheduler.hand_overs import confirm_hand_over, refuse_hand_over
from scheduler.plans import plan_of
from tests.fixtures import NOW, Letter, People, SignIn
from tests.making import HAND, make_plan
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import let_go
from tests.web.focal.conftest import link_of
from tests.web.page_forms import form_to
from tests.web.posting import press, send
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited
from vocabulary.states import Classification, HandOverState

MALI = {
    "name_th": "นางสาวมะลิ ตัวอย่าง",
    "name_en": "Ms Mali Tuayang",
    "email": "mali@oag.example",
    "language": "en",
    "since": "10 Jan 2022",
    "note": "I move to another post.",
}


def rows() -> list[tuple[str, HandOverState, date]]:
    db.session.rollback()
    return [(one.email, one.state, one.since) for one in db.session.scalars(select(HandOver).order_by(HandOver.id))]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def typed(client: FlaskClient, url: str, **fields: str) -> dict[str, str]:
    """The form as the page shows it, filled in."""
    page = client.get(f"{url}?lang=en").text
    return {**form_to(page, url).fields.to_dict(), **MALI, **fields}


def test_the_way_stands_on_the_page_of_the_invitation(client: FlaskClient, link: str) -> None:
    page = client.get(f"{link}?lang=en").text
    assert f'href="{link}/hand-over"' in page
    assert "If another colleague speaks for Office of the Attorney General from now on" in page
    form = words(client.get(f"{link}/hand-over?lang=en").text)
    for part in (
        "It is for all meetings of your agency",
        "Nothing changes until the desk has confirmed it",
        "only stands",
    ):
        assert part in form, part


def test_what_is_asked_is_said_on_every_page_and_can_be_taken_back(
    client: FlaskClient, sira: FlaskClient, letter: Letter, link: str
) -> None:
    page = f"{link}/hand-over"
    answer = client.post(page, data=typed(client, page))
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
    assert rows() == [("mali@oag.example", HandOverState.OPEN, date(2022, 1, 10))]
    shown = words(client.get(f"{answer.location}&lang=en").text)
    assert "Handed over to Ms Mali Tuayang, waiting for the desk" in shown
    assert "Monday 10 January 2022" in shown
    for reader, url in (
        (client, f"{link}?lang=en"),
        (sira, "/my/meetings"),
        (sira, f"/my/meetings/{invitation_number(link)}"),
        (sira, f"/my/hand-over/{letter.agency_ids['oag']}"),
    ):
        assert "Handed over to Ms Mali Tuayang, waiting for the desk" in words(reader.get(url).text), url
    taken = press(client, page, {"take_back": "yes"})
    assert taken.status_code == 303
    assert "Taken back. Everything stays as it was." in client.get(f"{taken.location}&lang=en").text
    assert [state for _, state, _ in rows()] == [HandOverState.TAKEN_BACK]
    again = press(client, f"{page}?lang=en", {"take_back": "yes"})
    assert (again.status_code, "not open any more" in again.text) == (409, True)


def invitation_number(link: str) -> str:
    return link.rsplit("/", maxsplit=1)[-1].split(".", maxsplit=1)[0]


def test_signed_in_it_is_the_same_form(sira: FlaskClient, letter: Letter) -> None:
    page = f"/my/hand-over/{letter.agency_ids['oag']}"
    assert f'href="{page}"' in sira.get("/my/meetings").text
    assert send(sira, page, typed(sira, page)).status_code == 303
    assert [state for _, state, _ in rows()] == [HandOverState.OPEN]
    form = form_to(sira.get(page).text, page)
    assert (form.fields["email"], form.fields["since"]) == ("mali@oag.example", "10 Jan 2022")
    assert send(sira, page, {"take_back": "yes"}).status_code == 303
    assert [state for _, state, _ in rows()] == [HandOverState.TAKEN_BACK]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"email": ""}, "Write the e-mail address of whoever takes over"),
        ({"email": "mali"}, "Write one e-mail address"),
        ({"email": "sira@oag.example"}, "This is you."),
        ({"name_th": "", "name_en": ""}, "Enter the name in Thai"),
        ({"name_en": "x" * 201}, "it has 201"),
        ({"since": ""}, "Write the day from which your colleague takes over."),
        ({"since": "soon"}, "Write day, month and year"),
        ({"since": "10 Feb 2023"}, "more than a year away"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    client: FlaskClient, link: str, fields: dict[str, str], says: str
) -> None:
    page = f"{link}/hand-over"
    answer = client.post(f"{page}?lang=en", data=typed(client, page, **fields))
    assert answer.status_code == 422
    assert says in answer.text
    form = form_to(answer.text, page)
    assert form.fields["note"] == "I move to another post."
    assert rows() == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_from_another_site_is_refused(client: FlaskClient, link: str, headers: dict[str, str]) -> None:
    assert press(client, f"{link}/hand-over", MALI, **headers).status_code == 400
    assert rows() == []


def test_the_page_does_not_tell_who_is_on_file(client: FlaskClient, link: str) -> None:
    page = f"{link}/hand-over"
    answers = [
        client.post(page, data=typed(client, page, email=email, name_en=name))
        for email, name in (("warut@rtp.example", "Pol. Col. Warut Tuayang"), ("new@oag.example", "Ms New Tuayang"))
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "rtp" not in client.get(f"{page}?lang=en").text


def test_a_refusal_is_read_on_the_page_and_its_words_stand_ready(
    client: FlaskClient, people: People, letter: Letter, link: str
) -> None:
    page = f"{link}/hand-over"
    client.post(page, data=typed(client, page))
    refuse_hand_over(letter.agency_ids["oag"], people.focal["oag"], reason="Not yet.", by=OPERATOR, now=NOW)
    db.session.rollback()
    for url in (link, page):
        shown = words(client.get(f"{url}?lang=en").text)
        assert "The desk has refused the hand-over to Ms Mali Tuayang Not yet." in shown
    assert client.post(page, data=typed(client, page)).status_code == 303
    assert [state for _, state, _ in rows()] == [HandOverState.REFUSED, HandOverState.OPEN]


def test_what_another_tab_has_asked_is_shown_before_it_is_replaced(client: FlaskClient, link: str) -> None:
    page = f"{link}/hand-over"
    mine = typed(client, page, email="mine@oag.example")
    client.post(page, data=typed(client, page))
    answer = client.post(f"{page}?lang=en", data=mine)
    assert answer.status_code == 409
    assert "mali@oag.example" in answer.text
    form = form_to(answer.text, page)
    assert form.fields["email"] == "mine@oag.example"
    assert client.post(page, data=form.fields.to_dict()).status_code == 303


def test_once_confirmed_the_link_is_dead_and_what_was_typed_is_shown(
    app: Flask, client: FlaskClient, people: People, letter: Letter, link: str
) -> None:
    page = f"{link}/hand-over"
    client.post(page, data=typed(client, page, since="4 Jan 2022"))
    late = typed(client, page, note="Still me.")
    confirm_hand_over(letter.agency_ids["oag"], people.focal["oag"], hand=HAND)
    db.session.rollback()
    for answer in (client.get(f"{page}?lang=en"), client.post(f"{page}?lang=en", data=late)):
        assert answer.status_code == 404
        assert "This link opens nothing any more" in answer.text
    assert "Still me." in answer.text


def test_a_link_to_an_earlier_meeting_says_that_it_was_handed_over(
    app: Flask, client: FlaskClient, people: People, letter: Letter, link: str
) -> None:
    page = f"{link}/hand-over"
    client.post(page, data=typed(client, page, since="1 Feb 2022"))
    late = typed(client, page, note="Still me.")
    confirm_hand_over(letter.agency_ids["oag"], people.focal["oag"], hand=HAND)
    db.session.rollback()
    for url in (link, page):
        assert "Handed over to Ms Mali Tuayang from 1 Feb 2022 on" in words(client.get(f"{url}?lang=en").text)
    assert "<form" not in client.get(page).text.split("<main")[1]
    answer = client.post(f"{page}?lang=en", data=late)
    assert answer.status_code == 403
    assert "Only a focal point hands over" in answer.text
    assert "Still me." in answer.text


def test_whoever_speaks_for_no_agency_is_told_whom_to_ask(
    app: Flask, client: FlaskClient, people: People, letter: Letter, meeting: int
) -> None:
    invite(meeting, Invited(person_ids=(people.head_vienna,)), hand=HAND)
    let_go(meeting)
    db.session.rollback()
    link = link_of(app, people.head_vienna)
    assert "hand-over" not in client.get(f"{link}?lang=en").text
    for answer in (client.get(f"{link}/hand-over?lang=en"), press(client, f"{link}/hand-over?lang=en", MALI)):
        assert answer.status_code == 403
        assert "Only a focal point hands over" in answer.text
        assert "samai@mfa.example" in answer.text
    assert "mali@oag.example" in answer.text
    assert rows() == []


def test_a_focal_point_that_ended_meanwhile_hands_nothing_over(
    sira: FlaskClient, people: People, letter: Letter
) -> None:
    page = f"/my/hand-over/{letter.agency_ids['oag']}"
    late = typed(sira, page)
    end_focal_point(letter.agency_ids["oag"], people.focal["oag"], by=OPERATOR, now=NOW)
    db.session.rollback()
    answer = send(sira, page, late)
    assert (answer.status_code, "mali@oag.example" in answer.text) == (403, True)
    assert "hand-over" not in sira.get("/my/meetings").text.split("<main")[1]


def test_another_agency_is_nothing_to_hand_over(sira: FlaskClient, letter: Letter) -> None:
    for agency in (letter.agency_ids["rtp"], 999):
        answer = sira.get(f"/my/hand-over/{agency}")
        assert answer.status_code == 403
        assert "Police" not in answer.text


def test_a_broken_link_and_a_withdrawn_one_open_nothing(client: FlaskClient, people: People, link: str) -> None:
    withdraw(invitation_of(people.focal["oag"]).id, hand=HAND)
    db.session.rollback()
    for broken in ("/r/hidden", link):
        assert client.get(f"{broken}/hand-over").status_code == 404
        assert press(client, f"{broken}/hand-over", MALI).status_code == 404
    assert rows() == []


def test_a_link_to_a_classified_meeting_shows_nothing_and_takes_nothing(
    client: FlaskClient, link: str, meeting: int
) -> None:
    page = f"{link}/hand-over"
    late = typed(client, page)
    change(meeting, replace(plan_of(found(meeting)), classification=Classification.SECRET, aware=True), hand=HAND)
    db.session.rollback()
    for answer in (client.get(f"{page}?lang=en"), client.post(f"{page}?lang=en", data=late)):
        assert answer.status_code == 403
        assert "nothing of it is shown here" in answer.text
        assert "Attorney" not in answer.text
    assert "mali@oag.example" in answer.text, "what was typed is told to the desk"
    assert rows() == []


def test_the_link_stands_in_no_receipt(client: FlaskClient, link: str) -> None:
    page = f"{link}/hand-over"
    client.post(page, data=typed(client, page))
    press(client, page, {"take_back": "yes"})
    with db.engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT location FROM receipt").all())
    assert "?taken=1" in kept
    assert link not in kept


def test_a_focal_point_of_two_agencies_hands_each_over(
    sign_in: SignIn, sira: FlaskClient, people: People, letter: Letter
) -> None:
    other = book(letter.session_ids["2"], make_plan(), invited=Invited((letter.agency_ids["rtp"],)), hand=HAND)
    let_go(other)
    db.session.rollback()
    warut = sign_in(people.focal["rtp"])
    warut.set_cookie("samai-language", "en")
    page = f"/my/hand-over/{letter.agency_ids['rtp']}"
    assert send(warut, page, typed(warut, page, email="sira@oag.example")).status_code == 303
    confirm_hand_over(letter.agency_ids["rtp"], people.focal["rtp"], hand=HAND)
    db.session.rollback()
    mine = sira.get("/my/meetings").text
    assert all(f'href="/my/hand-over/{letter.agency_ids[key]}"' in mine for key in ("oag", "rtp"))
