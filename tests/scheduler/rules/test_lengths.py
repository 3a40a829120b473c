"""What is too long is said, field by field."""

from scheduler.rules.lengths import too_long


def test_a_text_may_fill_its_room_to_the_last_character() -> None:
    assert too_long(3, place="abc", link="", title="กขค") == []


def test_each_field_that_is_too_long_says_by_how_much() -> None:
    problems = too_long(3, place="abcd", link="abc", reason="abcdef")
    assert [(one.field, one.values) for one in problems] == [
        ("place", {"most": 3, "length": 4}),
        ("reason", {"most": 3, "length": 6}),
    ]
