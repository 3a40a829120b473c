"""Whole mails read: the forms of the clients, what is wrapped, what contradicts itself, what is too much."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mail.inbound import bounds, reading
from mail.inbound.calendar import SEVERAL
from mail.inbound.reading import read_mail
from tests.mails import CLIENTS, Reply, joined, message, multipart, part, plain, report, thunderbird
from vocabulary.inbound import Arrival, Carrier

REPLY = Reply(comment="Two of us\\, perhaps", more=("DTSTART:20220111T070000Z", "DURATION:PT90M"))
CALENDAR = f"text/calendar; method={REPLY.method}"
TASK = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VTODO\r\nUID:x\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_every_client_says_the_same_in_its_own_form(client: Callable[[Reply], bytes]) -> None:
    arrival = read_mail(client(REPLY))
    assert arrival.fault is None
    assert (arrival.sender, arrival.sender_name) == ("focal1@agency.example", "Ms Focal1 Tuayang")
    assert arrival.recipients == ("samai+tag@mfa.example",)
    said = arrival.calendar
    assert said is not None
    assert (said.method, said.uid, said.comment) == ("REPLY", REPLY.uid, "Two of us, perhaps")
    assert [(one.address, one.partstat) for one in said.attendees] == [("focal1@agency.example", "ACCEPTED")]
    assert (said.starts, said.ends) == ("2022-01-11T07:00:00+00:00", "2022-01-11T08:30:00+00:00")


def test_words_are_the_writers_own() -> None:
    assert read_mail(thunderbird(REPLY)).words == "นางสาวโฟกัส ตอบรับแล้ว"
    said = read_mail(message("ส่งผู้แทน 2 คน\n\n> เรียนเชิญ\n"))
    assert (said.words, said.calendar, said.subject) == ("ส่งผู้แทน 2 คน", None, "About Tuesday")


def test_a_calendar_may_come_as_a_file_without_a_method_of_its_own() -> None:
    calendar = REPLY.calendar()
    assert read_mail(joined(REPLY, part('application/octet-stream; name="Answer.ICS"', calendar))).calendar is not None
    assert read_mail(joined(REPLY, part("application/octet-stream", calendar))).calendar is None
    bare = calendar.replace(b"METHOD:REPLY\r\n", b"")
    assert read_mail(joined(REPLY, part("text/calendar", bare))).calendar is None
    named = read_mail(joined(REPLY, part("text/calendar; method*=utf-8''reply", bare))).calendar
    assert named is not None
    assert named.method == "REPLY"


WRONG: dict[str, tuple[bytes, str]] = {
    "two answers": (
        multipart(
            "mixed",
            part(CALENDAR, REPLY.calendar()),
            part(CALENDAR, replace(REPLY, partstat="DECLINED").calendar()),
            boundary="b",
        ),
        reading.TWO_WORDS,
    ),
    "two methods": (part("text/calendar; method=CANCEL", REPLY.calendar()), reading.TWO_METHODS),
    "several meetings": (
        part(CALENDAR, REPLY.calendar().replace(b"END:VEVENT", b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:y\r\nEND:VEVENT")),
        SEVERAL,
    ),
    "too many parts": (multipart("mixed", *[part("text/plain", b"x")] * 60, boundary="b"), bounds.TOO_MANY_PARTS),
    "far too many parts": (multipart("mixed", *[part("text/plain", b"x")] * 160, boundary="b"), bounds.TOO_MANY_PARTS),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_contradicts_itself_or_is_too_much_is_said_with_who_sent_it(name: str) -> None:
    content, reason = WRONG[name]
    arrival = read_mail(joined(REPLY, content))
    assert arrival.fault is not None
    assert arrival.fault.message == reason
    assert (arrival.calendar, arrival.sender if "far" not in name else REPLY.sender) == (None, REPLY.sender)


def test_parts_inside_parts_end_somewhere() -> None:
    nested = part("text/plain", b"x")
    for depth in range(25):
        nested = multipart("mixed", nested, boundary=f"b{depth}")
    arrival = read_mail(joined(REPLY, nested))
    assert arrival.fault is not None
    assert arrival.fault.message == bounds.TOO_DEEP


def test_a_task_or_a_letter_that_is_attached_is_no_answer() -> None:
    assert read_mail(joined(REPLY, part(CALENDAR, TASK))).calendar is None
    inside = b"Content-Type: message/rfc822\r\n\r\n" + plain(REPLY)
    forwarded = read_mail(joined(REPLY, multipart("mixed", part("text/plain", b"See below"), inside, boundary="b")))
    assert (forwarded.words, forwarded.calendar) == ("See below", None)
    assert read_mail(joined(REPLY, b"Content-Type: text/calendar\r\n\r\n")).calendar is None
    assert read_mail(joined(REPLY, b"Content-Type: multipart/mixed; boundary=x\r\n\r\nnothing")).calendar is None


@pytest.mark.parametrize(
    ("content", "carrier"),
    [
        (part("application/ms-tnef", b"x"), Carrier.TNEF),
        (part('application/octet-stream; name="winmail.dat"', b"x"), Carrier.TNEF),
        (part("application/pkcs7-mime", b"x"), Carrier.SEALED),
        (part("text/plain", b"x"), Carrier.PLAIN),
    ],
)
def test_what_only_the_senders_program_reads_is_named(content: bytes, carrier: Carrier) -> None:
    assert read_mail(joined(REPLY, content)).carrier is carrier


def test_a_report_names_the_letter() -> None:
    arrival = read_mail(report("<letter@mfa.example>"))
    assert arrival.is_report
    assert [one.message_id for one in arrival.bounces] == ["<letter@mfa.example>"]


def test_nothing_is_a_mail_that_says_nothing() -> None:
    assert read_mail(b"") == Arrival()


def test_a_question_for_free_hours_is_read_as_words() -> None:
    """Nobody's hours are ever told by mail; an officer reads that somebody asks (RFC 5546, 3.3)."""
    asks = (
        b"From: a@x.example\r\nTo: samai@mfa.example\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/calendar; method=REQUEST\r\n\r\n"
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VFREEBUSY\r\nUID:1@x.example\r\n"
        b"DTSTART:20220104T030000Z\r\nDTEND:20220105T030000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )
    arrival = read_mail(asks)
    assert (arrival.calendar, arrival.fault, arrival.senders) == (None, None, ("a@x.example",))
