"""What every VEVENT says, whomever it goes to."""

from dataclasses import replace

import pytest
from icalendar import Event

from ics.events import add_link, empty_calendar, meeting_event
from ics.lines import serialised
from tests.ics.samples import CONSULTATION, LATER, SESSION
from vocabulary.invite import MeetingFacts, Version
from vocabulary.states import Language, Modality
from vocabulary.text import Bilingual


def event_of(facts: MeetingFacts, language: Language = Language.ENGLISH) -> Event:
    event = meeting_event(facts, Version(4, LATER), language=language, local=True)
    add_link(event, facts)
    return event


def test_a_calendar_says_its_maker_and_is_gregorian_and_has_no_identity_of_its_own() -> None:
    assert dict(empty_calendar()) == {"VERSION": "2.0", "PRODID": "-//Samai//Samai//EN", "CALSCALE": "GREGORIAN"}


def test_identity_and_version_are_those_of_the_revision() -> None:
    event = event_of(CONSULTATION)
    assert (event["UID"], event["SEQUENCE"]) == (CONSULTATION.uid, 4)
    assert {event[name].to_ical() for name in ("DTSTAMP", "LAST-MODIFIED")} == {b"20220105T033000Z"}


def test_the_title_is_in_the_readers_language_without_break_marks() -> None:
    assert event_of(CONSULTATION, Language.THAI)["SUMMARY"] == "การประชุมหารือหน่วยงานที่เกี่ยวข้อง ครั้งที่ 1/2565"


def test_a_title_in_one_language_alone_serves_both() -> None:
    only_thai = replace(CONSULTATION, title=Bilingual("", "การประชุมหารือ"))
    assert event_of(only_thai)["SUMMARY"] == "การประชุมหารือ"


def test_a_title_is_one_line_without_control_characters() -> None:
    facts = replace(CONSULTATION, title=Bilingual("One,\r\ntwo;\x00 three\\\u202e"))
    assert event_of(facts)["SUMMARY"].to_ical() == rb"One\, two\; three\\"


def test_a_link_is_where_clients_look_for_it() -> None:
    event = event_of(CONSULTATION)
    assert event["CONFERENCE"] == event["URL"] == "https://meet.mfa.example/ahc?room=2"
    assert event["CONFERENCE"].params == {"VALUE": "URI", "FEATURE": "VIDEO"}


def test_a_link_outside_ascii_is_spelled_in_it() -> None:
    event = event_of(replace(CONSULTATION, link="https://meet.mfa.example/ห้อง%202"))
    assert event["URL"] == "https://meet.mfa.example/%E0%B8%AB%E0%B9%89%E0%B8%AD%E0%B8%87%202"


@pytest.mark.parametrize("link", ["", "room code 1234", "javascript:alert(1)", "https://a.example/ b", "webex: 77"])
def test_what_is_no_web_address_is_no_link(link: str) -> None:
    assert not {"CONFERENCE", "URL"} & set(event_of(replace(CONSULTATION, link=link)))


def test_a_meeting_that_is_online_alone_has_its_link_for_a_place() -> None:
    online = replace(CONSULTATION, modality=Modality.ONLINE, place="")
    assert event_of(online)["LOCATION"] == online.link
    assert event_of(replace(online, place="Room 2"))["LOCATION"] == "Room 2"
    assert "LOCATION" not in event_of(replace(online, modality=Modality.HYBRID))


def test_hours_are_taken_and_days_of_a_session_are_not() -> None:
    assert event_of(CONSULTATION)["TRANSP"] == "OPAQUE"
    assert event_of(SESSION)["TRANSP"] == "TRANSPARENT"
    assert event_of(SESSION)["X-MICROSOFT-CDO-ALLDAYEVENT"] == "TRUE"
    assert "X-MICROSOFT-CDO-ALLDAYEVENT" not in event_of(CONSULTATION)


def test_sessions_of_a_series_are_entries_of_their_own_that_name_each_other() -> None:
    event = event_of(SESSION)
    assert serialised(event).count(b"RELATED-TO;RELTYPE=SIBLING:") == len(SESSION.related)
    assert event["RELATED-TO"] == list(SESSION.related)
    assert not {"RRULE", "RDATE", "RECURRENCE-ID"} & set(event)
