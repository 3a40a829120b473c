"""What a search looks through: the words of everything that can be found, kept beside the rows they come from."""

from typing import Any

from sqlalchemy import DDL, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, Key, Line, stored
from vocabulary.states import SearchKind
from vocabulary.text import Bilingual

LOOKUP = "search_words"
"""SQLite's own table of trigrams beside `search_entry`, kept by three triggers; it holds no words of its own."""

TRIGRAMS = "ix_search_entry_folded_trigrams"
"""The same as an index of PostgreSQL."""

SQLITE_LOOKUP = """
CREATE VIRTUAL TABLE search_words USING fts5(folded, content='search_entry', content_rowid='id', tokenize='trigram');;
CREATE TRIGGER search_words_added AFTER INSERT ON search_entry BEGIN
INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END;;
CREATE TRIGGER search_words_gone AFTER DELETE ON search_entry BEGIN
INSERT INTO search_words(search_words, rowid, folded) VALUES ('delete', old.id, old.folded); END;;
CREATE TRIGGER search_words_changed AFTER UPDATE ON search_entry BEGIN
INSERT INTO search_words(search_words, rowid, folded) VALUES ('delete', old.id, old.folded);
INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END
"""
POSTGRESQL_LOOKUP = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;;
CREATE INDEX ix_search_entry_folded_trigrams ON search_entry USING gin (folded gin_trgm_ops)
"""


class SearchEntry(Base):
    """One thing that can be found: its name, what stands beneath it, and every line of its words.

    `words` are as people read them, a line each; `folded` are the same letter for letter as they are compared. All of
    it is a copy: `flask search rebuild` makes the same from the rows themselves.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: Mapped[Key]
    kind: Mapped[SearchKind] = mapped_column(stored(SearchKind, "search_kind"))
    subject_id: Mapped[int]
    title_en: Mapped[Line]
    title_th: Mapped[Line]
    detail_en: Mapped[Line]
    detail_th: Mapped[Line]
    words: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)

    @property
    def title(self) -> Bilingual:
        """What it is called."""
        return Bilingual(self.title_en, self.title_th)

    @property
    def detail(self) -> Bilingual:
        """What tells it from others of the same name."""
        return Bilingual(self.detail_en, self.detail_th)


def made_with(table: Any, moment: str, *, statements: str, dialect: str) -> None:
    """Let statements run when the table is made or dropped, in one kind of database alone."""
    for statement in statements.split(";;"):
        ddl = DDL(statement.strip())  # type: ignore[no-untyped-call] # SQLAlchemy's own lacks a type
        event.listen(table, moment, ddl.execute_if(dialect=dialect))


made_with(SearchEntry.__table__, "after_create", statements=SQLITE_LOOKUP, dialect="sqlite")
made_with(SearchEntry.__table__, "before_drop", statements=f"DROP TABLE IF EXISTS {LOOKUP}", dialect="sqlite")
made_with(SearchEntry.__table__, "after_create", statements=POSTGRESQL_LOOKUP, dialect="postgresql")


def is_lookup(name: str | None) -> bool:
    """Whether a table or an index is the database's own look-up, which no model describes."""
    return name is not None and (name in (TRIGRAMS, LOOKUP) or name.startswith(f"{LOOKUP}_"))
