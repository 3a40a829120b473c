"""A database's words, and what an operator does about them."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from commands.database_troubles import (
    BROKEN_DISK,
    BUSY,
    CLOSED,
    CROWDED,
    DAMAGED,
    FULL,
    LACKING,
    NO_DATABASE,
    NO_HOST,
    NOT_RUNNING,
    OTHER,
    WRONG_PASSWORD,
    Trouble,
    reason_of,
    trouble_in,
)
from tests.cluster import Cluster


def embedded(words: str) -> DBAPIError:
    return OperationalError("SELECT", {}, Exception(words))


def served(words: str) -> DBAPIError:
    return OperationalError("SELECT", {}, psycopg.OperationalError(words))


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (embedded("no such table: person"), LACKING),
        (embedded("database or disk is full"), FULL),
        (embedded("unable to open database file"), CLOSED),
        (embedded("attempt to write a readonly database"), CLOSED),
        (embedded("file is not a database"), DAMAGED),
        (embedded("database disk image is malformed"), DAMAGED),
        (embedded("disk I/O error"), BROKEN_DISK),
        (embedded("database is locked"), BUSY),
        (served('FATAL:  password authentication failed for user "samai"'), WRONG_PASSWORD),
        (served('FATAL:  role "samai" does not exist'), WRONG_PASSWORD),
        (served('FATAL:  database "samai" does not exist'), NO_DATABASE),
        (served("failed to resolve host 'ss@h'"), NO_HOST),
        (served("FATAL:  sorry, too many clients already"), CROWDED),
        (served('connection to server at "127.0.0.1", port 5432 failed: Connection refused'), NOT_RUNNING),
        (served("something new"), OTHER),
        (IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed")), None),
    ],
)
def test_each_trouble_is_known_by_its_words(error: DBAPIError, trouble: Trouble | None) -> None:
    assert trouble_in(error) is trouble


def test_a_real_server_says_these_words(cluster: Cluster, tmp_path: Path) -> None:
    for url, trouble in (
        (cluster.url("nowhere"), NO_DATABASE),
        (cluster.url("postgres").replace("samai@", "stranger@"), WRONG_PASSWORD),
        (f"postgresql:///samai?host={tmp_path}", NOT_RUNNING),
        ("postgresql://samai@127.0.0.1:1/samai", NOT_RUNNING),
    ):
        with pytest.raises(psycopg.OperationalError) as caught:
            psycopg.connect(url.replace("postgresql+psycopg", "postgresql"))
        assert trouble_in(OperationalError("", {}, caught.value)) is trouble, reason_of(embedded(str(caught.value)))
