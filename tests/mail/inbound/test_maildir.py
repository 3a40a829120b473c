"""A maildir of this machine."""

from pathlib import Path

import pytest

from mail.inbound.maildir import Maildir
from mail.inbound.sources import SourceAwayError


@pytest.fixture
def maildir(tmp_path: Path) -> Maildir:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return Maildir(tmp_path, largest=10)


def test_what_is_new_is_read_and_stays_until_it_is_kept(maildir: Maildir) -> None:
    new, cur = maildir.folder / "new", maildir.folder / "cur"
    (new / "2.b").write_bytes(b"second")
    (new / "1.a").write_bytes(b"x" * 100)
    (new / ".hidden").write_bytes(b"x")
    with maildir.open() as opened:
        found = opened.waiting(5)
        assert [(one.name, one.raw) for one in found] == [("1.a", b"x" * 11), ("2.b", b"second")]
        assert [one.name for one in opened.waiting(1)] == ["1.a"]
        opened.keep(["1.a", "gone"])
        assert [one.name for one in opened.waiting(5)] == ["2.b"]
    assert [path.name for path in cur.iterdir()] == ["1.a:2,S"]


def test_a_folder_that_is_none_is_away(tmp_path: Path, maildir: Maildir) -> None:
    with pytest.raises(SourceAwayError, match="no folder new"), Maildir(tmp_path / "none", 10).open():
        pass
    (maildir.folder / "new" / "1.a").mkdir()
    with pytest.raises(SourceAwayError, match="Is a directory"), maildir.open() as opened:
        opened.waiting(5)
