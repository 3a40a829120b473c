"""Bytes read by their digest."""

import pytest
from flask import Flask
from sqlalchemy import update

from models.database import db
from models.papers import PaperContent
from scheduler.papers import take_in
from scheduler.queries.papers import content_of
from tests.making import NOW
from tests.papers import make_pdf
from vocabulary.actor import OPERATOR
from vocabulary.plan import PaperLimits, Upload
from vocabulary.states import EnclosureKind


def test_only_the_bytes_of_the_digest_are_given(app: Flask) -> None:
    uploads = [Upload(EnclosureKind.ENCLOSURE, "a.pdf", make_pdf())]
    take_in(uploads, limits=PaperLimits(), by=OPERATOR, now=NOW)
    [digest] = db.session.scalars(db.select(PaperContent.digest))
    assert content_of(digest) == make_pdf()
    with pytest.raises(ValueError, match="not kept"):
        content_of("0" * 64)
    db.session.execute(update(PaperContent).values(content=b"%PDF- changed"))
    with pytest.raises(ValueError, match="as it was"):
        content_of(digest)
