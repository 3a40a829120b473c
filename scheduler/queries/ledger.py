"""The ledger of answers: every answer ever given to a meeting, with its source, and which of them stand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from models.calendar_entries import Revision
from models.consultations import Consultation
from models.database import db
from models.invitations import Answer
from scheduler.queries.answers import standing_answers
from scheduler.queries.consultations import visible
from scheduler.queries.invited import everybody_invited
from scheduler.queries.substitutions import Named, named_at, substitutes_at
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.replies import Dispute, Invited, disputes
from vocabulary.actor import Actor
from vocabulary.invite import MeetingFacts
from vocabulary.states import AnswerSource, ConsultationStatus, PartStat
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One answer as it was given; `asked` is the meeting that it answered, where letters told of one.

    `counts` says that it was given to what the meeting now is, `stands` that it is the last of these.
    """

    answer_id: int
    partstat: PartStat
    comment: str
    reason: str
    source: AnswerSource
    said_by: str
    said_at: datetime
    recorded_by: str
    recorded_at: datetime
    asked: MeetingFacts | None
    counts: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class LedgerPerson:
    """An invited person with every answer, the last one first.

    `sends` are those whom he or she wanted to send instead, `instead_of` in whose place he or she comes.
    """

    invited: Invited
    lines: tuple[LedgerLine, ...]
    sends: tuple[Named, ...] = ()
    instead_of: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A consultation's ledger: those who have answered something first, in the order of their invitations."""

    consultation_id: int
    title: Bilingual
    committee: Bilingual
    day: date
    starts: datetime | None
    tzid: str
    status: ConsultationStatus
    is_classified: bool
    people: tuple[LedgerPerson, ...]

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The agencies whose people have answered differently."""
        return disputes(each.invited for each in self.people)

    @property
    def is_open(self) -> bool:
        """Whether answers are still recorded."""
        return self.status is ConsultationStatus.PLANNED

    @property
    def total(self) -> int:
        """How many answers there are."""
        return sum(len(each.lines) for each in self.people)


def ledger_of(consultation_id: int, *, actor: Actor) -> Ledger:
    """Every answer to a consultation, for the desk alone; so many queries, however many people and answers."""
    row = visible(consultation_id, actor=actor)
    invited = everybody_invited([row.entry_id])[row.entry_id]
    lines = lines_of(row, [each.invitation_id for each in invited])
    sends, stand_ins = named_at(row.entry_id), substitutes_at([row.entry_id])
    people = [
        LedgerPerson(
            invited=each,
            lines=tuple(lines.get(each.invitation_id, ())),
            sends=tuple(sends.get(each.invitation_id, ())),
            instead_of=stand_ins.get((row.entry_id, each.person_id)),
        )
        for each in invited
    ]
    return Ledger(
        consultation_id=row.id,
        title=row.title,
        committee=row.committee.short_name,
        day=row.day,
        starts=row.starts,
        tzid=row.tzid,
        status=row.status,
        is_classified=row.classification.is_marked,
        people=tuple(sorted(people, key=lambda each: not each.lines)),
    )


def lines_of(row: Consultation, invitation_ids: Collection[int]) -> Mapping[int, list[LedgerLine]]:
    """By invitation, its answers, the last one first."""
    answers = db.session.scalars(
        select(Answer).where(Answer.invitation_id.in_(invitation_ids)).order_by(Answer.id.desc())
    ).all()
    standing = {answer.id for answer in standing_answers(invitation_ids).values()}
    asked, found = meetings_asked(row.entry_id, answers), dict[int, list[LedgerLine]]()
    for answer in answers:
        line = LedgerLine(
            answer_id=answer.id,
            partstat=answer.partstat,
            comment=answer.comment,
            reason=answer.reason,
            source=answer.source,
            said_by=answer.said_by,
            said_at=answer.said_at,
            recorded_by=answer.recorded_by,
            recorded_at=answer.recorded_at,
            asked=asked.get(answer.sequence),
            counts=answer.sequence >= row.entry.material_sequence,
            stands=answer.id in standing,
        )
        found.setdefault(answer.invitation_id, []).append(line)
    return found


def meetings_asked(entry_id: int, answers: Sequence[Answer]) -> Mapping[int, MeetingFacts]:
    """By their number, the states of the meeting that were answered: one number has one time and place."""
    numbers = {answer.sequence for answer in answers}
    rows = db.session.execute(
        select(Revision.sequence, Revision.facts)
        .where(Revision.entry_id == entry_id, Revision.sequence.in_(numbers))
        .order_by(Revision.id)
    )
    return {sequence: thawed(facts) for sequence, facts in rows}
