"""The Committee's true history, decision by decision: every reader's own calendar says what the officer sees."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from jobs.worker import sender_of
from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch
from models.people import Person
from models.places import DutyStation
from models.sessions import CommitteeSession
from scheduler.consultations import book
from scheduler.decision_releases import release_decision
from scheduler.decisions import decide, preview, undo
from scheduler.hand import Hand
from scheduler.places import add_city
from scheduler.releases import release
from scheduler.session_list import add_session
from tests.fixtures import Letter, People
from tests.journeys.mailbox import Mailbox
from tests.making import HAND, make_plan
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.plan import Days, Invited, NewSession, SessionCard, SessionPlan, StationCard
from vocabulary.settings import Settings
from vocabulary.states import BatchState, ConsultationStatus, SessionKind, SessionStatus
from vocabulary.text import Bilingual

pytestmark = pytest.mark.both_databases

SEVEN_UTC = 7


@dataclass
class Ministry:
    """The desk, its outgoing mail, and the calendars of all who read it."""

    app: Flask
    letter: Letter
    settings: Settings
    boxes: dict[str, Mailbox] = field(default_factory=dict)
    delivered: set[str] = field(default_factory=set)

    def number(self, key: str) -> int:
        return self.letter.session_ids[key]

    def city(self, key: str) -> int:
        return db.session.scalars(select(DutyStation.id).where(DutyStation.key == key)).one()

    def prepare(self, key: str, day: date, *, by: date) -> int:
        """Book a consultation for a session, and let its invitations go."""
        starts = datetime(day.year, day.month, day.day, SEVEN_UTC, tzinfo=UTC)
        invited = Invited(agency_ids=tuple(self.letter.agency_ids[one] for one in ("oag", "rtp", "moj", "mdes")))
        number = book(self.number(key), make_plan(starts), invited=invited, hand=on(by))
        for batch in self.drafts():
            release(batch, by=HAND.by, now=on(by).now, due_at=HAND.now)
        self.deliver()
        return number

    def decide(self, *changes: Change, by: date, document: str = "") -> int:
        """Make a decision as it was shown; nothing leaves."""
        shown = preview(Decision(changes, document=document), hand=on(by))
        number = decide(shown.decision, hand=on(by), seen=shown.seen)
        assert self.sent() == []
        return number

    def tell(self, number: int, *, by: date) -> list[str]:
        """Release what a decision drafted; who got a letter."""
        if drafts := self.drafts():
            release_decision(number, drafts, by=HAND.by, now=on(by).now, due_at=HAND.now)
        return self.deliver()

    def add(
        self,
        kind: SessionKind,
        opens: date,
        days: int,
        *,
        city: int,
        by: date,
        ordinal: int | None = None,
        parent: int | None = None,
        title: str = "",
    ) -> int:
        """Put a session on the list."""
        name = Bilingual("") if ordinal else Bilingual(title or kind.value.capitalize(), "การประชุม")
        plan = SessionPlan(
            duty_station_id=city,
            blocks=(Days(opens, opens + timedelta(days=days - 1)),),
            status=SessionStatus.CONFIRMED,
        )
        card = SessionCard(kind, ordinal, name, parent)
        return add_session(NewSession(self.letter.committee_key, card, plan), hand=on(by))

    def drafts(self) -> list[int]:
        found = list(db.session.scalars(select(MailBatch.id).where(MailBatch.state == BatchState.DRAFT)))
        db.session.rollback()
        return found

    def deliver(self) -> list[str]:
        """Put what leaves into the readers' mailboxes, and compare every one with the officer's view."""
        readers = [self.put(message) for message in self.sent()]
        assert len(readers) == len(set(readers)), "two letters for one decision about one meeting"
        assert {who: box.shows() for who, box in self.boxes.items()} == officers_view()
        return sorted(readers)

    def sent(self) -> list[EmailMessage]:
        """What leaves now."""
        sender_of(self.app).send_due()
        db.session.rollback()
        return list(self.new_letters())

    def new_letters(self) -> Iterator[EmailMessage]:
        files = sorted(self.settings.outgoing.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        for file in files:
            if file.name not in self.delivered:
                self.delivered.add(file.name)
                yield message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default)

    def put(self, message: EmailMessage) -> str:
        [reader] = message["To"].addresses
        self.boxes.setdefault(reader.addr_spec, Mailbox()).take(message)
        return str(reader.addr_spec)


def on(day: date) -> Hand:
    """The desk's hand in the morning of a day."""
    return replace(HAND, now=datetime(day.year, day.month, day.day, 2, tzinfo=UTC))


def officers_view() -> dict[str, dict[str, datetime]]:
    """Who is to have which meeting at which hour."""
    rows = db.session.execute(
        select(Person.email, CalendarEntry.uid, Consultation.starts)
        .join(Invitation, Invitation.person_id == Person.id)
        .join(CalendarEntry, CalendarEntry.id == Invitation.entry_id)
        .join(Consultation, Consultation.entry_id == CalendarEntry.id)
        .where(Consultation.status == ConsultationStatus.PLANNED, Invitation.withdrawn_at.is_(None))
    )
    view: dict[str, dict[str, datetime]] = {}
    for reader, uid, starts in rows:
        assert reader is not None
        assert starts is not None
        view.setdefault(reader, {})[uid] = starts
    db.session.rollback()
    return view


@pytest.fixture
def ministry(app: Flask, letter: Letter, people: People, settings: Settings) -> Ministry:
    return Ministry(app, letter, settings)


READERS = ["pimlada@moj.example", "potchara@mdes.example", "sira@oag.example", "warut@rtp.example"]
PLACED = {
    "3": (date(2022, 8, 29), date(2022, 9, 9)),
    "4": (date(2023, 1, 9), date(2023, 1, 20)),
    "5": (date(2023, 4, 11), date(2023, 4, 21)),
    "6": (date(2023, 8, 21), date(2023, 9, 1)),
}
"""The days that the letter did not know."""

BETWEEN = [(date(2022, 3, 24), 2), (date(2022, 6, 13), 2), (date(2022, 11, 3), 2), (date(2023, 3, 6), 2)]
BETWEEN.append((date(2023, 6, 20), 2))
"""The five intersessional consultations in Vienna: first day and number of days."""

ORGANIZATIONAL = [("Organizational session", date(2021, 5, 10), 3), ("Organizational matters", date(2022, 2, 24), 1)]
HISTORY = Path(__file__).parents[1] / "data" / "ahc-history.json"
KINDS = {
    "org_matters": SessionKind.ORGANIZATIONAL,
    "session": SessionKind.REGULAR,
    "reconvened concluding": SessionKind.RECONVENED,
    "signing": SessionKind.CEREMONY,
    "rules of procedure": SessionKind.REGULAR,
}
"""The kinds of what happened, where the file calls them otherwise than we do."""


def test_the_committees_history_in_every_calendar(ministry: Ministry) -> None:
    ministry.prepare("1", date(2022, 1, 14), by=date(2022, 1, 4))
    second = ministry.prepare("2", date(2022, 5, 17), by=date(2022, 1, 5))
    postpone_the_first(ministry)
    swap_the_venues_and_think_better_of_it(ministry)
    for number, (key, days) in enumerate(PLACED.items()):
        day = date(2022, 6, 20) + timedelta(days=number)
        dated = ministry.decide(change(ministry, key, Verb.RESCHEDULE, *days), by=day)
        assert ministry.tell(dated, by=day) == [], "nobody was invited to prepare for it yet"
    ministry.prepare("4", date(2022, 12, 13), by=date(2022, 11, 15))
    cancelled = ministry.decide(Change(ministry.number("4"), Verb.CANCEL), by=date(2022, 11, 20))
    assert ministry.tell(cancelled, by=date(2022, 11, 20)) == READERS
    restored = ministry.decide(change(ministry, "4", Verb.RESTORE, *PLACED["4"]), by=date(2022, 11, 21))
    assert ministry.tell(restored, by=date(2022, 11, 21)) == []
    lengthen_the_list(ministry)
    assert listed() == happened(), "the list on file is what the Committee did"
    assert ministry.boxes["sira@oag.example"].shows()[uid_of(second)] == datetime(2022, 5, 17, SEVEN_UTC, tzinfo=UTC)
    assert {who: box.letters for who, box in ministry.boxes.items()} == dict.fromkeys(READERS, 5)
    print("letters a reader:", {who: box.letters for who, box in ministry.boxes.items()})  # noqa: T201


def happened() -> set[tuple[SessionKind, date | None, date | None, str]]:
    """What the Committee did, by the public record."""
    found: set[tuple[SessionKind, date | None, date | None, str]] = set()
    for one in json.loads(HISTORY.read_text("utf-8"))["events"]:
        name = one["kind"].rstrip("123456 ")
        opens, closes = (date.fromisoformat(one[part]) for part in ("opens", "closes"))
        found.add((KINDS[name] if name in KINDS else SessionKind(name), opens, closes, one["place"]))
    return found


def listed() -> set[tuple[SessionKind, date | None, date | None, str]]:
    """What is on file by now."""
    rows = db.session.scalars(select(CommitteeSession)).all()
    found = {(one.kind, one.opens, one.closes, str(one.duty_station.name)) for one in rows if one.duty_station}
    db.session.rollback()
    return found


def change(ministry: Ministry, key: str, verb: Verb, *days: date) -> Change:
    opens, closes = days
    return Change(ministry.number(key), verb, opens=opens, closes=closes)


def postpone_the_first(ministry: Ministry) -> None:
    """Without a new date its consultation stays where it is; it follows once the new days are known."""
    document, days = "A/76/L.33/Rev.1", (date(2022, 2, 28), date(2022, 3, 11))
    undated = ministry.decide(Change(ministry.number("1"), Verb.POSTPONE), by=date(2022, 1, 11), document=document)
    assert ministry.tell(undated, by=date(2022, 1, 11)) == []
    dated = ministry.decide(change(ministry, "1", Verb.RESCHEDULE, *days), by=date(2022, 1, 12))
    assert ministry.tell(dated, by=date(2022, 1, 12)) == READERS


def swap_the_venues_and_think_better_of_it(ministry: Ministry) -> None:
    """The fallback of the series: once undone, once taken back by another decision; nobody hears of either."""
    fallback = {key: "vienna" if key in "134" else "new-york" for key in "123456"}
    present = {key: "vienna" if key in "245" else "new-york" for key in "123456"}
    there, back = (
        [
            Change(ministry.number(key), Verb.RELOCATE, city_id=ministry.city(city))
            for key, city in cities.items()
            if fallback[key] != present[key]
        ]
        for cities in (fallback, present)
    )
    undo(ministry.decide(*there, by=date(2022, 1, 21)), hand=on(date(2022, 1, 21)))
    assert ministry.deliver() == []
    ministry.decide(*there, by=date(2022, 1, 22))
    assert ministry.tell(ministry.decide(*back, by=date(2022, 1, 23)), by=date(2022, 1, 23)) == []


def lengthen_the_list(ministry: Ministry) -> None:
    """What the letter did not foresee: no code knows of any of it."""
    vienna, new_york = ministry.city("vienna"), ministry.city("new-york")
    hanoi = add_city(StationCard(Bilingual("Ha Noi", "กรุงฮานอย"), "Asia/Ho_Chi_Minh"), by=HAND.by, now=HAND.now)
    listed = [
        ministry.add(SessionKind.ORGANIZATIONAL, opens, days, city=new_york, by=date(2022, 2, 1), title=title)
        for title, opens, days in ORGANIZATIONAL
    ]
    for number, (opens, days) in enumerate(BETWEEN, start=1):
        listed.append(ministry.add(SessionKind.INTERSESSIONAL, opens, days, city=vienna, by=opens, ordinal=number))
    concluding = ministry.add(SessionKind.CONCLUDING, date(2024, 1, 29), 12, city=new_york, by=date(2023, 12, 1))
    suspended = ministry.decide(Change(concluding, Verb.SUSPEND), by=date(2024, 2, 9))
    assert ministry.tell(suspended, by=date(2024, 2, 9)) == []
    again = date(2024, 7, 29)
    listed.append(ministry.add(SessionKind.RECONVENED, again, 12, city=new_york, by=again, parent=concluding))
    listed.append(ministry.add(SessionKind.CEREMONY, date(2025, 10, 25), 2, city=hanoi, by=date(2025, 10, 1)))
    last = date(2026, 1, 26)
    listed.append(ministry.add(SessionKind.REGULAR, last, 5, city=vienna, by=last, title="Rules of procedure"))
    assert len({concluding, *listed}) == 11
    assert ministry.deliver() == []


def uid_of(consultation_id: int) -> str:
    entry = select(CalendarEntry.uid).join(Consultation, Consultation.entry_id == CalendarEntry.id)
    uid = db.session.scalars(entry.where(Consultation.id == consultation_id)).one()
    db.session.rollback()
    return uid
