"""Who leads which session: the rows behind the rule of heads, read once for many sessions."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.committees import CabinetApproval, HeadRule
from models.database import db
from models.people import OfficeHolder
from models.sessions import CommitteeSession
from scheduler.queries.home import clock_stations
from scheduler.rules.heads import (
    Head,
    HeadOverride,
    HeadRuleValue,
    HeadStatus,
    Leadership,
    StationRef,
    Tenure,
    head_on,
)
from vocabulary.actor import Actor
from vocabulary.text import Bilingual


def leadership_of(committee_ids: Collection[int]) -> dict[int, Leadership]:
    """By committee: the rules of its approval and the tenures of their posts; three queries, however many committees."""
    rules = db.session.execute(
        select(CabinetApproval.committee_id, HeadRule)
        .join(HeadRule, HeadRule.approval_id == CabinetApproval.id)
        .where(CabinetApproval.committee_id.in_(committee_ids))
        .options(joinedload(HeadRule.post))
        .order_by(HeadRule.id)
    ).all()
    tenures = tenures_of({rule.post_id for _, rule in rules})
    return {
        committee_id: Leadership([rule_value(rule) for owner, rule in rules if owner == committee_id], tenures)
        for committee_id in committee_ids
    }


def rule_value(rule: HeadRule) -> HeadRuleValue:
    """One rule as the pure rules know it."""
    return HeadRuleValue(rule.duty_station_id, rule.post_id, rule.post.title, rule.source)


def tenures_of(post_ids: Collection[int]) -> Sequence[Tenure]:
    """Everybody who holds or held one of these posts."""
    holders = db.session.scalars(
        select(OfficeHolder)
        .where(OfficeHolder.post_id.in_(post_ids))
        .options(joinedload(OfficeHolder.person))
        .order_by(OfficeHolder.since, OfficeHolder.id)
    )
    return [
        Tenure(held.post_id, held.person_id, held.person.name, held.since, held.until, held.capacity)
        for held in holders
    ]


def head_of(committee_session: CommitteeSession, leadership: Leadership) -> Head:
    """Who leads this session, by rule or by a decision; asks the database nothing that was loaded before."""
    station = committee_session.duty_station
    return head_on(
        None if station is None else StationRef(station.id, station.name),
        committee_session.opens,
        leadership=leadership,
        override=override_of(committee_session),
    )


def override_of(committee_session: CommitteeSession) -> HeadOverride | None:
    """The decision that somebody else leads, if there is one."""
    override = committee_session.head_override
    if override is None:
        return None
    said = " · ".join(part for part in (override.reason, override.document) if part)
    return HeadOverride(override.person_id, override.person.name, override.person.position, Bilingual(said, said))


def leads(actor: Actor, head: Head) -> bool:
    """Whether this actor leads: through the post that the rule names, or as the person a decision names."""
    if head.status is HeadStatus.OVERRIDDEN:
        return actor.person_id is not None and head.person_id == actor.person_id
    return head.post_id is not None and head.post_id in actor.post_ids


def city_colours() -> dict[int, int]:
    """The number of each city's colour by its row: 0 the capital, the others as the header shows them."""
    return {station.id: number for number, station in enumerate(clock_stations())}
