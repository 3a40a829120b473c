"""What programs ask of the service."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from pydantic import SecretStr
from sqlalchemy import text

from models.database import db
from models.installation import Installation
from scheduler.keeping.schema import head
from tests.conftest import ROOT, make_app
from tests.fixtures import People, SignIn
from tests.making import NOW
from tests.models.refusing import write
from tests.scheduler.letters import queries_of
from vocabulary.settings import Settings

TOKEN = "0123456789abcdef-monitoring"


@pytest.fixture
def up_to_date(app: Flask) -> None:
    """Tables that know at which step of their history they are."""
    at(head())


def at(revision: str) -> None:
    for statement in (
        "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)",
        "DELETE FROM alembic_version",
        f"INSERT INTO alembic_version VALUES ('{revision}')",
    ):
        db.session.execute(text(statement))
    db.session.commit()


def ready(client: FlaskClient) -> tuple[int, object]:
    answer = client.get("/readyz")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.json


def test_health_is_told_in_one_word_to_anybody(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_service_on_its_own_tables_whose_mail_may_leave_is_ready(up_to_date: None, client: FlaskClient) -> None:
    assert ready(client) == (200, {"status": "ready", "database": "ok", "schema": "ok", "mail": "ok"})


@pytest.mark.parametrize(("revision", "word"), [("0001", "older"), ("9999", "newer")])
def test_tables_of_another_version_are_not_ready(app: Flask, client: FlaskClient, revision: str, word: str) -> None:
    at(revision)
    status, told = ready(client)
    assert status == 503
    assert told == {"status": "not ready", "database": "ok", "schema": word}


def test_held_mail_is_not_ready_and_the_reason_stays_inside(up_to_date: None, client: FlaskClient) -> None:
    write(Installation(id=1, mail_held_at=NOW, mail_held_why="a restored copy"))
    assert ready(client) == (503, {"status": "not ready", "database": "ok", "schema": "ok", "mail": "held"})


def test_a_database_that_does_not_answer_is_not_ready(app: Flask, client: FlaskClient) -> None:
    db.drop_all()
    assert ready(client) == (503, {"status": "not ready", "database": "unreachable"})


def test_a_database_made_by_its_history_is_ready(settings: Settings) -> None:
    settings = settings.model_copy(update={"instance": settings.instance / "new"})
    app = make_app(settings)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        assert app.test_client().get("/readyz").status_code == 200
        db.session.remove()
        db.engine.dispose()


def measured(settings: Settings, token: str, authorization: str | None) -> int:
    app = make_app(settings.model_copy(update={"metrics_token": SecretStr(token)}))
    headers = {} if authorization is None else {"Authorization": authorization}
    return app.test_client().get("/metrics", headers=headers).status_code


@pytest.mark.parametrize(
    ("token", "authorization", "status"),
    [
        (TOKEN, f"Bearer {TOKEN}", 200),
        (TOKEN, f"Bearer {TOKEN}x", 404),
        (TOKEN, f"bearer {TOKEN}", 404),
        (TOKEN, TOKEN, 404),
        (TOKEN, "Bearer รหัส", 404),
        (TOKEN, "", 404),
        (TOKEN, None, 404),
        ("", "Bearer ", 404),
        ("", None, 404),
    ],
)
def test_figures_are_for_whoever_shows_the_token_and_for_nobody_where_there_is_none(
    app: Flask, settings: Settings, token: str, authorization: str | None, status: int
) -> None:
    assert measured(settings, token, None if authorization is None else authorization) == status


def test_not_even_an_administrator_reads_the_figures_without_the_token(sign_in: SignIn, people: People) -> None:
    assert sign_in(people.administrator).get("/metrics").status_code == 404


def test_the_figures_come_as_prometheus_reads_them(app: Flask, settings: Settings) -> None:
    served = make_app(settings.model_copy(update={"metrics_token": SecretStr(TOKEN)}))
    answer = served.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert "samai_oldest_unsent_seconds 0.0" in answer.text
    assert "samai_last_backup_seconds +Inf" in answer.text


def test_being_asked_costs_little(up_to_date: None, client: FlaskClient) -> None:
    def ask() -> None:
        client.get("/readyz")

    ask()
    assert queries_of(ask) <= 6
