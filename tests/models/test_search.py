"""SQLite's look-up by trigrams follows its table by itself."""

from flask import Flask
from sqlalchemy import select, text

from models.database import db
from models.search import SearchEntry, is_lookup
from vocabulary.states import SearchKind


def looked_up(words: str) -> list[int]:
    return list(
        db.session.scalars(text("SELECT rowid FROM search_words WHERE search_words MATCH :words"), {"words": words})
    )


def test_what_is_written_changed_or_gone_is_looked_up_so(app: Flask) -> None:
    entry = SearchEntry(kind=SearchKind.PERSON, subject_id=1, words="Kanda", folded="kanda")
    db.session.add(entry)
    db.session.commit()
    assert looked_up("and") == [entry.id]
    entry.folded = "warut"
    db.session.commit()
    assert (looked_up("and"), looked_up("aru")) == ([], [entry.id])
    db.session.delete(entry)
    db.session.commit()
    assert looked_up("aru") == []
    assert db.session.scalar(select(SearchEntry)) is None


def test_only_the_databases_own_look_up_is_no_business_of_the_models() -> None:
    own = ["search_words", "search_words_data", "ix_search_entry_folded_trigrams"]
    assert [name for name in [*own, "search_entry", "person", None] if is_lookup(name)] == own
