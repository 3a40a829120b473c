"""Private subscriptions: made once, told once, ended by their owner."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models.audit import AuditValue
from models.database import db
from models.feeds import FeedSubscription
from scheduler.feeds import MOST, note_fetching, revoke, subscribe
from scheduler.queries.feeds import subscription_by
from scheduler.rules.tokens import token_hash
from tests.databases import locked_by_another
from tests.making import NOW, Ministry
from vocabulary.actor import OPERATOR, Actor
from vocabulary.refusals import Forbidden, NotFound, Refusal
from vocabulary.states import ActorKind


def person(person_id: int) -> Actor:
    return Actor(ActorKind.PERSON, "Somebody", person_id=person_id)


def only() -> FeedSubscription:
    return db.session.scalars(select(FeedSubscription)).one()


def test_only_a_hash_of_the_token_is_kept(ministry: Ministry) -> None:
    token = subscribe(by=person(ministry.person_ids[0]), now=NOW)
    assert only().token_hash == token_hash(token)
    kept = [value.content for value in db.session.scalars(select(AuditValue))]
    assert token not in str(kept)
    assert token_hash(token) not in str(kept)


def test_a_token_holds_256_random_bits(ministry: Ministry) -> None:
    tokens = {subscribe(by=person(ministry.person_ids[0]), now=NOW) for _ in range(MOST)}
    assert len(tokens) == MOST
    assert {len(token) for token in tokens} == {43}


def test_one_person_has_ten_addresses_at_most_and_an_ended_one_makes_room(ministry: Ministry) -> None:
    owner = person(ministry.person_ids[0])
    for _ in range(MOST):
        subscribe(by=owner, now=NOW)
    with pytest.raises(Refusal, match="10 subscriptions"):
        subscribe(by=owner, now=NOW)
    first = db.session.scalars(select(FeedSubscription.id)).first()
    revoke(first or 0, by=owner, now=NOW)
    subscribe(by=owner, now=NOW)


def test_nobody_ends_the_subscription_of_somebody_else(ministry: Ministry) -> None:
    subscribe(by=person(ministry.person_ids[0]), now=NOW)
    with pytest.raises(NotFound):
        revoke(only().id, by=person(ministry.person_ids[1]), now=NOW)
    assert only().revoked_at is None


def test_what_has_ended_cannot_end_again(ministry: Ministry) -> None:
    owner = person(ministry.person_ids[0])
    subscribe(by=owner, now=NOW)
    revoke(only().id, by=owner, now=NOW)
    assert only().revoked_at == NOW
    with pytest.raises(NotFound):
        revoke(only().id, by=owner, now=NOW)


def test_a_subscription_belongs_to_a_person(ministry: Ministry) -> None:
    with pytest.raises(Forbidden):
        subscribe(by=OPERATOR, now=NOW)


def test_fetching_is_noted_once_an_hour_and_gives_no_new_version(ministry: Ministry) -> None:
    held = token_hash(subscribe(by=person(ministry.person_ids[0]), now=NOW))
    noted = []
    for minutes in (0, 30, 59, 60, 61, 150):
        db.session.rollback()
        note_fetching(subscription_by(held, wall=NOW + timedelta(minutes=minutes)))
        db.session.expire_all()
        noted.append(only().last_read_at)
    hours = [NOW, NOW + timedelta(hours=1), NOW + timedelta(minutes=150)]
    assert noted == [hours[0], hours[0], hours[0], hours[1], hours[1], hours[2]]
    assert only().version == 1


def test_what_is_wrong_with_the_tables_is_no_matter_of_waiting(ministry: Ministry) -> None:
    held = token_hash(subscribe(by=person(ministry.person_ids[0]), now=NOW))
    subscription = subscription_by(held, wall=NOW)
    db.session.rollback()
    db.drop_all()
    with pytest.raises(DBAPIError):
        note_fetching(subscription)


def test_whoever_fetches_waits_for_nobody_who_holds_the_database(ministry: Ministry) -> None:
    held = token_hash(subscribe(by=person(ministry.person_ids[0]), now=NOW))
    subscription = subscription_by(held, wall=NOW)
    with locked_by_another():
        note_fetching(subscription)
    db.session.expire_all()
    assert only().last_read_at is None
