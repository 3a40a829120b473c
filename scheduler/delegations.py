"""Who goes to a session, for which agency and in what role; who leads follows from the rule and has no row here."""

from datetime import datetime

from sqlalchemy import select

from models.committees import ApprovedAgency, CabinetApproval
from models.database import db
from models.delegations import Delegate, Delegation
from models.people import Agency, FocalPoint, Person
from models.sessions import CommitteeSession
from scheduler.deed import deed
from scheduler.people import new_person
from scheduler.queries.heads import leadership_of
from scheduler.queries.sights import refuse_overtaken
from scheduler.rules.lengths import too_long
from scheduler.rules.sights import sight_of_role
from scheduler.session_letters import redraft_session
from scheduler.sessions import found
from vocabulary.actor import Actor
from vocabulary.plan import Nomination, Sight
from vocabulary.refusals import Invalid, NotFound, Refusal
from vocabulary.states import DelegateRole
from vocabulary.text import N_, clean_line

MOST = 500

HEAD_IS_DERIVED = N_("The rule says who leads. To let somebody else lead, decide it on the session’s page.")
ON_ROSTER = N_("%(name)s is on this roster already. Change the role there.")
LEADS = N_("%(name)s leads this delegation, and stands at the top of the roster already.")
OTHER_AGENCY = N_("%(name)s belongs to another agency. Choose that agency, or somebody else.")
CLOSED_LIST = N_("%(agency)s is not on the approval’s list, and the approval leaves no room for others.")
NEEDS_REASON = N_("%(agency)s is not on the approval’s list. Say why it is needed.")
NEEDS_APPROVER = N_("%(agency)s is not on the approval’s list. Say who approved it.")
NOBODY = N_("Choose somebody from the list, or enter a name.")


def name_delegate(session_id: int, nomination: Nomination, *, by: Actor, now: datetime) -> int:
    """Put one person on the roster of a session; the number of the new row.

    Refused: the head, who is derived; somebody already named; an agency outside the approval's list without a reason
    and an approver (letter, item 10.1 (8)).
    """
    with deed("name delegate", by=by, now=now) as record:
        delegation = delegation_to(found(session_id))
        refuse_head(nomination.role)
        agency = agency_of(nomination)
        check_open_category(agency, nomination, approval=delegation.committee_session.committee.approval)
        person = person_of(nomination, agency)
        refuse_second_time(person, delegation)
        delegate = Delegate(
            delegation=delegation,
            person=person,
            agency=agency,
            role=nomination.role,
            open_reason=clean_line(nomination.reason),
            open_approver=clean_line(nomination.approver),
        )
        db.session.add(delegate)
        db.session.flush()
        redraft_session(delegation.committee_session, now=now)
        record.about("session", session_id)
        return delegate.id


def change_role(delegate_id: int, role: DelegateRole, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Give somebody on a roster another role; that of the head is refused, and with `Overtaken` one not seen."""
    with deed("change role", by=by, now=now) as record:
        refuse_head(role)
        delegate = found_delegate(delegate_id)
        about = ("session", delegate.delegation.session_id)
        refuse_overtaken(seen, sight_of_role(delegate.role), mine=sight_of_role(role), about=about)
        delegate.role = role
        redraft_session(delegate.delegation.committee_session, now=now)
        record.about(*about)


def withdraw_delegate(delegate_id: int, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Take one person off a roster; the person stays on file. Refused with `Overtaken`: another role than seen."""
    with deed("withdraw delegate", by=by, now=now) as record:
        delegate = found_delegate(delegate_id)
        about = ("session", delegate.delegation.session_id)
        refuse_overtaken(seen, sight_of_role(delegate.role), mine=None, about=about)
        record.about(*about)
        delegation = delegate.delegation
        delegation.delegates.remove(delegate)
        redraft_session(delegation.committee_session, now=now)


def delegation_to(committee_session: CommitteeSession) -> Delegation:
    """The delegation to a session, made with the first name on it."""
    delegation = db.session.scalar(select(Delegation).where(Delegation.session_id == committee_session.id))
    if delegation is None:
        delegation = Delegation(committee_session=committee_session)
        db.session.add(delegation)
    return delegation


def found_delegate(delegate_id: int) -> Delegate:
    """The row of this number, or a refusal."""
    delegate = db.session.get(Delegate, delegate_id)
    if delegate is None:
        raise NotFound(N_("This person is not on the roster any more."))
    return delegate


def refuse_head(role: DelegateRole) -> None:
    """The head is derived: nobody is named one."""
    if role is DelegateRole.HEAD:
        raise Refusal(HEAD_IS_DERIVED, field="role")


def agency_of(nomination: Nomination) -> Agency:
    """The agency that somebody is named for, or a refusal."""
    agency = db.session.get(Agency, nomination.agency_id)
    if agency is None:
        raise NotFound(N_("This agency does not exist."), field="agency")
    return agency


def check_open_category(agency: Agency, nomination: Nomination, *, approval: CabinetApproval) -> None:
    """An agency outside the list comes under the open category, each time for a reason that somebody approved."""
    refuse_length(nomination)
    if is_on_list(agency, approval):
        return
    name = agency.name.plain
    if not approval.open_category.en and not approval.open_category.th:
        raise Refusal(CLOSED_LIST, field="agency", agency=name)
    problems = []
    if not clean_line(nomination.reason):
        problems.append(Refusal(NEEDS_REASON, field="reason", agency=name))
    if not clean_line(nomination.approver):
        problems.append(Refusal(NEEDS_APPROVER, field="approver", agency=name))
    if problems:
        raise Invalid(problems)


def refuse_length(nomination: Nomination) -> None:
    """Nothing is cut off in silence."""
    told = {"reason": clean_line(nomination.reason), "approver": clean_line(nomination.approver)}
    problems = too_long(MOST, **told)
    if problems:
        raise Invalid(problems)


def is_on_list(agency: Agency, approval: CabinetApproval) -> bool:
    """Whether the standing approval names this agency: one that it does not needs a reason and an approver."""
    named = select(ApprovedAgency.id).where(
        ApprovedAgency.approval_id == approval.id, ApprovedAgency.agency_id == agency.id
    )
    return db.session.scalar(named) is not None


def person_of(nomination: Nomination, agency: Agency) -> Person:
    """The person on file, who must belong to the agency, or a new one of that agency."""
    if nomination.person_id is not None:
        person = db.session.get(Person, nomination.person_id)
        if person is None:
            raise NotFound(N_("This person does not exist."), field="person")
        if person.agency_id != agency.id and not speaks_for(person, agency):
            raise Refusal(OTHER_AGENCY, field="person", name=person.name.plain)
        return person
    if nomination.card is None:
        raise Refusal(NOBODY, field="person")
    return new_person(nomination.card, agency=agency)


def speaks_for(person: Person, agency: Agency) -> bool:
    """Whether somebody is the agency's focal point today."""
    point = select(FocalPoint.id).where(
        FocalPoint.person_id == person.id, FocalPoint.agency_id == agency.id, FocalPoint.ended_on.is_(None)
    )
    return db.session.scalar(point) is not None


def refuse_second_time(person: Person, delegation: Delegation) -> None:
    """One person stands on a roster once, and whoever leads stands at its top already."""
    if any(delegate.person is person for delegate in delegation.delegates):
        raise Refusal(ON_ROSTER, field="person", name=person.name.plain)
    committee_session = delegation.committee_session
    heads = leadership_of([committee_session.committee_id])[committee_session.committee_id].heads(committee_session)
    if any(head.person_id == person.id for head in heads):
        raise Refusal(LEADS, field="person", name=person.name.plain)
