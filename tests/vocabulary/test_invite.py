"""A meeting as letters and calendars show it: when it begins and ends, where it is, and under which address."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.making import DESK
from vocabulary.days import end_of_day
from vocabulary.invite import DECLINECOUNTER, Invite, Invitee, Letter, MeetingFacts, Version
from vocabulary.states import Language, Method
from vocabulary.text import Bilingual

STARTS = datetime(2022, 1, 11, 7, 0, tzinfo=UTC)
HOURS = MeetingFacts(
    uid="u@mfa.example",
    title=Bilingual("Consultation"),
    tzid="Asia/Bangkok",
    cities=(),
    organizer_name="Desk",
    organizer_address="samai+1@mfa.example",
    starts=STARTS,
    ends=STARTS + timedelta(hours=1),
    place="Room 1",
)
DAYS = replace(
    HOURS, tzid="Europe/Vienna", starts=None, ends=None, first_day=date(2022, 5, 30), last_day=date(2022, 6, 10)
)


def test_answers_to_each_meeting_come_under_a_tag_of_the_desks_own_mailbox() -> None:
    assert DESK.tagged("7f3a") == "samai+7f3a@mfa.example"
    assert DESK.domain == "mfa.example"


def test_a_session_begins_with_the_midnight_of_its_first_day_there() -> None:
    assert (HOURS.is_session, HOURS.begins) == (False, STARTS)
    assert (DAYS.is_session, DAYS.begins) == (True, datetime(2022, 5, 29, 22, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("facts", "ends"), [(HOURS, HOURS.ends), (DAYS, end_of_day(date(2022, 6, 10), "Europe/Vienna"))]
)
def test_it_is_over_with_its_last_moment_and_not_before(facts: MeetingFacts, ends: datetime) -> None:
    assert facts.is_over(ends)
    assert not facts.is_over(ends - timedelta(seconds=1))


def test_a_place_with_names_in_both_languages_is_called_by_the_readers() -> None:
    both = replace(HOURS, places=Bilingual("Hall", "หอประชุม"))
    assert [both.place_in(language) for language in (Language.ENGLISH, Language.THAI)] == ["Hall", "หอประชุม"]
    assert HOURS.place_in(Language.THAI) == "Room 1"


def test_a_proposal_is_declined_under_a_method_of_its_own() -> None:
    invitee = Invitee("Mali", "mali@oag.example", Language.THAI)
    letter = Letter(Invite(Method.REQUEST, HOURS, Version(1, STARTS), invitee), "<1@mfa.example>", STARTS, "")
    assert letter.method == "REQUEST"
    assert replace(letter, declines=True).method == DECLINECOUNTER
