"""The units of systemd: read by systemd itself, and true to the project's folder."""

import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from commands.up import commands
from jobs.outbox import CLAIM
from tests.conftest import ROOT
from vocabulary.settings import Settings

DEPLOY = ROOT / "deploy"
SERVICES = ("samai-web.service", "samai-worker.service", "samai-backup.service")
UNITS = (*SERVICES, "samai-backup.timer")


def unit(name: str) -> ConfigParser:
    """A unit's directives; of those that stand several times the last."""
    read = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string((DEPLOY / name).read_text("utf-8").replace("\\\n", " "))
    return read


def words(name: str) -> list[str]:
    """What a service starts."""
    return shlex.split(unit(name)["Service"]["ExecStart"])


def test_systemd_finds_nothing_to_say_about_them(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    assert program, "systemd-analyze is missing: `make test` installs it, or says how"
    for name in UNITS:
        here = (DEPLOY / name).read_text("utf-8").replace("/opt/samai", str(ROOT))
        (tmp_path / name).write_text(here.replace("User=samai\nGroup=samai\n", ""))
    files = [tmp_path / name for name in UNITS]
    ran = subprocess.run([program, "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    said = [line for line in ran.stderr.splitlines() if "samai" in line]
    assert (ran.returncode, said) == (0, []), ran.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_a_program_that_is_installed_with_what_the_project_knows(name: str) -> None:
    program, *_ = words(name)
    assert program.startswith("/opt/samai/.venv/bin/")
    assert (ROOT / ".venv" / "bin" / Path(program).name).exists()
    service = unit(name)["Service"]
    assert service["WorkingDirectory"] == "/opt/samai"
    assert service["User"] == "samai"
    environment = (DEPLOY / name).read_text("utf-8")
    assert "Environment=SAMAI_INSTANCE=/var/lib/samai\nEnvironment=SAMAI_COMMAND=samai\n" in environment


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_write_to_its_instance_alone(name: str) -> None:
    service = unit(name)["Service"]
    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == "/var/lib/samai"
    assert (service["NoNewPrivileges"], service["PrivateTmp"], service["ProtectHome"]) == ("yes", "yes", "yes")
    assert service["UMask"] == "0077"
    assert "MemoryMax" in service


def test_the_pages_are_served_as_a_first_look_serves_them() -> None:
    told, looked = words("samai-web.service"), commands(8000)["The web server"]
    both = {"--interface", "--factory", "--host", "--port", "--workers", "--blocking-threads", "--no-ws", "--log-level"}
    for option in both:
        mine, theirs = told.index(option), looked.index(option)
        if not told[mine + 1].startswith("--"):
            assert told[mine + 1] == looked[theirs + 1], option
    assert told[-1] == looked[-1] == "app:serve"
    assert "--no-access-log" in told, "it would write tokens"


def test_the_web_server_knows_every_option_that_it_is_given() -> None:
    ran = subprocess.run([ROOT / ".venv" / "bin" / "granian", "--help"], capture_output=True, text=True, check=True)
    known = set(re.findall(r"--[a-z0-9-]+", ran.stdout))
    assert [word for word in words("samai-web.service") if word.startswith("--") and word not in known] == []


def test_the_worker_has_longer_to_stop_than_a_usual_letter_takes() -> None:
    service = unit("samai-worker.service")["Service"]
    assert words("samai-worker.service")[1:] == ["--app", "app", "worker"]
    assert (service["Restart"], service["KillSignal"]) == ("always", "SIGTERM")
    assert int(service["TimeoutStopSec"]) > Settings(instance=Path("i")).mail_timeout
    assert CLAIM > 1, "what it holds besides the letter in hand is given back"


def test_backups_are_taken_every_hour_and_only_so_many_kept() -> None:
    assert words("samai-backup.service")[1:] == ["--app", "app", "backup", "--keep", "48"]
    assert unit("samai-backup.timer")["Timer"]["OnCalendar"] == "hourly"
    assert unit("samai-backup.timer")["Timer"]["Persistent"] == "true"
