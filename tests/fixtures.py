"""The letter loaded, invented people around it, and a browser in which one of them has signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.accounts import LoginSession
from models.committees import Committee
from models.database import db
from models.people import Agency, Person, Post
from models.sessions import CommitteeSession
from scheduler.loading.deeds import Source, load_committee
from scheduler.loading.people import load_people
from scheduler.rules.tokens import token_hash
from tests.cluster import Cluster
from tests.databases import KINDS, Database, copy_database, opened
from vocabulary.actor import OPERATOR
from vocabulary.settings import Settings

ROOT = Path(__file__).parent.parent
NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
"""4 January 2022, 09:00 in Bangkok: the day on which the letter was loaded."""


class Browser(FlaskClient):
    """A browser whose requests share nothing with the test or with each other but cookies and the database."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request in a context of its own: one that the test holds would lend it what `g` remembers."""
        with self.application.app_context():
            return super().open(*args, **kwargs)


@dataclass(frozen=True)
class Letter:
    """The numbers of what the letter names, by its own keys."""

    committee_id: int
    committee_key: str
    session_ids: dict[str, int]
    agency_ids: dict[str, int]
    post_ids: dict[str, int]


@dataclass(frozen=True)
class People:
    """The numbers of the invented people; focal points go by their agency's key."""

    desk: int
    administrator: int
    head_vienna: int
    head_new_york: int
    disabled: int
    focal: dict[str, int]


SignIn = Callable[[int], FlaskClient]


@pytest.fixture(scope="session")
def letter_database(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite with the letter and the invented people, made once and copied for each test."""
    instance = tmp_path_factory.mktemp("letter")
    copy_database(blank_database, instance / "samai.db")
    with opened(Settings(instance=instance, testing=True)):
        load_letter()
    return instance / "samai.db"


@pytest.fixture(scope="session")
def letter_template(cluster: Cluster, blank_template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same in PostgreSQL."""
    name, instance = cluster.create(name="letter", template=blank_template), tmp_path_factory.mktemp("letter_template")
    with opened(Settings(instance=instance, database_url=cluster.url(name), testing=True)):
        load_letter()
    return name


def load_letter() -> None:
    """The letter, the demonstration's people, and one who may not sign in."""
    letter, people = (ROOT / "committees" / name for name in ("ahc.toml", "demonstration.toml"))
    load_committee(Source(letter.read_text("utf-8"), letter.name, "mfa.example"), by=OPERATOR, now=NOW)
    load_people(people.read_text("utf-8"), name=people.name, by=OPERATOR, now=NOW)
    db.session.add(
        Person(name_en="Mr Pracha Tuayang", name_th="นายประชา ตัวอย่าง", email="pracha@mfa.example", active=False)
    )
    db.session.commit()


@dataclass
class Numbers:
    """What the rows of the letter and of its people are numbered in the copies of one file: asked once."""

    letter: Letter | None = None
    people: People | None = None


@pytest.fixture(scope="session")
def numbers() -> dict[str, Numbers]:
    """These numbers, by the kind of database."""
    return {kind: Numbers() for kind in KINDS}


@pytest.fixture
def letter(app: Flask, database: Database, numbers: dict[str, Numbers]) -> Letter:
    """The letter in this test's own database, with the invented people."""
    db.session.rollback()
    db.engine.dispose()
    database.become("letter")
    known = numbers[database.kind]
    known.letter = known.letter or letter_in_database()
    return known.letter


def letter_in_database() -> Letter:
    """What the letter's rows are numbered."""
    committee = db.session.scalars(select(Committee)).one()
    sessions = db.session.scalars(select(CommitteeSession))
    found = Letter(
        committee_id=committee.id,
        committee_key=committee.key,
        session_ids={one.key: one.id for one in sessions},
        agency_ids={one.key: one.id for one in db.session.scalars(select(Agency))},
        post_ids={one.key: one.id for one in db.session.scalars(select(Post))},
    )
    db.session.rollback()
    return found


@pytest.fixture
def people(letter: Letter, database: Database, numbers: dict[str, Numbers]) -> People:
    """The invented people of the letter's ministry."""
    known = numbers[database.kind]
    known.people = known.people or people_in_database()
    return known.people


def people_in_database() -> People:
    """What the invented people's rows are numbered."""
    by_address = {one.email or "": one.id for one in db.session.scalars(select(Person))}
    named = {address.split("@")[0]: number for address, number in by_address.items()}
    focal = {"oag": "sira", "rtp": "warut", "nsc": "kanda", "ncsa": "achira", "moj": "pimlada", "mdes": "potchara"}
    db.session.rollback()
    return People(
        desk=named["chanika"],
        administrator=named["admin"],
        head_vienna=named["phuwadol"],
        head_new_york=named["naruemon"],
        disabled=named["pracha"],
        focal={agency: named[name] for agency, name in focal.items()},
    )


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Somebody's browser after signing in: by a row of its own, without the work of a password."""
    return lambda person_id: signed_in(app, person_id)


def signed_in(app: Flask, person_id: int) -> FlaskClient:
    """A browser with a live login session of this person."""
    token, wall = token_urlsafe(32), datetime.now(UTC)
    db.session.add(LoginSession(token_hash=token_hash(token), person_id=person_id, created_at=wall, seen_at=wall))
    db.session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["sign_in"] = token
    return client
