"""What a link opens, and what one answers that opens nothing any more."""

from flask.testing import FlaskClient

from models.database import db
from models.invitations import Answer
from scheduler.consultations import withdraw
from tests.fixtures import People
from tests.making import HAND
from tests.scheduler.giving import answers, invitation_of
from tests.web.posting import press


def recorded() -> list[Answer]:
    db.session.expire_all()
    return answers()


def test_a_broken_link_says_whom_to_ask(client: FlaskClient, link: str) -> None:
    for broken in ("/r/hidden", "/r/1.1.abc", f"{link}x", link[:-1], "/r/%E0%B8%81"):
        for answer in (client.get(f"{broken}?lang=en"), press(client, f"{broken}?lang=en", {"answer": "ACCEPTED"})):
            assert answer.status_code == 404
            assert "This link opens nothing any more" in answer.text
            assert "samai@mfa.example" in answer.text
    assert recorded() == []


def test_a_link_dies_with_its_invitation(client: FlaskClient, people: People, link: str) -> None:
    withdraw(invitation_of(people.focal["oag"]).id, hand=HAND)
    assert client.get(link).status_code == 404
    assert press(client, link, {"answer": "ACCEPTED"}).status_code == 404


def test_a_link_that_died_meanwhile_gives_back_what_was_typed(client: FlaskClient, people: People, link: str) -> None:
    withdraw(invitation_of(people.focal["oag"]).id, hand=HAND)
    answer = press(client, f"{link}?lang=en", {"answer": "ACCEPTED", "comment": "With two colleagues"})
    assert (answer.status_code, "With two colleagues" in answer.text) == (404, True)
    for path, field in (("hand-over", "note"), ("substitute", "name_en")):
        page = press(client, f"{link}/{path}?lang=en", {field: "Ms Mali"})
        assert (page.status_code, "Ms Mali" in page.text) == (404, True)
