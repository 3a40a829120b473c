"""What Cabinet decided, as the desk's forms show it: the standing approval, and resolutions on single delegations."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.committees import CabinetApproval, Committee, HeadRule
from models.database import db
from models.people import Agency, Person
from models.resolutions import CabinetResolution
from scheduler.queries.overview import ApprovalState, approval_state, visible_committee
from scheduler.queries.session_lines import AgencyMark, SessionLine, lines_of, mandates_of
from scheduler.queries.sessions import visible_session
from scheduler.queries.sights import approval_sight, resolution_plan
from scheduler.rules.heads import HeadStatus
from scheduler.rules.sights import sight_of_resolution
from vocabulary.actor import Actor
from vocabulary.plan import ResolutionPlan, Sight
from vocabulary.refusals import NotFound
from vocabulary.text import N_, Bilingual

NO_RESOLUTION = N_("This resolution is not on record any more.")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """Which post leads where."""

    city: Bilingual
    post: Bilingual


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """The standing approval: what the letter asks for, and what Cabinet decided, if that is on record."""

    committee_key: str
    committee: Bilingual
    state: ApprovalState
    sight: Sight
    agencies: tuple[AgencyMark, ...]
    open_category: Bilingual
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class ResolutionPage:
    """One delegation with all that a resolution may approve of it; `plan` is what is on record of the one shown."""

    line: SessionLine
    heads: tuple[tuple[int, Bilingual], ...]
    agencies: tuple[tuple[int, Bilingual], ...]
    resolution_id: int | None = None
    plan: ResolutionPlan | None = None
    sight: Sight | None = None


def approval_page_for(committee_key: str, *, actor: Actor) -> ApprovalPage:
    """The standing approval of a committee, for the desk alone."""
    committee = visible_committee(committee_key, actor)
    approval = committee.approval
    return ApprovalPage(
        committee_key=committee.key,
        committee=committee.short_name,
        state=approval_state(approval),
        sight=approval_sight(approval),
        agencies=mandates_of([committee.id]).get(committee.id, ()),
        open_category=approval.open_category,
        rules=rules_of(approval),
    )


def rules_of(approval: CabinetApproval) -> tuple[RuleLine, ...]:
    """Which post leads where, by the approval."""
    rules = db.session.scalars(
        select(HeadRule)
        .where(HeadRule.approval_id == approval.id)
        .options(joinedload(HeadRule.duty_station), joinedload(HeadRule.post))
        .order_by(HeadRule.id)
    )
    return tuple(RuleLine(rule.duty_station.name, rule.post.title) for rule in rules)


def new_resolution_for(session_id: int, *, actor: Actor) -> ResolutionPage:
    """What a new resolution may approve of the delegation to this session."""
    return page_of(session_id, None, actor=actor)


def resolution_for(resolution_id: int, *, actor: Actor) -> ResolutionPage:
    """A resolution on record, with what else it may approve."""
    row = db.session.scalar(
        select(CabinetResolution)
        .where(CabinetResolution.id == resolution_id)
        .options(selectinload(CabinetResolution.matters))
    )
    if row is None or not actor.is_desk:
        raise NotFound(NO_RESOLUTION)
    return page_of(row.session_id, row, actor=actor)


def page_of(session_id: int, row: CabinetResolution | None, *, actor: Actor) -> ResolutionPage:
    """A delegation, with whoever leads it by a decision and the agencies outside the approval's list."""
    found = visible_session(session_id, actor)
    (line,) = lines_of([found])
    plan = None if row is None else resolution_plan(row)
    return ResolutionPage(
        line=line,
        heads=tuple(heads_to_approve(line, plan)),
        agencies=tuple(agencies_to_approve(found.committee, plan)),
        resolution_id=None if row is None else row.id,
        plan=plan,
        sight=None if plan is None else sight_of_resolution(plan),
    )


def heads_to_approve(line: SessionLine, plan: ResolutionPlan | None) -> Iterator[tuple[int, Bilingual]]:
    """Whoever leads by a decision, and whomever the resolution names already."""
    names = {head.person_id: head.name for head in line.heads if head.status is HeadStatus.OVERRIDDEN}
    yield from ((number, name) for number, name in names.items() if number is not None and name is not None)
    named = frozenset() if plan is None else plan.person_ids - names.keys()
    for person in db.session.scalars(select(Person).where(Person.id.in_(named)).order_by(Person.id)):
        yield person.id, person.name


def agencies_to_approve(committee: Committee, plan: ResolutionPlan | None) -> Iterator[tuple[int, Bilingual]]:
    """Every agency outside the approval's list, and whichever the resolution names already."""
    listed = {mark.agency_id for mark in mandates_of([committee.id]).get(committee.id, ())}
    named = frozenset() if plan is None else plan.agency_ids
    for agency in db.session.scalars(select(Agency).where(Agency.id.not_in(listed - named)).order_by(Agency.id)):
        yield agency.id, agency.name
