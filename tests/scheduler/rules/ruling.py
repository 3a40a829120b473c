"""A mail and what is known, as the rules of mail that comes in are asked about them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.rules.inbound import ruling_on
from scheduler.rules.inbound_cases import Asked, Known, LastAnswer, Meeting, Ruling
from vocabulary.inbound import Arrival, Attendee, CalendarMessage
from vocabulary.states import Method

HERE = datetime(2022, 1, 5, 2, 0, tzinfo=UTC)
STAMP = HERE - timedelta(hours=1)
STARTS, ENDS = "2022-01-11T07:00:00+00:00", datetime(2022, 1, 11, 8, 30, tzinfo=UTC)

SIRA = Asked(11, 1, "sira@oag.example", "Ms Sira", told=Method.REQUEST, ends=ENDS)
WARUT = Asked(12, 2, "warut@rtp.example", "Pol Col Warut", told=Method.REQUEST, ends=ENDS)
MEETING = Meeting(5, "uid@mfa.example", "samai+tag@mfa.example", 3, 2, STARTS, people=(SIRA, WARUT))
OTHER = replace(MEETING, entry_id=6, uid="other@mfa.example", organizer="samai+else@mfa.example")
KNOWN = Known(HERE, "samai@mfa.example", "mx.mfa.example", MEETING, MEETING, person_id=1)
OWN = Attendee(SIRA.address, "ACCEPTED")
SAYS = CalendarMessage(
    "REPLY", MEETING.uid, (OWN,), MEETING.organizer, sequence=3, stamp=STAMP, starts=STARTS, ends=ENDS.isoformat()
)
MAIL = Arrival(senders=(SIRA.address,), sender_name="Ms Sira", message_id="<1@oag.example>", calendar=SAYS)
LAST = LastAnswer(3, STAMP, "ACCEPTED", "")


def saying(**changes: Any) -> Arrival:
    """The mail with another calendar part."""
    return replace(MAIL, calendar=replace(SAYS, **changes))


def mail(**changes: Any) -> Arrival:
    """The mail with something else in its envelope."""
    return replace(MAIL, **changes)


def being(**changes: Any) -> Known:
    """What is known, with the first person standing otherwise."""
    one = replace(SIRA, **changes)
    meeting = replace(MEETING, people=(one, WARUT))
    return replace(KNOWN, by_tag=meeting, by_uid=meeting)


def meeting(**changes: Any) -> Known:
    """What is known, with the meeting standing otherwise."""
    changed = replace(MEETING, **changes)
    return replace(KNOWN, by_tag=changed, by_uid=changed)


def ruled(arrival: Arrival = MAIL, known: Known = KNOWN) -> Ruling:
    """What becomes of it; every reason is a whole sentence."""
    ruling = ruling_on(arrival, known)
    said = str(ruling.reason)
    assert said.endswith((".", ")", "user")) or ": " in said, said
    assert "%(" not in said
    return ruling
