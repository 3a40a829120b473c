"""A backup as one file."""

import io
import stat
import tarfile
from pathlib import Path

import pytest

from scheduler.keeping.archives import CHUNK, extract, open_archive, write_archive
from scheduler.keeping.manifest import NAME
from tests.scheduler.keeping.test_manifest import MANIFEST
from vocabulary.refusals import NotFound, Refusal

LETTER = "outgoing/a@mfa.example.eml"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A backup with a large database and a letter."""
    (tmp_path / "samai.db").write_bytes(b"\0" * (CHUNK + 1))
    (tmp_path / "letter").write_bytes(b"Subject: x\r\n")
    files = [("samai.db", tmp_path / "samai.db"), (LETTER, tmp_path / "letter")]
    write_archive(tmp_path / "made.tar", files, say=MANIFEST)
    return tmp_path / "made.tar"


def remade(archive: Path, *, leave_out: str = "", change: str = "", link: str = "") -> Path:
    """The same backup, tampered with."""
    other = archive.with_name("other.tar")
    with tarfile.open(archive) as old, tarfile.open(other, "w") as new:
        for info in old.getmembers():
            content = old.extractfile(info).read()  # type: ignore[union-attr]
            if info.name == leave_out:
                continue
            if info.name == change:
                content = content[:-1] + b"!"
            if info.name == link:
                info.type, info.linkname, info.size = tarfile.SYMTYPE, "/etc/passwd", 0
            new.addfile(info, io.BytesIO(content))
    return other


def test_a_backup_is_opened_as_it_was_written(archive: Path, tmp_path: Path) -> None:
    opened = open_archive(archive)
    assert opened.manifest.files["samai.db"].size == CHUNK + 1
    assert opened.letters() == (LETTER,)
    assert opened.text_of(LETTER) == b"Subject: x\r\n"
    assert opened.text_of("config.toml") is None
    extract(opened, "samai.db", target=tmp_path / "again.db")
    assert (tmp_path / "again.db").read_bytes() == (tmp_path / "samai.db").read_bytes()
    for path in (archive, tmp_path / "again.db"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_byte_that_has_changed_is_seen(archive: Path) -> None:
    for name in ("samai.db", LETTER):
        with pytest.raises(Refusal, match=f"is damaged: {name} in it is not what the manifest says"):
            open_archive(remade(archive, change=name))


def test_a_part_that_is_missing_or_a_link_is_seen(archive: Path) -> None:
    for name in (NAME, "samai.db", LETTER):
        with pytest.raises(Refusal, match=f"no whole backup of Samai: {name} is missing"):
            open_archive(remade(archive, leave_out=name))
    with pytest.raises(Refusal, match="is missing"):
        open_archive(remade(archive, link=LETTER))


def test_a_file_that_ends_too_early_is_no_backup_wherever_it_ends(archive: Path) -> None:
    whole = archive.read_bytes()
    end = whole.rindex(b"}")
    for length in (0, 100, 600, CHUNK, end - 200):
        archive.write_bytes(whole[:length])
        with pytest.raises(Refusal, match="no whole backup of Samai"):
            open_archive(archive)


def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    write_archive(tmp_path / "made.tar", [("../../etc/cron.d/x", tmp_path / "x")], say=MANIFEST)
    with pytest.raises(Refusal, match="is damaged"):
        open_archive(tmp_path / "made.tar")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        open_archive(tmp_path / "none.tar")
