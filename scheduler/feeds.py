"""Private calendar subscriptions: made and revoked by whoever they belong to, kept only as a hash."""

from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import func, select

from models.database import db
from models.feeds import FeedSubscription
from scheduler.deed import deed
from scheduler.rules.tokens import token_hash
from vocabulary.actor import Actor
from vocabulary.refusals import Forbidden, NotFound, Refusal
from vocabulary.text import N_

MOST = 10
"""Addresses a person may have at once: one for each device and a few to spare."""

TOKEN_BYTES = 32
"""256 random bits: more than anybody can guess."""

NOBODY = N_("Sign in first: a subscription belongs to a person.")
TOO_MANY = N_("You have %(most)s subscriptions already. End one of them first.")
NO_SUBSCRIPTION = N_("This subscription does not exist any more.")


def subscribe(token: str | None = None, *, by: Actor, now: datetime) -> str:
    """Make a subscription; its token, which is told once and never again: the one given, or a random one."""
    with deed("subscribe to calendar", by=by, now=now) as record:
        person_id = own_person_id(by)
        if live_count(person_id) >= MOST:
            raise Refusal(TOO_MANY, most=MOST)
        token = token or token_urlsafe(TOKEN_BYTES)
        subscription = FeedSubscription(person_id=person_id, token_hash=token_hash(token), created_at=now)
        db.session.add(subscription)
        db.session.flush()
        record.about("feed", subscription.id)
        return token


def revoke(subscription_id: int, *, by: Actor, now: datetime) -> None:
    """End a subscription of one's own: from now on nothing answers at its address."""
    with deed("end calendar subscription", by=by, now=now) as record:
        subscription = db.session.get(FeedSubscription, subscription_id)
        if subscription is None or subscription.person_id != by.person_id or subscription.revoked_at is not None:
            raise NotFound(NO_SUBSCRIPTION)
        subscription.revoked_at = now
        record.about("feed", subscription.id)


def own_person_id(by: Actor) -> int:
    """Who subscribes: a person, neither a job nor the operator."""
    if by.person_id is None:
        raise Forbidden(NOBODY)
    return by.person_id


def live_count(person_id: int) -> int:
    """How many addresses somebody has that still answer."""
    return db.session.scalars(
        select(func.count()).where(FeedSubscription.person_id == person_id, FeedSubscription.revoked_at.is_(None))
    ).one()
