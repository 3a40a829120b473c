"""What the tables say of an installation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import OperationalError

from commands.checks import tables
from commands.checks.finding import Finding, Installed, Standing
from models.audit_guards import GUARDS
from models.database import db
from models.installation import Installation, WorkerBeat
from models.outbox import OutgoingMail
from scheduler.accounts import Moment
from scheduler.keeping.backups import Taken, Wanted, take_backup
from scheduler.mail_hold import hold_mail
from tests.commands.checks.conftest import WALL
from tests.commands.conftest import Terminal
from tests.databases import Database
from tests.fixtures import Letter
from tests.keeping import stamp
from tests.models.refusing import write
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings
from vocabulary.states import MailState

HOUR = timedelta(hours=1)


@pytest.mark.both_databases
def test_a_database_that_answers_says_what_it_is(installed: Installed, database: Database) -> None:
    finding = tables.database(installed)
    assert finding.standing is Standing.OK
    assert finding.seen.startswith({"sqlite": "SQLite 3.", "postgresql": "PostgreSQL 1"}[database.kind])


@pytest.mark.both_databases
def test_a_database_without_tables_is_to_be_made(installed: Installed, database: Database) -> None:
    db.session.remove()
    db.engine.dispose()
    database.become("nothing")
    assert tables.database(installed).fix == "flask init; or, from a backup: flask restore FILE"


def test_a_row_that_refers_to_nothing_is_damage(letter: Letter, installed: Installed) -> None:
    db.session.rollback()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("UPDATE person SET agency_id = 999 WHERE id = 1")
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN")
    finding = tables.database(installed)
    assert finding.standing is Standing.FAULT
    assert "a row of person refers to nothing in agency" in finding.seen


def test_a_database_that_does_not_answer_says_why() -> None:
    error = OperationalError("SELECT", {}, Exception("disk I/O error"))
    assert tables.refused_database(error).seen == "the disk does not do what it is told (disk I/O error)"
    unknown = OperationalError("SELECT", {}, Exception("something else"))
    assert tables.refused_database(unknown).seen == "the database does not answer (something else)"
    assert tables.refused_database(Refusal("It is away.")).seen == "It is away."


@pytest.mark.parametrize(
    ("revision", "standing", "words"),
    [("", "ok", "this program's own"), ("0001", "fault", "older than this program's"), ("9999", "fault", "not know")],
)
def test_the_step_of_the_tables_is_held_against_the_programs(
    installed: Installed, revision: str, standing: str, words: str
) -> None:
    stamp(revision)
    finding = tables.schema(installed)
    assert finding.standing.value == standing
    assert words in finding.seen


def untied() -> None:
    """Take the audit's guards away, as whoever holds the file could."""
    db.session.rollback()
    for statement in (one for (_, dialect), several in GUARDS.items() if dialect == "sqlite" for one in several):
        db.session.execute(text(f"DROP TRIGGER {statement.split()[2]}"))


def test_an_audit_that_was_changed_is_a_fault(letter: Letter, installed: Installed) -> None:
    assert tables.audit(installed).seen.endswith("rows, the last ones verify")
    untied()
    db.session.execute(text("UPDATE audit_row SET deed = 'nothing' WHERE number = 1"))
    assert tables.audit(installed).seen.startswith("row 1: this row is not what was written")


@pytest.fixture
def taken(letter: Letter, installed: Installed) -> Callable[[], Taken]:
    """Take a backup into the instance's own folder."""
    stamp()

    def take() -> Taken:
        wanted = Wanted(installed.folder / "backups")
        return take_backup(installed.settings, wanted, by=OPERATOR, at=Moment(WALL, WALL))

    return take


def test_a_backup_has_the_key_and_the_audit_of_its_installation(
    taken: Callable[[], Taken], installed: Installed
) -> None:
    assert tables.last_kept(installed).seen == "none in this instance's folder to compare with"
    name = taken().path.name
    (installed.folder / "backups" / "samai-20991231T000000Z.tar").write_text("cut short")
    (installed.folder / "backups" / "other.tar").touch()
    assert tables.last_kept(installed).seen == f"{name} has this key and this audit"


def test_another_secret_key_than_the_backups_is_a_fault(
    taken: Callable[[], Taken], installed: Installed, settings: Settings
) -> None:
    name = taken().path.name
    (installed.folder / "secret_key").write_text("9b1d04e57ac2f638" * 4)
    finding = tables.last_kept(installed)
    assert finding.seen == f"{name} has another secret key: no link mailed before it opens"
    assert "tar -xOf" in finding.fix


def test_an_audit_that_was_cut_off_since_the_backup_is_a_fault(
    taken: Callable[[], Taken], installed: Installed
) -> None:
    path = taken().path
    untied()
    db.session.execute(text("DELETE FROM audit_value"))
    db.session.execute(text("DELETE FROM audit_row"))
    finding = tables.last_kept(installed)
    assert finding.standing is Standing.FAULT
    assert finding.fix == f"flask audit verify --manifest {path}"


def test_a_worker_lives_or_is_silent_or_never_was(installed: Installed) -> None:
    assert tables.worker(installed).seen == "none has ever worked: no letter leaves"
    write(WorkerBeat(name="a", started_at=WALL - HOUR, beat_at=WALL - timedelta(seconds=60)))
    assert tables.worker(installed).seen == "gave a sign of life 60 seconds ago"
    later = replace(installed, wall=WALL + HOUR)
    assert tables.worker(later).seen == "silent for 61 minutes: no letter leaves"


@pytest.mark.parametrize(
    ("age", "standing"), [(None, "warning"), (2, "ok"), (27, "warning"), (24 * 8, "fault"), (-1, "ok")]
)
def test_a_backup_grows_old(installed: Installed, age: int | None, standing: str) -> None:
    if age is not None:
        write(Installation(id=1, mail_held_why="", last_backup_at=WALL - age * HOUR))
    assert tables.backup(installed).standing.value == standing


def test_held_mail_is_said_with_its_reason(installed: Installed) -> None:
    assert tables.held(installed).standing is Standing.OK
    hold_mail("restored", by=OPERATOR, now=WALL, wall=WALL - HOUR)
    assert tables.held(installed) == Finding(
        "mail hold", Standing.WARNING, "no letter leaves since 60 minutes: restored", "flask mail release"
    )


@pytest.fixture
def released(terminal: Terminal) -> None:
    """Six letters that were let go."""
    when = ("--day", "2022-01-11", "--time", "14:00", "--place", "Vithes Samosorn Hall", "--usual")
    assert terminal("consultation", "book", "2", *when).exit_code == 0
    assert terminal("mail", "send", "2", "--yes").exit_code == 0


@pytest.mark.usefixtures("in_january", "people", "released")
class TestLetters:
    """Letters that were released."""

    def stands(self, installed: Installed) -> tuple[str, str]:
        finding = tables.letters(installed)
        return finding.standing.value, finding.seen

    def put(self, **values: object) -> None:
        first = db.session.query(OutgoingMail.id).order_by(OutgoingMail.id).limit(1).scalar()
        db.session.execute(update(OutgoingMail).values(state=MailState.SENT, due_at=WALL - 48 * HOUR))
        db.session.execute(update(OutgoingMail).where(OutgoingMail.id == first).values(**values))
        db.session.commit()

    def test_one_that_is_due_for_long_is_a_fault_with_the_servers_words(self, installed: Installed) -> None:
        words = {"attempts": 3, "reply_code": 451, "reply_text": "later"}
        self.put(state=MailState.QUEUED, dated=WALL - HOUR, **words)
        standing, seen = self.stands(installed)
        assert (standing, seen.endswith("is due for 60 minutes, tried 3 times: 451 later")) == ("fault", True)
        self.put(state=MailState.QUEUED, dated=WALL - HOUR, attempts=0)
        assert self.stands(installed)[1].endswith("never tried")
        hold_mail("restored", by=OPERATOR, now=WALL, wall=WALL)
        assert self.stands(installed)[0] == "ok", "it is held, as another line says"

    def test_one_that_was_refused_is_the_desks_to_see(self, installed: Installed) -> None:
        self.put(state=MailState.QUEUED, dated=WALL - HOUR / 30)
        assert self.stands(installed)[0] == "ok"
        self.put(state=MailState.REFUSED, due_at=WALL - HOUR)
        assert self.stands(installed) == ("warning", "1 refused or returned within a day")
        db.session.execute(delete(OutgoingMail))
        assert self.stands(installed)[0] == "ok"
