"""The columns of the audit in words."""

from enum import Enum

from sqlalchemy import Enum as SqlEnum

from models.database import Base
from scheduler.changes import COUNTED, NOT_KEPT, kept_columns
from vocabulary.audit_fields import FIELDS, WORDS, field_name


def kept() -> list[tuple[str, str]]:
    """Every column that the audit keeps, by its table."""
    return [
        (kind, column)
        for mapper in Base.registry.mappers
        if (kind := mapper.local_table.description) not in NOT_KEPT | COUNTED
        for column in kept_columns(mapper)
    ]


def test_every_kept_column_has_a_label() -> None:
    assert [
        f"{kind}.{column}" for kind, column in kept() if f"{kind}.{column}" not in FIELDS and column not in FIELDS
    ] == []


def test_no_label_is_kept_for_a_column_that_is_gone() -> None:
    known = {name for kind, column in kept() for name in (column, f"{kind}.{column}")}
    assert sorted(FIELDS.keys() - known) == []


def test_every_word_of_a_kept_column_is_worded() -> None:
    words: set[Enum] = set()
    for kind, column in kept():
        found = Base.metadata.tables[kind].columns[column].type
        words |= set(found.enum_class) if isinstance(found, SqlEnum) and found.enum_class is not None else set()
    assert sorted(map(str, words - WORDS.keys())) == []


def test_a_column_says_more_in_its_own_table_and_an_old_one_says_its_name() -> None:
    assert field_name("answer", "source") == "How it came"
    assert field_name("obligation", "source") == "Source"
    assert field_name("agency", "long_gone") == "long_gone"
