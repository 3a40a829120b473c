"""A subscribed calendar as a loop: every row loaded, every meeting made anew at every request."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bench.plain.letters import plain_feed
from models.database import db
from models.invitations import Invitation
from scheduler.queries.feeds import Subscription
from scheduler.rules.frozen_facts import thawed
from vocabulary.invite import FeedItem, Version
from vocabulary.states import Method


def plain_body(subscription: Subscription) -> bytes:
    """The calendar of whatever this person was told."""
    invitations = db.session.scalars(
        select(Invitation)
        .where(Invitation.person_id == subscription.person_id, Invitation.told_method == Method.REQUEST)
        .options(joinedload(Invitation.told_revision))
    )
    revisions = [invitation.told_revision for invitation in invitations]
    items = [FeedItem(thawed(one.facts), Version(one.sequence, one.stamp)) for one in revisions if one is not None]
    return plain_feed(items, subscription.language)
