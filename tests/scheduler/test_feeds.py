"""Private subscriptions: made once, told once, ended by their owner."""

import pytest
from sqlalchemy import select

from models.audit import AuditValue
from models.database import db
from models.feeds import FeedSubscription
from scheduler.feeds import MOST, revoke, subscribe
from scheduler.rules.tokens import token_hash
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
