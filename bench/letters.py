"""Booking a meeting for many people, rendering their letters, and handing them over."""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from sqlalchemy import select, update

from bench.plain.booking import plain_booking
from bench.plain.letters import plain_letter
from bench.plain.sending import bare_smtplib, plain_sending
from bench.timing import Contest, Goal, Line, Watch
from bench.world import NOW, World, booked, counting, released
from jobs.worker import sender_of
from mail.wire import Wire
from models.database import db
from models.outbox import OutgoingMail
from models.people import FocalPoint
from scheduler.letters import Press, Writer, letter_of, mails_in
from tests.making import DESK, make_plan
from vocabulary.states import MailState

WRITER = Writer("https://samai.example", DESK, b"k" * 32)


def measured(the_world: World) -> Iterator[Line]:
    """Booking, rendering, sending."""
    yield from booking(the_world)
    yield from rendering(the_world)
    yield from sending(the_world)


def booking(the_world: World) -> Iterator[Line]:
    """From the officer's click until everything is durable: the meeting, its invitations and its letters."""
    numbers, people = count(1000), the_world.size.people
    agencies = the_world.guests.agency_ids
    everybody = list(db.session.scalars(select(FocalPoint.person_id).where(FocalPoint.agency_id.in_(agencies))))
    commits: dict[str, int] = {}

    def ours(watch: Watch) -> None:
        with counting("commit") as seen, watch.running():
            batch_id = booked(the_world, next(numbers), invited=the_world.guests)
            released(batch_id)
        commits["ours"] = len(seen)

    def plain(watch: Watch) -> None:
        with counting("commit") as seen, watch.running():
            plain_booking(the_world.ministry.session_id, make_plan(), person_ids=everybody, now=NOW)
        commits["plain"] = len(seen)
        db.session.remove()

    taken = Contest(the_world.size.rounds, variants={"ours": ours, "plain": plain}).run()
    note = f"{commits['ours']} commits (booking, release) beside {commits['plain']}"
    yield Line(f"book {people} and release, durable", taken["ours"], taken["plain"], Goal(least=20), note)


def rendering(the_world: World) -> Iterator[Line]:
    """The bytes of everybody's invitation."""
    set_aside()
    mails = mails_in(released(booked(the_world, 1, invited=the_world.guests)))
    letters = [letter_of(mail, WRITER) for mail in mails]
    moulds: list[int] = []

    def ours(watch: Watch) -> None:
        press = Press(WRITER)
        with watch.running():
            for mail in mails:
                press.casting(mail).wire()
        moulds.append(len(press.kept))

    def plain(watch: Watch) -> None:
        with watch.running():
            for letter in letters:
                plain_letter(letter)

    rounds = max(1, the_world.size.rounds - 2)
    taken = Contest(rounds, clock=time.process_time, variants={"ours": ours, "plain": plain}).run()
    note = f"{moulds[-1]} moulds; CPU"
    yield Line(f"render {len(mails)} invitations", taken["ours"], taken["plain"], Goal(least=200), note)


def sending(the_world: World) -> Iterator[Line]:
    """Until a server on this machine, which syncs every letter, has taken all."""
    numbers, port, sender = count(2000), the_world.port, sender_of(the_world.app)

    def due() -> Sequence[OutgoingMail]:
        return mails_in(released(booked(the_world, next(numbers), invited=the_world.guests)))

    def ours(watch: Watch) -> None:
        due()
        with watch.running():
            sender.send_due()

    def plain(watch: Watch) -> None:
        mails = due()
        with watch.running():
            plain_sending(mails, WRITER, port=port)

    def bare(watch: Watch) -> None:
        wires = bytes_of(due())
        with watch.running():
            bare_smtplib(wires, port=port)
        set_aside()

    sender.send_due()
    taken = Contest(the_world.size.rounds, variants={"ours": ours, "plain": plain, "bare": bare}).run()
    people = the_world.size.people
    yield Line(f"send {people}: beside bare smtplib", taken["ours"], taken["bare"], Goal(least=0.5), "the same bytes")
    yield Line(
        f"send {people}: beside one by one", taken["ours"], taken["plain"], Goal(least=20), "rendered, connected"
    )


def bytes_of(mails: Iterable[OutgoingMail]) -> list[Wire]:
    """The letters, ready."""
    press = Press(WRITER)
    return [press.casting(mail).wire() for mail in mails]


def set_aside() -> None:
    """Take what is due out of the way."""
    waiting = update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)
    db.session.execute(waiting.values(state=MailState.DROPPED))
    db.session.commit()
