"""Keeping issued rosters and plans of seats true: one step at the end of every deed, in its own transaction.

A hook at flush notes whether a deed may have changed what a roster says, so that no deed has to remember; those in
force are then held against what would be issued now, and marked superseded where they differ.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction

from models.committees import ApprovedAgency, CabinetApproval, Committee, HeadRule
from models.database import db
from models.decisions import SessionDecision
from models.delegations import Delegate
from models.issued_rosters import IssuedRoster
from models.people import Agency, Mission, OfficeHolder, Person, Post
from models.places import DutyStation, Venue
from models.seat_plans import SeatPlan
from models.sessions import Block, CommitteeSession, HeadOverride, OverridingHead, SessionDay
from scheduler.queries.audit import audit_head
from scheduler.queries.home import home_day
from scheduler.queries.issued_rosters import outdated
from scheduler.queries.seats import lapsing
from scheduler.rules.issued_rosters import frozen_words
from vocabulary.decisions import Said

NOTED = "samai_issued_noted"
SOURCES = (
    *(Agency, ApprovedAgency, Block, CabinetApproval, Committee, CommitteeSession, Delegate, DutyStation, HeadOverride),
    *(HeadRule, Mission, OfficeHolder, OverridingHead, Person, Post, SessionDay, Venue),
)
"""Whatever a roster says follows from rows of these."""


@event.listens_for(db.session, "after_flush")
def note_change(session: Session, _context: UOWTransaction) -> None:
    """Remember that what rosters say may have changed; a row that only got something else beside it has not."""
    changed = (row for row in session.dirty if session.is_modified(row, include_collections=False))
    if any(isinstance(row, SOURCES) for row in (*session.new, *session.deleted, *changed)):
        session.info[NOTED] = True


@event.listens_for(db.session, "after_commit")
@event.listens_for(db.session, "after_soft_rollback")
def forget_change(session: Session, _previous: object = None) -> None:
    """What was undone changes nothing, and what is written for good was looked at by its own deed."""
    session.info.pop(NOTED, None)


def keep_issued(now: datetime, *, decision: SessionDecision | None = None) -> None:
    """Mark superseded what the deed under way has made untrue, with the reasons and the deed; a step."""
    db.session.flush()
    if not db.session.info.pop(NOTED, False):
        return
    rows = db.session.scalars(select(IssuedRoster).where(IssuedRoster.superseded_at.is_(None))).all()
    plans = db.session.scalars(select(SeatPlan).where(SeatPlan.lapsed_at.is_(None))).all()
    if not rows and not plans:
        return
    db.session.expire_all()  # what was read of days and places before this deed changed them is old
    today = home_day(now)
    for row, reasons in outdated(rows, today=today):
        supersede(row, reasons, now=now)
        row.decision = decision
    for plan, reasons in lapsing(plans, today=today):
        lapse(plan, reasons, now=now)
        plan.decision = decision
    db.session.flush()


def supersede(row: IssuedRoster, reasons: Sequence[Said], *, now: datetime) -> None:
    """Say of an issued roster why it holds no more, and which deed brought that about: the one under way. A step."""
    row.superseded_at, row.superseded_why = now, frozen_words([one.both for one in reasons])
    row.superseded_row = audit_head().rows + 1  # the row that it writes at its end


def lapse(plan: SeatPlan, reasons: Sequence[Said], *, now: datetime) -> None:
    """Say the same of a plan of seats. A step."""
    plan.lapsed_at, plan.lapsed_why = now, frozen_words([one.both for one in reasons])
    plan.lapsed_row = audit_head().rows + 1
