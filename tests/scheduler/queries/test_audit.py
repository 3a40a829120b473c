"""Where the audit's chain ends."""

from flask import Flask

from scheduler.deed import deed
from scheduler.queries.audit import AuditHead, audit_head
from scheduler.rules.audit_chain import GENESIS
from tests.auditing import rows
from tests.making import NOW
from vocabulary.actor import OPERATOR


def test_before_the_first_deed_the_chain_is_empty(app: Flask) -> None:
    assert audit_head() == AuditHead(0, GENESIS)


def test_the_head_is_the_number_and_the_digest_of_the_last_deed(app: Flask) -> None:
    for name in ("first", "second"):
        with deed(name, by=OPERATOR, now=NOW):
            pass
    first, second = rows()
    assert audit_head() == AuditHead(2, second.digest)
    assert (first.previous, second.previous) == (GENESIS, first.digest)
