"""The bytes of a file are kept once, and as long as something names them."""

from flask import Flask
from sqlalchemy import delete

from models.consultations import Paper
from models.database import db
from models.papers import PaperContent
from tests.making import NOW
from tests.models.refusing import refused, write
from vocabulary.states import EnclosureKind


def content() -> PaperContent:
    return PaperContent(digest="a" * 64, content=b"%PDF-1.7")


def test_the_same_bytes_are_kept_once(app: Flask) -> None:
    write(content())
    db.session.expunge_all()
    with refused("digest|pk_paper_content"):
        write(content())


def test_bytes_that_a_paper_names_cannot_go(app: Flask) -> None:
    kind = EnclosureKind.ENCLOSURE
    write(content(), Paper(digest="a" * 64, kind=kind, name="agenda.pdf", size=8, added_at=NOW, added_by="desk"))
    with refused("FOREIGN KEY|paper"):
        db.session.execute(delete(PaperContent))
