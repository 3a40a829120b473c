"""A database is one demonstration at most."""

import pytest
from flask import Flask

from models.demonstration import Demonstration
from tests.making import NOW
from tests.models.refusing import refused, write

pytestmark = pytest.mark.both_databases


def test_there_is_one_demonstration_at_most(app: Flask) -> None:
    write(Demonstration(id=1, opened_at=NOW, created_at=NOW, latest=NOW))
    with refused("only_one"):
        write(Demonstration(id=2, opened_at=NOW, created_at=NOW, latest=NOW))
