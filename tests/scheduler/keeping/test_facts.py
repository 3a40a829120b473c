"""What a database holds."""

import pytest

from scheduler.keeping.facts import Facts, require_same
from scheduler.keeping.manifest import AuditEnd
from tests.scheduler.keeping.test_manifest import MANIFEST
from vocabulary.refusals import Refusal


def test_a_copy_that_holds_something_else_is_refused_by_what_differs() -> None:
    same = (MANIFEST.revision, MANIFEST.rows, MANIFEST.audit)
    require_same(Facts(*same, queued=0), MANIFEST)
    for what, differs in (
        ("The step of the tables", ("0001", *same[1:])),
        ("The number of rows", (same[0], {"person": 11}, same[2])),
        ("The end of the audit", (*same[:2], AuditEnd(rows=3, digest=""))),
    ):
        with pytest.raises(Refusal, match=f"{what} of the restored copy is not what"):
            require_same(Facts(*differs, queued=0), MANIFEST)
