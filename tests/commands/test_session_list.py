"""Adding and correcting sessions at the terminal."""

import json

from models.database import db
from models.sessions import CommitteeSession
from tests.commands.conftest import Terminal
from tests.fixtures import Letter

GAP = ("--days", "2026-02-02/2026-02-03", "--days", "2026-02-06/2026-02-13@vic-vienna")


def test_a_session_with_a_gap_in_two_cities_is_added(terminal: Terminal, letter: Letter) -> None:
    result = terminal("session", "add", "ahc", "--ordinal", "7", "--place", "unhq-new-york", *GAP, "--json")
    assert (result.exit_code, result.stderr) == (0, "It is on the list. Nothing was mailed.\n")
    row = json.loads(result.stdout)
    assert (row["session"], row["city"]) == ("ahc/7", "New York; Vienna")
    assert row["days"] == ["2026-02-02/2026-02-03", "2026-02-06/2026-02-13"]
    shown = json.loads(terminal("session", "show", "7", "--json").stdout)
    assert [run["city"] for run in shown["runs"]] == ["New York", "Vienna"]
    assert shown["venue"] == "United Nations Headquarters; Vienna International Centre"


def test_a_dry_run_adds_nothing(terminal: Terminal, letter: Letter) -> None:
    result = terminal("session", "add", "ahc", "--kind", "ceremony", "--title-en", "Signing", "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "Nothing was written.\n")
    assert db.session.query(CommitteeSession).count() == 6


def test_a_session_continues_another(terminal: Terminal, letter: Letter) -> None:
    assert terminal("session", "add", "ahc", "--kind", "reconvened", "--parent", "ahc/6").exit_code == 0
    row = db.session.query(CommitteeSession).filter_by(key="reconvened").one()
    assert row.parent_id == letter.session_ids["6"]


def test_what_cannot_be_is_said(terminal: Terminal, letter: Letter) -> None:
    assert "Session 2 is on the list already" in terminal("session", "add", "ahc", "--ordinal", "2").stderr
    assert "Write a run of days as FIRST/LAST" in terminal("session", "add", "ahc", "--days", "2026-02-02").stderr
    result = terminal("session", "add", "ahc", "--place", "hanoi")
    assert (result.exit_code, "There are: " in result.stderr) == (4, True)
    assert terminal("session", "add", "nothing", "--ordinal", "9").exit_code == 4


def test_kind_number_and_title_are_corrected_and_the_rest_stays(terminal: Terminal, letter: Letter) -> None:
    terminal("session", "add", "ahc", "--kind", "intersessional", "--ordinal", "1", "--parent", "1")
    result = terminal("session", "correct", "intersessional-1", "--ordinal", "2", "--title-en", "Day of dialogue")
    assert (result.exit_code, "Day of dialogue" in result.stdout) == (0, True)
    row = db.session.query(CommitteeSession).filter_by(key="intersessional-1").one()
    assert (row.ordinal, row.kind.value, row.parent_id) == (2, "intersessional", letter.session_ids["1"])
    assert terminal("session", "correct", "intersessional-1", "--ordinal", "0", "--kind", "ceremony").exit_code == 0
    db.session.expire_all()
    assert (row.ordinal, row.kind.value, row.title_en) == (None, "ceremony", "Day of dialogue")
