"""Who leads which session: the rows behind the rule of heads, read once for many sessions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from models.committees import CabinetApproval, HeadRule
from models.database import db
from models.people import OfficeHolder
from models.places import DutyStation
from models.sessions import CommitteeSession
from scheduler.queries.home import home
from scheduler.rules.heads import Head, HeadStatus, Named, Override, Rule, Seat, Tenure, heads_of
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

    def by_run(self, committee_session: CommitteeSession) -> tuple[tuple[Head, ...], ...]:
        """Who leads each run of this session's days in their order, by rule or by a decision; once while undated.

        Asks the database nothing that was loaded before.
        """
        overrides = overrides_of(committee_session)
        return tuple(
            heads_of(seat, rules=self.rules, tenures=self.tenures, overrides=overrides)
            for seat in seats_of(committee_session)
        )

    def heads(self, committee_session: CommitteeSession) -> tuple[Head, ...]:
        """Whoever leads any of the days, run by run."""
        return tuple(head for heads in self.by_run(committee_session) for head in heads)


def seats_of(committee_session: CommitteeSession) -> tuple[Seat, ...]:
    """Where and from when the session meets, run by run of its days."""
    if not committee_session.blocks:
        return (seat_of(committee_session.duty_station),)
    return tuple(seat_of(block.station, block.opens, closes=block.closes) for block in committee_session.blocks)


def seat_of(station: DutyStation | None, opens: date | None = None, *, closes: date | None = None) -> Seat:
    """A city, as far as it is known, and the days on which it is met in."""
    if station is None:
        return Seat(None, None, opens, closes)
    return Seat(station.id, station.name, opens, closes)


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
        Tenure(held.post_id, held.person_id, held.person.name, held.capacity, held.since, held.until, held.document)
        for held in holders
    ]


def overrides_of(committee_session: CommitteeSession) -> tuple[Override, ...]:
    """The decisions that others lead than the rule says, city by city."""
    return tuple(
        Override(
            tuple(Named(one.person_id, one.person.name, one.person.position) for one in override.leaders),
            override.reason,
            override.document,
            override.duty_station_id,
            None if override.duty_station is None else override.duty_station.name,
            override.opens,
        )
        for override in committee_session.head_overrides
    )


def leads(actor: Actor, heads: Iterable[Head]) -> bool:
    """Whether this actor leads a session, or some of its days."""
    return any(is_head(actor, head) for head in heads)


def is_head(actor: Actor, head: Head) -> bool:
    """Whether this actor leads: through the post that the rule names, or as the person a decision names."""
    if head.status is HeadStatus.OVERRIDDEN:
        return actor.person_id is not None and head.person_id == actor.person_id
    return head.post_id is not None and head.post_id in actor.post_ids


def city_colours() -> dict[int, int]:
    """The number of each city's colour by its row: 0 the capital, the others as the header shows them."""
    return {station.id: number for number, station in enumerate(home().stations)}
