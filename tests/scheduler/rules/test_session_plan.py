"""What a session's plan must be, and how a plan that was given up is kept."""

from datetime import date

import pytest

from scheduler.rules.session_plan import FormerDays, FormerPlan, checked_plan, frozen_plan, placed, thawed_plan
from vocabulary.plan import Days, SessionPlan
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
    assert checked_plan(SessionPlan(1, (Days(OPENS, OPENS),)), today=TODAY).closes == OPENS


def test_it_closes_after_it_opens() -> None:
    assert fields(SessionPlan(1, (Days(CLOSES, OPENS),))) == ["closes"]


def test_a_wrong_year_makes_a_session_too_long() -> None:
    assert fields(SessionPlan(1, (Days(OPENS, CLOSES.replace(year=2023)),))) == ["closes"]


def test_days_need_a_city() -> None:
    assert fields(SessionPlan(blocks=(Days(OPENS, CLOSES),))) == ["duty_station"]


@pytest.mark.parametrize("status", [SessionStatus.CONFIRMED, SessionStatus.SUSPENDED, SessionStatus.HELD])
def test_what_is_said_to_be_firm_has_days(status: SessionStatus) -> None:
    assert fields(SessionPlan(1, status=status)) == ["status"]


@pytest.mark.parametrize("status", [SessionStatus.PROVISIONAL, SessionStatus.POSTPONED, SessionStatus.CANCELLED])
def test_what_is_open_may_have_none(status: SessionStatus) -> None:
    assert checked_plan(SessionPlan(1, status=status), today=TODAY).status is status


def test_a_session_is_held_once_it_has_opened() -> None:
    plan = SessionPlan(1, (Days(OPENS, CLOSES),), status=SessionStatus.HELD)
    assert fields(plan) == ["status"]
    assert checked_plan(plan, today=OPENS) == plan


def runs(*days: tuple[int, int], city: int | None = 1) -> SessionPlan:
    return SessionPlan(city, tuple(Days(date(2026, 2, first), date(2026, 2, last)) for first, last in days))


def test_a_session_may_have_a_gap_and_its_runs_are_put_in_order() -> None:
    assert checked_plan(runs((6, 13), (2, 3)), today=TODAY) == runs((2, 3), (6, 13))


def test_runs_that_overlap_are_told_on_the_later_one() -> None:
    assert fields(runs((2, 6), (6, 13))) == ["opens_2"]
    assert fields(runs((6, 13), (2, 6))) == ["opens"]
    with pytest.raises(Invalid, match="before run 1 of days has ended"):
        checked_plan(runs((2, 6), (6, 13)), today=TODAY)


def test_each_run_is_told_what_is_wrong_with_it() -> None:
    assert fields(runs((2, 3), (13, 6))) == ["closes_2"]
    assert fields(runs((2, 3), (6, 13), city=None)) == ["duty_station", "duty_station_2"]


def test_a_wrong_year_lies_too_far_from_the_other_days() -> None:
    plan = SessionPlan(1, (Days(date(2026, 2, 2), date(2026, 2, 3)), Days(date(2027, 2, 6), date(2027, 2, 13))))
    assert fields(plan) == ["opens_2"]


def test_a_session_has_no_more_runs_than_anybody_can_follow() -> None:
    assert fields(runs(*((day, day) for day in range(1, 14)))) == ["opens_13"]
    assert len(checked_plan(runs(*((day, day) for day in range(1, 13))), today=TODAY).blocks) == 12


def test_the_city_of_a_session_is_that_of_its_first_days() -> None:
    later, sooner = Days(date(2026, 2, 6), date(2026, 2, 13)), Days(date(2026, 2, 2), date(2026, 2, 3), 2)
    plan = checked_plan(SessionPlan(1, (later, sooner)), today=TODAY)
    assert (plan.duty_station_id, [block.duty_station_id for block in plan.blocks]) == (2, [None, 1])
    assert [block.duty_station_id for block in placed(plan)] == [2, 1]
    assert (plan.opens, plan.closes) == (sooner.opens, later.closes)


def test_a_document_is_one_line_and_not_too_long() -> None:
    assert checked_plan(SessionPlan(document=" A/76/L.33\n/Rev.1 "), today=TODAY).document == "A/76/L.33 /Rev.1"
    assert fields(SessionPlan(document="x" * 501)) == ["document"]


def test_a_former_plan_comes_back_as_it_was() -> None:
    plan = FormerPlan(
        status=SessionStatus.CONFIRMED,
        city=Bilingual("New York", "นครนิวยอร์ก"),
        blocks=(
            FormerDays(OPENS, OPENS, Bilingual("New York", "นครนิวยอร์ก"), Bilingual("United Nations Headquarters")),
            FormerDays(CLOSES, CLOSES, Bilingual("Vienna")),
        ),
        modality=Modality.HYBRID,
        stage=Stage.EXCHANGE_OF_VIEWS,
    )
    assert thawed_plan(frozen_plan(plan)) == plan
    assert thawed_plan(frozen_plan(FormerPlan(SessionStatus.PROVISIONAL))) == FormerPlan(SessionStatus.PROVISIONAL)


def test_a_plan_kept_while_sessions_had_one_run_of_days_still_reads() -> None:
    old = {
        "status": "confirmed",
        "city": {"en": "Vienna", "th": ""},
        "venue": {"en": "Vienna International Centre", "th": ""},
        "opens": "2022-05-30",
        "closes": "2022-06-10",
        "modality": None,
        "stage": None,
    }
    days = FormerDays(OPENS, CLOSES, Bilingual("Vienna"), Bilingual("Vienna International Centre"))
    assert thawed_plan(old) == FormerPlan(SessionStatus.CONFIRMED, Bilingual("Vienna"), (days,))
    undated = {**old, "opens": None, "closes": None, "venue": None}
    assert thawed_plan(undated) == FormerPlan(SessionStatus.CONFIRMED, Bilingual("Vienna"))
    assert (thawed_plan(undated).opens, thawed_plan(old).closes) == (None, CLOSES)
