"""A proposal declined, as it goes to whoever made it."""

from dataclasses import replace

import pytest

from ics.declining import declining_of
from ics.invite import ending_of
from tests.conftest import Golden
from tests.ics.libical import read_by_libical
from tests.ics.readers import Person, read_by_ical_js, read_by_icalendar
from tests.ics.samples import CONSULTATION, LATER, invitation
from vocabulary.invite import Invite, Version
from vocabulary.states import Language


def declined(language: Language = Language.ENGLISH, comment: str = "The hall is taken.\nAsk again in March.") -> Invite:
    return replace(invitation(language=language), comment=comment, version=Version(2, LATER))


def message(invite: Invite) -> bytes:
    return declining_of(invite) + ending_of(invite.invitee, invite.method)


@pytest.mark.parametrize("language", Language)
def test_it_is_word_for_word_what_was_reviewed(language: Language, golden: Golden) -> None:
    golden(f"decline.{language.value}.ics", message(declined(language)))


def test_three_readers_find_the_meeting_its_version_and_the_proposer() -> None:
    content = message(declined())
    read = read_by_icalendar(content)
    assert read_by_libical([content]) == read_by_ical_js([content]) == [read]
    assert (read.method, read.zones) == ("DECLINECOUNTER", ())
    meeting = read.meeting
    assert (meeting.uid, meeting.sequence, meeting.stamp) == (CONSULTATION.uid, 2, int(LATER.timestamp()))
    named = Person("mailto:chanika@oag.example", "Chanika Example", "REQ-PARTICIPANT", "NEEDS-ACTION", "TRUE")
    assert meeting.people == (named,)
    assert meeting.starts is meeting.ends is meeting.summary is meeting.status is None
    assert meeting.properties == ("uid", "sequence", "dtstamp", "comment", "organizer", "attendee")


def test_without_a_reason_it_has_no_comment() -> None:
    assert b"COMMENT" not in message(declined(comment=" "))
