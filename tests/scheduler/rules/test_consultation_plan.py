"""What a consultation must be before anybody is asked to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.rules.consultation_plan import AGENDA_LENGTH, LINE_LENGTH, checked, checked_reason, is_web_address
from vocabulary.plan import ConsultationPlan
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Modality
from vocabulary.text import Bilingual

NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
STARTS = datetime(2022, 1, 11, 7, 0, tzinfo=UTC)
PLAN = ConsultationPlan(
    title=Bilingual("Consultation", "การหารือ"),
    day=date(2022, 1, 11),
    starts=STARTS,
    ends=STARTS + timedelta(hours=1),
    place="Room 1",
)


def problems(plan: ConsultationPlan) -> list[tuple[str | None, str]]:
    with pytest.raises(Invalid) as refused:
        checked(plan, now=NOW)
    return [(problem.field, str(problem)) for problem in refused.value.problems]


def test_a_sound_plan_passes_unchanged() -> None:
    assert checked(PLAN, now=NOW) == PLAN


def test_line_breaks_and_control_characters_never_reach_a_single_line() -> None:
    dirty = replace(PLAN, title=Bilingual("A\r\nBcc: x\x07", ""), place="Room\u2028 1\x00")
    clean = checked(dirty, now=NOW)
    assert clean.title.en == "A Bcc: x"
    assert clean.place == "Room 1"


def test_every_problem_is_told_at_once_each_on_its_field() -> None:
    bad = replace(PLAN, title=Bilingual("", ""), ends=STARTS, place="", link="meet.example/1")
    assert [field for field, _ in problems(bad)] == ["title_th", "minutes", "place", "link"]


def test_a_title_of_four_hundred_characters_is_the_longest() -> None:
    assert checked(replace(PLAN, title=Bilingual("", "ก" * 400)), now=NOW).day == PLAN.day
    [(field, sentence)] = problems(replace(PLAN, title=Bilingual("", "ก" * 401)))
    assert field == "title_th"
    assert "400" in sentence
    assert "401" in sentence


def test_a_time_that_has_passed_is_refused() -> None:
    past = replace(PLAN, starts=NOW - timedelta(hours=2), ends=NOW - timedelta(hours=1))
    assert [field for field, _ in problems(past)] == ["day"]


def test_answers_are_asked_for_before_the_meeting() -> None:
    assert [field for field, _ in problems(replace(PLAN, reply_by=date(2022, 1, 12)))] == ["reply_by"]
    assert checked(replace(PLAN, reply_by=date(2022, 1, 10)), now=NOW).day == PLAN.day


def test_online_needs_a_link_and_no_place() -> None:
    online = replace(PLAN, modality=Modality.ONLINE, place="")
    assert [field for field, _ in problems(online)] == ["link"]
    assert checked(replace(online, link="https://meet.example/1"), now=NOW).day == PLAN.day


def test_an_agenda_that_is_too_long_is_said_not_cut() -> None:
    assert [field for field, _ in problems(replace(PLAN, agenda="x" * (AGENDA_LENGTH + 1)))] == ["agenda"]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://meet.example/a?b=c", True),
        ("http://meet.example", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://[broken", False),
        ("ftp://meet.example", False),
        ("https://meet.example/a b", False),
    ],
)
def test_a_link_is_a_whole_web_address(link: str, expected: bool) -> None:
    assert is_web_address(link) is expected


def test_a_reason_stands_on_one_line_and_is_no_longer_than_a_letter_can_give_it() -> None:
    assert checked_reason("The hall\r\nis taken.\x07 ") == "The hall is taken."
    assert checked_reason("x" * LINE_LENGTH) == "x" * LINE_LENGTH
    with pytest.raises(Refusal, match="Shorten this to 500 characters; it has 501") as refused:
        checked_reason("x" * (LINE_LENGTH + 1))
    assert refused.value.field == "reason"
