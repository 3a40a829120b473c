"""The rows that a decision about sessions changes, and how they become what they were. Steps of deeds."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select, update

from models.calendar_entries import CalendarEntry, Revision
from models.consultations import Consultation, InvitedAgency, Paper
from models.database import db
from models.decisions import SessionDecision
from models.invitations import Invitation
from models.issued_rosters import IssuedRoster
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.papers import PaperInRevision
from models.seat_plans import SeatPlan
from models.sessions import Block, BlockIdentity, CommitteeSession, SessionDay, SessionRevision
from scheduler.hand import Hand
from scheduler.pictures import Picture, Step, Which, picture_of, steps_between, take_back
from scheduler.rules.session_plan import placed
from scheduler.session_days import Calendars, raise_version, write_days
from scheduler.sessions import write_plan
from vocabulary.decisions import SessionState
from vocabulary.plan import SessionPlan
from vocabulary.refusals import Stale
from vocabulary.states import BatchState, MailState
from vocabulary.text import N_

RELEASED = N_("Letters of this decision have been released, and it cannot be undone any more. Decide again instead.")
CHANGED = N_(
    "What this decision changed has been changed again since. Undo the later decision first, or decide again instead."
)

COUNTS = "material_sequence"

Drafts = Mapping[str, list[int]]


def write_state(committee_session: CommitteeSession, state: SessionState, *, hand: Hand) -> None:
    """Put a session's new plan into its rows, each run of days under the identity that calendars know."""
    plan = SessionPlan(
        duty_station_id=state.city_id,
        blocks=state.blocks,
        status=state.status,
        modality=state.modality,
        stage=state.stage,
    )
    write_days(committee_session, placed(plan), calendars=Calendars(hand.desk.domain, hand.now))
    write_plan(committee_session, plan)


def rows_of(decision: SessionDecision) -> Which:
    """All rows beside letters that a decision may change; what refers to others stands behind them."""
    session_ids, entry_ids = [one["session"] for one in decision.changes], decision.entries
    identities = select(BlockIdentity.entry_id).where(BlockIdentity.session_id.in_(session_ids))
    meetings = select(Consultation.id).where(Consultation.entry_id.in_(entry_ids))
    days = select(Block.entry_id).where(Block.session_id.in_(session_ids))
    return {
        CalendarEntry: CalendarEntry.id.in_(identities) | CalendarEntry.id.in_(days) | CalendarEntry.id.in_(entry_ids),
        CommitteeSession: CommitteeSession.id.in_(session_ids),
        Block: Block.session_id.in_(session_ids),
        BlockIdentity: BlockIdentity.session_id.in_(session_ids),
        SessionRevision: SessionRevision.session_id.in_(session_ids),
        SessionDay: SessionDay.session_id.in_(session_ids),
        IssuedRoster: IssuedRoster.session_id.in_(session_ids),
        SeatPlan: SeatPlan.session_id.in_(session_ids),
        Consultation: Consultation.entry_id.in_(entry_ids),
        InvitedAgency: InvitedAgency.consultation_id.in_(meetings),
        Paper: Paper.consultation_id.in_(meetings),
        Invitation: Invitation.entry_id.in_(entry_ids),
    }


def drafts_of(entry_ids: Collection[int]) -> Drafts:
    """What stands of these meetings' letters: which batches there are, which of them is in draft, which revisions."""
    batches = db.session.execute(
        select(MailBatch.id, MailBatch.state).where(MailBatch.entry_id.in_(entry_ids)).order_by(MailBatch.id)
    ).all()
    revisions = db.session.scalars(select(Revision.id).where(Revision.entry_id.in_(entry_ids)).order_by(Revision.id))
    return {
        "batches": [number for number, _ in batches],
        "drafts": [number for number, state in batches if state is BatchState.DRAFT],
        "revisions": list(revisions),
    }


def kept_steps(steps: Iterator[Step]) -> Iterator[Step]:
    """What can be taken back; the numbers of a calendar entry never fall, since somebody may have seen them.

    Only from where on answers count is as before, so that those of before the decision count again.
    """
    for step in steps:
        if step.table != CalendarEntry.__tablename__ or step.before is None or step.after is None:
            yield step
        elif COUNTS in step.before:
            yield replace(step, before={COUNTS: step.before[COUNTS]}, after={COUNTS: step.after[COUNTS]})


def put_back(decision: SessionDecision, *, hand: Hand) -> None:
    """Make every row what it was before the decision; refused once letters were released or the rows have changed."""
    drafts: Drafts = decision.undo["drafts"]
    made = made_batches(decision.entries, drafts)
    if any(batch.state is BatchState.RELEASED for batch in made):
        raise Stale(RELEASED)
    if mark_of(picture_of(rows_of(decision))) != decision.undo["left"]:
        raise Stale(CHANGED)
    take_drafts_back(decision.entries, drafts, made=[batch.id for batch in made])
    take_back(Step(**stored) for stored in decision.undo["steps"])
    for change in decision.changes:
        for block in db.session.get_one(CommitteeSession, change["session"]).blocks:
            raise_version(block.entry, now=hand.now)


def made_batches(entry_ids: Collection[int], drafts: Drafts) -> list[MailBatch]:
    """The batches that were made since."""
    since = select(MailBatch).where(MailBatch.entry_id.in_(entry_ids), MailBatch.id.not_in(drafts["batches"]))
    return list(db.session.scalars(since))


def mark_of(picture: Picture) -> str:
    """One word for all that these rows say, but for the numbers of calendar entries, which rise by themselves."""
    said = {table: rows for table, rows in picture.items() if table != CalendarEntry.__tablename__}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def take_drafts_back(entry_ids: Collection[int], drafts: Drafts, *, made: Collection[int]) -> None:
    """Forget the letters that were drafted since, and draft again what was in draft before."""
    bodies = db.session.scalars(select(OutgoingMail.body_id).where(OutgoingMail.batch_id.in_(made))).all()
    revisions = select(Revision.id).where(Revision.entry_id.in_(entry_ids), Revision.id.not_in(drafts["revisions"]))
    numbers = db.session.scalars(revisions).all()
    for gone in (
        delete(OutgoingMail).where(OutgoingMail.batch_id.in_(made)),
        delete(MailBody).where(MailBody.id.in_(set(bodies))),
        delete(MailBatch).where(MailBatch.id.in_(made)),
        delete(PaperInRevision).where(PaperInRevision.revision_id.in_(numbers)),
        delete(Revision).where(Revision.id.in_(numbers)),
        update(MailBatch).where(MailBatch.id.in_(drafts["drafts"])).values(state=BatchState.DRAFT),
        update(OutgoingMail).where(OutgoingMail.batch_id.in_(drafts["drafts"])).values(state=MailState.DRAFT),
    ):
        db.session.execute(gone.execution_options(synchronize_session=False))
    db.session.expire_all()


def to_undo(before: Picture, after: Picture, *, drafts: Drafts) -> dict[str, Any]:
    """What takes a decision back: how its rows differ, how it left them, and what stood of letters before."""
    steps = [step.stored for step in kept_steps(steps_between(before, after))]
    return {"steps": steps, "left": mark_of(after), "drafts": drafts}
