"""An hour has a beginning and an end, or neither is known."""

from datetime import timedelta

import pytest
from flask import Flask

from models.consultations import Consultation, InvitedAgency
from models.database import db
from scheduler.consultations import book
from tests.making import HAND, make_ministry, make_plan
from tests.models.refusing import refused, write

pytestmark = pytest.mark.both_databases


@pytest.fixture
def consultation(app: Flask) -> Consultation:
    ministry = make_ministry(1)
    number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    return db.session.get_one(Consultation, number)


def test_half_an_hour_is_no_hour(consultation: Consultation) -> None:
    with refused("hours_come_in_pairs"):
        consultation.ends = None
        db.session.commit()


def test_it_ends_after_it_starts(consultation: Consultation) -> None:
    with refused("ends_after_it_starts"):
        assert consultation.starts is not None
        consultation.ends = consultation.starts - timedelta(minutes=1)
        db.session.commit()


def test_an_agency_is_asked_once(consultation: Consultation) -> None:
    with refused("invited_agency"):
        write(InvitedAgency(consultation=consultation, agency_id=consultation.agencies[0].agency_id, position=9))
