"""A consultation booked, and one whose invitations have left: where most stories of the scheduler begin."""

import pytest
from flask import Flask

from scheduler.consultations import book
from tests.making import HAND, Ministry, make_ministry, make_plan
from tests.scheduler.letters import let_go


@pytest.fixture
def ministry(app: Flask) -> Ministry:
    """Three agencies with a focal point each, and a session in Vienna."""
    return make_ministry()


@pytest.fixture
def booked(ministry: Ministry) -> int:
    """A consultation with all three agencies, drafted and not released."""
    return book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)


@pytest.fixture
def released(booked: int) -> int:
    """The same with its invitations delivered."""
    let_go(booked)
    return booked
