"""What three readers that share no code understand of our calendars: the same, and the right instant.

They are icalendar, ical.js and libical.

ical.js knows no zone by name: it has nothing but our VTIMEZONE to go by.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ics.feed import feed_bytes
from ics.invite import calendar_bytes
from tests.conftest import GOLDEN
from tests.ics.libical import read_by_libical
from tests.ics.readers import Reading, read_by_ical_js, read_by_icalendar
from tests.ics.samples import (
    CONSULTATION,
    HALF_HOUR,
    MOVED,
    SESSION,
    at,
    cancellation,
    instants_around_changes,
    invitation,
    invitee,
    item,
)
from vocabulary.invite import MeetingFacts
from vocabulary.states import Language
from vocabulary.text import Bilingual, clean_line, clean_text

YEARS = range(2022, 2024)
CITIES = ("Asia/Bangkok", "Europe/Vienna", "America/New_York")
FARTHER = ("Africa/Nairobi", "Europe/Zurich", "Europe/Dublin", "Australia/Lord_Howe", "America/Santiago", "Asia/Amman")
NASTY = (
    r"C:\New; D:\new, E\\n",
    "one\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\ntwo",
    'a "quoted" ^name^, \\',
    "\x00\x07\u2028next\u202e",
    "👩🏽‍💻🇹🇭" * 20,
    "ปู่ย่าเก้าอี้น้ำแข็งญี่ปุ่น" * 20,
    "x" * 500,
    "%2C%3B;=:",
)


def read_by_all(written: bytes) -> list[Reading]:
    """What each of the three understands."""
    return [read_by_icalendar(written), *read_by_ical_js([written]), *read_by_libical([written])]


def every_half_hour(tzid: str) -> list[MeetingFacts]:
    """Meetings around every change there and, so that Bangkok is asked too, around those of the other two cities."""
    asked = [tzid, *CITIES] if tzid in CITIES else [tzid]
    instants = {instant for each in asked for instant in instants_around_changes(each, years=YEARS)}
    return [at(instant, tzid) for instant in sorted(instants)]


def test_all_read_every_golden_calendar_alike() -> None:
    kept = [path.read_bytes() for path in sorted(GOLDEN.glob("*.ics"))]
    assert len(kept) == 14
    assert read_by_ical_js(kept) == read_by_libical(kept) == [read_by_icalendar(each) for each in kept]


@pytest.mark.parametrize("tzid", CITIES + FARTHER)
def test_all_find_the_right_instant_on_both_sides_of_every_change_of_2022_and_2023(tzid: str) -> None:
    meetings = every_half_hour(tzid)
    written = [calendar_bytes(invitation(facts)) for facts in meetings]
    expected = [
        (int(facts.starts.timestamp()), int(facts.ends.timestamp()))
        for facts in meetings
        if facts.starts and facts.ends
    ]
    for readings in ([read_by_icalendar(each) for each in written], read_by_ical_js(written), read_by_libical(written)):
        assert [(reading.meeting.starts, reading.meeting.ends) for reading in readings] == expected


def test_all_find_the_right_instants_in_one_subscription_for_all_cities_and_years() -> None:
    meetings = [facts for tzid in CITIES for facts in every_half_hour(tzid)]
    feed = feed_bytes([item(facts) for facts in meetings], name="Samai", language=Language.ENGLISH)
    for reading in (read_by_icalendar(feed), *read_by_ical_js([feed]), *read_by_libical([feed])):
        assert reading.zones == tuple(sorted(CITIES))
        assert [meeting.starts for meeting in reading.meetings] == [
            int(facts.starts.timestamp()) for facts in meetings if facts.starts
        ]


def test_a_weekly_meeting_on_viennas_clock_moves_an_hour_in_bangkok() -> None:
    weekly = [datetime(2022, 3, day, hour, 0, tzinfo=UTC) for day, hour in ((22, 9), (29, 8))]
    written = [calendar_bytes(invitation(at(starts, "Europe/Vienna"))) for starts in weekly]
    assert [
        b"DTSTART;TZID=Europe/Vienna:202203%dT100000" % day in each for day, each in zip((22, 29), written, strict=True)
    ]
    assert [reading.meeting.starts for reading in read_by_ical_js(written)] == [
        int(each.timestamp()) for each in weekly
    ]


def test_the_consultation_of_december_2021_is_at_half_past_nine_in_bangkok() -> None:
    facts = replace(
        CONSULTATION,
        starts=datetime(2021, 12, 28, 2, 30, tzinfo=UTC),
        ends=datetime(2021, 12, 28, 5, 0, tzinfo=UTC),
    )
    written = calendar_bytes(invitation(facts))
    assert b"DTSTART;TZID=Asia/Bangkok:20211228T093000" in written
    for reading in read_by_all(written):
        assert reading.meeting.starts == 1640658600


@pytest.mark.parametrize(
    "facts",
    [
        at(datetime(2022, 11, 6, 4, 0, tzinfo=UTC), "America/New_York", lasts=timedelta(hours=4)),
        at(datetime(2022, 3, 13, 5, 0, tzinfo=UTC), "America/New_York", lasts=timedelta(hours=4)),
        at(datetime(2022, 12, 31, 16, 0, tzinfo=UTC), "Asia/Bangkok", lasts=timedelta(hours=4)),
        at(datetime(2024, 2, 28, 16, 0, tzinfo=UTC), "Asia/Bangkok", lasts=timedelta(hours=4)),
    ],
)
def test_four_hours_across_a_change_midnight_or_leap_day_are_four_hours(facts: MeetingFacts) -> None:
    written = calendar_bytes(invitation(facts))
    for reading in read_by_all(written):
        meeting = reading.meeting
        assert isinstance(meeting.starts, int)
        assert isinstance(meeting.ends, int)
        assert meeting.ends - meeting.starts == 8 * HALF_HOUR.total_seconds()


def test_all_see_the_days_of_a_session() -> None:
    written = calendar_bytes(invitation(SESSION))
    for reading in read_by_all(written):
        assert (reading.meeting.starts, reading.meeting.ends) == ("2022-02-28", "2022-03-12")


def nasty(text: str) -> MeetingFacts:
    return replace(
        MOVED, title=Bilingual(text), place=text, agenda=text, organizer_name=text, invited=(Bilingual(text),)
    )


def test_all_give_hostile_and_long_texts_back_and_find_nothing_else() -> None:
    invites = [replace(invitation(nasty(text)), invitee=replace(invitee(), name=text)) for text in NASTY]
    written = [calendar_bytes(invite) for invite in invites]
    usual = read_by_icalendar(calendar_bytes(invitation())).meeting.properties
    readings = read_by_ical_js(written)
    assert readings == read_by_libical(written)
    assert [without_names(reading) for reading in readings] == [
        without_names(read_by_icalendar(each)) for each in written
    ]
    for text, reading in zip(NASTY, readings, strict=True):
        assert reading.meeting.properties == usual
        assert reading.meeting.summary == reading.meeting.location == clean_line(text)
        assert clean_text(text).strip() in reading.meeting.description


def without_names(reading: Reading) -> Reading:
    """The same with its people unnamed: icalendar takes %2C in a name for a comma, which no RFC says."""
    people = tuple(replace(person, name=None) for person in reading.meeting.people)
    return replace(reading, meetings=(replace(reading.meeting, people=people),))


def test_all_give_hostile_comments_back() -> None:
    written = [calendar_bytes(replace(cancellation(), comment=text)) for text in NASTY]
    readings = read_by_ical_js(written)
    assert readings == [read_by_icalendar(each) for each in written]
    assert {reading.meeting.status for reading in readings} == {"CANCELLED"}
