"""The oracle of the journeys: it keeps calendars as RFC 5546 says, and sees where a letter and its file differ."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from ics.invite import calendar_bytes
from tests.ics.calendars import require_alike, states
from tests.ics.readers import read_by_icalendar
from tests.ics.samples import cancellation, invitation
from vocabulary.invite import Invite


def later(invite: Invite, *, by: int) -> Invite:
    version = invite.version
    newer = replace(version, sequence=version.sequence + by, stamp=version.stamp + timedelta(seconds=by))
    return replace(invite, version=newer)


def letter(*contents: bytes) -> EmailMessage:
    message = EmailMessage()
    message["To"] = "sira@oag.example"
    for content in contents:
        message.add_attachment(content, maintype="text", subtype="calendar")
    return message


def test_what_is_older_changes_nothing_and_what_is_called_off_is_gone() -> None:
    first, last = invitation(), later(cancellation(), by=5)
    moved = later(first, by=1)
    read = [read_by_icalendar(calendar_bytes(each)) for each in (first, moved, first, last, moved)]
    stands = [[each.sequence for each in state.values()] for _, state in states(read)]
    assert stands == [[first.version.sequence], [moved.version.sequence], [moved.version.sequence], [], []]


def test_a_file_that_says_something_else_than_its_letter_is_found() -> None:
    one, other = calendar_bytes(invitation()), calendar_bytes(later(invitation(), by=1))
    assert require_alike([letter(one, one), letter(other)]) == 2
    with pytest.raises(AssertionError, match="something else"):
        require_alike([letter(one, other)])
