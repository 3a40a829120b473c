"""What a walk along the chain has found is put on record."""

import pytest
from flask import Flask
from sqlalchemy import update

from models.audit import AuditValue
from models.database import db
from scheduler.deed import deed
from scheduler.queries.audit import LastCheck, audit_head, last_check
from scheduler.queries.audit_check import Check
from scheduler.verification import record_check
from tests.making import NOW
from vocabulary.actor import OPERATOR, Actor
from vocabulary.refusals import Forbidden
from vocabulary.states import ActorKind, Duty, Trace


def walk() -> tuple[Check, int]:
    check = Check()
    return check, len(list(check.findings()))


@pytest.mark.both_databases
def test_the_last_walk_is_told_with_how_far_it_came(app: Flask) -> None:
    assert last_check() is None
    with deed("test", by=OPERATOR, now=NOW):
        pass
    for faults in (0, 3):
        check, _ = walk()
        record_check(check, faults, by=OPERATOR, now=NOW)
        assert last_check() == LastCheck(NOW, audit_head().rows - 1, faults)


def test_nobody_but_an_administrator_records_it(app: Flask) -> None:
    check, faults = walk()
    officer = Actor(ActorKind.PERSON, "Anan", person_id=1, duty=Duty.DESK_OFFICER)
    with pytest.raises(Forbidden):
        record_check(check, faults, by=officer, now=NOW)
    assert last_check() is None
    record_check(check, faults, by=Actor(ActorKind.PERSON, "Admin", person_id=1, duty=Duty.ADMINISTRATOR), now=NOW)
    assert last_check() is not None


def test_a_walk_of_which_nothing_is_said_any_more_is_none(app: Flask) -> None:
    check, faults = walk()
    record_check(check, faults, by=OPERATOR, now=NOW)
    db.session.execute(update(AuditValue).where(AuditValue.what == Trace.DETAILS).values(salt=None, content=None))
    assert last_check() is None
