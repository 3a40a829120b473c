"""A consultation's plan as its row holds it."""

import pytest

from models.consultations import Consultation
from scheduler.consultations import found
from scheduler.plans import plan_of
from tests.making import Ministry, make_plan
from vocabulary.refusals import Refusal


def test_what_was_planned_comes_back_as_it_was(ministry: Ministry, booked: int) -> None:
    assert plan_of(found(booked)) == make_plan()


def test_there_is_no_plan_before_the_hour_is_known() -> None:
    with pytest.raises(Refusal, match="Enter it first") as refused:
        plan_of(Consultation())
    assert refused.value.field == "clock"
