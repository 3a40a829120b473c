"""Private calendar subscriptions: made and revoked by whoever they belong to, kept only as a hash."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from models.database import db, does_not_answer
from models.feeds import FeedSubscription
from scheduler.deed import deed, writing
from scheduler.queries.feeds import Subscription
from scheduler.rules.tokens import token_hash
from vocabulary.actor import Actor
from vocabulary.refusals import Forbidden, NotFound, Refusal
from vocabulary.text import N_

MOST = 10
"""Addresses a person may have at once: one for each device and a few to spare."""

NOTED_EVERY = timedelta(hours=1)
"""How often it is written down that a calendar was fetched: programs ask all day long, and an hour tells enough."""

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


def note_fetching(subscription: Subscription) -> None:
    """Write down that a program has fetched this calendar, unless that was done within the hour; no deed.

    Where somebody else holds the database it is left for the next time: no reader waits for it.
    """
    last, now = subscription.last_read_at, subscription.now
    if last is not None and now - last < NOTED_EVERY:
        return
    try:
        with writing():
            db.session.execute(
                update(FeedSubscription)
                .where(FeedSubscription.id == subscription.id)
                .values(last_read_at=now)
                .execution_options(synchronize_session=False)
            )
    except DBAPIError as error:
        if not does_not_answer(error):
            raise


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
