"""What an installation stands on."""

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commands.checks import ground
from commands.checks.finding import Finding, Installed, Standing
from scheduler.keys import user_name
from tests.commands.checks.conftest import WALL


def changed(installed: Installed, **settings: Any) -> Installed:
    return replace(installed, settings=installed.settings.model_copy(update=settings))


def told(finding: Finding) -> tuple[str, str, str]:
    return finding.standing.value, finding.seen, finding.fix


def test_the_program_of_the_tests_is_whole(installed: Installed) -> None:
    finding = ground.program(installed)
    assert finding.standing is Standing.OK, finding
    assert finding.seen.startswith("Samai 0.")


def copied(root: Path) -> Path:
    """A project's folder with one package in its lock and one compiled catalogue."""
    folder = root / "translations" / "th" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (root / "requirements.txt").write_text("flask==0.0.1 \\\n    --hash=sha256:00\nno-such-thing==9 \\\n")
    (folder / "messages.po").touch()
    return root


def test_a_package_of_another_version_is_named(tmp_path: Path) -> None:
    standing, seen, fix = told(ground.whole(copied(tmp_path)))
    assert standing == "fault"
    assert "flask is 3." in seen
    assert "not 0.0.1; no-such-thing is missing, not 9" in seen
    assert fix == f"cd {tmp_path} && make install, then restart web and worker"


def test_wording_that_was_not_compiled_is_named(tmp_path: Path) -> None:
    copied(tmp_path)
    (tmp_path / "requirements.txt").write_text("")
    assert told(ground.whole(tmp_path))[1].endswith("pages in th show old or English words")
    (tmp_path / "translations" / "th" / "LC_MESSAGES" / "messages.mo").touch()
    assert ground.whole(tmp_path).standing is Standing.OK


def test_settings_name_their_file_and_what_counts_before_it(
    installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMAI_INSTANCE", "x")
    assert told(ground.settings(installed))[:2] == ("fault", "testing is on: passwords are not safe")
    real = changed(installed, testing=False)
    standing, seen, fix = told(ground.settings(real))
    assert (standing, fix.split()[0]) == ("warning", "flask")
    assert seen == f"no {real.folder / 'config.toml'}: every setting is the default"
    (real.folder / "config.toml").write_text("")
    monkeypatch.setenv("SAMAI_MAIL_PORT", "25")
    monkeypatch.setenv("DATABASE_URL", "")
    assert told(ground.settings(real)) == (
        "ok",
        f"{real.folder / 'config.toml'}; before it count DATABASE_URL, SAMAI_MAIL_PORT of the environment",
        "",
    )


def test_an_address_is_safe_and_its_visitors_are_told_apart(installed: Installed) -> None:
    assert ground.address(installed).standing is Standing.OK
    assert "readable by anyone" in ground.address(changed(installed, base_url="http://samai.mfa.go.th")).seen
    public = changed(installed, base_url="https://samai.mfa.go.th")
    assert told(ground.address(public))[2].startswith("proxies = 1 in ")
    assert ground.address(changed(public, proxies=1)).standing is Standing.OK


def test_a_folder_is_its_owners_alone(installed: Installed) -> None:
    assert ground.folder(installed).standing is Standing.OK
    installed.folder.chmod(0o755)
    assert told(ground.folder(installed)) == (
        "fault",
        f"{installed.folder}: everybody on this machine may look into it",
        f"chmod 750 {installed.folder}",
    )


def test_files_of_another_user_are_named(installed: Installed) -> None:
    (installed.folder / "backups").mkdir()
    (installed.folder / "backups" / "kept.tar").touch()
    assert list(ground.strangers_in(installed.folder, owner=os.geteuid())) == []
    strangers = list(ground.strangers_in(installed.folder, owner=os.geteuid() + 1))
    assert installed.folder / "backups" / "kept.tar" in strangers


def test_whoever_is_not_the_owner_is_told_to_be(installed: Installed) -> None:
    owner = user_name(os.geteuid())
    finding = ground.kept_by(installed.folder, user=os.geteuid() + 1, refused=None)
    assert told(finding)[::2] == ("warning", f"Run it as {owner}: runuser -u {owner} -- flask doctor")
    assert user_name(987654321) == "987654321"


def test_a_folder_where_nothing_can_be_written_is_a_fault(installed: Installed) -> None:
    refused = ground.refusal_to_write(Path("/proc/self"))
    assert refused is not None
    assert ground.refusal_to_write(installed.folder) is None
    full = OSError(errno.ENOSPC, "No space left on device")
    assert told(ground.kept_by(installed.folder, user=os.geteuid(), refused=full)) == (
        "fault",
        f"{installed.folder} cannot be written: No space left on device",
        "Make room on this disk, then start again.",
    )


def test_a_key_that_others_can_read_is_a_fault(installed: Installed) -> None:
    assert ground.secrets(installed).standing is Standing.OK
    path = installed.folder / "secret_key"
    path.chmod(0o640)
    assert told(ground.secrets(installed))[2] == f"chmod 600 {path}"


@pytest.mark.parametrize(
    ("free", "files", "standing"),
    [
        (10**10, 10**6, "ok"),
        (10**10, None, "ok"),
        (400 * 2**20, 10**6, "warning"),
        (2**20, 10**6, "fault"),
        (10**10, 999, "fault"),
    ],
)
def test_little_room_is_said_before_there_is_none(free: int, files: int | None, standing: str) -> None:
    assert ground.room(Path("/srv"), free=free, files=files).standing.value == standing


def test_the_disk_of_the_tests_has_room(installed: Installed) -> None:
    assert " MB free at " in ground.disk(installed).seen


def test_the_zones_are_known_and_their_data_has_an_age(installed: Installed) -> None:
    assert ground.zones(installed).seen.endswith("; Asia/Bangkok, Europe/Vienna, America/New_York are known")
    right = {"Europe/Vienna": (1, 2)}
    assert ground.clocks(right, WALL, release="2024a").standing is Standing.OK
    assert ground.clocks(right, WALL, release="2023d").seen == "2023d: old"
    assert ground.clocks(right, WALL, release="").seen == "of an unknown release: old"
    assert "Europe/Vienna is (1, 2) hours" in ground.clocks({"Europe/Vienna": (1, 1)}, WALL, release="2026a").seen
    unknown = ground.clocks({"Europe/Atlantis": (1, 1)}, WALL, release="2026a")
    assert unknown.fix.startswith("apt-get install tzdata")


def test_the_release_is_the_systems_or_the_packages(tmp_path: Path) -> None:
    (tmp_path / "UTC").touch()
    assert ground.release_of([str(tmp_path)]) == ""
    (tmp_path / "tzdata.zi").write_text("# version 2025b\n")
    assert ground.release_of([str(tmp_path)]) == "2025b"
    (tmp_path / "tzdata.zi").write_text("# nothing\n")
    assert ground.release_of([str(tmp_path)]) == ""
    assert ground.release_of([]).startswith("20")
