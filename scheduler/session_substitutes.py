"""A delegate's substitute takes his or her place on the roster of a session: steps of the deed that approves it."""

from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.delegations import Delegate, Delegation
from models.people import Person
from models.sessions import BlockIdentity, CommitteeSession
from models.substitutions import Substitution
from scheduler.delegations import OTHER_AGENCY, refuse_second_time, speaks_for
from scheduler.people import person_of
from scheduler.queries.reminded_meetings import TO_COME
from scheduler.queries.substitutions import card_on
from scheduler.session_letters import has_ended, redraft_session
from vocabulary.refusals import Refusal, Stale
from vocabulary.text import N_

OFF = N_("This session is off or over, so nobody can be invited to it now. Refuse the substitute.")
NOT_ON_ROSTER = N_("Whoever sends the substitute is not on this roster any more. Refuse the substitute.")


def session_to_come(entry_id: int, *, now: datetime) -> CommitteeSession:
    """The session of a calendar entry, as long as somebody can still be invited to it."""
    row = db.session.scalars(
        select(CommitteeSession)
        .join(BlockIdentity, BlockIdentity.session_id == CommitteeSession.id)
        .where(BlockIdentity.entry_id == entry_id)
    ).one_or_none()
    if row is None:
        raise ValueError("somebody is sent to what is no meeting")
    if row.status not in TO_COME or has_ended(row, now=now):
        raise Stale(OFF)
    return row


def in_place_of(row: Substitution, session: CommitteeSession) -> tuple[Delegate, Person]:
    """Who is replaced on the roster, and who takes the place: put on file for the same agency, if need be.

    Refused: whoever stands on the roster already, leads the delegation, or belongs to another agency.
    """
    delegate = db.session.scalar(
        select(Delegate)
        .join(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegation.session_id == session.id, Delegate.person_id == row.invitation.person_id)
    )
    if delegate is None:
        raise Stale(NOT_ON_ROSTER)
    person = person_of(card_on(row), delegate.agency)
    db.session.flush()
    if person.agency_id != delegate.agency_id and not speaks_for(person, delegate.agency):
        raise Refusal(OTHER_AGENCY, name=person.name.plain)
    refuse_second_time(person, delegate.delegation)
    return delegate, person


def replace_delegate(delegate: Delegate, person: Person, *, now: datetime) -> None:
    """Name somebody for the same agency in the same role, and draft what that makes us owe to both."""
    delegation = delegate.delegation
    successor = Delegate(
        person=person,
        agency=delegate.agency,
        role=delegate.role,
        open_reason=delegate.open_reason,
        open_approver=delegate.open_approver,
    )
    delegation.delegates.remove(delegate)
    delegation.delegates.append(successor)
    db.session.flush()
    redraft_session(delegation.committee_session, now=now)
