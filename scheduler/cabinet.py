"""What Cabinet decided: on the standing approval that a letter asks for, and on single delegations beyond it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from models.committees import CabinetApproval, Committee
from models.database import db
from models.people import Agency, Person
from models.resolutions import CabinetResolution, ResolvedMatter
from scheduler.deed import deed
from scheduler.queries.sights import approval_sight, refuse_overtaken, resolution_plan
from scheduler.rules.lengths import too_long
from scheduler.rules.sights import sight_of_decision, sight_of_resolution
from scheduler.sessions import found, today_in
from vocabulary.actor import Actor
from vocabulary.plan import CabinetDecision, ResolutionPlan, Sight
from vocabulary.refusals import Invalid, NotFound, Refusal, Stale
from vocabulary.states import ApprovalStatus, Resolved
from vocabulary.text import N_, clean_line

MOST = 500
NO_COMMITTEE = N_("This committee does not exist.")
NO_RESOLUTION = N_("This resolution is not on record any more.")
NOT_DECIDED = N_("No decision of Cabinet’s is on record: the approval is only asked for.")
AHEAD = N_("This day is yet to come. Enter the day on which Cabinet decided.")
NO_DOCUMENT = N_("Enter the number of the resolution, or of the letter that told of it.")
NOTHING_APPROVED = N_("Say what Cabinet approved by it.")


def record_approval(
    committee_key: str, decision: CabinetDecision, *, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Record that Cabinet gave the standing approval as the letter asks for it; again to correct what was recorded."""
    with deed("record cabinet decision", by=by, now=now) as record:
        approval = approval_of(committee_key)
        decision = checked(decision, today=today_in(approval.committee, now=now))
        mine = sight_of_decision(decision.decided_on, decision.document)
        refuse_overtaken(seen, approval_sight(approval), mine=mine, about=("committee", approval.committee_id))
        approval.status = ApprovalStatus.APPROVED
        approval.decided_on, approval.decision = decision.decided_on, decision.document
        record.about("committee", approval.committee_id, document=decision.document)


def withdraw_approval(committee_key: str, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Take back what was recorded by mistake: the approval is only asked for again."""
    with deed("withdraw cabinet decision", by=by, now=now) as record:
        approval = approval_of(committee_key)
        if approval.status is ApprovalStatus.REQUESTED:
            raise Stale(NOT_DECIDED)
        refuse_overtaken(seen, approval_sight(approval), mine=None, about=("committee", approval.committee_id))
        record.about("committee", approval.committee_id, document=approval.decision)
        approval.status, approval.decided_on, approval.decision = ApprovalStatus.REQUESTED, None, ""


def record_resolution(session_id: int, plan: ResolutionPlan, *, by: Actor, now: datetime) -> int:
    """Link what Cabinet resolved to one delegation, beyond the standing approval or in its place; its number."""
    with deed("record cabinet resolution", by=by, now=now) as record:
        committee_session = found(session_id)
        plan = checked_plan(plan, today=today_in(committee_session.committee, now=now))
        row = CabinetResolution(committee_session=committee_session)
        write(row, plan)
        db.session.add(row)
        db.session.flush()
        record.about("session", session_id, document=row.document)
        return row.id


def correct_resolution(
    resolution_id: int, plan: ResolutionPlan, *, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Correct what is on record of a resolution; refused with `Overtaken` where it is not what was seen."""
    with deed("correct cabinet resolution", by=by, now=now) as record:
        row = found_resolution(resolution_id)
        plan = checked_plan(plan, today=today_in(row.committee_session.committee, now=now))
        present, mine = sight_of_resolution(resolution_plan(row)), sight_of_resolution(plan)
        refuse_overtaken(seen, present, mine=mine, about=("session", row.session_id))
        write(row, plan)
        record.about("session", row.session_id, document=row.document)


def withdraw_resolution(resolution_id: int, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Take a resolution off the record of its delegation; what it had settled stands open again."""
    with deed("withdraw cabinet resolution", by=by, now=now) as record:
        row = found_resolution(resolution_id)
        refuse_overtaken(seen, sight_of_resolution(resolution_plan(row)), mine=None, about=("session", row.session_id))
        record.about("session", row.session_id, document=row.document)
        db.session.delete(row)


def approval_of(committee_key: str) -> CabinetApproval:
    """The standing approval (letter, item 10) of the committee of this key, or a refusal."""
    wanted = select(CabinetApproval).join(Committee).where(Committee.key == committee_key)
    approval = db.session.scalar(wanted)
    if approval is None:
        raise NotFound(NO_COMMITTEE)
    return approval


def found_resolution(resolution_id: int) -> CabinetResolution:
    """The resolution of this number, or a refusal."""
    row = db.session.get(CabinetResolution, resolution_id)
    if row is None:
        raise NotFound(NO_RESOLUTION)
    return row


def checked(decision: CabinetDecision, *, today: date) -> CabinetDecision:
    """The decision with clean text; refused with every problem at once."""
    decision = replace(decision, document=clean_line(decision.document))
    problems = list(problems_with(decision, today=today))
    if problems:
        raise Invalid(problems)
    return decision


def problems_with(decision: CabinetDecision, *, today: date) -> Iterable[Refusal]:
    """What is wrong with a decision: it has a document, and nobody records what Cabinet has yet to decide."""
    if decision.decided_on > today:
        yield Refusal(AHEAD, field="decided_on")
    if not decision.document:
        yield Refusal(NO_DOCUMENT, field="document")
    yield from too_long(MOST, document=decision.document)


def checked_plan(plan: ResolutionPlan, *, today: date) -> ResolutionPlan:
    """A resolution that approves something, of people and agencies on file."""
    decision = replace(plan.decision, document=clean_line(plan.decision.document))
    problems = list(problems_with(decision, today=today))
    if not (plan.is_whole or plan.person_ids or plan.agency_ids):
        problems.append(Refusal(NOTHING_APPROVED, field="approves"))
    if problems:
        raise Invalid(problems)
    if any(db.session.get(Person, number) is None for number in plan.person_ids):
        raise NotFound(N_("This person does not exist."), field="approves")
    if any(db.session.get(Agency, number) is None for number in plan.agency_ids):
        raise NotFound(N_("This agency does not exist."), field="approves")
    return replace(plan, decision=decision)


def write(row: CabinetResolution, plan: ResolutionPlan) -> None:
    """Put a resolution into its row; what it approves still keeps its own row."""
    row.decided_on, row.document = plan.decision.decided_on, plan.decision.document
    wanted: list[tuple[Resolved, int | None, int | None]] = [(Resolved.DELEGATION, None, None)] if plan.is_whole else []
    wanted += [(Resolved.HEAD, number, None) for number in sorted(plan.person_ids)]
    wanted += [(Resolved.AGENCY, None, number) for number in sorted(plan.agency_ids)]
    kept = {(one.matter, one.person_id, one.agency_id): one for one in row.matters}
    row.matters = [
        kept.get(which) or ResolvedMatter(matter=which[0], person_id=which[1], agency_id=which[2]) for which in wanted
    ]
