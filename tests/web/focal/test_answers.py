"""Answering from the link: looking writes nothing, a press records, and nothing needs a cookie."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.database import db
from models.demonstration import Demonstration
from models.invitations import Answer
from scheduler.consultations import cancel, change, found, move
from scheduler.plans import plan_of
from tests.fixtures import People
from tests.making import HAND
from tests.scheduler.giving import answers, say
from tests.scheduler.letters import MOVED, let_go
from tests.web.focal.conftest import classified_on_its_way, link_of
from tests.web.posting import press
from vocabulary.settings import Settings
from vocabulary.states import AnswerSource, Classification, PartStat


def recorded() -> list[Answer]:
    db.session.expire_all()
    return answers()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_page_shows_for_whom_what_and_when_in_three_cities(client: FlaskClient, link: str) -> None:
    page = words(client.get(f"{link}?lang=en").text)
    for part in (
        "For Mr Sira Tuayang, Office of the Attorney General",
        "Preparatory consultation",
        "Tuesday 11 January 2022 (B.E. 2565)",
        "14:00–15:30 Bangkok",
        "New York 02:00 night 11 Jan 2022",
        "Vienna 08:00",
        "Vithes Samosorn Hall",
        "I will take part",
        "I am not sure yet",
        "I cannot take part",
    ):
        assert part in page, part


def test_the_page_is_in_the_language_of_whom_it_is_for(
    app: Flask, client: FlaskClient, people: People, link: str
) -> None:
    english = {"Accept-Language": "en"}
    assert '<html lang="th">' in client.get(link, headers=english).text
    assert '<html lang="en">' in client.get(link_of(app, people.focal["ncsa"])).text
    assert '<html lang="en">' in client.get(f"{link}?lang=en").text


def test_looking_writes_nothing_however_it_is_done(client: FlaskClient, link: str, settings: Settings) -> None:
    def seen() -> bytes:
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(settings.instance / "samai.db").read_bytes()

    before = seen()
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
        assert client.options(link).status_code == 200
    assert seen() == before


def test_a_press_records_and_says_so_without_any_cookie(client: FlaskClient, link: str) -> None:
    answer = press(client, link, {"answer": "ACCEPTED", "comment": "By train"})
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
    [row] = recorded()
    assert (row.partstat, row.source, row.comment) == (PartStat.ACCEPTED, AnswerSource.LINK, "By train")
    assert (row.said_by, row.recorded_by) == ("Mr Sira Tuayang", "Mr Sira Tuayang")
    page = words(client.get(f"{answer.location}&lang=en").text)
    assert "Your answer is recorded. You can change it here until the meeting." in page
    assert "Accepted 4 Jan 2022 By train" in page
    assert "Will you change your answer?" in page


def test_an_answer_can_be_changed_and_the_same_again_adds_nothing(client: FlaskClient, link: str) -> None:
    for partstat in ("ACCEPTED", "ACCEPTED", "DECLINED"):
        press(client, link, {"answer": partstat})
    assert [row.partstat for row in recorded()] == [PartStat.ACCEPTED, PartStat.DECLINED]


@pytest.mark.parametrize("partstat", ["", "NEEDS-ACTION", "DELEGATED", "anything"])
def test_only_the_three_buttons_are_answers(client: FlaskClient, link: str, partstat: str) -> None:
    answer = press(client, f"{link}?lang=en", {"answer": partstat, "comment": "Kept"})
    assert answer.status_code == 422
    assert "Choose an answer." in answer.text
    assert "Kept" in answer.text
    assert recorded() == []


def test_a_comment_that_is_too_long_is_kept_and_refused(client: FlaskClient, link: str) -> None:
    answer = press(client, f"{link}?lang=en", {"answer": "ACCEPTED", "comment": "x" * 2001})
    assert answer.status_code == 422
    assert "it has 2001" in answer.text
    assert "x" * 2001 in answer.text
    assert recorded() == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_from_another_site_is_refused(client: FlaskClient, link: str, headers: dict[str, str]) -> None:
    assert press(client, link, {"answer": "DECLINED"}, **headers).status_code == 400
    assert recorded() == []


def test_a_browser_that_hides_where_it_comes_from_is_served(client: FlaskClient, link: str) -> None:
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert press(client, link, {"answer": "DECLINED"}, **headers).status_code == 303


def test_the_page_is_kept_out_of_caches_search_and_referrers(client: FlaskClient, link: str) -> None:
    answer = client.get(link)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in answer.text


def test_a_move_asks_again_once_it_was_released(client: FlaskClient, people: People, meeting: int, link: str) -> None:
    say(people.focal["oag"], PartStat.ACCEPTED)
    move(meeting, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert "14:00–15:30" in client.get(link).text
    let_go(meeting, minutes=5)
    page = words(client.get(f"{link}?lang=en").text)
    assert "10:00–11:00 Bangkok" in page
    assert "You answered an earlier time or place. Please answer again." in page


def test_a_cancelled_meeting_says_so_and_takes_no_answer(client: FlaskClient, meeting: int, link: str) -> None:
    cancel(meeting, reason="", hand=HAND)
    assert "I will take part" in client.get(f"{link}?lang=en").text, "nobody has been told yet"
    let_go(meeting)
    page = client.get(f"{link}?lang=en").text
    assert "This meeting is cancelled: no answer is needed." in page
    assert "<form" not in page.split("<main")[1]
    answer = press(client, f"{link}?lang=en", {"answer": "ACCEPTED"})
    assert answer.status_code == 409
    assert recorded() == []


def test_after_the_meeting_the_page_only_shows(client: FlaskClient, people: People, link: str) -> None:
    say(people.focal["oag"], PartStat.ACCEPTED)
    clock = db.session.query(Demonstration).one()
    clock.latest = clock.opened_at + timedelta(days=8)
    db.session.commit()
    page = client.get(f"{link}?lang=en").text
    assert "This meeting is over." in page
    assert "Accepted" in page
    assert "<form" not in page.split("<main")[1]
    assert press(client, link, {"answer": "DECLINED"}).status_code == 409
    assert [row.partstat for row in recorded()] == [PartStat.ACCEPTED]


def test_a_link_to_a_meeting_that_is_classified_now_shows_nothing_of_it_and_takes_no_answer(
    client: FlaskClient, link: str, meeting: int
) -> None:
    consultation = found(meeting)
    plan = replace(plan_of(consultation), classification=Classification.SECRET, aware=True)
    change(meeting, plan, hand=HAND)
    db.session.rollback()
    for answer in (client.get(f"{link}?lang=en"), press(client, f"{link}?lang=en", {"answer": "ACCEPTED"})):
        assert answer.status_code == 403
        assert "nothing of it is shown here" in answer.text
        assert "Preparatory consultation" not in answer.text
        assert "Sira" not in answer.text
    assert client.get(f"{link}/papers/{'0' * 64}").status_code == 403
    assert recorded() == []


def test_an_answer_that_was_overtaken_by_a_classification_shows_nothing_and_keeps_the_word(
    client: FlaskClient, link: str, meeting: int
) -> None:
    with classified_on_its_way(meeting):
        answer = press(client, link, {"answer": "ACCEPTED", "comment": "With two colleagues"})
    assert answer.status_code == 403
    assert "With two colleagues" in answer.text
    assert "Preparatory consultation" not in answer.text
    assert recorded() == []
