"""What a form showed, in words."""

import pytest
from flask import Flask

from web.sights import written


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("day", "2022-01-11", "11 Jan 2022"),
        ("day", "the 32nd", "the 32nd"),
        ("said_at", "2022-01-11T09:00:00", "11 Jan 2022"),
        ("said_at", "yesterday", "yesterday"),
        ("clock", "14:00:00", "14:00"),
        ("place", "Hall A", "Hall A"),
        ("day", "", ""),
    ],
)
def test_a_day_is_shown_as_its_field_does_and_anything_else_as_it_came(
    app: Flask, name: str, value: str, words: str
) -> None:
    with app.test_request_context("/?lang=en"):
        assert written(name, value) == words
