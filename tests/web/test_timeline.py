"""The timeline as a whole: cities, sessions, consultations and today."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel, force_locale

from vocabulary.states import Language
from web.looks import register_looks
from web.timeline import (
    Drawing,
    Entry,
    Lane,
    Plan,
    SessionState,
    TimelineConsultation,
    TimelineSession,
    draw,
)

TODAY = date(2022, 1, 4)
LANES = (Lane("Bangkok", 0), Lane("New York", 1), Lane("Vienna", 2))


def session(number: str, lane: int, *, opens: date | None = None, state: SessionState = "firm") -> TimelineSession:
    """A session of twelve days."""
    closes = opens and opens + timedelta(days=11)
    return TimelineSession(number, f"Session {number}", f"/sessions/{number}", lane, opens, closes, state)


FIRST = session("1", 1, opens=date(2022, 1, 17))
SECOND = session("2", 2, opens=date(2022, 5, 30))
UNDATED = tuple(session(str(number), 1 + number % 2, state="undated") for number in range(3, 7))
HELD = TimelineConsultation(date(2021, 12, 28), "Consultation 1", "/consultations/1", "held")
DRAFTED = TimelineConsultation(date(2022, 1, 11), "Consultation 2", "/consultations/2", "drafted")
LETTER = Plan(LANES, (FIRST, SECOND, *UNDATED), (HELD, DRAFTED), TODAY)


def drawn(plan: Plan = LETTER) -> Drawing:
    return draw(plan, language=Language.ENGLISH)


def of(entries: Sequence[Entry]) -> list[object]:
    return [entry.item for entry in entries]


# ---- places


def test_every_session_stands_in_the_lane_of_its_city() -> None:
    drawing = drawn()
    lanes = {lane.colour: lane.y for lane in drawing.lanes}
    assert {mark.item.label: mark.y for mark in drawing.marks if mark.colour} == {
        "Session 1": lanes[1],
        "Session 2": lanes[2],
    }


def test_consultations_stand_in_the_capitals_lane() -> None:
    elsewhere = Plan((Lane("Nairobi", 3), Lane("Bangkok", 0)), (), (DRAFTED,), TODAY)
    assert [mark.colour for mark in drawn(elsewhere).marks] == [0]


def test_without_a_capital_consultations_stand_in_the_first_lane() -> None:
    assert [mark.colour for mark in drawn(Plan((Lane("Nairobi", 3),), (), (DRAFTED,), TODAY)).marks] == [3]


def test_undated_sessions_stand_apart_in_the_lanes_of_their_cities() -> None:
    drawing = drawn()
    assert drawing.apart is not None
    assert {mark.item for mark in drawing.undated} == set(UNDATED)
    assert all(mark.x >= drawing.apart > drawing.axis.right for mark in drawing.undated)
    assert all(mark.x + mark.width <= drawing.width for mark in drawing.undated)


def test_where_every_session_has_dates_nothing_stands_apart() -> None:
    drawing = drawn(replace(LETTER, sessions=(FIRST, SECOND)))
    assert drawing.apart is None
    assert drawing.undated == ()


def test_many_undated_sessions_fold_into_rows_and_push_the_next_lane_down() -> None:
    many = tuple(session(str(number), 0, state="undated") for number in range(9))
    drawing = drawn(replace(LETTER, sessions=many))
    assert len({mark.y for mark in drawing.undated}) == 3
    assert drawing.lanes[1].y > max(mark.y for mark in drawing.undated)


def test_a_short_session_is_widened_to_hold_its_number() -> None:
    long_ago = session("OS", 1, opens=date(2017, 1, 2))
    drawing = drawn(replace(LETTER, sessions=(replace(long_ago, closes=date(2017, 1, 4)), SECOND)))
    assert min(mark.width for mark in drawing.marks) >= 20


def test_a_session_at_the_right_edge_stays_within_the_drawing() -> None:
    last = TimelineSession("VII", "Session VII", "#", 1, date(2027, 12, 31), date(2027, 12, 31), "firm")
    drawing = drawn(replace(LETTER, sessions=(FIRST, last)))
    assert all(mark.x + mark.width <= drawing.axis.right for mark in drawing.marks)


def test_a_session_without_a_last_day_is_one_day_long() -> None:
    drawing = drawn(replace(LETTER, sessions=(replace(FIRST, closes=None),)))
    assert [mark.words.text for mark in drawing.marks if mark.words and mark.colour == 1] == ["17 Jan"]


@pytest.mark.parametrize("months", [3, 12, 30, 72])
def test_over_any_span_nothing_lies_on_anything_else(months: int) -> None:
    first = date(2021, 1, 4)
    meetings = [
        TimelineConsultation(first + timedelta(days=9 * n), "Consultation", "#", "confirmed") for n in range(months * 3)
    ]
    sessions = [session(str(n), 1 + n % 2, opens=first + timedelta(days=40 * n)) for n in range(months // 2)]
    drawing = drawn(Plan(LANES, sessions, meetings, first))
    for number, mark in enumerate(drawing.marks):
        for other in drawing.marks[:number]:
            apart = mark.hit_x >= other.hit_x + other.hit_width or other.hit_x >= mark.hit_x + mark.hit_width
            assert mark.y != other.y or apart
    assert all(mark.hit_x >= 0 and mark.hit_x + mark.hit_width <= drawing.width for mark in drawing.marks)


# ---- words


def test_days_are_said_without_the_year_that_the_band_above_says() -> None:
    said = {mark.item.label: mark.words.text for mark in drawn().marks if mark.words}
    assert said == {
        "Consultation 1": "28 Dec",
        "Consultation 2": "11 Jan",
        "Session 1": "17–28 Jan",
        "Session 2": "30 May – 10 Jun",
    }


def test_words_keep_off_the_line_of_today() -> None:
    drawing = drawn()
    assert drawing.today is not None
    held = next(mark for mark in drawing.marks if mark.item is HELD)
    assert held.words is not None
    assert held.words.left


# ---- today


def test_today_has_its_line_and_its_box_within_the_drawing() -> None:
    late = drawn(replace(LETTER, today=date(2022, 6, 30))).today
    assert late is not None
    assert late.words == "30 Jun"
    assert late.box_x + late.box_width <= drawn().axis.right


def test_a_today_far_from_everything_does_not_squeeze_the_rest() -> None:
    drawing = drawn(replace(LETTER, today=date(2031, 1, 4)))
    assert drawing.today is None
    assert drawing.axis.last == date(2022, 7, 1)


def test_where_nothing_has_a_date_the_axis_begins_today() -> None:
    drawing = drawn(Plan(LANES, UNDATED, (), TODAY))
    assert (drawing.axis.first, drawing.axis.last) == (date(2022, 1, 1), date(2022, 4, 1))


# ---- the list


def test_the_list_has_everything_in_the_order_of_its_days_and_the_undated_last() -> None:
    assert of(drawn().entries) == [HELD, None, DRAFTED, FIRST, SECOND, *UNDATED]


def test_what_happens_today_stands_after_today() -> None:
    assert of(drawn(replace(LETTER, sessions=(), today=DRAFTED.day)).entries) == [HELD, None, DRAFTED]


# ---- the drawing


@pytest.fixture
def pages() -> Flask:
    app = Flask(__name__, template_folder="../../templates")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "../../translations"
    Babel(app)
    register_looks(app)
    return app


def page(pages: Flask, *, language: Language) -> str:
    source = '{% import "macros/timeline.html" as time with context %}{{ time.timeline(drawing, "Timeline") }}'
    with pages.test_request_context(), force_locale(language.value):
        return render_template_string(source, drawing=draw(LETTER, language=language), lang=language.value)


def test_a_link_says_name_days_and_state_to_a_screen_reader(pages: Flask) -> None:
    assert 'href="/sessions/2" aria-label="Session 2, 30 May – 10 Jun 2022 (confirmed)"' in page(
        pages, language=Language.ENGLISH
    )
    assert 'aria-label="Session 3 (no dates yet)"' in page(pages, language=Language.ENGLISH)


@pytest.mark.parametrize(
    ("language", "own", "other"),
    [(Language.THAI, ">2565<", "ค.ศ. 2022"), (Language.ENGLISH, ">2022<", "B.E. 2565")],
    ids=["th", "en"],
)
def test_the_readers_own_era_stands_first_and_the_other_smaller(
    pages: Flask, language: Language, own: str, other: str
) -> None:
    html = page(pages, language=language)
    assert html.index(own) < html.index(other)
