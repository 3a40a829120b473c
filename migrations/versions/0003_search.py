"""What a search looks through, with each database's own look-up by trigrams.

Nothing can be found yet after this step where rows are on file already: `flask search rebuild` reads them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KINDS = ("consultation", "session", "person", "agency", "letter", "committee")
SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(folded, content='search_entry', content_rowid='id', tokenize='trigram');;
CREATE TRIGGER search_words_added AFTER INSERT ON search_entry BEGIN
INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END;;
CREATE TRIGGER search_words_gone AFTER DELETE ON search_entry BEGIN
INSERT INTO search_words(search_words, rowid, folded) VALUES ('delete', old.id, old.folded); END;;
CREATE TRIGGER search_words_changed AFTER UPDATE ON search_entry BEGIN
INSERT INTO search_words(search_words, rowid, folded) VALUES ('delete', old.id, old.folded);
INSERT INTO search_words(rowid, folded) VALUES (new.id, new.folded); END
"""
NO_EXTENSION = (
    "search needs PostgreSQL's own extension pg_trgm, which this account may not create: let an administrator of the "
    'database run "CREATE EXTENSION pg_trgm" in it once, then bring the tables up to date again'
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="search_kind", native_enum=False, create_constraint=True, length=60),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("detail_en", sa.String(length=500), nullable=False),
        sa.Column("detail_th", sa.String(length=500), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_search_entry_kind_subject_id")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE.split(";;"):
            op.execute(statement.strip())
    else:
        create_extension()
        op.execute(
            "CREATE INDEX ix_search_entry_folded_trigrams ON search_entry USING gin (folded gin_trgm_ops)"
        )


def create_extension() -> None:
    """Say what is wrong where the database does not let us."""
    try:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DBAPIError as error:
        raise RuntimeError(NO_EXTENSION) from error


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_entry")
