"""REQUEST and CANCEL as they go out, to one person each."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from ics.declining import declining_of
from ics.invite import _opening, attendee, calendar_bytes, edition_of, shared_calendar
from ics.lines import serialised
from tests.conftest import Golden
from tests.ics.readers import Person, read_by_icalendar
from tests.ics.samples import (
    CONSULTATION,
    LATER,
    MOVED,
    SESSION,
    STAMP,
    cancellation,
    invitation,
    invitee,
    removal,
    session,
    update,
)
from vocabulary.invite import Invite, Invitee, OfficialLetter, Version
from vocabulary.states import Language, Participation, PartStat
from vocabulary.text import Bilingual, clean_line, clean_text

Kind = Callable[[Language], Invite]

KINDS: dict[str, Kind] = {
    "invitation": lambda language: invitation(language=language),
    "update": update,
    "cancellation": cancellation,
    "removal": removal,
    "session": session,
}
EIGHT = tuple(Invitee(f"Person {n} Example", f"person{n}@agency{n}.example", Language.THAI) for n in range(8))
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def plain(invite: Invite) -> bytes:
    """The same message built whole, without anything kept or spliced."""
    calendar = shared_calendar(edition_of(invite))
    calendar.events[0].add("ATTENDEE", attendee(invite.invitee, method=invite.method))
    return serialised(calendar)


def lines(invite: Invite) -> list[str]:
    """Its content lines, unfolded."""
    return calendar_bytes(invite).replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", Language)
def test_every_message_is_word_for_word_what_was_reviewed(kind: str, language: Language, golden: Golden) -> None:
    golden(f"{kind}.{language.value}.ics", calendar_bytes(KINDS[kind](language)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", Language)
def test_a_spliced_message_is_the_message_built_whole(kind: str, language: Language) -> None:
    invite = KINDS[kind](language)
    for person in EIGHT:
        own = replace(invite, invitee=replace(person, language=language))
        assert calendar_bytes(own) == plain(own)


def test_eight_people_get_one_message_each_that_names_nobody_else() -> None:
    for person in EIGHT:
        meeting = read_by_icalendar(calendar_bytes(replace(invitation(), invitee=person))).meeting
        assert (meeting.uid, meeting.sequence) == (CONSULTATION.uid, 0)
        expected = Person(f"mailto:{person.address}", person.name, "REQ-PARTICIPANT", "NEEDS-ACTION", "TRUE")
        assert meeting.people == (expected,)


def test_a_revision_is_rendered_once_for_all_who_read_one_language() -> None:
    _opening.cache_clear()
    for language in Language:
        for person in EIGHT:
            calendar_bytes(replace(invitation(), invitee=replace(person, language=language)))
    assert _opening.cache_info().misses == len(Language)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_invite_gives_the_same_bytes_whatever_is_cached(kind: str) -> None:
    first = calendar_bytes(KINDS[kind](Language.THAI))
    _opening.cache_clear()
    assert calendar_bytes(KINDS[kind](Language.THAI)) == first


def test_the_organizer_is_the_mailbox_that_the_answer_should_reach() -> None:
    assert 'ORGANIZER;CN="กองการสังคม กรมองค์การระหว่างประเทศ":mailto:samai+p3wx@mfa.example' in lines(invitation())


def test_the_attendee_has_all_that_clients_need_to_show_their_buttons() -> None:
    chair = replace(invitation(), invitee=replace(invitee(), role=Participation.CHAIR))
    assert (
        'ATTENDEE;CN="Chanika Example";CUTYPE=INDIVIDUAL;ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE'
        ":mailto:chanika@oag.example"
    ) in lines(chair)


def test_somebody_without_a_name_goes_by_the_address() -> None:
    nameless = replace(invitation(), invitee=replace(invitee(), name='"'))
    assert [line.split(";")[1] for line in lines(nameless) if line.startswith("ATT")] == ["CN=chanika@oag.example"]


@pytest.mark.parametrize("name", ["Example, Chanika", "Example; Chanika", "Example: Chanika"])
def test_a_name_with_punctuation_is_quoted(name: str) -> None:
    named = replace(invitation(), invitee=replace(invitee(), name=name))
    assert any(line.startswith(f'ATTENDEE;CN="{name}";') for line in lines(named))


@pytest.mark.parametrize("address", ["", "chanika", "a b@oag.example", "a@b\r\nX:y", "ก@oag.example", "a@b@c.example"])
def test_an_address_that_is_none_is_a_mistake_of_ours(address: str) -> None:
    with pytest.raises(ValueError, match="not a plain e-mail address"):
        calendar_bytes(replace(invitation(), invitee=replace(invitee(), address=address)))


def test_a_later_time_or_place_is_a_request_with_a_higher_sequence_that_asks_again() -> None:
    first, second = (read_by_icalendar(calendar_bytes(each)).meeting for each in (invitation(), update()))
    assert first.uid == second.uid
    assert (first.sequence, second.sequence) == (0, 1)
    assert (first.stamp, second.stamp) == (STAMP.timestamp(), LATER.timestamp())
    assert [person.partstat for person in second.people] == ["NEEDS-ACTION"]


def test_a_change_of_room_keeps_the_sequence_and_the_answer_and_is_told_by_its_stamp() -> None:
    room = replace(
        invitation(replace(CONSULTATION, place="ห้องประชุม 3")),
        version=Version(0, LATER),
        invitee=replace(invitee(), partstat=PartStat.ACCEPTED),
    )
    before, after = lines(invitation()), lines(room)
    assert "SEQUENCE:0" in before
    assert "SEQUENCE:0" in after
    assert [line for line in after if line.startswith(("DTSTAMP", "LAST-MODIFIED"))] == [
        "DTSTAMP:20220105T033000Z",
        "LAST-MODIFIED:20220105T033000Z",
    ]
    assert any("PARTSTAT=ACCEPTED;RSVP=TRUE" in line for line in after)


def test_a_meeting_called_off_is_cancelled_for_its_reader_with_the_reason() -> None:
    said = lines(cancellation())
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2", f"UID:{MOVED.uid}"} <= set(said)
    assert r"COMMENT:The session itself is postponed.\nA new date follows." in said
    assert any(line.startswith("ORGANIZER") for line in said)
    assert any(line.startswith("ATTENDEE") and "RSVP" not in line for line in said)


def test_a_cancellation_brings_its_zone_along() -> None:
    reading = read_by_icalendar(calendar_bytes(cancellation()))
    assert (reading.method, reading.zones) == ("CANCEL", ("Asia/Bangkok",))


def test_one_person_taken_off_the_list_gets_a_cancel_of_a_meeting_that_stands() -> None:
    said = lines(removal())
    assert "METHOD:CANCEL" in said
    assert [line for line in said if line.startswith(("STATUS", "COMMENT"))] == []
    assert sum(line.startswith("ATTENDEE") for line in said) == 1


@pytest.mark.parametrize("kind", [cancellation, removal])
def test_a_cancel_tells_no_more_of_agenda_link_and_guests(kind: Callable[[], Invite]) -> None:
    said = "\n".join(lines(kind()))
    assert "meet.mfa.example" not in said
    assert "Police" not in said
    assert "ถ้อยแถลง" not in said


def test_a_request_is_never_cancelled_and_a_meeting_taken_up_again_is_confirmed() -> None:
    again = replace(invitation(), version=Version(3, LATER))
    assert {"METHOD:REQUEST", "STATUS:CONFIRMED", "SEQUENCE:3"} <= set(lines(again))
    for invite in (invitation(), update(), session(), again):
        assert "STATUS:CANCELLED" not in lines(invite)


def test_the_days_of_a_session_are_not_up_for_counter_proposals() -> None:
    assert "X-MICROSOFT-DISALLOW-COUNTER:TRUE" in lines(session())
    assert "X-MICROSOFT-DISALLOW-COUNTER:TRUE" not in lines(invitation())


def test_a_session_needs_no_zone() -> None:
    assert read_by_icalendar(calendar_bytes(session())).zones == ()


@pytest.mark.parametrize("kind", KINDS)
def test_no_message_has_alarms_attachments_recurrence_or_a_random_identity(kind: str) -> None:
    said = lines(KINDS[kind](Language.ENGLISH))
    assert [line for line in said if re.match("BEGIN:VALARM|ATTACH|RRULE|RDATE|EXDATE|RECURRENCE|CLASS", line)] == []
    assert sum(line.startswith("UID:") for line in said) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", Language)
def test_every_line_ends_as_mail_wants_it_and_is_short(kind: str, language: Language) -> None:
    content = calendar_bytes(KINDS[kind](language))
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_no_text_can_add_a_property(title: str, place: str, agenda: str, name: str) -> None:
    facts = replace(
        CONSULTATION,
        title=Bilingual(title, title),
        place=place,
        link=agenda,
        agenda=agenda,
        organizer_name=name,
        committee=Bilingual(title),
        purpose=Bilingual(place),
        invited=(Bilingual(name),),
        letter=OfficialLetter(place, None),
    )
    invite = replace(invitation(facts), invitee=replace(invitee(), name=name))
    meeting = read_by_icalendar(calendar_bytes(invite)).meeting
    usual = read_by_icalendar(calendar_bytes(invitation())).meeting.properties
    assert set(usual) - {"location", "conference", "url"} <= set(meeting.properties) <= set(usual)
    assert len(set(meeting.properties)) == len(meeting.properties)
    assert meeting.summary == clean_line(title.replace("|", ""))
    assert (meeting.location or "") == clean_line(place)
    assert clean_text(agenda).strip() in meeting.description


@given(ANYTHING)
def test_no_comment_can_add_a_property(comment: str) -> None:
    calendar = Calendar.from_ical(calendar_bytes(replace(cancellation(), comment=comment)))
    event = calendar.walk("VEVENT")[0]
    usual = Calendar.from_ical(calendar_bytes(cancellation())).walk("VEVENT")[0]
    assert set(usual) - {"COMMENT"} <= set(event) <= set(usual)
    assert str(event.get("COMMENT", "")) == clean_text(comment).strip()


def test_properties_of_clients_never_come_in_with_a_text() -> None:
    facts = replace(SESSION, title=Bilingual("Session\nX-EVIL:1"), agenda="One\r\nX-MICROSOFT-CDO-APPT-SEQUENCE:9")
    said = [line.partition(":")[0] for line in lines(invitation(facts)) if line.startswith("X-")]
    assert said == ["X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-DISALLOW-COUNTER"]


def test_two_revisions_never_share_sequence_and_stamp_on_the_wire() -> None:
    versions = [Version(0, STAMP), Version(0, LATER), Version(1, LATER)]
    made = {calendar_bytes(replace(invitation(), version=version)) for version in versions}
    assert len(made) == len(versions)


@pytest.mark.parametrize(("language", "name"), [(Language.THAI, "กองการสังคม"), (Language.ENGLISH, "Social Division")])
def test_the_organizer_is_named_in_the_readers_language(language: Language, name: str) -> None:
    facts = replace(CONSULTATION, organizer_names=Bilingual("Social Division", "กองการสังคม"))
    for asked in (invitation(facts, language), replace(cancellation(language), facts=facts)):
        assert f"CN={name}:mailto:" in calendar_bytes(asked).decode().replace("\r\n ", "").replace('"', "")
    declined = declining_of(invitation(facts, language))
    assert f"CN={name}:mailto:" in declined.decode().replace("\r\n ", "").replace('"', "")
