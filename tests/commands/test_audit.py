"""The audit at the terminal."""

import json
import tarfile
from pathlib import Path

import pytest
from flask import Flask

from commands.audit import ENTRIES
from models.audit_guards import GUARDS
from models.database import db
from scheduler.deed import deed
from scheduler.queries.audit import audit_head, last_check
from scheduler.search_rebuild import rebuild_search
from tests.auditing import rows
from tests.commands.conftest import Terminal
from tests.fixtures import NOW, People
from tests.keeping import stamp
from vocabulary.actor import OPERATOR


@pytest.fixture
def unguarded(people: People) -> None:
    """The audit of the letter, as somebody finds it who may write to the database by hand."""
    for statement in (one for (_, dialect), several in GUARDS.items() if dialect == "sqlite" for one in several):
        db.session.connection().exec_driver_sql(f"DROP TRIGGER {statement.split()[2]}")
    db.session.commit()


def by_hand(*statements: str) -> None:
    for statement in ("PRAGMA defer_foreign_keys = ON", *statements):
        db.session.connection().exec_driver_sql(statement)
    db.session.commit()


def head() -> str:
    found = audit_head()
    return f"{found.rows}:{found.digest}"


def test_the_head_is_printed_to_be_kept_elsewhere(terminal: Terminal, people: People) -> None:
    assert terminal("audit", "head").stdout.strip() == head()
    assert json.loads(terminal("audit", "head", "--json").stdout) == {
        "rows": len(rows()),
        "digest": rows()[-1].digest,
    }


def test_a_whole_chain_verifies_also_against_its_head(terminal: Terminal, people: People) -> None:
    result = terminal("audit", "verify", "--head", head())
    assert result.exit_code == 0, result.stderr
    assert f"head    {head()}" in result.stdout
    assert "nobody can see" not in result.stderr
    assert "nobody can see" in terminal("audit", "verify").stderr


def test_an_edit_is_named_by_its_row_and_ends_with_1(terminal: Terminal, unguarded: None) -> None:
    by_hand("UPDATE audit_row SET deed = 'nothing' WHERE number = 1")
    result = terminal("audit", "verify")
    assert result.exit_code == 1
    assert "row 1: this row is not what was written" in result.stderr


def test_a_value_is_named_with_its_row(terminal: Terminal, unguarded: None) -> None:
    by_hand("UPDATE audit_value SET content = '{}' WHERE row_number = 1 AND position = 0")
    assert "row 1, value 0: what this value says" in terminal("audit", "verify").stderr


def test_a_gap_is_named_as_a_whole(terminal: Terminal, unguarded: None) -> None:
    by_hand("UPDATE audit_row SET number = 1000 + number", "UPDATE audit_value SET row_number = 1000 + row_number")
    assert "rows 1 to 1000: nothing stands there" in terminal("audit", "verify").stderr


def test_json_tells_every_fault_with_its_place(terminal: Terminal, unguarded: None) -> None:
    by_hand("UPDATE audit_row SET deed = 'nothing' WHERE number = 1")
    told = json.loads(terminal("audit", "verify", "--json").stdout)
    assert (told["faults"], told["found"][0]["row"], told["found"][0]["fault"]) == (1, 1, "changed")


def test_a_cut_end_shows_against_a_backup_and_against_its_manifest(
    terminal: Terminal, unguarded: None, tmp_path: Path
) -> None:
    backup, alone = tmp_path / "backup.tar", tmp_path / "manifest.json"
    stamp()
    assert terminal("backup", str(backup)).exit_code == 0
    with tarfile.open(backup) as tar:
        tar.extract("manifest.json", tmp_path, filter="data")
    for path in (alone, backup):
        assert terminal("audit", "verify", "--manifest", str(path)).exit_code == 0
    last = audit_head().rows
    by_hand(
        f"DELETE FROM audit_value WHERE row_number >= {last - 1}", f"DELETE FROM audit_row WHERE number >= {last - 1}"
    )
    for path in (alone, backup):
        result = terminal("audit", "verify", "--manifest", str(path))
        assert (result.exit_code, "its end was cut off" in result.stderr) == (1, True)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff\xfe"])
def test_what_is_no_manifest_is_said_to_be_none(app: Flask, terminal: Terminal, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(content)
    result = terminal("audit", "verify", "--manifest", str(path))
    assert (result.exit_code, "is no whole backup" in result.stderr) == (1, True)


def test_a_head_that_is_none_and_two_heads_at_once_are_wrong_usage(
    app: Flask, terminal: Terminal, tmp_path: Path
) -> None:
    assert terminal("audit", "verify", "--head", "12").exit_code == 2
    path = tmp_path / "manifest.json"
    path.write_bytes(b"{}")
    assert terminal("audit", "verify", "--head", head(), "--manifest", str(path)).exit_code == 2


def test_somebody_is_erased_by_address_after_a_question(terminal: Terminal, people: People) -> None:
    assert "Nothing was erased" in terminal("audit", "erase", "sira@oag.example", typed="n\n").stderr
    assert "would be erased" in terminal("audit", "erase", "sira@oag.example", "--dry-run").stderr
    before = len(rows())
    result = terminal("audit", "erase", str(people.focal["oag"]), "--yes")
    assert (result.exit_code, "were erased" in result.stderr) == (0, True)
    db.session.rollback()
    assert len(rows()) == before + 1
    assert terminal("audit", "verify").exit_code == 0


def test_nobody_of_this_address_and_nothing_said_of_somebody_are_not_found(terminal: Terminal, people: People) -> None:
    assert terminal("audit", "erase", "nobody@oag.example", "--yes").exit_code == 4
    assert terminal("audit", "erase", "99999", "--yes").exit_code == 4


def entries(terminal: Terminal, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(terminal("audit", "list", *words, "--json").stdout)
    return found


def test_deeds_are_listed_the_latest_first_and_filtered_as_on_the_page(terminal: Terminal, people: People) -> None:
    rebuild_search(by=OPERATOR, now=NOW)
    assert [one["deed"] for one in entries(terminal)] == ["rebuild search", "load people", "load committee"]
    assert [one["deed"] for one in entries(terminal, "--person", "sira")] == ["load people"]
    assert [one["deed"] for one in entries(terminal, "--person", str(people.focal["oag"]))] == ["load people"]
    assert [one["deed"] for one in entries(terminal, "--object", "agency:2")] == ["load people", "load committee"]
    assert [one["deed"] for one in entries(terminal, "--object", "service")] == ["rebuild search"]
    assert [one["deed"] for one in entries(terminal, "--deed", "load people")] == ["load people"]
    assert entries(terminal, "--from", "5/1/2565") == entries(terminal, "--to", "3 Jan 2022") == []
    assert len(entries(terminal, "--from", "2022-01-04", "--to", "4/1/2565", "--before", "3")) == 2


def test_a_line_says_who_did_what_to_what(terminal: Terminal, people: People) -> None:
    heads, _, line = terminal("audit", "list").stdout.splitlines()
    assert heads.split() == ["entry", "at", "who", "what", "about", "changed"]
    for words in ("operator at the terminal", "Loaded a committee from a file", "Ad Hoc Committee", "2022-01-04 02:00"):
        assert words in line


def test_there_is_more_and_it_is_said_how_to_read_on(terminal: Terminal, people: People) -> None:
    assert "There are older entries" not in terminal("audit", "list").stderr
    for _ in range(ENTRIES):
        with deed("test", by=OPERATOR, now=NOW):
            pass
    assert "There are older entries: add --before 3" in terminal("audit", "list").stderr


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--object", "dream:1"), 2, "KIND:NUMBER"),
        (("--object", "person:x"), 2, "KIND:NUMBER"),
        (("--deed", "dream"), 2, "is not one of"),
        (("--person", "nobody-at-all"), 1, "Nothing on file is called that"),
        (("--from", "31/2/2022"), 1, "There is no 31 February 2022"),
    ],
)
def test_what_cannot_be_meant_is_said(
    terminal: Terminal, people: People, words: tuple[str, ...], code: int, sentence: str
) -> None:
    result = terminal("audit", "list", *words)
    assert (result.exit_code, sentence in result.stderr) == (code, True)


def test_a_walk_is_put_on_record_only_where_that_is_asked_for(terminal: Terminal, people: People) -> None:
    before = len(rows())
    assert terminal("audit", "verify").exit_code == 0
    assert len(rows()) == before
    assert terminal("audit", "verify", "--record").exit_code == 0
    db.session.rollback()
    found = last_check()
    assert found is not None
    assert (found.rows, found.faults) == (before, 0)


def test_a_walk_that_found_a_fault_is_put_on_record_too(terminal: Terminal, unguarded: None) -> None:
    by_hand("UPDATE audit_row SET deed = 'nothing' WHERE number = 1")
    assert terminal("audit", "verify", "--record").exit_code == 1
    db.session.rollback()
    found = last_check()
    assert found is not None
    assert found.faults == 1
