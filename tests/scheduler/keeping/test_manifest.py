"""What a backup says of itself."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.keeping.manifest import AuditEnd, Manifest, program_version, read_manifest
from scheduler.keeping.postgres import sayings
from vocabulary.refusals import Refusal

MANIFEST = Manifest(
    made_at=datetime(2026, 3, 2, 20, 0, tzinfo=UTC),
    program="0.1.0",
    database="samai.db",
    revision="0002",
    rows={"person": 12},
    audit=AuditEnd(rows=4, digest="ab" * 32),
    queued=3,
    keys=("k1",),
    files={},
)
FILE = Path("x.tar")


def test_a_manifest_is_read_as_it_was_written() -> None:
    assert read_manifest(MANIFEST.written(), file=FILE) == MANIFEST


@pytest.mark.parametrize("text", [b"", b"{}", b"\xff", b'{"form": 1}'])
def test_what_is_no_manifest_is_refused(text: bytes) -> None:
    with pytest.raises(Refusal, match="no whole backup of Samai: its manifest cannot be read"):
        read_manifest(text, file=FILE)


def test_a_later_form_is_refused_with_the_version_that_reads_it() -> None:
    later = MANIFEST.model_copy(update={"form": 2, "program": "9.9"})
    with pytest.raises(Refusal, match=r"made by a newer Samai \(9.9\)"):
        read_manifest(later.written(), file=FILE)


def test_the_program_knows_its_version() -> None:
    assert program_version().count(".") == 2


def test_a_manifest_of_a_time_before_the_first_deed_says_nothing_of_the_audits_end() -> None:
    before = MANIFEST.model_copy(update={"audit": AuditEnd(rows=0, digest="")})
    assert [what for what, _, _ in sayings(before)] == [what for what, _, _ in sayings(MANIFEST)][:-1]
