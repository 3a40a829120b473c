"""A classified consultation leaves no trace outside: its every word is looked for in every byte that goes out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, text

from jobs.worker import sender_of
from models.database import db
from scheduler.feeds import subscribe
from scheduler.rules.tokens import reply_token
from tests.fixtures import Letter, People, SignIn
from tests.making import NOW
from tests.scheduler.giving import invitation_of
from tests.web.days import in_the_letters_days
from tests.web.desk.filling import booked, draft_id, fields
from tests.web.posting import press, send
from vocabulary.actor import Actor
from vocabulary.settings import Settings
from vocabulary.states import ActorKind
from web.context import keys

pytestmark = pytest.mark.both_databases

WORDS: Mapping[str, str] = {
    "title_th": "หารือเรื่องกุหลาบดำ",
    "title_en": "Meeting on Blackrose",
    "agenda": "1. Nightjar\n2. Moonstone",
    "place": "Bunker Quillwort",
    "link": "https://meet.example/foxglove",
    "letter_number": "กต 1002/ล 77-thistle",
}
SECRETS = ("กุหลาบดำ", "Blackrose", "Nightjar", "Moonstone", "Quillwort", "foxglove", "thistle", "Wolfsbane")
OUTBOX = ("mail_batch", "mail_body", "outgoing_mail", "revision", "paper", "paper_content", "receipt")


def decoded(letter: bytes) -> bytes:
    """A letter as it lies there, and all its headers and parts as they are read."""
    read = message_from_bytes(letter, policy=policy.default)
    parts = [part.get_payload(decode=True) for part in read.walk() if not part.is_multipart()]
    return b"\n".join([letter, str(read.items()).encode(), *(part for part in parts if isinstance(part, bytes))])


@dataclass
class Outside:
    """Everybody who is not the desk, and everything by which something could get out."""

    app: Flask
    people: People
    letter: Letter
    sign_in: SignIn
    feeds: tuple[str, ...]

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Every answer, file and row there is outside, with where it was found."""
        yield from self.answers(self.app.test_client(), "anybody", [*self.feeds, *self.links(), "/metrics", "/readyz"])
        handing_over = [f"{link}/hand-over" for link in self.links()]
        yield from self.answers(self.app.test_client(), "anybody", handing_over)
        own = ["/my/meetings", *(f"/my/meetings/{number}" for number in range(1, 8)), "/my/feed", "/my/hand-over/2"]
        for name, person_id in {"focal": self.people.focal["oag"], "head": self.people.head_vienna}.items():
            closed = ["/consultations", "/consultations/2", "/search?q=lackros", "/mail", "/mission/sessions/2"]
            yield from self.answers(self.sign_in(person_id), name, [*own, *closed])
        for link in handing_over:
            yield f"hand over by {link[:8]}", press(self.app.test_client(), link, {"note": "I leave"}).data
        for link in self.links():
            yield f"answer by {link[:8]}", press(self.app.test_client(), link, {"answer": "ACCEPTED"}).data
        settings: Settings = self.app.extensions["samai_settings"]
        yield from ((path.name, decoded(path.read_bytes())) for path in settings.outgoing.rglob("*.eml"))
        with db.engine.connect() as connection:
            for table in set(OUTBOX) & set(inspect(db.engine).get_table_names()):
                yield table, repr(connection.execute(text(f"SELECT * FROM {table}")).all()).encode()

    @staticmethod
    def answers(client: FlaskClient, name: str, urls: list[str]) -> Iterator[tuple[str, bytes]]:
        """What somebody is answered at each of these addresses."""
        for url in urls:
            answer = client.get(url)
            yield f"{name} {url}", answer.data + str(answer.headers).encode()

    def links(self) -> list[str]:
        """The link of everybody who is invited to anything."""
        found = []
        for person_id in self.people.focal.values():
            invitation = invitation_of(person_id)
            with self.app.test_request_context():
                token = reply_token(keys()[0], invitation_id=invitation.id, generation=invitation.generation)
            found.append(f"/r/{token}")
        db.session.rollback()
        return found

    def send(self) -> None:
        """Let the sender look for letters, as the worker does."""
        sender_of(self.app).send_due()
        db.session.rollback()


@pytest.fixture
def officer(letter: Letter, people: People, sign_in: SignIn) -> FlaskClient:
    in_the_letters_days()
    client = sign_in(people.desk)
    client.set_cookie("samai-language", "en")
    return client


@pytest.fixture
def outside(app: Flask, people: People, letter: Letter, sign_in: SignIn, officer: FlaskClient) -> Outside:
    feeds = []
    for person_id in (*people.focal.values(), people.head_vienna, people.desk):
        token = subscribe(by=Actor(ActorKind.PERSON, "Somebody", person_id=person_id), now=NOW)
        feeds.append(f"/feeds/{token}.ics")
    db.session.rollback()
    return Outside(app, people, letter, sign_in, tuple(feeds))


def found_in(outside: Outside) -> list[str]:
    everything = list(outside.everything())
    return [f"{secret} in {where}" for where, content in everything for secret in SECRETS if secret.encode() in content]


def do_everything(officer: FlaskClient, number: int, letter: Letter) -> None:
    """Every deed of the desk on it, one after the other."""
    base = f"/consultations/{number}"
    send(officer, f"{base}/change", fields(letter, **WORDS, classification="top secret", day="12 Jan 2022"))
    send(officer, f"{base}/invite", {"agencies": str(letter.agency_ids["oag"])})
    send(officer, f"{base}/release", {"batch": "1"})
    send(officer, f"{base}/recall", {"batch": "1"})
    send(officer, f"{base}/cancel", {"reason": "Wolfsbane"})
    send(officer, f"{base}/release", {"batch": "2"})
    send(officer, f"{base}/reinstate")


def test_nothing_of_it_leaves_where_it_was_classified_from_the_beginning(
    outside: Outside, officer: FlaskClient, letter: Letter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    number = booked(officer, letter, **WORDS, classification="confidential")
    do_everything(officer, number, letter)
    outside.send()
    assert found_in(outside) == []
    assert [secret for secret in SECRETS if secret in caplog.text] == []
    for word in ("Blackrose", "Moonstone", "กุหลาบดำ"):
        assert f"/consultations/{number}" in officer.get("/search", query_string={"q": word}).text


def test_nothing_more_of_it_leaves_once_it_is_classified(
    outside: Outside, officer: FlaskClient, letter: Letter, caplog: pytest.LogCaptureFixture
) -> None:
    number = booked(officer, letter)
    send(officer, f"/consultations/{number}/release", {"batch": str(draft_id(number))})
    outside.send()
    before = [where for where, content in outside.everything() if b"Vithes Samosorn" in content]
    assert len([where for where in before if where.endswith(".eml")]) == 6
    assert len([where for where in before if ".ics" in where]) == 6
    caplog.set_level("DEBUG")
    answer = send(
        officer,
        f"/consultations/{number}/change",
        fields(letter, **WORDS, classification="secret", aware="yes"),
    )
    assert answer.status_code == 303
    do_everything(officer, number, letter)
    outside.send()
    assert found_in(outside) == []
    assert [secret for secret in SECRETS if secret in caplog.text] == []
    after = [where for where, content in outside.everything() if b"Vithes Samosorn" in content]
    assert [where for where in after if not where.endswith(".eml") and where not in OUTBOX] == []
    assert len([where for where in after if where.endswith(".eml")]) == 6
