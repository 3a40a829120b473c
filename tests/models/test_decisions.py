"""A decision's row."""

from flask import Flask

from models.database import db
from models.decisions import SessionDecision
from tests.making import NOW


def test_a_decision_holds_lists_and_tables_as_they_are(app: Flask) -> None:
    row = SessionDecision(decided_at=NOW, decided_by="Chanika", changes=[{"session": 1}], told={}, entries=[2], undo={})
    db.session.add(row)
    db.session.commit()
    db.session.expire_all()
    assert (row.changes, row.entries, row.undone_at, row.document) == ([{"session": 1}], [2], None, "")
