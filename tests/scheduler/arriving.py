"""Mails that arrive in tests, two hours after the invitations were written."""

from dataclasses import replace
from datetime import datetime, timedelta

from mail.inbound.reading import read_mail
from scheduler.inbound import Incoming, Letterbox, receive
from scheduler.queries.received import received_one
from scheduler.queries.received_lines import ReceivedLine
from tests.mails import Reply, message, plain
from tests.making import DESK, NOW
from tests.scheduler.letters import entry_of
from vocabulary.actor import OPERATOR, job

LATER = NOW + timedelta(hours=2)
BOX = Letterbox(DESK, kept_until=NOW + timedelta(days=90))
TIMES = ("DTSTART:20220112T070000Z", "DTEND:20220112T083000Z")


def first_reply(consultation_id: int) -> Reply:
    """What the first focal point's calendar would send."""
    entry = entry_of(consultation_id)
    return Reply(uid=entry.uid, organizer=DESK.tagged(entry.organizer_tag))


def came(raw: bytes) -> int:
    """Receive one message; its number."""
    (one,) = receive([Incoming(raw, read_mail(raw))], box=BOX, by=job("incoming mail"), now=LATER)
    return one.number


def in_words(reply: Reply, words: str = "เข้าร่วมสองคนครับ", **more: str) -> int:
    """A sentence of a human being instead of an answer."""
    told = replace(reply, **more)  # type: ignore[arg-type]
    return came(message(words, reply=told, subject="Re: Consultation"))


def counter(reply: Reply) -> int:
    """A calendar that proposes another time."""
    return came(plain(replace(reply, method="COUNTER", partstat="TENTATIVE", more=TIMES)))


def delegated(reply: Reply, address: str = "mali@agency.example") -> int:
    """A calendar that names somebody else to come instead."""
    own = f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{address}":mailto:{reply.sender}'
    other = f"ATTENDEE;CN=Ms Mali Tuayang:mailto:{address}"
    return came(plain(replace(reply, attendees=(own, other))))


def stranger(reply: Reply) -> int:
    """Somebody who is not invited answers."""
    return came(plain(replace(reply, sender="new@else.example", name="Ms New Tuayang")))


def line(number: int, now: datetime = LATER) -> ReceivedLine:
    """The mail as the desk sees it."""
    return received_one(number, actor=OPERATOR, now=now)
