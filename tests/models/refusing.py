"""The tables refuse what must never be remembered, whoever writes it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import IntegrityError

from models.database import db


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """The block writes something that this constraint, or the table's uniqueness, forbids."""
    with pytest.raises(IntegrityError, match=constraint):
        yield
    db.session.rollback()


def write(*rows: object) -> None:
    """Write rows at once."""
    db.session.add_all(rows)
    db.session.commit()
