"""What somebody's subscribed calendar shows: what was released to him or her, and the sessions that concern it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, true
from sqlalchemy.orm import joinedload, selectinload

from models.committees import ApprovedAgency, CabinetApproval, Committee
from models.database import db
from models.demonstration import Demonstration
from models.feeds import FeedSubscription
from models.invitations import Invitation
from models.people import Person
from models.places import DutyStation, Venue
from models.sessions import Block, CommitteeSession
from scheduler.queries.actors import actor_of
from scheduler.queries.clock import told_by
from scheduler.queries.heads import leadership_of, leads
from scheduler.queries.session_lines import sessions_query
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.session_names import session_name
from vocabulary.actor import Actor
from vocabulary.invite import FeedItem, MeetingFacts, Version
from vocabulary.refusals import NotFound
from vocabulary.states import Language, Method, Modality, SessionStatus
from vocabulary.text import N_, Bilingual

FIRM = (SessionStatus.CONFIRMED, SessionStatus.HELD)
OFF = (SessionStatus.CANCELLED, SessionStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A live subscription, as much as tells whether a reader's copy is still the present one."""

    id: int
    person_id: int
    version: int
    language: Language
    day: date


@dataclass(frozen=True, slots=True)
class SubscriptionLine:
    """One subscription on its owner's page."""

    id: int
    created_at: datetime


def subscription_by(token_hash: str, *, wall: datetime) -> Subscription:
    """The subscription behind a token, and the day it is in the capital: one look into the database."""
    capital = select(DutyStation.tzid).join(Committee, Committee.home_id == DutyStation.id).order_by(Committee.id)
    found = db.session.execute(
        select(FeedSubscription, Person.language, Demonstration, capital.limit(1).scalar_subquery())
        .join(Person, Person.id == FeedSubscription.person_id)
        .outerjoin(Demonstration, true())
        .where(
            FeedSubscription.token_hash == token_hash,
            FeedSubscription.revoked_at.is_(None),
            Person.active.is_(True),
        )
    ).one_or_none()
    if found is None:
        raise NotFound(N_("There is no such calendar. Make a new subscription under My calendar."))
    subscription, language, demonstration, tzid = found
    day = told_by(demonstration, wall).astimezone(ZoneInfo(tzid or "UTC")).date()
    return Subscription(subscription.id, subscription.person_id, subscription.version, language, day)


def subscriptions_of(person_id: int) -> list[SubscriptionLine]:
    """Somebody's live subscriptions, the newest first."""
    rows = db.session.scalars(
        select(FeedSubscription)
        .where(FeedSubscription.person_id == person_id, FeedSubscription.revoked_at.is_(None))
        .order_by(FeedSubscription.id.desc())
    )
    return [SubscriptionLine(row.id, row.created_at) for row in rows]


def feed_of(person_id: int, *, today: date, language: Language) -> tuple[FeedItem, ...]:
    """Everything that a person's calendar shows on this day, earliest first."""
    somebody = actor_of(db.session.get_one(Person, person_id), today=today)
    items = [*told_meetings(person_id), *session_items(somebody, language)]
    return tuple(sorted(items, key=begins))


def begins(item: FeedItem) -> tuple[date, str]:
    """Where an item stands in the calendar; its identity settles what begins together."""
    starts = item.facts.starts
    return (starts.date() if starts is not None else item.facts.first_day or date.max, item.facts.uid)


def told_meetings(person_id: int) -> list[FeedItem]:
    """Every meeting as this person was last told of it: nothing shows here before it was released."""
    invitations = db.session.scalars(
        select(Invitation)
        .where(Invitation.person_id == person_id, Invitation.told_method == Method.REQUEST)
        .options(joinedload(Invitation.told_revision))
        .order_by(Invitation.id)
    )
    told = (invitation.told_revision for invitation in invitations)
    return [
        FeedItem(thawed(revision.facts), Version(revision.sequence, revision.stamp))
        for revision in told
        if revision is not None
    ]


def session_items(somebody: Actor, language: Language) -> Iterator[FeedItem]:
    """The dated sessions that concern somebody, one item for each run of days in one place."""
    for committee_session in sessions_for(somebody):
        for block in committee_session.blocks:
            version = Version(block.entry.sequence, block.entry.stamp)
            tentative = committee_session.status not in FIRM
            yield FeedItem(block_facts(block, language), version, tentative=tentative)


def sessions_for(somebody: Actor) -> list[CommitteeSession]:
    """A focal point follows the committees of the agency, a head the sessions that he or she leads."""
    dated = db.session.scalars(
        sessions_query()
        .where(CommitteeSession.status.not_in(OFF), CommitteeSession.blocks.any())
        .options(
            selectinload(CommitteeSession.blocks).options(
                joinedload(Block.entry), joinedload(Block.venue).joinedload(Venue.duty_station)
            )
        )
    ).unique()
    found = dated.all()
    followed = committees_of(somebody)
    leaderships = leadership_of({each.committee_id for each in found})
    return [
        each
        for each in found
        if each.committee_id in followed or leads(somebody, leaderships[each.committee_id].head(each))
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


def block_facts(block: Block, language: Language) -> MeetingFacts:
    """A run of a session's days as an all-day meeting."""
    committee_session, station = block.committee_session, station_of(block)
    return MeetingFacts(
        uid=block.entry.uid,
        title=session_title(committee_session, station),
        tzid="UTC" if station is None else station.tzid,
        cities=() if station is None else (station.city,),
        organizer_name="",
        organizer_address="",
        first_day=block.opens,
        last_day=block.closes,
        modality=committee_session.modality or Modality.IN_PERSON,
        place=place_of(block, station, language=language),
        committee=committee_session.committee.name.plain,
        related=tuple(other.entry.uid for other in committee_session.blocks if other is not block),
    )


def station_of(block: Block) -> DutyStation | None:
    """The city of a run of days: its building's, or where the session is meant to meet."""
    return block.committee_session.duty_station if block.venue is None else block.venue.duty_station


def session_title(committee_session: CommitteeSession, station: DutyStation | None) -> Bilingual:
    """The committee's short name with the session's, as one line in a calendar."""
    short = committee_session.committee.short_name.plain
    name = session_name(
        committee_session.kind,
        ordinal=committee_session.ordinal,
        title=committee_session.title,
        city=None if station is None else station.name,
    ).plain
    return Bilingual(*(f"{short.text(each)}: {name.text(each)}" for each in (Language.ENGLISH, Language.THAI)))


def place_of(block: Block, station: DutyStation | None, *, language: Language) -> str:
    """Building and city in the reader's language, as far as they are known."""
    names = [] if block.venue is None else [block.venue.name]
    names += [] if station is None else [station.name]
    return ", ".join(name.plain.text(language) for name in names)
