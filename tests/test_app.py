"""The front door."""

import gc
from pathlib import Path

import pytest

from app import create_app, serve


def test_settings_that_cannot_be_used_end_the_start_with_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('mail_hots = "smtp.go.th"\n')
    config.chmod(0o600)
    monkeypatch.setenv("SAMAI_INSTANCE", str(tmp_path))
    sentence = f"{config}, line 1: there is no setting mail_hots. Did you mean mail_host?"
    with pytest.raises(SystemExit) as ended:
        serve()
    assert ended.value.code == f"Samai cannot start.\n{sentence}"
    result = create_app().test_cli_runner().invoke(args=["upgrade"])
    assert (result.exit_code, result.stderr) == (1, f"Samai cannot start.\n{sentence}\n")


def test_a_web_server_starts_on_tables_of_this_program_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMAI_INSTANCE", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        serve()
    assert ended.value.code == "Samai cannot start.\nThere are no tables here yet. Run: flask init"


def test_a_web_server_starts_where_the_tables_are_its_own(
    tmp_path: Path, blank_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "samai.db").write_bytes(blank_database.read_bytes())
    monkeypatch.setenv("SAMAI_INSTANCE", str(tmp_path))
    app = serve()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
    assert app.test_client().get("/healthz").status_code == 200
