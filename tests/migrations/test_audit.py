"""Rows written before the audit was a chain are carried into it."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from models.database import db
from scheduler.queries.audit_check import Check
from tests.auditing import actor_name, details, rows
from tests.migrations.conftest import DIRECTORY
from vocabulary.states import ActorKind

BEFORE = "0005"
OLD = (
    "INSERT INTO audit_row (id, at, deed, actor_kind, actor_label, actor_person_id, subject_kind, subject_id, details)"
    " VALUES (:id, '2022-01-04 02:00:00.000000', :deed, :kind, :label, NULL, :subject, :number, :details)"
)
EARLIER = [
    (3, "sign in", "person", "น.ส.กานดา", "person", 7, '{"by": "link"}'),
    (5, "ask", "anonymous", "anonymous", "", None, "{}"),
    (9, "record answer", "link", "Ms A", "invitation", 4, '{"new": true}'),
]
NAMES = ("id", "deed", "kind", "label", "subject", "number", "details")


def carried(empty: Flask) -> None:
    upgrade(directory=DIRECTORY, revision=BEFORE)
    for row in EARLIER:
        db.session.execute(text(OLD), dict(zip(NAMES, row, strict=True)))
    db.session.commit()
    upgrade(directory=DIRECTORY)


def test_earlier_rows_stand_in_the_chain_in_their_order(empty: Flask) -> None:
    carried(empty)
    assert [(one.number, one.deed, actor_name(one)) for one in rows()] == [
        (1, "sign in", "น.ส.กานดา"),
        (2, "ask", "anonymous"),
        (3, "record answer", "Ms A"),
    ]
    assert [details(one) for one in rows()] == [{"by": "link"}, {}, {"new": True}]
    assert rows()[2].actor_kind is ActorKind.LINK
    assert [value.person_id for value in rows()[0].values] == [None, 7]


def test_the_chain_of_earlier_rows_verifies(empty: Flask) -> None:
    carried(empty)
    check = Check()
    assert list(check.findings()) == []
    assert check.rows == 3


def test_a_step_back_keeps_who_did_what(empty: Flask) -> None:
    carried(empty)
    db.session.rollback()
    downgrade(directory=DIRECTORY, revision=BEFORE)
    kept = db.session.execute(text("SELECT id, deed, actor_label, details FROM audit_row ORDER BY id")).all()
    assert [tuple(row) for row in kept] == [
        (1, "sign in", "น.ส.กานดา", '{"by": "link"}'),
        (2, "ask", "anonymous", "{}"),
        (3, "record answer", "Ms A", '{"new": true}'),
    ]
