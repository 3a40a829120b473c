"""A session without days is a real session; days run forwards."""

from datetime import date

import pytest
from flask import Flask

from models.database import db
from models.sessions import Block, CommitteeSession, HeadOverride
from scheduler.entries import new_entry
from tests.making import NOW, make_ministry
from tests.models.refusing import refused, write

pytestmark = pytest.mark.both_databases


@pytest.fixture
def undated(app: Flask) -> CommitteeSession:
    return db.session.get_one(CommitteeSession, make_ministry(1).session_id)


def block(opens: date, closes: date) -> Block:
    return Block(opens=opens, closes=closes, entry=new_entry(domain="mfa.example", now=NOW))


def test_an_undated_session_has_neither_first_nor_last_day(undated: CommitteeSession) -> None:
    assert (undated.opens, undated.closes) == (None, None)


def test_a_session_in_two_runs_opens_with_the_first_and_closes_with_the_last(undated: CommitteeSession) -> None:
    undated.blocks = [
        block(date(2026, 2, 6), date(2026, 2, 13)),
        block(date(2026, 2, 2), date(2026, 2, 3)),
    ]
    db.session.commit()
    db.session.expire_all()
    assert (undated.opens, undated.closes) == (date(2026, 2, 2), date(2026, 2, 13))


def test_days_do_not_run_backwards(undated: CommitteeSession) -> None:
    with refused("closes_after_it_opens"):
        undated.blocks = [block(date(2022, 6, 10), date(2022, 5, 30))]
        db.session.commit()


def test_nobody_leads_by_decision_without_a_reason(undated: CommitteeSession) -> None:
    with refused("has_a_reason"):
        write(HeadOverride(session_id=undated.id, reason=""))


def test_one_committee_has_one_second_session(undated: CommitteeSession) -> None:
    with refused("committee_session"):
        write(CommitteeSession(committee=undated.committee, key="two", ordinal=2))
