"""`samai …`: the installation's own commands as its own user."""

import os
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ROOT

WRAPPER = ROOT / "deploy" / "samai"


def typed(tmp_path: Path, user: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What becomes of these words where the system says that this is the user."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, script in {"id": f"echo {user}", "runuser": 'echo "runuser $*; $SAMAI_INSTANCE, $SAMAI_COMMAND"'}.items():
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
        "runuser -u samai -- /opt/samai/.venv/bin/python -P -c"
        ' from flask.cli import cli; cli.main(prog_name="samai") --app /opt/samai/app.py mail hold --why two  words;'
        " /var/lib/samai, samai\n"
    )


def test_what_it_says_can_be_typed_as_it_is(tmp_path: Path) -> None:
    here = tmp_path / "samai"
    here.write_text(WRAPPER.read_text("utf-8").replace("/opt/samai", str(ROOT)))
    (tmp_path / "id").write_text("#!/bin/sh\necho samai\n")
    (tmp_path / "flask.py").write_text("raise SystemExit('of the folder in which it was typed')")
    for program in (here, tmp_path / "id"):
        program.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SAMAI_INSTANCE": str(tmp_path / "instance")}
    run = partial(subprocess.run, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Usage: samai restore [OPTIONS] FILE\nTry 'samai restore --help' for help." in run([here, "restore"]).stderr
    assert "-> samai init; or, from a backup: samai restore FILE" in run([here, "doctor"]).stdout


@pytest.mark.parametrize("user", ["anong", "www-data"])
def test_nobody_else_runs_them(tmp_path: Path, user: str) -> None:
    ran = typed(tmp_path, user, "doctor")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "Only root and the user samai may run this: sudo samai …\n"


@pytest.mark.parametrize(("stamp", "starts"), [("", False), ("123 4\n", False), (None, False), ("same", True)])
def test_packages_of_another_version_are_said_instead_of_tried(tmp_path: Path, stamp: str | None, starts: bool) -> None:
    program, folder = tmp_path / "samai", tmp_path / "opt"
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / "requirements.txt").write_text("flask==3.1.3\n")
    (folder / ".venv" / "bin" / "python").write_text("#!/bin/sh\necho started\n")
    program.write_text(WRAPPER.read_text("utf-8").replace("/opt/samai", str(folder)))
    (tmp_path / "id").write_text("#!/bin/sh\necho samai\n")
    for path in (program, tmp_path / "id", folder / ".venv" / "bin" / "python"):
        path.chmod(0o755)
    digest = subprocess.run(["cksum"], input=b"flask==3.1.3\n", capture_output=True, check=True)
    if stamp is not None:
        (folder / ".venv" / ".run").write_text(digest.stdout.decode() if stamp == "same" else stamp)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    ran = subprocess.run([program, "doctor"], env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout == ("started\n" if starts else "")
    assert starts or f"cd {folder} && make install" in ran.stderr
