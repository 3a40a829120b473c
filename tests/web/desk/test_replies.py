"""The reply matrix as a page: words with every cell, filters with counts, cards for phones."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import FocalPoint
from scheduler.consultations import book
from scheduler.entries import new_entry
from scheduler.queries.replies import PAGE
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, focal_point, make_plan
from tests.scheduler.giving import say
from tests.web.desk.filling import booked, released
from vocabulary.plan import Invited
from vocabulary.states import MailState, PartStat
from web.desk.replies import CARD

MATRIX = "/committees/ahc/replies"


@pytest.fixture
def answered(officer: FlaskClient, letter: Letter, people: People) -> int:
    """Six are asked: one comes, one does not, one could not be reached, three are silent."""
    number = released(officer, letter)
    say(people.focal["oag"], PartStat.ACCEPTED)
    say(people.focal["rtp"], PartStat.DECLINED)
    refused = select(OutgoingMail).where(
        OutgoingMail.person_id == people.focal["moj"], OutgoingMail.state == MailState.SENT
    )
    db.session.scalars(refused).one().state = MailState.REFUSED
    db.session.commit()
    return number


def table(page: str) -> str:
    """The matrix alone, without the cards."""
    return page.split('<table class="matrix">')[1].split("</table>", maxsplit=1)[0]


def plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_each_cell_says_the_answer_in_words_with_its_day_and_way(officer: FlaskClient, answered: int) -> None:
    words = plain(table(officer.get(MATRIX).text))
    assert "Office of the Attorney General Mr Sira Tuayang Accepted 4 Jan 2022, by phone" in words
    assert "Royal Thai Police Pol. Col. Warut Tuayang Declined 4 Jan 2022, by phone" in words
    assert "Ministry of Justice Ms Pimlada Tuayang Not delivered" in words
    assert "Office of the National Security Council Mrs Kanda Tuayang No reply" in words


def test_each_meeting_has_its_total_also_for_whom_cannot_see_the_bar(officer: FlaskClient, answered: int) -> None:
    page = officer.get(MATRIX).text
    assert 'aria-label="1 accepted, 0 tentative, 1 declined, 4 without an answer"' in page
    assert "1/6" in plain(table(page))


def test_a_letter_that_came_back_is_told_above_everything(officer: FlaskClient, answered: int) -> None:
    page = officer.get(MATRIX).text
    assert "Letters to MOJ were not delivered." in page
    assert "/mail?state=refused" in page


def test_filters_count_and_show_the_rows_they_name(officer: FlaskClient, answered: int) -> None:
    words = plain(officer.get(MATRIX).text)
    assert "All 6 No reply 4 Not delivered 1 Past meetings" in words
    waiting = plain(table(officer.get(f"{MATRIX}?show=waiting").text))
    assert "Royal Thai Police" not in waiting
    assert "Ministry of Justice" in waiting
    undelivered = plain(table(officer.get(f"{MATRIX}?show=undelivered").text))
    assert "National Security Council" not in undelivered


def test_cards_for_phones_put_first_what_needs_attention(officer: FlaskClient, answered: int) -> None:
    cards = officer.get(MATRIX).text.split('<div class="sheaf narrow-only">')[1]
    order = re.findall(r"<li><span><b>(\w+)</b>", cards)
    assert order[0] == "MOJ"
    assert order[-1] == "OAG"


def test_a_card_lists_as_many_as_a_phone_can_bear_and_says_where_the_others_are(
    officer: FlaskClient, letter: Letter
) -> None:
    points = [focal_point(number) for number in range(CARD + 2)]
    db.session.add_all(points)
    db.session.commit()
    everybody = Invited(tuple(point.agency_id for point in points))
    book(letter.session_ids["2"], make_plan(), invited=everybody, hand=HAND)
    cards = officer.get(MATRIX).text.split('<div class="sheaf narrow-only">')[1]
    assert cards.count("<li><span>") == CARD
    assert "2 more are on the page of the consultation." in cards


def test_somebody_not_asked_to_a_meeting_is_not_on_its_card(
    officer: FlaskClient, letter: Letter, answered: int
) -> None:
    booked(officer, letter, "nsc", day="12 Jan 2022")
    page = officer.get(MATRIX).text
    assert "Not invited" in table(page)
    second = page.split('<div class="sheaf narrow-only">')[1].split("<details")[2]
    assert re.findall(r"<li><span><b>(\w+)</b>", second) == ["NSC"]


def test_the_matrix_says_where_answers_in_calendars_arrive(officer: FlaskClient, answered: int) -> None:
    assert "samai@mfa.example, each meeting under its own address" in officer.get(MATRIX).text


def test_past_meetings_stand_apart(officer: FlaskClient, answered: int) -> None:
    page = plain(officer.get(f"{MATRIX}?past=1").text)
    assert "0 past meetings" in page
    assert "No meeting is behind us yet." in page
    assert "Meetings ahead" in page


def test_meetings_beyond_one_page_are_a_link_away(officer: FlaskClient, letter: Letter, answered: int) -> None:
    assert "Later meetings" not in officer.get(MATRIX).text
    entries = [new_entry(domain="mfa.example", now=NOW) for _ in range(PAGE)]
    invited = db.session.scalars(select(Invitation)).first()
    first = db.session.get_one(Consultation, answered)
    assert invited is not None
    for number, entry in enumerate(entries, 1):
        copied = Consultation(committee_id=first.committee_id, convener_id=first.convener_id, tzid=first.tzid)
        copied.day, copied.entry = first.day + timedelta(days=number), entry
        db.session.add_all([copied, Invitation(entry=entry, person_id=invited.person_id)])
    db.session.commit()
    page = officer.get(MATRIX).text
    assert f"{PAGE + 1} meetings ahead" in page
    [later] = re.findall(r'href="([^"]+)"><svg[^>]*><path[^>]*/></svg><span>Later meetings', page)
    assert "Earlier meetings" in officer.get(later).text
    assert "show=waiting&amp;page=2" in officer.get(later).text


def test_without_meetings_the_first_step_is_offered(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(MATRIX).text
    assert "Nobody is invited to a meeting ahead." in page
    assert "/consultations/new" in page


def test_differing_answers_of_an_agency_ask_the_officer(officer: FlaskClient, letter: Letter, people: People) -> None:
    db.session.add(FocalPoint(agency_id=letter.agency_ids["oag"], person_id=people.head_vienna, is_primary=False))
    db.session.commit()
    released(officer, letter, "oag")
    say(people.focal["oag"], PartStat.ACCEPTED)
    say(people.head_vienna, PartStat.DECLINED)
    words = plain(table(officer.get(MATRIX).text))
    assert "Mr Sira Tuayang, 4 Jan 2022" in words
    assert "H.E. Mr Phuwadol Tuayang, 4 Jan 2022" in words
    assert "They differ: ask the agency." in words


def test_a_committee_that_is_not_there_has_no_matrix(officer: FlaskClient, letter: Letter) -> None:
    assert officer.get("/committees/nothing/replies").status_code == 404
