"""Making what can be found anew, also where it was lost or damaged."""

from sqlalchemy import text

from models.database import db
from scheduler.queries.search import Wanted, search
from scheduler.search_rebuild import is_blank, rebuild_search
from tests.auditing import details, row
from tests.fixtures import NOW, Letter
from vocabulary.actor import OPERATOR


def test_what_was_lost_is_found_again(letter: Letter) -> None:
    db.session.execute(text("DELETE FROM search_entry"))
    db.session.execute(text("INSERT INTO search_words(search_words) VALUES ('delete-all')"))
    db.session.commit()
    assert is_blank()
    db.session.rollback()
    count = rebuild_search(by=OPERATOR, now=NOW)
    assert not is_blank()
    assert search(Wanted("kanda"), actor=OPERATOR).total == 1
    assert details(row("rebuild search")) == {"entries": count}
