"""What somebody's subscribed calendar shows: what was released to him or her, and the sessions that concern it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, true
from sqlalchemy.orm import joinedload, selectinload

from models.calendar_entries import CalendarEntry, Revision
from models.committees import ApprovedAgency, CabinetApproval, Committee
from models.database import db, written
from models.demonstration import Demonstration
from models.feeds import FeedSubscription
from models.invitations import Invitation
from models.people import Person
from models.places import DutyStation
from models.sessions import Block, CommitteeSession
from scheduler.queries.classified import entries_of_classified
from scheduler.queries.clock import told_by
from scheduler.queries.heads import leadership_of, leads
from scheduler.queries.session_lines import sessions_query
from scheduler.queries.session_topics import stay_of, topic_of
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.session_facts import OFF, Identity, run_facts
from vocabulary.actor import Actor
from vocabulary.invite import FeedItem, Firmness, Version
from vocabulary.refusals import NotFound
from vocabulary.states import Language, Method
from vocabulary.text import N_

AT_ONCE = 500
"""Numbers in one question; SQLite takes some thousands."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A live subscription, as much as tells whether a reader's copy is still the present one."""

    id: int
    person_id: int
    token_hash: str
    version: int
    language: Language
    day: date
    now: datetime
    last_read_at: datetime | None


class Told(NamedTuple):
    """A revision that somebody was told; what follows its number names it for ever: the UID, the SEQUENCE, and the
    stamp as it is written.

    Its number does not: SQLite may give that of a row which was removed to another.
    """

    revision_id: int
    uid: str
    sequence: int
    stamp: str


@dataclass(frozen=True, slots=True)
class SubscriptionLine:
    """One subscription on its owner's page."""

    id: int
    created_at: datetime


CAPITAL = select(DutyStation.tzid).join(Committee, Committee.home_id == DutyStation.id).order_by(Committee.id).limit(1)
LOOK = (
    select(
        FeedSubscription.id,
        FeedSubscription.person_id,
        FeedSubscription.version,
        FeedSubscription.last_read_at,
        Person.language,
        Demonstration.opened_at,
        Demonstration.created_at,
        Demonstration.latest,
        CAPITAL.scalar_subquery(),
    )
    .join(Person, Person.id == FeedSubscription.person_id)
    .outerjoin(Demonstration, true())
    .where(
        FeedSubscription.token_hash == bindparam("token_hash"),
        FeedSubscription.revoked_at.is_(None),
        Person.active.is_(True),
    )
)
"""Asked at every poll, and so put together once."""


def subscription_by(token_hash: str, *, wall: datetime) -> Subscription:
    """The subscription behind a token, and the day it is in the capital: one look into the database."""
    with db.engine.connect() as connection:  # without a session and its rows: most polls end here
        found = connection.execute(LOOK, {"token_hash": token_hash}).one_or_none()
    if found is None:
        raise NotFound(N_("There is no such calendar. Make a new subscription under My calendar."))
    number, person_id, version, last_read_at, language, opened_at, created_at, latest, tzid = found
    demonstration = opened_at and Demonstration(opened_at=opened_at, created_at=created_at, latest=latest)
    now = told_by(demonstration, wall)
    return Subscription(
        id=number,
        person_id=person_id,
        token_hash=token_hash,
        version=version,
        language=language,
        day=now.astimezone(ZoneInfo(tzid or "UTC")).date(),
        now=now,
        last_read_at=last_read_at,
    )


def subscriptions_of(person_id: int) -> list[SubscriptionLine]:
    """Somebody's live subscriptions, the newest first."""
    rows = db.session.scalars(
        select(FeedSubscription)
        .where(FeedSubscription.person_id == person_id, FeedSubscription.revoked_at.is_(None))
        .order_by(FeedSubscription.id.desc())
    )
    return [SubscriptionLine(row.id, row.created_at) for row in rows]


def told_to(person_id: int) -> list[Told]:
    """What this person was last told of every meeting: nothing shows here before it was released.

    What has been classified since is not there.
    """
    rows = db.session.execute(
        select(Revision.id, CalendarEntry.uid, Revision.sequence, written(Revision.stamp))
        .join(Invitation, Invitation.told_revision_id == Revision.id)
        .join(CalendarEntry, CalendarEntry.id == Revision.entry_id)
        .where(
            Invitation.person_id == person_id,
            Invitation.told_method == Method.REQUEST,
            Invitation.entry_id.not_in(entries_of_classified()),
        )
        .order_by(Invitation.id)
    )
    return [Told(*row) for row in rows]


def items_of(told: Iterable[Told]) -> dict[int, FeedItem]:
    """The meetings themselves, by the numbers of their revisions, read so many at a time."""
    found: dict[int, FeedItem] = {}
    numbers = [each.revision_id for each in told]
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        rows = db.session.execute(
            select(Revision.id, Revision.sequence, Revision.stamp, Revision.facts).where(Revision.id.in_(some))
        )
        found |= {number: FeedItem(thawed(facts), Version(sequence, stamp)) for number, sequence, stamp, facts in rows}
    return found


def session_items(somebody: Actor) -> Iterator[FeedItem]:
    """The dated sessions that concern somebody, one item for each run of days in one place."""
    for committee_session in sessions_for(somebody):
        for block in committee_session.blocks:
            version = Version(block.entry.sequence, block.entry.stamp)
            siblings = tuple(other.entry.uid for other in committee_session.blocks if other is not block)
            identity = Identity(block.entry.uid, siblings)
            facts = run_facts(topic_of(committee_session), stay_of(block), identity=identity)
            yield FeedItem(facts, version, tentative=facts.firmness is Firmness.TENTATIVE)


def sessions_for(somebody: Actor) -> list[CommitteeSession]:
    """A focal point follows the committees of the agency, a head the sessions that he or she leads."""
    dated = db.session.scalars(
        sessions_query()
        .where(CommitteeSession.status.not_in(OFF), CommitteeSession.blocks.any())
        .options(
            joinedload(CommitteeSession.committee).joinedload(Committee.coordinator),
            selectinload(CommitteeSession.blocks).options(
                joinedload(Block.entry), joinedload(Block.venue), joinedload(Block.duty_station)
            ),
        )
    ).unique()
    found = dated.all()
    followed = committees_of(somebody)
    leaderships = leadership_of({each.committee_id for each in found})
    return [
        each
        for each in found
        if each.committee_id in followed or leads(somebody, leaderships[each.committee_id].heads(each))
    ]


def committees_of(somebody: Actor) -> frozenset[int]:
    """The committees in whose composition an agency of this person stands, or which it coordinates."""
    named = (
        select(CabinetApproval.committee_id)
        .join(ApprovedAgency, ApprovedAgency.approval_id == CabinetApproval.id)
        .where(ApprovedAgency.agency_id.in_(somebody.agency_ids))
    )
    coordinated = select(Committee.id).where(Committee.coordinator_id.in_(somebody.agency_ids))
    return frozenset(db.session.scalars(named.union(coordinated)))
