"""The installation's secret key."""

import errno
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from pydantic import SecretStr

from scheduler.keys import lay_ground, secret_keys, way_out
from vocabulary.settings import Settings
from vocabulary.settings_file import UnusableSettings

NEW, OLD = "9b1d04e57ac2f638" * 3, "c04e8b27d915fa63" * 3


def keys_of(instance: Path, given: str = "") -> tuple[bytes, ...]:
    return secret_keys(Settings(instance=instance, secret_key=SecretStr(given)))


def test_the_first_start_makes_a_key_and_later_ones_find_it(tmp_path: Path) -> None:
    made = keys_of(tmp_path / "instance")
    assert keys_of(tmp_path / "instance") == made
    assert len(made[0]) == 64


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    assert keys_of(tmp_path / "one") != keys_of(tmp_path / "two")


def test_only_its_owner_may_read_the_key_and_nothing_else_is_left_beside_it(tmp_path: Path) -> None:
    keys_of(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(keys_of, [tmp_path] * 8))
    assert len(set(found)) == 1


def test_a_key_in_the_settings_wins_over_the_file_and_makes_none(tmp_path: Path) -> None:
    assert keys_of(tmp_path, NEW) == (NEW.encode(),)
    assert not (tmp_path / "secret_key").exists()


def test_further_keys_are_old_ones_that_still_read(tmp_path: Path) -> None:
    assert keys_of(tmp_path, f"{NEW},{OLD}") == (NEW.encode(), OLD.encode())
    (tmp_path / "secret_key").write_text(f"{NEW}\n{OLD}\n")
    assert keys_of(tmp_path) == (NEW.encode(), OLD.encode())


@pytest.mark.parametrize("words", ["", "\n", "short", f"{'n' * 32}\nshort"])
def test_a_short_or_missing_key_stops_the_service(tmp_path: Path, words: str) -> None:
    (tmp_path / "secret_key").write_text(words)
    with pytest.raises(UnusableSettings, match=r"secret_key holds a secret key of fewer than 32 characters\. Put back"):
        keys_of(tmp_path)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Make room on this disk"),
        (errno.EROFS, "mount it for writing"),
        (errno.EACCES, "Give it to the user "),
        (errno.ENOTDIR, "Name a folder"),
    ],
)
def test_each_refusal_of_the_system_has_a_way_out(number: int, words: str) -> None:
    assert words in way_out(OSError(number, "refused"))


def test_an_instance_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    lay_ground(Settings(instance=tmp_path / "new" / "instance"))
    assert stat.S_IMODE((tmp_path / "new" / "instance").stat().st_mode) == 0o700
    with pytest.raises(UnusableSettings, match=r"file/instance: Not a directory\. Name a folder"):
        lay_ground(Settings(instance=tmp_path / "file" / "instance"))
