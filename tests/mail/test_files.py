"""Letters kept as files."""

from pathlib import Path

import pytest

from mail.files import keep, kept_path
from mail.wire import Wire


def wire(content: bytes, identity: str = "<3f9c@mfa.example>") -> Wire:
    return Wire("samai@mfa.example", "chanika@oag.example", identity, content)


def test_a_letter_is_kept_under_its_own_identity(tmp_path: Path) -> None:
    path = keep(tmp_path / "outgoing", wire(b"Subject: x\r\n\r\n"))
    assert path == tmp_path / "outgoing" / "3f9c@mfa.example.eml"
    assert path.read_bytes() == b"Subject: x\r\n\r\n"


def test_a_retry_overwrites_its_own_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    keep(tmp_path, wire(b"once"))
    keep(tmp_path, wire(b"twice"))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"twice"]


def test_only_the_service_may_read_what_is_kept(tmp_path: Path) -> None:
    path = keep(tmp_path / "outgoing", wire(b"a reply link"))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("identity", ["<../../etc/passwd@x>", "<.hidden@x>", "<a/b@x>", f"<{'a' * 300}@x>", "<ก@x>"])
def test_no_identity_leads_out_of_the_folder_or_hides_a_file(tmp_path: Path, identity: str) -> None:
    path = kept_path(tmp_path, message_id=identity)
    assert path.parent == tmp_path
    assert not path.name.startswith(".")
    assert len(path.name) < 200


def test_two_identities_never_share_a_file(tmp_path: Path) -> None:
    names = {kept_path(tmp_path, message_id=identity) for identity in ("<a/b@x>", "<a_b@x>", "<a+b@x>", "<a=b@x>")}
    assert len(names) == 4


def test_a_disk_that_refuses_leaves_no_half_letter(tmp_path: Path) -> None:
    (tmp_path / "3f9c@mfa.example.eml").mkdir()  # in the way of the new name
    with pytest.raises(OSError, match="directory"):
        keep(tmp_path, wire(b"half"))
    assert [path.name for path in tmp_path.iterdir()] == ["3f9c@mfa.example.eml"]
