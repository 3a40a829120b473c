"""What is asked afterwards: the mail server's disk, the database and the audit, never the service's own word."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine, text

from models.database import db
from tests.conftest import make_app
from tests.reliability.sinks import Kept, SinkLog, Told, last_on_connection
from tests.reliability.trials import Trial
from vocabulary.settings import Settings

MOST_MEGABYTES = 400
UNFINISHED = ("queued", "sending")


@dataclass
class Ledger:
    """What the database says, asked in SQL by a connection of our own."""

    settings: Settings

    def __post_init__(self) -> None:
        self.engine = create_engine(self.settings.database_uri, poolclass=NullPool)

    def rows(self, query: str) -> Sequence[Any]:
        """The answer to a question."""
        with self.engine.connect() as connection:
            return connection.execute(text(query)).all()

    def number(self, query: str) -> int:
        """The answer to a question that counts."""
        return int(self.rows(query)[0][0])

    def unfinished(self) -> int:
        """How many letters are promised and have neither left nor been refused."""
        return self.number("SELECT count(*) FROM outgoing_mail WHERE state IN ('queued', 'sending')")

    def has_sent(self, letters: int) -> bool:
        """Whether so many letters have left."""
        return self.number("SELECT count(*) FROM outgoing_mail WHERE state = 'sent'") >= letters

    def promised(self) -> dict[str, tuple[str, str]]:
        """Address and state of every letter that was let go, by Message-ID."""
        rows = self.rows("SELECT message_id, address, state FROM outgoing_mail WHERE due_at IS NOT NULL")
        return {message_id: (address, state) for message_id, address, state in rows}


@dataclass(frozen=True, slots=True)
class Delivered:
    """How the letters of one run came through: how many, how many came again, how many were refused."""

    letters: int
    repeats: int
    refused: int


def check_letters(
    trial: Trial, log: SinkLog, ledger: Ledger, *, most_repeats: int, may_go_on: bool = False
) -> Delivered:
    """I1 to I4 and I9: nothing lost, nothing changed, nothing unasked, nothing out of order, nothing left lying.

    `may_go_on` is said where a letter comes again though nobody died, so that no connection ended over it.
    """
    promised, copies = ledger.promised(), log.by_message_id()
    lost = [key for key, (_, state) in promised.items() if state == "sent" and key not in copies]
    assert lost == [], "lost: marked as sent, and on no disk"
    assert {state for _, state in promised.values()} <= {"sent", "refused", "dropped"}
    assert {key: copy[0].recipient for key, copy in copies.items()} == {
        key: promised[key][0] for key in copies if key in promised
    }, "sent without a promise, or to somebody else"
    trial.holds("I1", "I3")
    check_repeats(copies, None if may_go_on else last_on_connection(log.letters))
    repeats = sum(len(copy) - 1 for copy in copies.values())
    assert repeats <= most_repeats
    trial.holds("I2")
    check_order(log.letters)
    trial.holds("I4")
    assert ledger.rows("SELECT id FROM outgoing_mail WHERE claimed_by IS NOT NULL OR lease_until IS NOT NULL") == []
    trial.holds("I9")
    refused = sum(state == "refused" for _, state in promised.values())
    trial.counted(lost=len(lost), twice=repeats)
    return Delivered(len(copies), repeats, refused)


def check_repeats(copies: Mapping[str, Sequence[Kept]], last: Mapping[int, Kept] | None) -> None:
    """Every copy is the same letter, and all but the last one ended their connection: one a death or lost reply."""
    for copy in copies.values():
        assert {(one.digest, one.recipient, one.told) for one in copy} == {
            (copy[0].digest, copy[0].recipient, copy[0].told)
        }
        for one in copy[:-1]:
            assert last is None or last[one.connection] is one, "a letter came again though its connection went on"


def check_order(letters: Sequence[Kept]) -> None:
    """Per reader and meeting (SEQUENCE, DTSTAMP) never falls; a repeat of the same letter may come late."""
    latest: dict[tuple[str, str], Told] = {}
    seen: set[str] = set()
    for letter in letters:
        if letter.message_id in seen:
            continue
        seen.add(letter.message_id)
        key = letter.recipient, letter.told.uid
        assert latest.get(key, letter.told) <= letter.told
        latest[key] = letter.told


def check_database(trial: Trial, settings: Settings) -> None:
    """I5 and I6: the file is whole, and so is the audit, as the operator's own command sees it."""
    if not settings.database_url:
        check_file(settings.instance / "samai.db")
        trial.holds("I5")
    verifier = make_app(settings)  # a service that has just begun, as the operator's command is
    told = verifier.test_cli_runner().invoke(args=["audit", "verify"])
    assert told.exit_code == 0, told.output
    with verifier.app_context():
        db.engine.dispose()
    trial.holds("I6")


def check_file(file: Path) -> None:
    """SQLite's own word on a file."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def check_memory(trial: Trial, megabytes: float) -> None:
    """I10."""
    assert megabytes <= MOST_MEGABYTES
    trial.holds("I10")
