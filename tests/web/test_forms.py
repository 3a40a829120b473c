"""What people typed, read field by field."""

from datetime import date, time
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from vocabulary.refusals import Invalid, Overtaken, Refusal
from vocabulary.states import Modality
from web.forms import Typed, errors_of


def typed(**fields: str) -> Typed:
    return Typed(MultiDict(fields))


def test_each_kind_of_field_is_read() -> None:
    form = typed(title="  A\x00  title ", agenda="1.\r\n2. ", day="28/1/2565", clock="14:00", length="90", number="7")
    assert form.line("title") == "A title"
    assert form.text("agenda") == "1.\n2."
    assert form.day("day", today=date(2022, 1, 4)) == date(2022, 1, 28)
    assert form.clock("clock") == time(14, 0)
    assert form.minutes("length") == 90
    assert form.number("number") == 7
    assert form.problems == []


def test_an_empty_field_is_nothing_and_no_problem() -> None:
    form = typed(day=" ")
    assert (form.day("day"), form.clock("clock"), form.number("number"), form.choice("choice", Modality)) == (None,) * 4
    form.check()


def test_every_wrong_field_is_told_of_at_once() -> None:
    form = typed(day="yesterdayish", clock="25:00", number="many", modality="flying")
    read = (form.day("day"), form.clock("clock"), form.number("number"), form.choice("modality", Modality))
    assert read == (None,) * 4
    with pytest.raises(Invalid) as refusal:
        form.check()
    assert [problem.field for problem in refusal.value.problems] == ["day", "clock", "number", "modality"]


def test_a_choice_is_one_word_of_its_list() -> None:
    assert typed(modality="hybrid").choice("modality", Modality) is Modality.HYBRID


def test_a_needed_field_is_missed_once() -> None:
    form = typed(day="yesterdayish")
    form.needed("day", form.day("day"), sentence="Write the day.")
    form.needed("title", form.line("title"), sentence="Write a title.")
    assert form.needed("number", 0, sentence="Write a number.") == 0
    assert [problem.message == "Write a title." for problem in form.problems] == [False, True]


def test_ticked_boxes_are_numbers_and_what_is_none_was_never_ticked() -> None:
    sent = MultiDict([("agencies", one) for one in ("3", "1", "x", "-1", "", "１", "9" * 30, "2 ")])
    form = Typed(sent)
    assert form.numbers("agencies") == (3, 1)
    assert [(problem.field, problem.message) for problem in form.problems] == [("agencies", "Choose one of these.")]
    assert Typed({"agencies": "4"}).numbers("agencies") == (4,)
    assert typed().numbers("agencies") == ()


def test_a_field_that_came_twice_is_asked_about_unless_it_says_the_same() -> None:
    form = Typed(MultiDict([("title", "A"), ("title", "B"), ("day", "28/1/2565"), ("day", "28/1/2565")]))
    assert (form.line("title"), form.day("day")) == ("A", date(2022, 1, 28))
    assert [(problem.field, problem.message) for problem in form.problems] == [
        ("title", "This came twice, and each time otherwise. Write it once.")
    ]
    assert form.number("title") is None


def test_a_file_in_the_place_of_words_is_asked_about(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"title": (BytesIO(b"words"), "words.txt")}):
        form = Typed()
        assert form.line("title") == ""
        assert [problem.field for problem in form.problems] == ["title"]


def test_the_form_of_the_request_is_read_unless_another_is_given(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"title": "typed"}):
        assert Typed().line("title") == "typed"


def test_errors_stand_by_field_in_the_pages_language(app: Flask) -> None:
    problems = Invalid([Refusal("Write %(what)s.", field="title", what="a title"), Refusal("No.")])
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert errors_of(problems) == {"title": "Write a title.", "": "No."}
        assert errors_of(Refusal("No.", field="day")) == {"day": "No."}
        assert errors_of(Overtaken("Look.", seen={}, present={}, mine=None)) == {"changed": "Look."}
