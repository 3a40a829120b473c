"""One invented ministry for a whole run: its people, its meetings, and whoever looks at them."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import event, insert, select, update
from werkzeug.test import EnvironBuilder
from werkzeug.wsgi import ClosingIterator

from app import create_app
from bench.sink import sink
from models.calendar_entries import CalendarEntry, Revision
from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import OutgoingMail
from models.people import FocalPoint
from scheduler.consultations import book, found
from scheduler.drafts import draft_of
from scheduler.feeds import subscribe
from scheduler.releases import release
from scheduler.rules.frozen_facts import frozen, thawed
from scheduler.rules.policy import Permission
from tests.fixtures import signed_in
from tests.making import HAND, Ministry, focal_point, make_ministry, make_person, make_plan
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import Invited
from vocabulary.settings import Settings
from vocabulary.settings_ground import MailTls
from vocabulary.states import ActorKind, AnswerSource, Duty, MailState, Method, PartStat
from web.access import access

NOW = HAND.now
FIRST = datetime(2022, 1, 11, 7, 0, tzinfo=UTC)
KINDS = (PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE)
SOURCES = tuple(AnswerSource)
AHEAD = 10_000
"""So many days after the first meeting a meeting is ahead, whenever the run is."""


@dataclass(frozen=True, slots=True)
class Size:
    """How big a run is."""

    people: int = 200
    agencies: int = 200
    meetings: int = 24
    few: int = 100
    many: int = 10_000
    moved: int = 6
    prepared: int = 10
    rounds: int = 5
    watched: float = 75.0


QUICK = Size(people=24, agencies=6, meetings=2, few=3, many=12, moved=1, prepared=1, rounds=1, watched=1.5)


@dataclass(frozen=True, slots=True)
class World:
    """The application on a database of its own, and the numbers of what is in it."""

    app: Flask
    size: Size
    port: int
    ministry: Ministry
    guests: Invited
    desk_id: int


@contextmanager
def world(size: Size) -> Iterator[World]:
    """A world in a folder that is gone afterwards, with a mail server beside it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        port = stack.enter_context(sink(folder / "sink"))
        log = stack.enter_context((folder / "log").open("w", encoding="utf-8"))
        stack.enter_context(redirect_stderr(log))  # a line a request, as any service writes it
        settings = Settings(instance=folder, testing=True, mail_host="127.0.0.1", mail_port=port, mail_tls=MailTls.NONE)
        app = create_app(settings)
        app.extensions["mail"].suppress = False  # a test would send nothing
        app.add_url_rule("/nothing", "nothing", access(Permission.PUBLIC)(nothing))
        with app.app_context():
            db.create_all()
            found = peopled(app, size, port=port)
            with kept_from_the_collector():
                yield found
            db.session.remove()
            db.engine.dispose()


@contextmanager
def kept_from_the_collector() -> Iterator[None]:
    """What is loaded by now stays out of the collector's way, as in the service for a web server."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def nothing() -> ResponseReturnValue:
    """A route that does nothing, beside which the others are measured."""
    return ("", 204)


def peopled(app: Flask, size: Size, *, port: int) -> World:
    """Agencies that answer for the matrix, and twenty with ten people each to be invited to one meeting."""
    ministry = make_ministry(size.agencies)
    big = [focal_point(1000 + number) for number in range(min(20, size.people))]
    crowd = [
        FocalPoint(agency=big[number % len(big)].agency, person=make_person(f"guest{number}"), is_primary=False)
        for number in range(size.people - len(big))
    ]
    desk = make_person("desk", duty=Duty.DESK_OFFICER)
    db.session.add_all([*big, *crowd, desk])
    db.session.commit()
    guests = Invited(agency_ids=tuple(point.agency_id for point in big))
    return World(app, size, port, ministry=ministry, guests=guests, desk_id=desk.id)


def booked(the_world: World, number: int, *, invited: Invited) -> int:
    """A consultation booked; the number of its draft batch."""
    plan = make_plan(FIRST + timedelta(days=number))
    consultation_id = book(the_world.ministry.session_id, plan, invited=invited, hand=HAND)
    batch = draft_of(found(consultation_id).entry_id)
    if batch is None:
        raise ValueError("a booking without letters")
    return batch.id


def released(batch_id: int) -> list[int]:
    """The same let go; the numbers of its letters."""
    release(batch_id, by=OPERATOR, now=NOW, due_at=NOW)
    waiting = select(OutgoingMail.id).where(OutgoingMail.state == MailState.QUEUED).order_by(OutgoingMail.id)
    return list(db.session.scalars(waiting))


def answered_meetings(the_world: World) -> None:
    """The meetings of the matrix: everybody invited to each, the letters delivered, two in three answered."""
    for number in range(AHEAD, AHEAD + the_world.size.meetings):
        released(booked(the_world, number, invited=the_world.ministry.everybody))
        delivered = {"state": MailState.SENT, "attempts": 1, "sent_at": NOW}
        db.session.execute(update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED).values(delivered))
        db.session.commit()
    rows = db.session.execute(select(Invitation.id, Revision.sequence).join(Invitation.told_revision))
    answers = [answer(number, sequence) for number, sequence in rows if number % 3]
    db.session.execute(insert(Answer), answers)
    db.session.commit()


def answer(invitation_id: int, sequence: int) -> dict[str, object]:
    """One answer as its row; three weeks of them, given in every way."""
    return {
        "invitation_id": invitation_id,
        "partstat": KINDS[invitation_id % 5 % len(KINDS)],
        "source": SOURCES[invitation_id % 7 % len(SOURCES)],
        "said_at": NOW + timedelta(minutes=invitation_id * 7919 % (21 * 24 * 60)),
        "recorded_at": NOW,
        "sequence": sequence,
    }


def subscriber(handle: str, *, events: int) -> str:
    """Somebody told of so many meetings, each frozen in a revision of its own; the address of the calendar."""
    person = make_person(handle)
    db.session.add(person)
    db.session.flush()
    pattern = thawed(db.session.scalars(select(Revision).order_by(Revision.id).limit(1)).one().facts)
    facts = frozen(pattern)
    first = 1 + max(db.session.scalars(select(CalendarEntry.id)))
    entries = range(first, first + events)
    instants = [FIRST + timedelta(hours=number) for number in range(events)]
    db.session.execute(insert(CalendarEntry), [entry(number) for number in entries])
    for number, starts in zip(entries, instants, strict=True):
        told = facts | {
            "uid": f"{number:032x}@mfa.example",
            "starts": starts.isoformat(),
            "ends": (starts + timedelta(minutes=90)).isoformat(),
        }
        revision = Revision(entry_id=number, sequence=0, material_sequence=0, stamp=NOW, facts=told)
        db.session.add(Invitation(entry_id=number, person=person, told_revision=revision, told_method=Method.REQUEST))
    db.session.commit()
    token = subscribe(by=Actor(ActorKind.PERSON, "Somebody", person_id=person.id), now=NOW)
    db.session.remove()
    return f"/feeds/{token}.ics"


def entry(number: int) -> dict[str, object]:
    """One calendar entry as its row."""
    return {"id": number, "uid": f"{number:032x}@mfa.example", "organizer_tag": f"{number:016x}", "stamp": NOW}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the application answers its server."""

    status: str
    headers: dict[str, str]
    body: bytes


Ask = Callable[[], Answered]


def asking(the_world: World, path: str, *, person_id: int | None = None, tag: str = "") -> Ask:
    """A request as a server hands it over, again and again, so that no client's work is measured."""
    app = the_world.app
    client = app.test_client() if person_id is None else signed_in(app, person_id)
    cookie = client.get_cookie("samai")
    told = {"If-None-Match": tag} if tag else {}
    if cookie is not None:
        told["Cookie"] = f"samai={cookie.value}"
    environ = EnvironBuilder(path, headers=list(told.items())).get_environ()

    def ask() -> Answered:
        seen: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
            seen.update(status=status, headers=dict(headers))
            return bytes

        with app.app_context():  # one of its own: the run's would lend it what `g` remembers
            answer = ClosingIterator(app.wsgi_app({**environ, "wsgi.input": BytesIO()}, start))
            body = b"".join(answer)
            answer.close()
        return Answered(seen["status"], seen["headers"], body)

    return ask


@contextmanager
def counting(name: str) -> Iterator[list[str]]:
    """What the database is asked (`before_cursor_execute`) or how often it commits (`commit`) inside the block."""
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]) if len(arguments) > 2 else name)

    event.listen(db.engine, name, note)
    try:
        yield seen
    finally:
        event.remove(db.engine, name, note)
