"""Who leads which session: the rows behind the rule of heads, read once for many sessions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from models.committees import CabinetApproval, HeadRule
from models.database import db
from models.people import OfficeHolder
from models.sessions import CommitteeSession
from scheduler.queries.home import home
from scheduler.rules.heads import Head, HeadStatus, Override, Rule, Seat, Tenure, head_of
from vocabulary.actor import Actor

RULES = (
    select(CabinetApproval.committee_id, HeadRule)
    .join(HeadRule, HeadRule.approval_id == CabinetApproval.id)
    .where(CabinetApproval.committee_id.in_(bindparam("committees", expanding=True)))
    .options(joinedload(HeadRule.post))
    .order_by(HeadRule.id)
)
HOLDERS = (
    select(OfficeHolder)
    .where(OfficeHolder.post_id.in_(bindparam("posts", expanding=True)))
    .options(joinedload(OfficeHolder.person))
    .order_by(OfficeHolder.since, OfficeHolder.id)
)


@dataclass(frozen=True, slots=True)
class Leadership:
    """All on file by which the heads of one committee's sessions are found."""

    rules: Sequence[Rule]
    tenures: Sequence[Tenure]

    def head(self, committee_session: CommitteeSession) -> Head:
        """Who leads this session, by rule or by a decision; asks the database nothing that was loaded before."""
        station = committee_session.duty_station
        return head_of(
            Seat(committee_session.duty_station_id, None if station is None else station.name, committee_session.opens),
            rules=self.rules,
            tenures=self.tenures,
            override=override_of(committee_session),
        )


def leadership_of(committee_ids: Collection[int]) -> dict[int, Leadership]:
    """By committee: its head rules and the tenures of their posts; two queries, however many committees."""
    rows = db.session.execute(RULES, {"committees": committee_ids}).all()
    tenures = tenures_of({rule.post_id for _, rule in rows})
    return {
        committee_id: Leadership([rule_value(rule) for owner, rule in rows if owner == committee_id], tenures)
        for committee_id in committee_ids
    }


def rule_value(rule: HeadRule) -> Rule:
    """One rule as a value."""
    return Rule(rule.duty_station_id, rule.post_id, rule.post.title, rule.source)


def tenures_of(post_ids: Collection[int]) -> Sequence[Tenure]:
    """Everybody who holds or held one of these posts."""
    holders = db.session.scalars(HOLDERS, {"posts": post_ids})
    return [
        Tenure(held.post_id, held.person_id, held.person.name, held.capacity, held.since, held.until)
        for held in holders
    ]


def override_of(committee_session: CommitteeSession) -> Override | None:
    """The decision that somebody else leads, if there is one."""
    override = committee_session.head_override
    if override is None:
        return None
    person = override.person
    return Override(override.person_id, person.name, person.position, override.reason, override.document)


def leads(actor: Actor, head: Head) -> bool:
    """Whether this actor leads: through the post that the rule names, or as the person a decision names."""
    if head.status is HeadStatus.OVERRIDDEN:
        return actor.person_id is not None and head.person_id == actor.person_id
    return head.post_id is not None and head.post_id in actor.post_ids


def city_colours() -> dict[int, int]:
    """The number of each city's colour by its row: 0 the capital, the others as the header shows them."""
    return {station.id: number for number, station in enumerate(home().stations)}
