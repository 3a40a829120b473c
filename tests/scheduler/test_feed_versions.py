"""A subscription's version: whatever changes what a feed shows raises it, and nothing else needs to."""

import gzip
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ics.feed import feed_bytes
from models.committees import ApprovedAgency, Committee
from models.database import db
from models.feeds import FeedSubscription
from models.invitations import Invitation
from models.people import Person
from models.sessions import Block, CommitteeSession
from scheduler.consultations import book, cancel, change, invite, move, planned, reinstate, withdraw
from scheduler.deed import deed
from scheduler.entries import new_entry
from scheduler.feeds import revoke, subscribe
from scheduler.plans import plan_of
from scheduler.queries.feed_bodies import NAME, body_of, tag_of
from scheduler.queries.feeds import subscription_by
from scheduler.rules.tokens import token_hash
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.feeds import feed_of
from tests.scheduler.letters import MOVED, let_go
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import Invited
from vocabulary.refusals import Refusal
from vocabulary.states import ActorKind, SessionStatus
from vocabulary.wording import wording

TODAY = date(2022, 1, 4)


@pytest.fixture
def token(ministry: Ministry) -> str:
    """The first focal point's subscription."""
    return subscribe(by=Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0]), now=NOW)


def version(token: str) -> int:
    db.session.rollback()
    return subscription_by(token_hash(token), wall=NOW).version


def test_a_release_raises_the_version_once(booked: int, token: str) -> None:
    before = version(token)
    let_go(booked)
    assert version(token) > before


def test_a_deed_that_changes_nothing_shown_leaves_the_version(token: str) -> None:
    before = version(token)
    subscribe(by=Actor(ActorKind.PERSON, "Somebody", person_id=1), now=NOW)
    assert version(token) == before


def test_one_deed_raises_the_version_by_one_however_much_it_writes(ministry: Ministry, token: str) -> None:
    before = version(token)
    book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    assert version(token) == before + 1


def test_a_deed_that_was_undone_raises_nothing(ministry: Ministry, token: str) -> None:
    before = version(token)
    with pytest.raises(Refusal):
        rename_and_refuse(ministry.person_ids[0])
    subscribe(by=Actor(ActorKind.PERSON, "Somebody", person_id=1), now=NOW)
    assert version(token) == before


def rename_and_refuse(person_id: int) -> None:
    with deed("rename", by=OPERATOR, now=NOW):
        db.session.get_one(Person, person_id).name_en = "Another"
        db.session.flush()
        raise Refusal("No.")


def test_what_has_ended_is_left_alone(ministry: Ministry, token: str) -> None:
    subscription = db.session.scalars(select(FeedSubscription)).one()
    before = subscription.version
    revoke(subscription.id, by=Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0]), now=NOW)
    book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    db.session.expire_all()
    assert db.session.scalars(select(FeedSubscription.version)).one() == before


class Story:
    """A desk at work on one meeting; every act may be refused, as it may be in life."""

    def __init__(self, ministry: Ministry) -> None:
        self.ministry = ministry
        approval = db.session.get_one(Committee, ministry.committee_id).approval
        approval.composition.append(ApprovedAgency(agency_id=ministry.agency_ids[0], position=1))
        db.session.commit()
        self.number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)

    def acts(self) -> list[Callable[[], object]]:
        later = partial(move, self.number, hand=HAND)
        return [
            partial(let_go, self.number),
            partial(later, starts=MOVED, ends=MOVED + timedelta(hours=1)),
            partial(later, starts=MOVED + timedelta(days=1), ends=MOVED + timedelta(days=1, hours=1)),
            self.new_agenda,
            partial(cancel, self.number, reason="", hand=HAND),
            partial(reinstate, self.number, hand=HAND),
            self.withdraw_first,
            partial(invite, self.number, Invited(self.ministry.agency_ids[:1]), hand=HAND),
            self.date_session,
            self.confirm_session,
            self.rename,
        ]

    def new_agenda(self) -> None:
        consultation = planned(self.number)
        plan = plan_of(consultation)
        other = make_plan(plan.starts, place=plan.place + " A")
        change(self.number, other, hand=HAND)

    def withdraw_first(self) -> None:
        first = select(Invitation.id).where(Invitation.person_id == self.ministry.person_ids[0])
        withdraw(db.session.scalars(first).one(), hand=HAND)

    def date_session(self) -> None:
        with deed("plan session", by=OPERATOR, now=NOW):
            committee_session = db.session.get_one(CommitteeSession, self.ministry.session_id)
            entry = new_entry(domain="mfa.example", now=NOW)
            block = Block(opens=date(2022, 5, 30), closes=date(2022, 6, 10), entry=entry)
            committee_session.blocks.append(block)

    def confirm_session(self) -> None:
        with deed("plan session", by=OPERATOR, now=NOW):
            committee_session = db.session.get_one(CommitteeSession, self.ministry.session_id)
            committee_session.status = SessionStatus.CONFIRMED

    def rename(self) -> None:
        with deed("edit person", by=OPERATOR, now=NOW):
            db.session.get_one(Person, self.ministry.person_ids[0]).name_en += "x"


def test_a_copy_kept_under_its_tag_is_what_would_be_made_anew(ministry: Ministry, token: str) -> None:
    """Whatever the desk does: as long as the version is the same, so is the calendar."""
    story = Story(ministry)
    kept: dict[str, object] = {}

    def look() -> None:
        subscription = subscription_by(token_hash(token), wall=NOW)
        language = subscription.language
        items = feed_of(subscription.person_id, today=TODAY, language=language)
        fresh = feed_bytes(items, name=wording(language).gettext(NAME), language=language)
        assert kept.setdefault(tag_of(subscription), fresh) == fresh
        body = body_of(subscription)
        assert body.plain == gzip.decompress(body.packed) == fresh

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.integers(0, len(story.acts()) - 1), max_size=6))
    def any_story(numbers: list[int]) -> None:
        for number in numbers:
            try:
                story.acts()[number]()
            except (Refusal, AssertionError):
                db.session.rollback()
            look()

    any_story()
    assert len(kept) > 5
