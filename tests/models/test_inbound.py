"""Rows of mail that came in."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.database import db
from models.inbound import ReceivedContent, ReceivedMail
from tests.making import NOW
from vocabulary.inbound import Came, Settlement, Verdict


def row(digest: str = "0" * 64, **told: Any) -> ReceivedMail:
    return ReceivedMail(received_at=NOW, digest=digest, size=3, came=Came.MESSAGE, verdict=Verdict.WAITING, **told)


def test_a_message_is_kept_beside_its_row(app: Flask) -> None:
    mail = row()
    db.session.add_all([mail, ReceivedContent(mail=mail, content=b"a\x00b", kept_until=NOW)])
    db.session.commit()
    kept = db.session.scalars(select(ReceivedMail)).one()
    assert kept.content is not None
    assert kept.content.content == b"a\x00b"
    assert kept.proposed is None


@pytest.mark.both_databases
@pytest.mark.parametrize("wrong", [{"settled_at": NOW}, {"settlement": Settlement.SET_ASIDE}])
def test_what_is_settled_says_how_and_when(app: Flask, wrong: dict[str, Any]) -> None:
    db.session.add(row(**wrong))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_the_same_bytes_have_one_row(app: Flask) -> None:
    db.session.add_all([row(), row()])
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
