"""The front door."""

from pathlib import Path

import pytest

from app import create_app


def test_settings_that_cannot_be_used_end_the_start_with_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('mail_hots = "smtp.go.th"\n')
    config.chmod(0o600)
    monkeypatch.setenv("SAMAI_INSTANCE", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        create_app()
    assert ended.value.code == (
        f"Samai cannot start.\n{config}, line 1: there is no setting mail_hots. Did you mean mail_host?"
    )
