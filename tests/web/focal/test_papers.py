"""Files that came with an invitation, fetched by whoever is invited: with the link of the mail, or signed in."""

from hashlib import sha256

import pytest
from flask.testing import FlaskClient

from models.database import db
from scheduler.consultations import cancel, found, withdraw
from scheduler.enclosing import enclose, take_out
from tests.fixtures import People
from tests.making import HAND
from tests.papers import make_pdf
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import let_go
from vocabulary.plan import Upload
from vocabulary.states import EnclosureKind

LETTER = make_pdf()
DIGEST = sha256(LETTER).hexdigest()
NAME = "หนังสือเชิญ.pdf"


@pytest.fixture
def enclosing(meeting: int) -> int:
    """The meeting, its invited people told of a signed letter."""
    uploads = [Upload(EnclosureKind.SIGNED_LETTER, NAME, LETTER)]
    enclose(meeting, uploads, hand=HAND)
    let_go(meeting)
    db.session.rollback()
    return meeting


@pytest.mark.usefixtures("enclosing")
def test_the_link_opens_the_file_too_and_looking_writes_nothing(client: FlaskClient, link: str) -> None:
    page = client.get(link).text
    assert NAME in page
    assert "สิ่งที่ส่งมาด้วย" in page
    assert f"{link}/papers/{DIGEST}" in page
    answer = client.get(f"{link}/papers/{DIGEST}")
    assert (answer.status_code, answer.data) == (200, LETTER)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    head = client.head(f"{link}/papers/{DIGEST}")
    assert (head.status_code, head.data) == (200, b"")


@pytest.mark.usefixtures("enclosing")
def test_the_same_signed_in(sira: FlaskClient, people: People) -> None:
    number = invitation_of(people.focal["oag"]).id
    db.session.rollback()
    assert f"/my/meetings/{number}/papers/{DIGEST}" in sira.get(f"/my/meetings/{number}").text
    assert sira.get(f"/my/meetings/{number}/papers/{DIGEST}").data == LETTER


@pytest.mark.usefixtures("enclosing")
def test_no_other_file_and_no_other_link_opens_anything(client: FlaskClient, link: str) -> None:
    assert client.get(f"{link}/papers/{'0' * 64}").status_code == 404
    assert client.get(f"{link}x/papers/{DIGEST}").status_code == 404
    assert client.get(f"{link}/papers/..%2f..%2fetc").status_code == 404


def test_what_was_not_released_yet_is_not_shown(enclosing: int, client: FlaskClient, link: str) -> None:
    other = make_pdf("Not yet")
    uploads = [Upload(EnclosureKind.ENCLOSURE, "not-yet.pdf", other)]
    enclose(enclosing, uploads, hand=HAND)
    db.session.rollback()
    assert "not-yet.pdf" not in client.get(link).text
    assert client.get(f"{link}/papers/{sha256(other).hexdigest()}").status_code == 404


def test_what_was_taken_out_stays_with_its_reader_until_told(enclosing: int, client: FlaskClient, link: str) -> None:
    take_out(enclosing, found(enclosing).papers[0].id, hand=HAND)
    db.session.rollback()
    assert client.get(f"{link}/papers/{DIGEST}").status_code == 200
    let_go(enclosing)
    db.session.rollback()
    assert client.get(f"{link}/papers/{DIGEST}").status_code == 404


def test_a_cancelled_meeting_hands_out_nothing(enclosing: int, client: FlaskClient, link: str) -> None:
    cancel(enclosing, reason="", hand=HAND)
    let_go(enclosing)
    db.session.rollback()
    assert client.get(f"{link}/papers/{DIGEST}").status_code == 404
    assert NAME not in client.get(link).text


def test_a_withdrawn_link_hands_out_nothing(enclosing: int, client: FlaskClient, link: str, people: People) -> None:
    withdraw(invitation_of(people.focal["oag"]).id, hand=HAND)
    let_go(enclosing)
    db.session.rollback()
    assert client.get(f"{link}/papers/{DIGEST}").status_code == 404
