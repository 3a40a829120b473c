"""The calendar part of a stranger's mail, line by line."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mail.inbound import bounds, calendar
from mail.inbound.bounds import Unreadable
from mail.inbound.calendar import read_calendar
from tests.mails import Reply
from vocabulary.inbound import Attendee, CalendarMessage

REPLY = Reply()


def read(content: bytes, charset: str = "utf-8", method: str = "") -> CalendarMessage:
    return read_calendar(content, charset=charset, method=method)


def told(*lines: str, reply: Reply = REPLY) -> CalendarMessage:
    return read(replace(reply, more=lines).calendar())


def test_folded_lines_are_one_even_inside_a_letter() -> None:
    content = "COMMENT:ตกลง\\, มา\\; ครับ\\nลาก่อน".encode()
    folded = content[:10] + b"\r\n " + content[10:20] + b"\n\t" + content[20:]
    whole = REPLY.calendar().replace(b"END:VEVENT", folded + b"\r\nEND:VEVENT")
    assert read(whole).comment == "ตกลง, มา; ครับ\nลาก่อน"


@pytest.mark.parametrize("charset", ["utf-8", "tis-620", "utf-16", ""])
@pytest.mark.parametrize("written", ["utf-8", "cp874", "utf-16"])
def test_words_are_read_whatever_charset_they_claim(charset: str, written: str) -> None:
    said = read(replace(REPLY, comment="ตกลงครับ", charset=written).calendar(), charset)
    assert said.comment == "ตกลงครับ"


@pytest.mark.parametrize(
    ("line", "attendee"),
    [
        ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:A@b.example", Attendee("a@b.example", "ACCEPTED")),
        ("attendee;partstat=declined:MAILTO:a@b.example", Attendee("a@b.example", "DECLINED")),
        ("ATTENDEE:mailto:a@b.example", Attendee("a@b.example", "NEEDS-ACTION")),
        ('ATTENDEE;CN="A;B:C, D":mailto:a@b.example', Attendee("a@b.example", "NEEDS-ACTION", name="A;B:C, D")),
        ('ATTENDEE;CN="broken:mailto:a@b.example', Attendee("a@b.example", "NEEDS-ACTION", name="broken")),
        ("ATTENDEE;EMAIL=a@b.example:/principals/a", Attendee("a@b.example", "NEEDS-ACTION")),
        ("ATTENDEE:a@b.example", Attendee("a@b.example", "NEEDS-ACTION")),
        ("ATTENDEE:mailto:a%2Bx@b.example?subject=y", Attendee("a+x@b.example", "NEEDS-ACTION")),
        (
            'ATTENDEE;DELEGATED-TO="mailto:c@d.example","mailto:e@f.example";SENT-BY="mailto:g@h.example":mailto:a@b.example',
            Attendee("a@b.example", "NEEDS-ACTION", ("c@d.example", "e@f.example"), sent_by="g@h.example"),
        ),
        ("ATTENDEE:tel:+66", Attendee("", "NEEDS-ACTION")),
    ],
)
def test_an_attendee_is_read_as_clients_write_one(line: str, attendee: Attendee) -> None:
    assert told(reply=replace(REPLY, attendees=(line,))).attendees == (attendee,)


def test_of_a_series_the_whole_counts() -> None:
    one = b"BEGIN:VEVENT\r\nUID:meeting@mfa.example\r\nRECURRENCE-ID:20220111T070000Z\r\nEND:VEVENT\r\n"
    assert read(REPLY.calendar().replace(b"BEGIN:VEVENT", one + b"BEGIN:VEVENT")).recurrence == ""
    assert read(b"BEGIN:VCALENDAR\r\n" + one).recurrence == "20220111T070000Z"


def test_what_outlook_calls_the_original_is_read_beside_the_proposal() -> None:
    said = told(
        "DTSTART;TZID=SE Asia Standard Time:20220112T140000",
        "DTEND;TZID=SE Asia Standard Time:20220112T153000",
        "X-MS-OLK-ORIGINALSTART:20220111T070000Z",
        "X-MS-OLK-ORIGINALEND:20220111T083000Z",
        "LOCATION:Room\\, 2",
    )
    assert (said.starts, said.ends) == ("2022-01-12T07:00:00+00:00", "2022-01-12T08:30:00+00:00")
    assert (said.original_starts, said.original_ends) == ("2022-01-11T07:00:00+00:00", "2022-01-11T08:30:00+00:00")
    assert said.place == "Room, 2"


def test_numbers_and_stamps_are_as_forgiving_as_the_standard() -> None:
    assert told(reply=replace(REPLY, sequence="", stamp="")).sequence == 0
    assert told(reply=replace(REPLY, sequence="", stamp="")).stamp is None
    assert told(reply=replace(REPLY, stamp="20220104T030000")).stamp == datetime(2022, 1, 4, 3, tzinfo=UTC)
    assert told(reply=replace(REPLY, sequence="99999999999999")).sequence == calendar.LARGEST_NUMBER


def test_the_mails_own_method_counts_where_the_part_has_none() -> None:
    assert read(REPLY.calendar().replace(b"METHOD:REPLY\r\n", b""), method="counter").method == "COUNTER"
    assert read(b"BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VEVENT\r\nnonsense\r\nX:y").method == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar.NO_EVENT),
        (REPLY.calendar().replace(b"SEQUENCE:0", b"SEQUENCE:-1"), calendar.BAD_NUMBER),
        (REPLY.calendar().replace(b"SEQUENCE:0", "SEQUENCE:๑".encode()), calendar.BAD_NUMBER),
        (b"BEGIN:X\r\n" * 21, bounds.TOO_DEEP),
        (b"X:y\r\n" * 2002, bounds.TOO_MANY_PROPERTIES),
        (b"X:" + b"y" * bounds.LINE_BYTES, bounds.CALENDAR_TOO_LARGE),
        (b" " * (bounds.CALENDAR_BYTES + 1), bounds.CALENDAR_TOO_LARGE),
        (
            REPLY.calendar().replace(b"END:VEVENT", b"ATTENDEE:mailto:a@b.example\r\n" * 201 + b"END:VEVENT"),
            bounds.TOO_MANY_ATTENDEES,
        ),
    ],
)
def test_what_is_none_or_too_much_is_said(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.reason.message == reason


@pytest.mark.parametrize("zone", ["tzone://Microsoft/Utc", '"tzone://Microsoft/Utc"', "GMT+00:00", "Etc/GMT"])
def test_a_zone_with_a_colon_in_its_name_is_one_whether_it_is_quoted_or_not(zone: str) -> None:
    said = read_calendar(
        f"BEGIN:VEVENT\r\nUID:x\r\nDTSTART;TZID={zone}:20220111T070000\r\nEND:VEVENT\r\n".encode(),
        charset="utf-8",
        method="COUNTER",
    )
    assert said.starts == "2022-01-11T07:00:00+00:00"
