"""What the verdict on a delegation is found from: the approval, its list, who is named, and what Cabinet resolved."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select

from models.committees import ApprovedAgency, CabinetApproval
from models.database import db
from models.delegations import Delegate, Delegation
from models.people import Agency
from models.resolutions import CabinetResolution, ResolvedMatter
from models.sessions import CommitteeSession
from scheduler.rules.mandate import Approval, Facts, Member, Resolution
from vocabulary.states import Resolved
from vocabulary.text import Bilingual

APPROVALS = (
    select(CabinetApproval, ApprovedAgency.agency_id)
    .outerjoin(ApprovedAgency, ApprovedAgency.approval_id == CabinetApproval.id)
    .where(CabinetApproval.committee_id.in_(bindparam("committees", expanding=True)))
)
MEMBERS = (
    select(
        Delegation.session_id,
        Delegate.person_id,
        Delegate.agency_id,
        Delegate.open_reason,
        Delegate.open_approver,
        Agency.name_en,
        Agency.name_th,
    )
    .join(Delegate, Delegate.delegation_id == Delegation.id)
    .join(Agency, Agency.id == Delegate.agency_id)
    .where(Delegation.session_id.in_(bindparam("sessions", expanding=True)))
    .order_by(Delegate.id)
)
RESOLUTIONS = (
    select(CabinetResolution, ResolvedMatter.matter, ResolvedMatter.person_id, ResolvedMatter.agency_id)
    .join(ResolvedMatter, ResolvedMatter.resolution_id == CabinetResolution.id)
    .where(CabinetResolution.session_id.in_(bindparam("sessions", expanding=True)))
    .order_by(CabinetResolution.decided_on, CabinetResolution.id, ResolvedMatter.id)
)


def mandate_facts(sessions: Sequence[CommitteeSession]) -> dict[int, Facts]:
    """By session: all that the verdict on its delegation is found from; three queries, however many sessions."""
    session_ids = {each.id for each in sessions}
    approvals = approvals_of({each.committee_id for each in sessions})
    members, resolutions = members_of(session_ids), resolutions_of(session_ids)
    return {
        each.id: Facts(
            approvals.get(each.committee_id, Approval()), members.get(each.id, ()), resolutions.get(each.id, ())
        )
        for each in sessions
    }


def approvals_of(committee_ids: Collection[int]) -> dict[int, Approval]:
    """By committee: its approval."""
    rows: dict[int, CabinetApproval] = {}
    listed: dict[int, set[int]] = {}
    for row, agency_id in db.session.execute(APPROVALS, {"committees": committee_ids}):
        rows[row.committee_id] = row
        listed.setdefault(row.committee_id, set()).add(agency_id)
    return {
        committee_id: Approval(
            status=row.status,
            reference=row.reference,
            decided_on=row.decided_on,
            decision=row.decision,
            agency_ids=frozenset(listed[committee_id]),
            is_open=bool(str(row.open_category)),
        )
        for committee_id, row in rows.items()
    }


def members_of(session_ids: Collection[int]) -> dict[int, tuple[Member, ...]]:
    """By session: everybody named, in the order of naming."""
    found: dict[int, list[Member]] = {}
    for session_id, person_id, agency_id, reason, approver, *name in db.session.execute(
        MEMBERS, {"sessions": session_ids}
    ):
        member = Member(person_id, agency_id, Bilingual(*name), reason=reason, approver=approver)
        found.setdefault(session_id, []).append(member)
    return {session_id: tuple(members) for session_id, members in found.items()}


def resolutions_of(session_ids: Collection[int]) -> dict[int, tuple[Resolution, ...]]:
    """By session: Cabinet's resolutions on its delegation, the earliest first."""
    rows: dict[int, CabinetResolution] = {}
    matters: dict[int, list[tuple[Resolved, int | None, int | None]]] = {}
    for row, matter, person_id, agency_id in db.session.execute(RESOLUTIONS, {"sessions": session_ids}):
        rows[row.id] = row
        matters.setdefault(row.id, []).append((matter, person_id, agency_id))
    found: dict[int, list[Resolution]] = {}
    for number, row in rows.items():
        found.setdefault(row.session_id, []).append(resolution_of(row, matters[number]))
    return {session_id: tuple(resolutions) for session_id, resolutions in found.items()}


def resolution_of(row: CabinetResolution, matters: Sequence[tuple[Resolved, int | None, int | None]]) -> Resolution:
    """One resolution as a value."""
    return Resolution(
        resolution_id=row.id,
        decided_on=row.decided_on,
        document=row.document,
        is_whole=any(matter is Resolved.DELEGATION for matter, _, _ in matters),
        person_ids=frozenset(person for _, person, _ in matters if person is not None),
        agency_ids=frozenset(agency for _, _, agency in matters if agency is not None),
    )
