"""Backup and restore at the terminal."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import Result
from flask import current_app
from sqlalchemy import select, text

from models.audit import AuditRow, AuditValue
from models.database import db
from models.installation import Installation
from models.people import Person
from scheduler.keeping.archives import open_archive
from scheduler.keeping.erasures import ERASURES, erasures_given
from scheduler.keeping.facts import Facts, facts_in
from scheduler.people import edit_person
from scheduler.queries.audit import AuditHead
from scheduler.queries.audit_check import Check
from scheduler.queries.health import last_backup
from scheduler.queries.people import card_of
from tests.cluster import Cluster
from tests.commands.conftest import Terminal
from tests.conftest import make_app
from tests.databases import Database
from tests.fixtures import NOW, Letter, People
from tests.keeping import stamp
from vocabulary.actor import OPERATOR
from vocabulary.settings import Settings

FILE = "kept.tar"


@pytest.fixture
def kept(terminal: Terminal, letter: Letter, tmp_path: Path) -> Path:
    """A backup of the letter's installation."""
    stamp()
    result = terminal("backup", str(tmp_path / FILE))
    assert result.exit_code == 0, result.stderr
    return tmp_path / FILE


@pytest.fixture
def new(database: Database, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a new installation; its database, of the same kind, is the environment's own."""
    if database.kind == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        monkeypatch.setenv("SAMAI_DATABASE_URL", cluster.url(cluster.create()))
    return tmp_path / "new"


def restoring(instance: Path, *words: str, typed: str = "") -> Result:
    with looking(instance):
        return current_app.test_cli_runner().invoke(args=["restore", *words], input=typed)


@contextmanager
def looking(instance: Path) -> Iterator[None]:
    """An installation as its next process finds it."""
    with make_app(Settings(instance=instance, testing=True)).app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def present_facts() -> Facts:
    with db.engine.connect() as connection:
        return facts_in(connection)


def test_a_backup_says_what_it_took_and_warns_of_secrets(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    stamp()
    result = terminal("backup", "--json")
    row = json.loads(result.stdout)
    assert Path(row["file"]).parent == tmp_path / "instance" / "backups"
    assert (row["audit rows"], row["letters waiting"]) == (2, 0)
    assert "It holds the secret key" in result.stderr
    assert terminal("backup", str(tmp_path / "plain.tar"), "--no-secrets").stderr == ""


def test_only_so_many_are_kept_as_the_operator_says(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    stamp()
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "samai-20200101T000000Z.tar").touch()
    result = terminal("backup", str(folder), "--keep", "1")
    assert "Removed samai-20200101T000000Z.tar" in result.stderr
    assert len(list(folder.iterdir())) == 1


@pytest.mark.both_databases
def test_a_restored_copy_is_whole_and_holds_its_mail(kept: Path, new: Path) -> None:
    result = restoring(new, str(kept), typed="y\n")
    assert result.exit_code == 0, result.output
    assert "kept.tar is whole" in result.stderr
    assert "Restored. The mail is held: 0 letters waited when the backup was made" in result.stderr
    said = open_archive(kept).manifest
    with looking(new):
        found = present_facts().rows
        changed = {name for name in found if found[name] != said.rows[name]}
        assert changed == {"installation", "audit_row", "audit_value"}, "what holding the mail has added"
        held = db.session.scalars(select(Installation)).one()
        assert held.mail_held_at
        assert held.mail_held_why.startswith("restored from kept.tar, made ")
        assert db.session.scalars(select(AuditRow.deed).order_by(AuditRow.number)).all()[-1] == "hold mail"


@pytest.mark.both_databases
def test_the_audit_of_a_restored_copy_goes_on_from_the_backups_own_end(kept: Path, new: Path) -> None:
    assert restoring(new, str(kept), "--yes").exit_code == 0
    end = open_archive(kept).manifest.audit
    with looking(new):
        check = Check(AuditHead(end.rows, end.digest))
        assert list(check.findings()) == []
        assert check.rows == end.rows + 1


@pytest.mark.both_databases
def test_a_link_that_was_sent_before_the_backup_opens_the_restored_copy(
    terminal: Terminal, letter: Letter, tmp_path: Path, new: Path
) -> None:
    stamp()
    link = urlsplit(terminal("account", "link", "chanika@mfa.example").stdout.strip()).path
    terminal("backup", str(tmp_path / FILE))
    assert restoring(new, str(tmp_path / FILE), "--yes").exit_code == 0
    with looking(new):
        page = current_app.test_client().get(link)
        assert page.status_code == 200
        assert "ชนิกา" in page.text


@pytest.mark.both_databases
def test_the_doctor_knows_that_a_restored_copy_was_kept(kept: Path, new: Path) -> None:
    assert restoring(new, str(kept), "--yes").exit_code == 0
    with looking(new):
        rows = json.loads(current_app.test_cli_runner().invoke(args=["doctor", "--json"]).stdout)["checks"]
        found = {row["check"]: (row["standing"], row["seen"]) for row in rows}
        assert found["backup"][0] == "ok", found["backup"]
        assert found["backup"][1].startswith("the last was taken ")
        assert last_backup() == open_archive(kept).manifest.made_at


@pytest.mark.both_databases
def test_to_restore_once_more_leaves_the_restored_copy_as_it_is(kept: Path, new: Path) -> None:
    assert restoring(new, str(kept), "--yes").exit_code == 0
    with looking(new):
        db.session.execute(text("DELETE FROM obligation"))
        db.session.commit()
    again = restoring(new, str(kept), "--yes")
    assert (again.exit_code, "Restored. The mail is held" in again.stderr) == (0, True)
    with looking(new):
        assert present_facts().rows["obligation"] == 0, "what was done since is not undone"


@pytest.mark.both_databases
def test_a_copy_whose_mail_goes_again_is_not_restored_into(kept: Path, new: Path) -> None:
    assert restoring(new, str(kept), "--yes").exit_code == 0
    with looking(new):
        assert current_app.test_cli_runner().invoke(args=["mail", "release", "--yes"]).exit_code == 0
    again = restoring(new, str(kept), "--yes")
    assert again.exit_code == 1
    assert "rows already, and nothing was changed" in again.stderr


@pytest.mark.both_databases
def test_what_would_be_refused_is_refused_before_anything_is_written(
    terminal: Terminal, kept: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = settings.instance / "config.toml"
    config.write_text(f'database_url = "{settings.database_uri}"\n')
    config.chmod(0o600)
    monkeypatch.delenv("SAMAI_DATABASE_URL", raising=False)
    assert terminal("backup", str(tmp_path / "other.tar")).exit_code == 0
    result = restoring(tmp_path / "beside", str(tmp_path / "other.tar"), "--yes")
    assert "rows already, and nothing was changed" in result.stderr, "its settings lead to the database in use"
    assert [path.name for path in (tmp_path / "beside").iterdir()] == ["secret_key"], "which every start makes"


@pytest.fixture
def told(people: People, tmp_path: Path, terminal: Terminal) -> tuple[Path, int]:
    """A backup from before somebody was erased, and who it was."""
    stamp()
    assert terminal("backup", str(tmp_path / FILE)).exit_code == 0
    erased = terminal("audit", "erase", "sira@oag.example", "--yes")
    assert "A restore erases them again by erasures.json" in erased.stderr
    return tmp_path / FILE, people.focal["oag"]


def told_of(person_id: int) -> list[str | None]:
    """What the audit says of somebody."""
    return list(db.session.scalars(select(AuditValue.content).where(AuditValue.person_id == person_id)))


@pytest.mark.both_databases
@pytest.mark.parametrize("way", ["list", "backup"])
def test_somebody_who_was_erased_does_not_come_back_with_an_older_backup(
    told: tuple[Path, int], new: Path, terminal: Terminal, tmp_path: Path, settings: Settings, way: str
) -> None:
    kept, person_id = told
    given = settings.instance / ERASURES
    if way == "backup":
        given = tmp_path / "newest.tar"
        assert terminal("backup", str(given)).exit_code == 0
    result = restoring(new, str(kept), "--erasures", str(given), "--yes")
    assert "values of the audit that were erased after the backup were erased again." in result.stderr
    assert "Nothing is known here" not in result.stderr
    end = open_archive(kept).manifest.audit
    with looking(new):
        assert set(told_of(person_id)) == {None}
        check = Check(AuditHead(end.rows, end.digest))
        assert (list(check.findings()), check.erased > 0) == ([], True)
        assert terminal_of_new("backup", str(tmp_path / "next.tar")) == 0
    assert set(open_archive(tmp_path / "next.tar").manifest.erased) == erasures_given(given)


def terminal_of_new(*words: str) -> int:
    return current_app.test_cli_runner().invoke(args=list(words)).exit_code


def test_no_byte_of_what_was_erased_is_in_the_restored_file(
    people: People, terminal: Terminal, tmp_path: Path, settings: Settings
) -> None:
    stamp()
    person = db.session.get_one(Person, people.focal["oag"])
    edit_person(person.id, replace(card_of(person), phone="02 123 9876"), by=OPERATOR, now=NOW)
    edit_person(person.id, replace(card_of(person), phone=""), by=OPERATOR, now=NOW)
    assert terminal("backup", str(tmp_path / FILE)).exit_code == 0
    assert terminal("audit", "erase", "sira@oag.example", "--yes").exit_code == 0
    shutil.copy(settings.instance / ERASURES, tmp_path)
    new = tmp_path / "new"
    assert restoring(new, str(tmp_path / FILE), "--erasures", str(tmp_path / ERASURES), "--yes").exit_code == 0
    assert b"02 123 9876" in (tmp_path / FILE).read_bytes()
    assert b"02 123 9876" not in (new / "samai.db").read_bytes()


def test_the_instances_own_list_is_heard_when_a_backup_is_restored_in_place(
    told: tuple[Path, int], settings: Settings, terminal: Terminal
) -> None:
    kept, person_id = told
    db.session.remove()
    db.engine.dispose()
    (settings.instance / "samai.db").rename(settings.instance / "samai.db.broken")
    for log in settings.instance.glob("samai.db-*"):
        log.unlink()
    assert "were erased again" in restoring(settings.instance, str(kept), "--yes").stderr
    with looking(settings.instance):
        assert set(told_of(person_id)) == {None}


def test_a_backup_alone_on_a_new_machine_asks_for_the_list_and_takes_it_afterwards(
    told: tuple[Path, int], settings: Settings, tmp_path: Path
) -> None:
    kept, person_id = told
    new = tmp_path / "new"
    first = restoring(new, str(kept), "--yes")
    assert (first.exit_code, "run the same command again with --erasures FILE" in first.stderr.replace("\n", " ")) == (
        0,
        True,
    )
    with looking(new):
        assert None not in told_of(person_id)
    again = restoring(new, str(kept), "--erasures", str(settings.instance / ERASURES), "--yes")
    assert "were erased again" in again.stderr
    with looking(new):
        assert set(told_of(person_id)) == {None}
        assert list(Check().findings()) == []


def test_restored_settings_name_the_database_that_was_restored_into(
    terminal: Terminal, kept: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = settings.instance / "config.toml"
    config.write_text(f'desk_name = "Old"\ndatabase_url = "{settings.database_uri}"\n')
    config.chmod(0o600)
    assert terminal("backup", str(tmp_path / "other.tar")).exit_code == 0
    monkeypatch.setenv("SAMAI_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert restoring(tmp_path / "new", str(tmp_path / "other.tar"), "--yes").exit_code == 0
    monkeypatch.delenv("SAMAI_DATABASE_URL")
    read = Settings(instance=tmp_path / "new", testing=True)
    assert (read.desk_name, read.database_url) == ("Old", f"sqlite:///{tmp_path / 'new.db'}")


def test_a_no_restores_nothing_and_an_installation_with_work_is_left_alone(kept: Path, tmp_path: Path) -> None:
    assert restoring(tmp_path / "new", str(kept), typed="n\n").stderr.endswith("Nothing was changed.\n")
    assert not (tmp_path / "new" / "samai.db").exists()
    result = restoring(tmp_path / "instance", str(kept), "--yes")
    assert result.exit_code == 1
    assert "rows already, and nothing was changed" in result.stderr


def test_a_backup_that_is_not_there_ends_with_four(tmp_path: Path) -> None:
    assert restoring(tmp_path / "new", str(tmp_path / "none.tar")).exit_code == 4


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_that_does_not_answer_is_neither_kept_nor_restored(
    kept: Path, new: Path, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMAI_DATABASE_URL", cluster.url("none_of_this_name"))
    result = restoring(new, str(kept), "--yes")
    assert (result.exit_code, "The database does not answer: " in result.stderr) == (1, True)
    with looking(new):
        backup = current_app.test_cli_runner().invoke(args=["backup", str(tmp_path / "next.tar")])
    assert (backup.exit_code, "The database does not answer: " in backup.stderr) == (1, True)
    assert not (tmp_path / "next.tar").exists()
