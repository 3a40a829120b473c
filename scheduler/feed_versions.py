"""What makes a subscribed calendar new: one hook, in the transaction of whatever deed changes what feeds show."""

from collections.abc import Iterator

from sqlalchemy import event, update
from sqlalchemy.orm import Session, UOWTransaction

from models.calendar_entries import CalendarEntry
from models.committees import ApprovedAgency, Committee, HeadRule
from models.consultations import Consultation
from models.database import db
from models.feeds import FeedSubscription
from models.invitations import Invitation
from models.people import FocalPoint, OfficeHolder, Person
from models.places import DutyStation, Venue
from models.sessions import Block, CommitteeSession, HeadOverride, OverridingHead

SHOWN = (
    ApprovedAgency,
    Block,
    CalendarEntry,
    Committee,
    CommitteeSession,
    Consultation,
    DutyStation,
    FocalPoint,
    HeadOverride,
    HeadRule,
    Invitation,
    OfficeHolder,
    OverridingHead,
    Person,
    Venue,
)
"""Whatever a feed is made of: a row of these that comes, goes or changes may change somebody's feed."""

CHANGED = "samai_feeds_changed"


@event.listens_for(db.session, "after_flush")
def note_changes(session: Session, _context: UOWTransaction) -> None:
    """Remember that something which feeds show was written."""
    if any(isinstance(row, SHOWN) for row in written(session)):
        session.info[CHANGED] = True


def written(session: Session) -> Iterator[object]:
    """Every row that the flush under way writes; one only looked at is none of them."""
    yield from session.new
    yield from session.deleted
    yield from (row for row in session.dirty if session.is_modified(row))


@event.listens_for(db.session, "before_commit")
def raise_versions(session: Session) -> None:
    """Give every subscription a new version, once a transaction, so that its ETag changes with what it shows."""
    session.flush()
    if session.info.pop(CHANGED, False):
        session.execute(
            update(FeedSubscription)
            .where(FeedSubscription.revoked_at.is_(None))
            .values(version=FeedSubscription.version + 1)
            .execution_options(synchronize_session=False)
        )


@event.listens_for(db.session, "after_soft_rollback")
def forget_changes(session: Session, _previous: object) -> None:
    """What was undone changes nothing."""
    session.info.pop(CHANGED, None)
