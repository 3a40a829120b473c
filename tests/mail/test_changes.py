"""What has changed since the last letter."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mail.changes import Change, changes
from tests.mail.samples import FACTS, MOVED
from vocabulary.invite import MeetingFacts
from vocabulary.states import Modality
from vocabulary.text import Bilingual


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        (replace(FACTS, ends=datetime(2022, 1, 11, 9, 0, tzinfo=UTC)), Change.TIME),
        (
            replace(FACTS, starts=None, ends=None, first_day=date(2022, 1, 11), last_day=date(2022, 1, 11)),
            Change.TIME,
        ),
        (replace(FACTS, place="ห้องประชุม 3"), Change.PLACE),
        (replace(FACTS, link=""), Change.LINK),
        (replace(FACTS, modality=Modality.ONLINE), Change.MODALITY),
        (replace(FACTS, title=Bilingual("Third consultation", "หารือ|เตรียมการ ครั้งที่ 2")), Change.TITLE),
        (replace(FACTS, agenda="1. อื่น ๆ"), Change.AGENDA),
    ],
)
def test_each_thing_a_reader_notices_is_one_change(facts: MeetingFacts, change: Change) -> None:
    assert changes(FACTS, facts) == (change,)


def test_time_is_told_before_place() -> None:
    assert changes(FACTS, MOVED) == (Change.TIME, Change.PLACE)


def test_nothing_changes_between_a_meeting_and_itself() -> None:
    assert changes(FACTS, FACTS) == ()


def test_white_space_and_break_marks_are_no_change() -> None:
    respelt = replace(
        FACTS,
        title=Bilingual("Preparatory  consultation no. 2", "หารือเตรียมการ ครั้งที่ 2"),
        agenda=FACTS.agenda.replace("\n", "\r\n"),
    )
    assert changes(FACTS, respelt) == ()


def test_another_person_invited_is_nothing_this_reader_must_be_told() -> None:
    assert changes(FACTS, replace(FACTS, invited=())) == ()
