"""The true history for those who go: every delegate's and head's calendar says what the officer sees."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from models.calendar_entries import CalendarEntry
from models.database import db
from models.delegations import Delegate, Delegation
from models.invitations import Invitation
from models.people import Person
from models.sessions import Block, CommitteeSession
from scheduler.decisions import undo
from scheduler.delegations import withdraw_delegate
from scheduler.posts import end_term, found_post
from scheduler.rules.session_facts import OFF
from scheduler.session_inviting import invite_delegation
from scheduler.session_releases import release_session
from tests.fixtures import Letter, People
from tests.journeys.mailbox import Mailbox
from tests.journeys.test_history import Ministry, on
from tests.making import HAND
from tests.scheduler.delegations import named
from vocabulary.decisions import Change, Verb
from vocabulary.settings import Settings

pytestmark = pytest.mark.both_databases

NEW_YORK, VIENNA = "naruemon@pm-newyork.example", "phuwadol@pm-vienna.example"
FIRST = ["pimlada@moj.example", "sira@oag.example"]
SECOND = ["rawisara@pm-vienna.example", "sira@oag.example", "theerach@mfa.example", "warut@rtp.example"]


class Delegations(Ministry):
    """The desk with the calendars of those who go to sessions."""

    def invite(self, key: str, *, by: date) -> list[str]:
        """Invite a delegation, and let its letters go."""
        invite_delegation(self.number(key), hand=on(by))
        return self.let_go(key, by=by)

    def let_go(self, key: str, *, by: date) -> list[str]:
        """Release what waits for one session; who got a letter."""
        if drafts := self.drafts():
            release_session(self.number(key), drafts, by=HAND.by, now=on(by).now, due_at=HAND.now)
        return self.deliver()

    def deliver(self) -> list[str]:
        """Put what leaves into the readers' mailboxes, and compare every one with the officer's view."""
        readers = [self.put(message) for message in self.sent()]
        assert {who: days_in(box) for who, box in self.boxes.items() if days_in(box)} == officers_view()
        return sorted(readers)


def days_in(box: Mailbox) -> dict[str, tuple[date, date, str]]:
    """What still stands in a calendar: first and last day, and in which part its owner is asked."""
    standing = {uid: event for uid, (method, event) in box.events.items() if method != "CANCEL"}
    return {uid: shown(event) for uid, event in standing.items()}


def shown(event: Any) -> tuple[date, date, str]:
    return event["DTSTART"].dt, event["DTEND"].dt - timedelta(days=1), str(event["ATTENDEE"].params["ROLE"])


def officers_view() -> dict[str, dict[str, tuple[date, date, str]]]:
    """Who is to have which days, as what."""
    rows = db.session.execute(
        select(Person.email, CalendarEntry.uid, Block.opens, Block.closes, Invitation.participation)
        .join(Invitation, Invitation.person_id == Person.id)
        .join(CalendarEntry, CalendarEntry.id == Invitation.entry_id)
        .join(Block, Block.entry_id == CalendarEntry.id)
        .join(CommitteeSession, CommitteeSession.id == Block.session_id)
        .where(Invitation.withdrawn_at.is_(None), CommitteeSession.status.not_in(OFF))
    )
    view: dict[str, dict[str, tuple[date, date, str]]] = {}
    for reader, uid, opens, closes, part in rows:
        view.setdefault(reader or "", {})[uid] = (opens, closes, part.value)
    db.session.rollback()
    return view


@pytest.fixture
def ministry(app: Flask, letter: Letter, people: People, settings: Settings) -> Delegations:
    named(letter, people, "1", "oag", "moj")
    return Delegations(app, letter, settings)


def test_the_delegations_history_in_every_calendar(ministry: Delegations, people: People) -> None:
    assert ministry.invite("1", by=date(2022, 1, 4)) == sorted([NEW_YORK, *FIRST])
    assert ministry.invite("2", by=date(2022, 1, 5)) == sorted([VIENNA, *SECOND])
    first_uid = list(ministry.boxes[NEW_YORK].events)
    postpone_the_first(ministry)
    assert list(ministry.boxes[NEW_YORK].events) == first_uid, "the new days are the same meeting"
    swap_the_venues(ministry)
    call_the_second_off_and_hold_it_after_all(ministry)
    somebody_leaves(ministry, people)
    letters = {who: box.letters for who, box in ministry.boxes.items()}
    print("letters a reader:", letters)  # noqa: T201


def postpone_the_first(ministry: Delegations) -> None:
    everybody = sorted([NEW_YORK, *FIRST])
    undated = ministry.decide(Change(ministry.number("1"), Verb.POSTPONE), by=date(2022, 1, 11), document="A/76/L.33")
    assert ministry.tell(undated, by=date(2022, 1, 11)) == everybody
    dated = Change(ministry.number("1"), Verb.RESCHEDULE, opens=date(2022, 2, 28), closes=date(2022, 3, 11))
    assert ministry.tell(ministry.decide(dated, by=date(2022, 1, 12)), by=date(2022, 1, 12)) == everybody


def swap_the_venues(ministry: Delegations) -> None:
    """B10, twice over and back: each head hears of both sessions, each delegate of his or her own."""
    there = [
        Change(ministry.number("1"), Verb.RELOCATE, city_id=ministry.city("vienna")),
        Change(ministry.number("2"), Verb.RELOCATE, city_id=ministry.city("new-york")),
    ]
    undo(ministry.decide(*there, by=date(2022, 1, 21)), hand=on(date(2022, 1, 21)))
    assert ministry.deliver() == []
    told = ministry.tell(ministry.decide(*there, by=date(2022, 1, 22)), by=date(2022, 1, 22))
    assert told == sorted([NEW_YORK, VIENNA, *FIRST, NEW_YORK, VIENNA, *SECOND])
    back = [
        Change(ministry.number("1"), Verb.RELOCATE, city_id=ministry.city("new-york")),
        Change(ministry.number("2"), Verb.RELOCATE, city_id=ministry.city("vienna")),
    ]
    assert ministry.tell(ministry.decide(*back, by=date(2022, 1, 23)), by=date(2022, 1, 23)) == told


def call_the_second_off_and_hold_it_after_all(ministry: Delegations) -> None:
    everybody, second = sorted([VIENNA, *SECOND]), ministry.number("2")
    off = ministry.decide(Change(second, Verb.CANCEL), by=date(2022, 2, 1))
    assert ministry.tell(off, by=date(2022, 2, 1)) == everybody
    restored = Change(second, Verb.RESTORE, opens=date(2022, 5, 30), closes=date(2022, 6, 10))
    again = ministry.decide(restored, by=date(2022, 2, 2))
    assert ministry.tell(again, by=date(2022, 2, 2)) == everybody


def somebody_leaves(ministry: Delegations, people: People) -> None:
    """One delegate, and the head; only they hear of it."""
    delegate = db.session.scalars(
        select(Delegate.id)
        .join(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegation.session_id == ministry.number("2"), Delegate.person_id == people.focal["rtp"])
    ).one()
    day = date(2022, 3, 1)
    withdraw_delegate(delegate, by=HAND.by, now=on(day).now)
    assert ministry.let_go("2", by=day) == ["warut@rtp.example"]
    [holder] = found_post(ministry.letter.post_ids["pr-vienna"]).holders
    end_term(holder.id, date(2022, 4, 30), by=HAND.by, now=on(day).now)
    assert ministry.let_go("2", by=day) == [VIENNA]
