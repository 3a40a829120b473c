"""What an officer means to do, as values."""

from datetime import date

from vocabulary.plan import Days, HeadDecision, SessionPlan, Upload
from vocabulary.states import EnclosureKind

FIRST = Days(date(2022, 5, 30), date(2022, 6, 3))
SECOND = Days(date(2022, 6, 6), date(2022, 6, 10), duty_station_id=2)


def test_a_session_opens_with_its_first_run_of_days_and_closes_with_its_last() -> None:
    plan = SessionPlan(1, (SECOND, FIRST))
    assert (plan.opens, plan.closes) == (FIRST.opens, SECOND.closes)
    assert (SessionPlan().opens, SessionPlan().closes) == (None, None)


def test_of_a_file_too_large_to_be_kept_the_whole_size_is_told() -> None:
    beginning = Upload(EnclosureKind.ENCLOSURE, "agenda.pdf", b"%PDF")
    assert beginning.size == 4
    assert Upload(EnclosureKind.ENCLOSURE, "agenda.pdf", b"%PDF", came=5_000_000).size == 5_000_000


def test_those_who_lead_together_stand_behind_the_first() -> None:
    assert HeadDecision(7, "By order", co_heads=(9, 8)).person_ids == (7, 9, 8)
