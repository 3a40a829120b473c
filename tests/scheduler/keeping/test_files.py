"""Files that are whole or not there."""

import errno
import os
import stat
from pathlib import Path

import pytest

from scheduler.keeping.files import PART, alone_in, digest_of, put, writable
from vocabulary.refusals import Refusal


def test_a_small_file_is_written_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    put(b"one", tmp_path / "key")
    put(b"two", tmp_path / "key")
    assert (tmp_path / "key").read_bytes() == b"two"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_what_a_dead_process_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / f"{PART}folder").mkdir()
    (tmp_path / f"{PART}folder" / "half").touch()
    (tmp_path / f"{PART}half.tar").touch()
    (tmp_path / "whole.tar").touch()
    with alone_in(tmp_path) as place:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([place.name, "whole.tar"])
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["whole.tar"]


def test_two_do_not_work_in_one_folder_at_once(tmp_path: Path) -> None:
    with alone_in(tmp_path), pytest.raises(Refusal, match="Another backup or restore is at work"), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass


def test_a_place_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match="file cannot be written: File exists"), alone_in(tmp_path / "file"):
        pass


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused, writable(tmp_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(refused.value) == (
        f"{tmp_path} cannot be written: No space left on device. Make room or name another place, then try again."
    )


def test_a_digest_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert digest_of(tmp_path / "a").startswith("ba7816bf")
