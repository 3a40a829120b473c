"""A consultation booked, and one whose invitations have left: where most stories of the scheduler begin."""

import pytest
from flask import Flask

from scheduler.consultations import book
from tests.databases import Database
from tests.making import HAND, Ministry, make_ministry, make_plan
from tests.remembering import Memory
from tests.scheduler.letters import let_go


@pytest.fixture
def ministry(app: Flask, database: Database, memory: Memory) -> Ministry:
    """Three agencies with a focal point each, and a session in Vienna."""
    return memory.begun(database, make_ministry)


@pytest.fixture
def booked(ministry: Ministry, database: Database, memory: Memory) -> int:
    """A consultation with all three agencies, drafted and not released."""

    def make() -> int:
        return book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)

    return memory.begun(database, make)


@pytest.fixture
def released(booked: int, database: Database, memory: Memory) -> int:
    """The same with its invitations delivered."""

    def make() -> int:
        let_go(booked)
        return booked

    return memory.begun(database, make)
