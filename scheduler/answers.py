"""Recording answers: what an invited person says, whichever way it reaches the desk.

An answer belongs to the revision that its giver had been told; whether it still counts is asked when it is read.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from models.calendar_entries import Revision
from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.substitutions import Substitution
from scheduler.deed import deed
from scheduler.queries.classified import classified_meeting, is_classified
from scheduler.queries.meetings import WITHHELD
from scheduler.queries.sights import answer_sight, refuse_overtaken
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.lengths import too_long
from vocabulary.actor import Actor
from vocabulary.plan import Sight
from vocabulary.refusals import NotFound, Refusal, Stale, Withheld
from vocabulary.states import (
    ActorKind,
    AnswerSource,
    BatchState,
    ConsultationStatus,
    LetterKind,
    MailState,
    Method,
    PartStat,
)
from vocabulary.substitutions import SubstitutionState
from vocabulary.text import N_, clean_line, clean_text

COMMENT_LENGTH = 2000
NAME_LENGTH = 200
GIVEN = (PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED)
BY_ONESELF = (AnswerSource.LINK, AnswerSource.SIGNED_IN)

NO_INVITATION = N_("This invitation does not exist any more. Ask the desk if you think it should.")
NOT_SENT = N_("This invitation has not been sent yet. Release it first, then record the answer.")
CANCELLED = N_("This meeting is cancelled, so there is nothing to answer any more.")
OVER = N_("This meeting is over. Tell the desk if the answer on record is wrong.")
CHOOSE = N_("Choose an answer.")
FUTURE = N_("An answer cannot be given in the future. Write when it was given.")
NOBODY = N_("Write who gave the answer.")
WHY = N_("Write why the answer on record is wrong: it stays in the list of answers with your reason.")
NOTHING_WRONG = N_("There is no answer to correct. Choose how the answer came.")


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer as it was given: by whom, when, in which way; `reason` is why an officer corrects the one before."""

    partstat: PartStat
    comment: str
    source: AnswerSource
    said_by: str
    said_at: datetime
    reason: str = ""

    @property
    def is_correction(self) -> bool:
        """Whether an officer puts right what is on record; it may then say that no answer was given at all."""
        return self.source is AnswerSource.CORRECTION

    def because(self, reason: str) -> "GivenAnswer":
        """The same answer, with the reason why it corrects the one before."""
        return replace(self, reason=reason)


def record_answer(
    invitation_id: int, given: GivenAnswer, *, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Record what an invited person answered; the same answer given again adds nothing.

    Refused: an invitation withdrawn or never sent, a cancelled meeting, and, from the invited themselves, one that is
    over. Only the desk answers for somebody else. Refused with `Overtaken`: another answer on record than was seen.
    """
    with deed("record answer", by=by, now=now) as record:
        row = keep_answer(invitation_id, given, by=by, now=now, seen=seen)
        record.about("invitation", invitation_id, **({} if row is not None else {"repeated": True}))


def keep_answer(
    invitation_id: int, given: GivenAnswer, *, by: Actor, now: datetime, seen: Sight | None = None
) -> Answer | None:
    """The same as a step of another deed; None where it is on record already."""
    given, invitation = cleaned(given), answerable(invitation_id, by=by)
    refuse_faults(invitation, given, now=now)
    mine, about = sight_of_answer(given), ("invitation", invitation_id)
    refuse_overtaken(seen, answer_sight(invitation_id), mine=mine, about=about)
    sequence = sequence_answered(invitation, given.said_at)
    if repeats(invitation, given, sequence=sequence):
        return None
    take_substitute_back(invitation.id, now=now)
    row = answer_row(invitation.id, given, sequence=sequence, by=by, now=now)
    db.session.add(row)
    return row


def take_substitute_back(invitation_id: int, *, now: datetime) -> None:
    """Whoever answers for himself or herself sends nobody else any more, as long as the desk has not decided."""
    row = db.session.scalar(
        select(Substitution).where(
            Substitution.invitation_id == invitation_id, Substitution.state == SubstitutionState.OPEN
        )
    )
    if row is not None:
        row.state, row.decided_at = SubstitutionState.TAKEN_BACK, now
        db.session.flush()


def sight_of_answer(given: GivenAnswer) -> Sight:
    """An answer as the form of the next one shows it."""
    return {
        "answer": given.partstat.value,
        "source": given.source.value,
        "said_by": given.said_by,
        "said_at": given.said_at.isoformat(),
        "comment": given.comment,
    }


def cleaned(given: GivenAnswer) -> GivenAnswer:
    """The same without control characters."""
    return replace(
        given,
        comment=clean_text(given.comment).strip(),
        said_by=clean_line(given.said_by),
        reason=clean_text(given.reason).strip() if given.is_correction else "",
    )


def answerable(invitation_id: int, *, by: Actor) -> Invitation:
    """The invitation, where this actor may answer it; else it is not there."""
    invitation = db.session.get(Invitation, invitation_id)
    if (
        invitation is None
        or invitation.is_copy
        or invitation.withdrawn_at is not None
        or not may_answer(by, invitation)
    ):
        raise NotFound(NO_INVITATION)
    if not by.is_desk and is_classified(invitation.entry_id):
        raise Withheld(WITHHELD)
    return invitation


def may_answer(by: Actor, invitation: Invitation) -> bool:
    """The desk for everybody, a link for its own invitation, everybody else for himself or herself."""
    if by.kind is ActorKind.LINK:
        return by.invitation_id == invitation.id
    return by.is_desk or by.person_id == invitation.person_id


def refuse_faults(invitation: Invitation, given: GivenAnswer, *, now: datetime) -> None:
    """Refuse what cannot be an answer to this invitation now: its first fault, on the field that it is in."""
    refuse_state(invitation, given.source, now=now)
    if given.partstat not in GIVEN and not (given.is_correction and given.partstat is PartStat.NEEDS_ACTION):
        raise Refusal(CHOOSE, field="answer")
    refuse_correction(invitation, given)
    if given.said_at > now:
        raise Refusal(FUTURE, field="said_day")
    if not given.said_by:
        raise Refusal(NOBODY, field="said_by")
    texts = too_long(COMMENT_LENGTH, comment=given.comment, reason=given.reason)
    for problem in [*texts, *too_long(NAME_LENGTH, said_by=given.said_by)]:
        raise problem


def refuse_correction(invitation: Invitation, given: GivenAnswer) -> None:
    """Refuse to correct what is not on record, or without saying why."""
    if given.is_correction and not invitation.answers:
        raise Refusal(NOTHING_WRONG, field="source")
    if given.is_correction and not given.reason:
        raise Refusal(WHY, field="reason")


def refuse_state(invitation: Invitation, source: AnswerSource, *, now: datetime) -> None:
    """Refuse where nothing has left, the meeting is cancelled, or it is over and the invited answer by themselves.

    Of a classified meeting nothing leaves here: what was told by another way, the desk alone knows.
    """
    kept = classified_meeting(invitation.entry_id)
    if kept is not None:
        if kept.status is ConsultationStatus.CANCELLED:
            raise Stale(CANCELLED)
        return
    if invitation.told_revision is None:
        raise Stale(NOT_SENT)
    if invitation.told_method is not Method.REQUEST:
        raise Stale(CANCELLED)
    if source in BY_ONESELF and thawed(invitation.told_revision.facts).is_over(now):
        raise Stale(OVER)


def sequence_answered(invitation: Invitation, said_at: datetime) -> int:
    """The number of what was answered; of a classified meeting, that from which answers count."""
    if is_classified(invitation.entry_id):
        return invitation.entry.material_sequence
    return revision_told_at(invitation, said_at).sequence


def revision_told_at(invitation: Invitation, said_at: datetime) -> Revision:
    """What this person had been told when the answer was given; before everything else, the first thing told.

    An answer to the old hour, recorded after the move, must not count for the new one.
    """
    told = told_revisions(invitation)
    before = [revision for released_at, revision in told if released_at <= said_at]
    return before[-1] if before else told[0][1]


def told_revisions(invitation: Invitation) -> list[tuple[datetime, Revision]]:
    """Every state this person was told, with the moment of its release, the oldest first."""
    rows = db.session.execute(
        select(MailBatch.released_at, Revision)
        .select_from(OutgoingMail)
        .join(MailBatch, MailBatch.id == OutgoingMail.batch_id)
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .join(Revision, Revision.id == MailBody.revision_id)
        .where(
            OutgoingMail.invitation_id == invitation.id,
            MailBatch.state == BatchState.RELEASED,
            OutgoingMail.state != MailState.DROPPED,
            MailBody.kind.in_([LetterKind.INVITATION, LetterKind.UPDATE]),
        )
        .order_by(OutgoingMail.id)
    )
    return [(released_at, revision) for released_at, revision in rows if released_at is not None]


def repeats(invitation: Invitation, given: GivenAnswer, *, sequence: int) -> bool:
    """Whether the last answer on record says the same, in the same way, to the same state."""
    last = db.session.scalar(
        select(Answer).where(Answer.invitation_id == invitation.id).order_by(Answer.id.desc()).limit(1)
    )
    if last is None:
        return False
    said = (last.partstat, last.comment, last.source, last.said_by, last.reason, last.sequence)
    return said == (given.partstat, given.comment, given.source, given.said_by, given.reason, sequence)


def answer_row(invitation_id: int, given: GivenAnswer, *, sequence: int, by: Actor, now: datetime) -> Answer:
    """The answer as a row; `sequence` is that of the state of the meeting that was answered."""
    return Answer(
        invitation_id=invitation_id,
        partstat=given.partstat,
        comment=given.comment,
        source=given.source,
        said_by=given.said_by,
        said_at=given.said_at,
        recorded_by=by.label,
        recorded_at=now,
        sequence=sequence,
        reason=given.reason,
    )
