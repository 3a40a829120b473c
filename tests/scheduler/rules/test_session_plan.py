"""What a session's plan must be, and how a plan that was given up is kept."""

from datetime import date

import pytest

from scheduler.rules.session_plan import FormerPlan, checked_plan, frozen_plan, thawed_plan
from vocabulary.plan import SessionPlan
from vocabulary.refusals import Invalid
from vocabulary.states import Modality, SessionStatus, Stage
from vocabulary.text import Bilingual

TODAY = date(2022, 1, 4)
OPENS, CLOSES = date(2022, 5, 30), date(2022, 6, 10)


def fields(plan: SessionPlan) -> list[str | None]:
    with pytest.raises(Invalid) as refused:
        checked_plan(plan, today=TODAY)
    return [problem.field for problem in refused.value.problems]


def test_a_session_without_a_city_or_days_is_a_real_one() -> None:
    assert checked_plan(SessionPlan(), today=TODAY) == SessionPlan()


def test_a_session_may_open_and_close_on_one_day() -> None:
    assert checked_plan(SessionPlan(1, opens=OPENS, closes=OPENS), today=TODAY).closes == OPENS


def test_both_days_or_neither() -> None:
    assert fields(SessionPlan(1, opens=OPENS)) == ["closes"]
    assert fields(SessionPlan(1, closes=CLOSES)) == ["opens"]


def test_it_closes_after_it_opens() -> None:
    assert fields(SessionPlan(1, opens=CLOSES, closes=OPENS)) == ["closes"]


def test_a_wrong_year_makes_a_session_too_long() -> None:
    assert fields(SessionPlan(1, opens=OPENS, closes=CLOSES.replace(year=2023))) == ["closes"]


def test_days_need_a_city() -> None:
    assert fields(SessionPlan(opens=OPENS, closes=CLOSES)) == ["duty_station"]


@pytest.mark.parametrize("status", [SessionStatus.CONFIRMED, SessionStatus.SUSPENDED, SessionStatus.HELD])
def test_what_is_said_to_be_firm_has_days(status: SessionStatus) -> None:
    assert fields(SessionPlan(1, status=status)) == ["status"]


@pytest.mark.parametrize("status", [SessionStatus.PROVISIONAL, SessionStatus.POSTPONED, SessionStatus.CANCELLED])
def test_what_is_open_may_have_none(status: SessionStatus) -> None:
    assert checked_plan(SessionPlan(1, status=status), today=TODAY).status is status


def test_a_session_is_held_once_it_has_opened() -> None:
    plan = SessionPlan(1, opens=OPENS, closes=CLOSES, status=SessionStatus.HELD)
    assert fields(plan) == ["status"]
    assert checked_plan(plan, today=OPENS) == plan


def test_a_document_is_one_line_and_not_too_long() -> None:
    assert checked_plan(SessionPlan(document=" A/76/L.33\n/Rev.1 "), today=TODAY).document == "A/76/L.33 /Rev.1"
    assert fields(SessionPlan(document="x" * 501)) == ["document"]


def test_a_former_plan_comes_back_as_it_was() -> None:
    plan = FormerPlan(
        status=SessionStatus.CONFIRMED,
        city=Bilingual("New York", "นครนิวยอร์ก"),
        venue=Bilingual("United Nations Headquarters"),
        opens=OPENS,
        closes=CLOSES,
        modality=Modality.HYBRID,
        stage=Stage.EXCHANGE_OF_VIEWS,
    )
    assert thawed_plan(frozen_plan(plan)) == plan
    assert thawed_plan(frozen_plan(FormerPlan(SessionStatus.PROVISIONAL))) == FormerPlan(SessionStatus.PROVISIONAL)
