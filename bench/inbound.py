"""Answers that come by mail: from the bytes until they are durable, each with its verdict."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from random import Random

from sqlalchemy import select

from bench.plain.inbound import Said, plain_reading, plain_receiving
from bench.timing import Contest, Goal, Line, Watch
from bench.world import NOW, World, booked, released
from mail.inbound.reader import Reader, read_ahead
from mail.inbound.reading import read_mail
from models.calendar_entries import CalendarEntry
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch
from models.people import Person
from scheduler.inbound import AT_ONCE, Incoming, Letterbox, receive
from tests.mails import CLIENTS, Reply
from tests.making import DESK, HAND
from vocabulary.actor import INCOMING_MAIL
from vocabulary.inbound import Arrival, Verdict

A_SECOND = 500
"""Answers a second that are to be durable."""

FUZZED = 500
SEED = 20220104
BOX = Letterbox(DESK, kept_until=NOW + timedelta(days=90))


def measured(the_world: World) -> Iterator[Line]:
    """A whole meeting's answers, beside icalendar and a commit for each."""
    batch_id = booked(the_world, 2000, invited=the_world.guests)
    released(batch_id)
    entry = db.session.get_one(CalendarEntry, db.session.get_one(MailBatch, batch_id).entry_id)
    pattern = Reply(entry.uid, DESK.tagged(entry.organizer_tag))
    invited = (
        select(Person.email).join(Invitation, Invitation.person_id == Person.id).where(Invitation.entry_id == entry.id)
    )
    addresses = [address or "" for address in db.session.scalars(invited)]
    moments = count(1)

    def ours(watch: Watch) -> None:
        minutes = next(moments)
        mails, now = replies(pattern, addresses, minutes=minutes), NOW + timedelta(minutes=minutes)
        with Reader(1024 * 1024) as reader:
            reader.running()
            with watch.running():
                taken = [
                    one
                    for some in read_ahead(reader, mails, some=AT_ONCE)
                    for one in receive([Incoming(*each) for each in some], box=BOX, by=INCOMING_MAIL, now=now)
                ]
        if {one.verdict for one in taken} != {Verdict.APPLIED}:
            raise ValueError("an answer that was not applied")

    def plain(watch: Watch) -> None:
        mails = replies(pattern, addresses, minutes=next(moments))
        db.session.remove()
        with watch.running():
            plain_receiving(mails, HAND)

    taken = Contest(the_world.size.rounds, variants={"ours": ours, "plain": plain}).run()
    rate = len(addresses) / taken["ours"]
    alike = sum(said(read_mail(raw)) == plain_reading(raw) for raw in fuzzed(pattern))
    note = f"{rate:.0f} a second; {alike} of {FUZZED} fuzzed ones read as icalendar does"
    verdict = "ok" if rate >= A_SECOND and alike == FUZZED else "SHORT"
    what = f"receive {len(addresses)} answers, durable"
    yield Line(what, taken["ours"], taken["plain"], Goal(), note, verdict=verdict)


def replies(pattern: Reply, addresses: list[str], *, minutes: int) -> list[bytes]:
    """Everybody's answer at one moment, in every client's form in turn."""
    clients, stamp = list(CLIENTS.values()), f"{NOW + timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}"
    return [
        clients[number % len(clients)](
            replace(pattern, sender=address, stamp=stamp, message_id=f"<{minutes}.{number}@agency.example>")
        )
        for number, address in enumerate(addresses)
    ]


def said(arrival: Arrival) -> Said:
    """What a mail says, as the plain way has it."""
    if arrival.calendar is None:
        raise ValueError("a mail without a calendar")
    own = arrival.calendar.attendees[0]
    return arrival.calendar.uid, arrival.calendar.sequence, own.address, own.partstat


def fuzzed(pattern: Reply) -> Iterator[bytes]:
    """Answers written in every way that the standard allows, by chance and always the same."""
    chance = Random(SEED)  # noqa: S311 - a draw that can be repeated
    for number in range(FUZZED):
        client = chance.choice(list(CLIENTS.values()))
        address = f"focal{number}@{chance.choice(['agency.example', 'Agency.Example', 'a-b.c.example'])}"
        answer = chance.choice(["ACCEPTED", "DECLINED", "TENTATIVE", "accepted", "DELEGATED", "NEEDS-ACTION"])
        parameters = [
            chance.choice(["PARTSTAT", "partstat"]) + f"={answer}",
            *chance.sample(
                ["RSVP=TRUE", 'CN="A, B; C: D"', "ROLE=CHAIR", "X-NUM-GUESTS=0", 'SENT-BY="mailto:x@y.example"'],
                chance.randint(0, 5),
            ),
        ]
        chance.shuffle(parameters)
        mailto = chance.choice(["mailto:", "MAILTO:", "mailto:"])
        told = replace(
            pattern,
            uid=chance.choice([pattern.uid, f"{number}-ไทย@x.example", f"{number} with spaces"]),
            sender=address,
            sequence=chance.choice([0, 1, number, 2**31 - 1]),
            attendees=(f"ATTENDEE;{';'.join(parameters)}:{mailto}{address}",),
            comment=chance.choice(["", "a\\, b\\; c\\n d", "ตกลงครับ" * chance.randint(1, 40)]),
            more=tuple(chance.sample(LINES, chance.randint(0, len(LINES)))),
        )
        yield client(told)


LINES = (
    "SUMMARY;LANGUAGE=th:การหารือ\\, เตรียมการ",
    "DTSTART:20220111T070000Z",
    "X-EMPTY:",
    "DESCRIPTION:" + "x" * 60 + "\r\n " + "y" * 60,
    "STATUS:CONFIRMED",
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM",
    "CATEGORIES:A,B\\,C",
    "GEO:1.5;2.5",
)
