"""What is known of a meeting when a mail is ruled on."""

from datetime import UTC, date, datetime

import pytest

from scheduler.rules.inbound_cases import begins
from tests.scheduler.rules.ruling import MEETING, SIRA
from vocabulary.invite import MeetingFacts
from vocabulary.text import Bilingual

FACTS = {"uid": "u", "title": Bilingual("T"), "tzid": "Asia/Bangkok", "cities": (), "organizer_name": "D"}


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"starts": datetime(2022, 1, 11, 7, tzinfo=UTC)}, "2022-01-11T07:00:00+00:00"),
        ({"first_day": date(2022, 2, 28)}, "2022-02-28"),
        ({}, ""),
    ],
)
def test_a_meeting_begins_at_an_instant_or_on_a_day(when: dict[str, object], said: str) -> None:
    facts = MeetingFacts(**FACTS, organizer_address="d@mfa.example", **when)  # type: ignore[arg-type] # a table of both
    assert begins(facts) == said
    assert begins(None) == ""


def test_a_person_is_found_by_the_address() -> None:
    assert MEETING.person_at(SIRA.address) == SIRA
    assert MEETING.person_at("else@oag.example") is None
