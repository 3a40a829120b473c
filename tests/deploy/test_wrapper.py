"""`samai …`: the installation's own commands as its own user."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

WRAPPER = ROOT / "deploy" / "samai"


def typed(tmp_path: Path, user: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What becomes of these words where the system says that this is the user."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, script in {"id": f"echo {user}", "runuser": 'echo "runuser $*; $SAMAI_INSTANCE"'}.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    environment = {"PATH": f"{programs}:{os.environ['PATH']}"}
    command = [str(WRAPPER), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_may_be_run() -> None:
    assert os.access(WRAPPER, os.X_OK)
    assert "export SAMAI_INSTANCE" in WRAPPER.read_text("utf-8")


def test_root_becomes_the_user_of_the_service_and_words_stay_whole(tmp_path: Path) -> None:
    ran = typed(tmp_path, "root", "mail", "hold", "--why", "two  words")
    assert ran.stdout == (
        "runuser -u samai -- /opt/samai/.venv/bin/flask --app /opt/samai/app.py mail hold --why two  words;"
        " /var/lib/samai\n"
    )


@pytest.mark.parametrize("user", ["anong", "www-data"])
def test_nobody_else_runs_them(tmp_path: Path, user: str) -> None:
    ran = typed(tmp_path, user, "doctor")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "Only root and the user samai may run this: sudo samai …\n"
