"""Booking by the form: nothing typed is lost, a check shows what it means, a double click books once."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from models.consultations import Consultation
from models.database import db
from models.places import DutyStation
from tests.fixtures import Letter, People
from tests.web.desk.filling import SIX, booked, draft_id, fields, released, ticked, values
from tests.web.page_forms import form_to
from tests.web.posting import send

NEW = "/consultations/new"


def count() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(Consultation)).one()


def row(number: int) -> Consultation:
    """The row as it stands now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Consultation, number)


def test_the_form_begins_with_a_title_and_the_mandates_agencies(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(f"{NEW}?session={letter.session_ids['2']}").text
    assert values(page)["title_en"] == "Preparatory consultation for Session 2"
    assert values(page)["title_th"].endswith("สมัยที่ 2")
    assert ticked(page) == ["modality=in person", *(f"agencies={letter.agency_ids[key]}" for key in SIX)]
    assert "Mr Sira Tuayang" in page


def test_without_a_session_named_the_next_one_is_offered(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(NEW).text
    assert re.search(rf'value="{letter.session_ids["1"]}" selected', page)


def test_booking_leads_to_the_letters(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, NEW, fields(letter))
    assert answer.status_code == 303
    assert answer.location.endswith("/release")


@pytest.mark.parametrize("day", ["11 Jan 2022", "11/1/2565", "๑๑ มกราคม ๒๕๖๕", "2022-01-11", "11 ม.ค. 2565"])
def test_a_day_is_taken_as_people_write_it(officer: FlaskClient, letter: Letter, day: str) -> None:
    number = booked(officer, letter, day=day)
    assert row(number).day.isoformat() == "2022-01-11"


def test_everything_typed_is_kept_with_the_consultation(officer: FlaskClient, letter: Letter) -> None:
    number = booked(
        officer,
        letter,
        modality="hybrid",
        link="https://meet.example/abc",
        agenda="1. Opening\r\n2. Positions",
        reply_by="10/1/2565",
        letter_number="กต 1002/15",
        letter_dated="4 ม.ค. 2565",
        minutes="1:30",
    )
    found = row(number)
    assert found.starts is not None
    assert found.ends is not None
    assert (found.starts.isoformat(), (found.ends - found.starts).seconds) == ("2022-01-11T07:00:00+00:00", 5400)
    assert (found.agenda, found.link, found.modality.value) == (
        "1. Opening\n2. Positions",
        "https://meet.example/abc",
        "hybrid",
    )
    assert (str(found.reply_by), found.letter_number, str(found.letter_dated)) == (
        "2022-01-10",
        "กต 1002/15",
        "2022-01-04",
    )


def test_every_problem_is_shown_at_once_and_nothing_typed_is_lost(officer: FlaskClient, letter: Letter) -> None:
    wrong = fields(letter, "rtp", day="31 Feb 2022", clock="9", place="", title_th="", title_en="", reply_by="soon")
    answer = send(officer, NEW, wrong)
    assert answer.status_code == 422
    page = answer.text
    for name in ("day", "clock", "place", "title_th", "reply_by"):
        assert f'id="e-{name}"' in page
        assert f'href="#f-{name}"' in page
    assert "<title>Error:" in page
    assert values(page)["day"] == "31 Feb 2022"
    assert values(page)["clock"] == "9"
    assert f"agencies={letter.agency_ids['rtp']}" in ticked(page)
    assert f"agencies={letter.agency_ids['oag']}" not in ticked(page)
    assert count() == 1


def test_a_letter_of_the_title_that_would_not_be_shown_is_refused_on_its_field(
    officer: FlaskClient, letter: Letter
) -> None:
    answer = send(officer, NEW, fields(letter, title_en="Briefing | AHC"))
    assert answer.status_code == 422
    assert "“|” is not shown here" in answer.text
    assert 'href="#f-title_en"' in answer.text
    assert values(answer.text)["title_en"] == "Briefing | AHC"


@pytest.mark.parametrize("missing", ["day", "clock", "minutes"])
def test_an_hour_that_is_not_complete_is_asked_for(officer: FlaskClient, letter: Letter, missing: str) -> None:
    answer = send(officer, NEW, fields(letter, **{missing: ""}))
    assert answer.status_code == 422
    assert f'id="e-{missing}"' in answer.text


def test_somebody_must_be_asked(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, NEW, fields(letter, agencies=[]))
    assert answer.status_code == 422
    assert "Choose at least one agency or person to invite." in answer.text


def test_a_time_that_has_passed_is_refused_on_its_field(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, NEW, fields(letter, day="3 Jan 2022"))
    assert answer.status_code == 422
    assert 'id="e-day"' in answer.text


def test_a_check_books_nothing_and_shows_what_the_hour_means(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, NEW, fields(letter, check="1"))
    assert answer.status_code == 200
    page = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
    assert "Tuesday 11 January 2022 (B.E. 2565) 14:00–15:30 Bangkok" in page
    assert "An office day in Bangkok." in page
    assert re.search(r"New York 02:00 night 11 Jan 2022", page)
    assert re.search(r"Vienna 08:00 out of hours 11 Jan 2022", page)
    assert "Nobody invited is booked elsewhere" in page
    assert count() == 1
    assert values(answer.text)["place"] == "Vithes Samosorn Hall"


def test_a_check_names_holidays_and_clashes_and_forbids_nothing(officer: FlaskClient, letter: Letter) -> None:
    booked(officer, letter, "oag", day="14 Feb 2022")
    page = send(officer, NEW, fields(letter, "oag", day="14 Feb 2022", check="1")).text
    assert "Mr Sira Tuayang is booked in Samai then: Preparatory consultation." in page
    page = send(officer, NEW, fields(letter, day="16 Feb 2022", check="1")).text
    assert "Offices in Bangkok are closed" in page
    assert booked(officer, letter, day="16 Feb 2022")


def test_a_delegate_at_a_session_is_shown_as_booked(officer: FlaskClient, letter: Letter) -> None:
    page = send(officer, NEW, fields(letter, "oag", day="1 Jun 2022", check="1")).text
    assert "Mr Sira Tuayang is booked in Samai then: Session 2 · Vienna." in page


def test_a_year_without_a_list_of_closed_days_is_said_to_have_none(officer: FlaskClient, letter: Letter) -> None:
    page = send(officer, NEW, fields(letter, day="11 Jan 2028", check="1")).text
    assert "No list of closed days of Bangkok is on file for this year" in page


def test_a_weekend_is_said_to_be_one(officer: FlaskClient, letter: Letter) -> None:
    assert (
        "A weekend: offices in Bangkok are closed."
        in send(officer, NEW, fields(letter, day="15 Jan 2022", check="1")).text
    )


def test_an_hour_that_comes_twice_is_asked_about(officer: FlaskClient, letter: Letter) -> None:
    home = db.session.query(DutyStation).filter_by(key="bangkok").one()
    home.tzid = "Europe/Vienna"
    db.session.commit()
    typed = {"day": "30 Oct 2022", "clock": "02:30"}
    answer = send(officer, NEW, fields(letter, **typed))
    assert answer.status_code == 422
    assert 'name="which" value="second"' in answer.text
    kept = send(officer, NEW, fields(letter, which="second", **{**typed, "title_th": "", "title_en": ""}))
    assert (kept.status_code, form_to(kept.text, NEW).fields["which"]) == (422, "second")
    number = booked(officer, letter, which="second", **typed)
    page = f"/consultations/{number}/change"
    assert form_to(officer.get(page).text, page).fields["which"] == "second"
    starts = row(number).starts
    assert starts is not None
    assert starts.isoformat() == "2022-10-30T01:30:00+00:00"


def test_the_same_form_twice_books_once(officer: FlaskClient, letter: Letter) -> None:
    once, again = (send(officer, NEW, fields(letter, form_key="k" * 32)) for _ in range(2))
    assert once.location == again.location
    assert count() == 2


def test_two_forms_book_twice(officer: FlaskClient, letter: Letter) -> None:
    pages = [officer.get(NEW).text for _ in range(2)]
    keys = [re.findall(r'name="form_key" value="(\w+)"', page)[0] for page in pages]
    assert len({booked(officer, letter, form_key=key) for key in keys}) == 2


def test_the_change_form_holds_what_was_booked(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, reply_by="10 Jan 2022")
    found = values(officer.get(f"/consultations/{number}/change").text)
    assert (found["day"], found["clock"], found["minutes"], found["reply_by"]) == (
        "11 Jan 2022",
        "14:00",
        "90",
        "10 Jan 2022",
    )
    officer.set_cookie("samai-language", "th")
    assert values(officer.get(f"/consultations/{number}/change").text)["day"] == "11 ม.ค. 2565"


def test_a_change_leads_to_its_updates(officer: FlaskClient, letter: Letter) -> None:
    number = released(officer, letter)
    answer = send(officer, f"/consultations/{number}/change", fields(letter, day="12 Jan 2022"))
    assert answer.location == f"/consultations/{number}/release"
    assert "Send 6 updates" in officer.get(answer.location).text
    assert row(number).day.isoformat() == "2022-01-12"


def test_a_change_can_be_checked_first(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    answer = send(officer, f"/consultations/{number}/change", fields(letter, day="16 Feb 2022", check="1"))
    assert answer.status_code == 200
    assert "Offices in Bangkok are closed" in answer.text
    assert row(number).day.isoformat() == "2022-01-11"


def test_a_wrong_change_keeps_what_was_typed(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    answer = send(officer, f"/consultations/{number}/change", fields(letter, day="someday", place="Elsewhere"))
    assert answer.status_code == 422
    assert (values(answer.text)["day"], values(answer.text)["place"]) == ("someday", "Elsewhere")


def test_a_change_on_top_of_somebody_elses_is_refused(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    url = f"/consultations/{number}/change"
    seen = form_to(officer.get(url).text, url).fields["seen"]
    send(officer, url, fields(letter, place="First", title_en="Their title"))
    answer = send(officer, url, fields(letter, place="Second", seen=seen))
    assert answer.status_code == 409
    assert "Somebody else changed this while the form was open" in answer.text
    changed = re.sub("<[^>]+>", "|", re.findall(r"<tbody>.*?</tbody>", answer.text, re.DOTALL)[0])
    for words in ("|Vithes Samosorn Hall|", "|First|", "|Second|"):
        assert words in changed, "what it was, what it is, what was sent"
    assert "Ms Chanika Tuayang, 4 Jan 2022" in answer.text
    assert row(number).place == "First"
    form = form_to(answer.text, url)
    assert (form.fields["place"], form.fields["title_en"]) == ("Second", "Their title"), "untouched fields follow"
    assert officer.post(url, data=form.fields).status_code == 303
    assert (row(number).place, row(number).title_en) == ("Second", "Their title")


def test_the_same_change_twice_is_made_once(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    for _ in range(2):
        answer = send(officer, f"/consultations/{number}/change", fields(letter, place="Hall 2"))
        assert answer.status_code == 303
    assert row(number).place == "Hall 2"


def test_one_planned_without_an_hour_can_be_given_one(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    found = row(number)
    found.starts = found.ends = None
    db.session.commit()
    form = values(officer.get(f"/consultations/{number}/change").text)
    assert (form["clock"], form["minutes"]) == ("", "90")
    answer = send(officer, f"/consultations/{number}/change", fields(letter))
    assert answer.status_code == 303
    assert row(number).starts is not None


def test_more_are_invited_and_only_they_are_written_to(officer: FlaskClient, letter: Letter) -> None:
    number = released(officer, letter, "oag", "rtp")
    page = officer.get(f"/consultations/{number}/invite").text
    assert f'name="agencies" value="{letter.agency_ids["nsc"]}"' in page
    assert f'name="agencies" value="{letter.agency_ids["oag"]}"' not in page
    answer = send(officer, f"/consultations/{number}/invite", {"agencies": [str(letter.agency_ids["nsc"])]})
    assert "Send 1 invitation" in officer.get(answer.location).text
    assert draft_id(number)


def test_a_single_person_is_invited(officer: FlaskClient, letter: Letter, people: People) -> None:
    number = booked(officer, letter, "oag")
    send(officer, f"/consultations/{number}/invite", {"people": [str(people.head_vienna)]})
    assert "H.E. Mr Phuwadol Tuayang" in officer.get(f"/consultations/{number}").text


def test_inviting_nobody_is_asked_about(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, "oag")
    answer = send(officer, f"/consultations/{number}/invite")
    assert answer.status_code == 422
    assert "Choose at least one agency or person to invite." in answer.text


def test_an_agency_that_is_gone_is_a_problem_of_the_form(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, NEW, fields(letter, agencies=["999"]))
    assert answer.status_code == 404
    assert "One of these agencies does not exist any more." in answer.text
    assert values(answer.text)["place"] == "Vithes Samosorn Hall"
