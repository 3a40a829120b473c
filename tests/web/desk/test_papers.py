"""Enclosing PDF files through the pages, and handing them out."""

import re
from io import BytesIO
from secrets import token_hex
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from models.consultations import Paper
from models.database import db
from models.outbox import OutgoingMail
from models.papers import PaperContent
from scheduler.consultations import found
from tests.fixtures import Letter
from tests.papers import make_pdf, weighing
from tests.scheduler.letters import let_go
from tests.web.desk.filling import booked, draft_id, fields
from tests.web.page_forms import form_to
from tests.web.posting import send, token_for
from vocabulary.plan import MEGABYTE
from web.uploads import READ_AT_MOST

LETTER = make_pdf("Signed letter")
NAME = "หนังสือเชิญ.pdf"


def pdf(content: bytes = LETTER, name: str = NAME) -> tuple[BytesIO, str]:
    return BytesIO(content), name


def send_much(client: FlaskClient, url: str, made: dict[str, Any]) -> TestResponse:
    """Send a large form; werkzeug's own client would keep it in a temporary file that nobody closes."""
    whole = {"csrf_token": token_for(client), "form_key": token_hex(16), **made}
    boundary, body = encode_multipart({name: as_file(value) for name, value in whole.items()})
    return client.post(url, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def as_file(value: Any) -> Any:
    """A field as the encoder wants it."""
    if isinstance(value, list):
        return [as_file(one) for one in value]
    return FileStorage(value[0], filename=value[1]) if isinstance(value, tuple) else value


def papers() -> list[tuple[str, int | None]]:
    db.session.rollback()
    return [(row.name, row.consultation_id) for row in db.session.scalars(select(Paper).order_by(Paper.id))]


def ticked(page: str) -> list[str]:
    return re.findall(r'name="papers" value="(\d+)"[^>]* checked', page)


@pytest.fixture
def enclosing(officer: FlaskClient, letter: Letter) -> int:
    """A consultation booked with its signed letter."""
    return booked(officer, letter, signed_letter=pdf())


def test_the_signed_letter_is_enclosed_with_the_booking(enclosing: int, officer: FlaskClient) -> None:
    assert papers() == [(NAME, enclosing)]
    page = officer.get(f"/consultations/{enclosing}/release").text
    assert page.count(NAME) >= 1
    assert "<dt>Enclosure</dt>" in page
    source = officer.get(f"/mail/{first_mail()}/source").text
    assert "application/pdf" in source


def first_mail() -> int:
    db.session.rollback()
    return db.session.scalars(select(OutgoingMail.id).order_by(OutgoingMail.id)).all()[0]


def test_a_file_chosen_once_is_kept_when_something_else_is_wrong(officer: FlaskClient, letter: Letter) -> None:
    made = fields(letter, day="30 Feb 2022", signed_letter=pdf(), enclosures=[pdf(make_pdf("Agenda"), "agenda.pdf")])
    answer = send(officer, "/consultations/new", made)
    assert answer.status_code == 422
    assert NAME in answer.text
    numbers = ticked(answer.text)
    assert len(numbers) == 2
    number = booked(officer, letter, papers=numbers)
    assert papers() == [(NAME, number), ("agenda.pdf", number)]


def test_a_look_before_the_booking_keeps_the_file_too(officer: FlaskClient, letter: Letter) -> None:
    for _ in range(2):
        answer = send(officer, "/consultations/new", fields(letter, check="1", signed_letter=pdf()))
        assert (answer.status_code, len(ticked(answer.text))) == (200, 1)
    assert papers() == [(NAME, None)]


def test_a_refusal_of_the_deed_itself_keeps_the_file_too(officer: FlaskClient, letter: Letter) -> None:
    heavy = [pdf(weighing(3 * MEGABYTE + number), f"{number}.pdf") for number in range(3)]
    answer = send_much(officer, "/consultations/new", fields(letter, enclosures=heavy))
    assert answer.status_code == 422
    assert "All files together have 9.0 MB" in answer.text
    assert len(ticked(answer.text)) == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 a letter in Word", "is not a PDF"),
        (LETTER[:-30], "is not complete"),
        (make_pdf(trailer=b"/Encrypt 5 0 R"), "locked with a password"),
        (make_pdf(extra=[b"<< /S /JavaScript >>"]), "holds a program"),
        (weighing(5 * MEGABYTE), "a letter takes files of at most 5.0 MB"),
    ],
)
def test_an_unfit_file_is_refused_with_the_way_out_and_nothing_typed_is_lost(
    officer: FlaskClient, letter: Letter, content: bytes, told: str
) -> None:
    answer = send_much(officer, "/consultations/new", fields(letter, signed_letter=pdf(content), agenda="Point one"))
    assert answer.status_code == 422
    assert told in answer.text
    assert 'href="#f-signed_letter"' in answer.text
    assert "Point one" in answer.text
    assert papers() == []


def test_far_too_much_is_refused_before_it_is_read(officer: FlaskClient, letter: Letter) -> None:
    said = {"CONTENT_LENGTH": str(READ_AT_MOST + 1)}
    answer = officer.post("/consultations/new", content_type="multipart/form-data; boundary=x", environ_overrides=said)
    assert answer.status_code == 413
    assert "which ends at 128.0 MB. Go back, where what you typed still stands" in answer.text


def test_of_a_file_that_is_far_too_large_its_size_is_told_and_nothing_typed_is_lost(
    officer: FlaskClient, letter: Letter
) -> None:
    files = {"signed_letter": pdf(b"x" * 40 * MEGABYTE, "scan.pdf"), "enclosures": [pdf()]}
    answer = send_much(officer, "/consultations/new", fields(letter, agenda="Point one", **files))
    assert answer.status_code == 422
    assert "“scan.pdf” has 40.0 MB; a letter takes files of at most 5.0 MB" in answer.text
    assert "Point one" in answer.text
    assert len(ticked(answer.text)) == 1, "the other file is kept"


def test_nobody_but_the_desk_may_send_much(client: FlaskClient, letter: Letter) -> None:
    answer = send_much(client, "/consultations/new", {"signed_letter": pdf(b"x" * 3 * MEGABYTE)})
    assert answer.status_code == 413


def test_other_doors_take_no_more_than_before(officer: FlaskClient, enclosing: int) -> None:
    made = {"reason": "x", "file": pdf(b"x" * 3 * MEGABYTE)}
    assert send_much(officer, f"/consultations/{enclosing}/cancel", made).status_code == 413


def test_the_consultations_page_shows_what_is_enclosed(enclosing: int, officer: FlaskClient) -> None:
    page = officer.get(f"/consultations/{enclosing}").text
    digest = db.session.scalars(select(Paper.digest)).one()
    assert NAME in page
    assert digest[:12] in page
    assert "1 KB" in page


def test_more_is_enclosed_on_the_consultations_page_and_taken_out_there(enclosing: int, officer: FlaskClient) -> None:
    answer = send(officer, f"/consultations/{enclosing}/papers", {"enclosures": pdf(make_pdf("Agenda"), "agenda.pdf")})
    assert answer.location == f"/consultations/{enclosing}/release"
    assert papers() == [(NAME, enclosing), ("agenda.pdf", enclosing)]
    number = db.session.scalars(select(Paper.id).where(Paper.name == NAME)).one()
    db.session.rollback()
    answer = send(officer, f"/consultations/{enclosing}/papers/{number}/remove")
    assert answer.status_code == 303
    assert papers() == [("agenda.pdf", enclosing)]
    assert db.session.scalars(select(func.count()).select_from(PaperContent)).one() == 1
    assert send(officer, f"/consultations/{enclosing}/papers/{number}/remove").status_code == 404


def test_a_new_signed_letter_takes_the_place_of_the_old_one(enclosing: int, officer: FlaskClient) -> None:
    send(officer, f"/consultations/{enclosing}/papers", {"signed_letter": pdf(make_pdf("Corrected"), "new.pdf")})
    assert papers() == [("new.pdf", enclosing)]


def test_no_file_chosen_is_said(enclosing: int, officer: FlaskClient) -> None:
    answer = send(officer, f"/consultations/{enclosing}/papers", {"signed_letter": (BytesIO(b""), "")})
    assert answer.status_code == 422
    assert "Choose a PDF first." in answer.text


def change_form(officer: FlaskClient, number: int, letter: Letter, **more: Any) -> dict[str, Any]:
    page = officer.get(f"/consultations/{number}/change").text
    assert 'enctype="multipart/form-data"' in page
    seen = form_to(page, f"/consultations/{number}/change").fields["seen"]
    return fields(letter, seen=seen, papers=ticked(page), **more)


def test_the_form_of_a_change_keeps_what_is_ticked_and_drops_what_is_not(
    enclosing: int, officer: FlaskClient, letter: Letter
) -> None:
    made = change_form(officer, enclosing, letter, place="Room 2", enclosures=pdf(make_pdf("Agenda"), "agenda.pdf"))
    assert len(made["papers"]) == 1
    send(officer, f"/consultations/{enclosing}/change", made)
    assert papers() == [(NAME, enclosing), ("agenda.pdf", enclosing)]
    made = change_form(officer, enclosing, letter, place="Room 3")
    send(officer, f"/consultations/{enclosing}/change", {**made, "papers": made["papers"][1:]})
    assert papers() == [("agenda.pdf", enclosing)]


def test_a_change_that_comes_back_still_shows_the_file_without_its_tick(
    enclosing: int, officer: FlaskClient, letter: Letter
) -> None:
    made = change_form(officer, enclosing, letter, day="soon")
    answer = send(officer, f"/consultations/{enclosing}/change", {**made, "papers": []})
    assert answer.status_code == 422
    assert NAME in answer.text
    assert ticked(answer.text) == []


def test_a_file_is_handed_out_to_be_saved_and_may_do_nothing(enclosing: int, officer: FlaskClient) -> None:
    number = db.session.scalars(select(Paper.id)).one()
    db.session.rollback()
    answer = officer.get(f"/consultations/{enclosing}/papers/{number}")
    assert answer.data == LETTER
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E0%B8%AB" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert officer.get(f"/consultations/{enclosing + 1}/papers/{number}").status_code == 404


def test_the_letter_keeps_its_file_when_the_consultation_has_another(enclosing: int, officer: FlaskClient) -> None:
    let_go(enclosing)
    digest = db.session.scalars(select(Paper.digest)).one()
    mail = db.session.scalars(select(OutgoingMail.id).order_by(OutgoingMail.id.desc())).all()[0]
    db.session.rollback()
    send(officer, f"/consultations/{enclosing}/papers", {"signed_letter": pdf(make_pdf("Corrected"), "new.pdf")})
    assert NAME in officer.get(f"/mail/{mail}").text
    assert officer.get(f"/mail/{mail}/papers/{digest}").data == LETTER
    assert officer.get(f"/mail/{mail}/papers/{'0' * 64}").status_code == 404
    assert officer.get(f"/mail/999/papers/{digest}").status_code == 404


def test_a_letter_that_never_left_says_that_its_file_is_gone(enclosing: int, officer: FlaskClient) -> None:
    mail = first_mail()
    number = db.session.scalars(select(Paper.id)).one()
    db.session.rollback()
    send(officer, f"/consultations/{enclosing}/papers/{number}/remove")
    answer = officer.get(f"/mail/{mail}/source")
    assert answer.status_code == 404
    assert "not kept any more" in answer.text


def test_nothing_is_enclosed_before_the_hour_is_known(officer: FlaskClient, letter: Letter, enclosing: int) -> None:
    row = found(enclosing)
    row.starts = row.ends = None
    db.session.commit()
    answer = send(officer, f"/consultations/{enclosing}/papers", {"signed_letter": pdf(make_pdf("Other"), "b.pdf")})
    assert answer.status_code == 422
    assert "The hour of this consultation is not known" in answer.text
    assert draft_id(enclosing)
