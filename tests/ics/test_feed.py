"""Subscriptions: many meetings, nobody asked."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ics.events import empty_calendar
from ics.feed import REFRESH, feed_bytes, feed_event
from ics.lines import Text, serialised
from ics.times import zones_for
from tests.conftest import Golden
from tests.ics.readers import read_by_icalendar
from tests.ics.samples import CONSULTATION, MOVED, SESSION, at, item
from vocabulary.invite import FeedItem
from vocabulary.states import Language

OTHER = replace(MOVED, uid="f00d@mfa.example", tzid="Europe/Vienna")
SUMMER_2023 = datetime(2023, 7, 3, 12, 0, tzinfo=UTC)
ITEMS = [item(), item(SESSION, tentative=True), item(OTHER)]


def text(items: list[FeedItem] = ITEMS, name: str = "Samai") -> str:
    return feed_bytes(items, name=name, language=Language.ENGLISH).replace(b"\r\n ", b"").decode()


def plain(items: list[FeedItem], name: str, language: Language) -> bytes:
    """The same feed built whole by icalendar, without anything kept or joined."""
    calendar = empty_calendar()
    calendar.add("NAME", Text(name))
    calendar.add("X-WR-CALNAME", Text(name))
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    zones = zones_for(each.facts for each in items)
    for zone in zones.values():
        calendar.add_component(zone)
    for each in items:
        calendar.add_component(feed_event(each, language, local=each.facts.tzid in zones))
    return serialised(calendar)


@pytest.mark.parametrize("language", Language)
def test_a_feed_is_word_for_word_what_was_reviewed(language: Language, golden: Golden) -> None:
    golden(f"feed.{language.value}.ics", feed_bytes(ITEMS, name="สมัย", language=language))


@given(st.lists(st.sampled_from([*ITEMS, item(at(SUMMER_2023, "America/Santiago")), item(MOVED)]), max_size=6))
def test_a_joined_feed_is_the_feed_built_whole(items: list[FeedItem]) -> None:
    for language in Language:
        assert feed_bytes(items, name="สมัย", language=language) == plain(items, "สมัย", language)


def test_a_feed_asks_nobody_and_has_no_method() -> None:
    reading = read_by_icalendar(feed_bytes(ITEMS, name="Samai", language=Language.ENGLISH))
    assert reading.method is None
    assert len({meeting.uid for meeting in reading.meetings}) == len(ITEMS)
    for meeting in reading.meetings:
        assert not {"attendee", "organizer", "comment"} & set(meeting.properties)


def test_what_is_not_firm_yet_is_tentative() -> None:
    meetings = read_by_icalendar(feed_bytes(ITEMS, name="Samai", language=Language.ENGLISH)).meetings
    assert [meeting.status for meeting in meetings] == ["CONFIRMED", "TENTATIVE", "CONFIRMED"]


def test_each_zone_is_there_once() -> None:
    reading = read_by_icalendar(feed_bytes([*ITEMS, item(MOVED)], name="Samai", language=Language.ENGLISH))
    assert reading.zones == ("Asia/Bangkok", "Europe/Vienna")


def test_a_zone_whose_rules_differ_between_its_meetings_is_not_there_and_its_meetings_are_in_utc() -> None:
    earlier = at(SUMMER_2023.replace(year=2022), "America/Santiago")
    one, both = text([item(earlier)]), text([item(earlier), item(at(SUMMER_2023, "America/Santiago"))])
    assert "DTSTART;TZID=America/Santiago:20220703T080000" in one
    assert "TZID" not in both
    assert "DTSTART:20220703T120000Z" in both


def test_a_feed_has_a_name_and_says_how_often_to_look() -> None:
    head = text(name="Sessions, consultations\r\nX:y").split("BEGIN:VTIMEZONE")[0].splitlines()
    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Samai//Samai//EN",
        "CALSCALE:GREGORIAN",
        r"NAME:Sessions\, consultations X:y",
        r"X-WR-CALNAME:Sessions\, consultations X:y",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]


def test_a_feed_without_meetings_is_a_calendar_all_the_same() -> None:
    reading = read_by_icalendar(feed_bytes([], name="Samai", language=Language.THAI))
    assert (reading.zones, reading.meetings) == ((), ())


def test_a_feed_has_agenda_and_link_for_those_who_may_see_the_meeting() -> None:
    meeting = read_by_icalendar(feed_bytes([item()], name="Samai", language=Language.THAI)).meeting
    assert CONSULTATION.link in meeting.description
    assert CONSULTATION.agenda in meeting.description
