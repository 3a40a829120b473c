"""A terminal on 4 January 2022."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import Result
from flask import Flask

from models.database import db
from models.demonstration import Demonstration
from tests.fixtures import NOW, Letter

Terminal = Callable[..., Result]


@pytest.fixture
def terminal(app: Flask) -> Terminal:
    """Run a command as the operator types it; what it reads on standard input is empty."""
    runner = app.test_cli_runner()

    def run(*words: str, typed: str = "") -> Result:
        db.session.rollback()
        return runner.invoke(args=list(words), input=typed)

    return run


@pytest.fixture
def in_january(letter: Letter) -> None:
    """The letter and its people on the morning of 4 January 2022."""
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
