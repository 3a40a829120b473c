"""Deciding about sessions: several changes as one deed, done as shown, and undone as a whole until letters leave."""

from dataclasses import dataclass

from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.decisions import SessionDecision
from scheduler.consultations import found as found_consultation
from scheduler.consultations import planned, redraft_consultation
from scheduler.decision_rows import drafts_of, put_back, rows_of, to_undo, write_state
from scheduler.decision_state import state_for
from scheduler.deed import deed
from scheduler.hand import Hand
from scheduler.issued_marks import keep_issued
from scheduler.pictures import picture_of
from scheduler.rules.decision_state import State
from scheduler.rules.decisions import consequences_of, digest_of, settled
from scheduler.rules.told_decisions import frozen_told, told
from scheduler.session_letters import entries_of as entries_of_session
from scheduler.session_letters import redraft_sessions
from scheduler.sessions import found, keep, plan_now
from scheduler.withholding import ask_anew, essentials
from vocabulary.days import local_day
from vocabulary.decisions import Consequences, Course, Decision, Proposal
from vocabulary.refusals import NotFound, Stale
from vocabulary.states import ConsultationStatus
from vocabulary.text import N_

MOVED = N_(
    "Something has changed since you looked, and nothing is done yet. Look at what this does now, and decide anew."
)

UNDONE = N_("This decision was undone already.")
NO_DECISION = N_("This decision does not exist.")


@dataclass(frozen=True, slots=True)
class Preview:
    """A decision with all that it would bring about; `seen` stands for the whole of it."""

    decision: Decision
    consequences: Consequences
    state: State

    @property
    def seen(self) -> str:
        """One word for all that is shown."""
        return digest_of(self.decision, self.consequences)


def preview(decision: Decision, *, hand: Hand) -> Preview:
    """What the decision would do, looked at and not done; refused where it cannot be made."""
    state = state_for([change.session_id for change in decision.changes], desk=hand.desk, now=hand.now)
    consequences = consequences_of(decision, state)
    return Preview(settled(decision, consequences), consequences, state)


def decide(decision: Decision, *, hand: Hand, seen: str | None = None) -> int:
    """Do what was decided, with the letters in draft; the number of the decision.

    `seen` stands for what its maker was shown: refused with `Stale` where it would do anything else by now.
    """
    with deed("decide about sessions", by=hand.by, now=hand.now) as record:
        shown = preview(decision, hand=hand)
        if seen is not None and seen != shown.seen:
            raise Stale(MOVED)
        row = remember(shown, hand=hand)
        carry_out(shown, row, hand=hand)
        numbers = [one.session_id for one in shown.consequences.after]
        record.about("session", numbers[0], document=row.document, decision=row.id, sessions=numbers)
        return row.id


def remember(shown: Preview, *, hand: Hand) -> SessionDecision:
    """The decision's own row."""
    decision = shown.decision
    row = SessionDecision(
        document=decision.document,
        dated=decision.dated,
        reason=decision.reason,
        decided_at=hand.now,
        decided_by=hand.by.label,
        changes=[{"session": change.session_id, "verb": change.verb.value} for change in decision.changes],
        told=frozen_told(told(decision, shown.consequences)),
        entries=entries_of(shown.consequences),
        undo={},
    )
    db.session.add(row)
    db.session.flush()
    return row


def entries_of(consequences: Consequences) -> list[int]:
    """By what calendars know the meetings whose letters are drafted anew."""
    wanted = select(Consultation.entry_id).where(Consultation.id.in_(consequences.redrafted))
    days = (number for session_id in consequences.invited for number in entries_of_session(session_id))
    return sorted({*db.session.scalars(wanted), *days})


def carry_out(shown: Preview, row: SessionDecision, *, hand: Hand) -> None:
    """Change the sessions, then the consultations that follow, then draft the letters; and keep what was there."""
    consequences = shown.consequences
    drafts, before = drafts_of(row.entries), picture_of(rows_of(row))
    change_sessions(consequences, row, hand=hand)
    for proposal in consequences.proposals:
        if proposal.is_followed:
            follow(proposal, reason=row.reason or row.document)
    for number in consequences.redrafted:
        redraft_consultation(found_consultation(number), hand=hand)
    redraft_sessions([found(number) for number in consequences.invited], now=hand.now, desk=hand.desk)
    keep_issued(hand.now, decision=row)
    row.entries = entries_of(consequences)  # new days have new identities
    row.undo = to_undo(before, picture_of(rows_of(row)), drafts=drafts)


def change_sessions(consequences: Consequences, row: SessionDecision, *, hand: Hand) -> None:
    """Write every session's new plan and keep its former one, with the decision that ended it."""
    for after in consequences.after:
        committee_session = found(after.session_id)
        former = plan_now(committee_session)
        write_state(committee_session, after, hand=hand)
        keep(committee_session, former, document=row.document, hand=hand)
        db.session.flush()
        latest = committee_session.revisions[-1]
        latest.decision = row


def follow(proposal: Proposal, *, reason: str) -> None:
    """Let a consultation do what was proposed for it."""
    consultation = planned(proposal.consultation_id)
    before = essentials(consultation)
    if proposal.course is Course.CANCEL:
        consultation.status, consultation.cancel_reason = ConsultationStatus.CANCELLED, reason
        return
    consultation.starts, consultation.ends = proposal.starts, proposal.ends
    consultation.day = local_day(proposal.starts, consultation.tzid)
    consultation.reply_by = proposal.reply_by
    ask_anew(consultation, since=before)


def undo(decision_id: int, *, hand: Hand) -> None:
    """Take a decision back as a whole, as if it had not been made; refused once its letters were released."""
    with deed("undo decision about sessions", by=hand.by, now=hand.now) as record:
        row = found_decision(decision_id)
        if row.undone_at is not None:
            raise Stale(UNDONE)
        put_back(row, hand=hand)
        row.undone_at, row.undone_by, row.undo = hand.now, hand.by.label, {}
        record.about("session", row.changes[0]["session"], document=row.document, decision=row.id)


def found_decision(decision_id: int) -> SessionDecision:
    """The decision of this number, or a refusal."""
    row = db.session.get(SessionDecision, decision_id)
    if row is None:
        raise NotFound(NO_DECISION)
    return row
