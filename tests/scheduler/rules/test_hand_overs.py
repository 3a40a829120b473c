"""What a word that somebody else takes over must hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.rules.colleagues import NOTE_LENGTH
from scheduler.rules.hand_overs import AHEAD, checked_hand_over
from scheduler.rules.person_card import LONGEST
from scheduler.rules.sights import HAND_OVER, sight_of_hand_over
from vocabulary.plan import HandOverPlan, PersonCard
from vocabulary.refusals import Invalid
from vocabulary.text import Bilingual

TODAY = date(2022, 1, 4)
CARD = PersonCard(Bilingual("Ms  Mali\nTuayang", "นางสาวมะลิ ตัวอย่าง"), email=" mali@oag.example", phone="02 142 0000")
PLAN = HandOverPlan(CARD, TODAY, " I move to another post.\x00\r\n")


def problems(plan: HandOverPlan) -> list[str | None]:
    with pytest.raises(Invalid) as refused:
        checked_hand_over(plan, today=TODAY)
    return [problem.field for problem in refused.value.problems]


def test_words_are_cleaned_and_an_agency_on_the_card_says_nothing() -> None:
    plan = checked_hand_over(replace(PLAN, card=replace(CARD, agency_id=7)), today=TODAY)
    assert (plan.card.name.en, plan.card.email) == ("Ms Mali Tuayang", "mali@oag.example")
    assert (plan.note, plan.card.agency_id) == ("I move to another post.", None)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    card = PersonCard(Bilingual(""), phone="1" * (LONGEST + 1))
    wrong = HandOverPlan(card, TODAY + AHEAD + timedelta(days=1), "x" * (NOTE_LENGTH + 1))
    assert problems(wrong) == ["name_th", "phone", "email", "since", "note"]
    assert problems(replace(PLAN, card=replace(CARD, email=" "))) == ["email"]


def test_a_day_may_have_passed_and_may_be_a_year_ahead() -> None:
    for since in (TODAY - timedelta(days=90), TODAY, TODAY + AHEAD):
        assert checked_hand_over(replace(PLAN, since=since), today=TODAY).since == since


def test_a_sight_holds_every_field_also_of_none() -> None:
    assert tuple(sight_of_hand_over(None)) == tuple(sight_of_hand_over(PLAN)) == HAND_OVER
    assert set(sight_of_hand_over(None).values()) == {""}
    assert sight_of_hand_over(PLAN)["since"] == "2022-01-04"
