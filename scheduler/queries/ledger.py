"""The ledger of answers: every answer ever given to a meeting, with its source, and which of them stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.invitations import Answer, Invitation
from scheduler.queries.answers import standing_answers
from scheduler.queries.invited import everybody_invited
from scheduler.queries.occasions import Occasion, occasion_at
from scheduler.queries.substitutions import Named, named_at, substitutes_at
from scheduler.queries.who_traces import states_of
from scheduler.rules.replies import Dispute, Invited, disputes
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.invite import MeetingFacts
from vocabulary.states import AnswerSource, PartStat
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
    entry_id: int
    lines: tuple[LedgerLine, ...]
    sends: tuple[Named, ...] = ()
    instead_of: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A meeting's ledger: those who have answered something first, in the order of their invitations."""

    occasion: Occasion
    people: tuple[LedgerPerson, ...]

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The agencies whose people have answered differently; delegates answer each for himself or herself."""
        return () if self.occasion.is_session else disputes(each.invited for each in self.people)

    @property
    def total(self) -> int:
        """How many answers there are."""
        return sum(len(each.lines) for each in self.people)


def ledger_of(place: Place, *, actor: Actor) -> Ledger:
    """Every answer to a consultation or a session, for the desk alone; so many queries, however many people."""
    one = occasion_at(place, actor=actor)
    found = everybody_invited(one.entry_ids)
    invited = [(number, each) for number in one.entry_ids for each in found[number]]
    lines = lines_of(one, [each.invitation_id for _, each in invited])
    sends = named_at(one.entry_ids)
    stand_ins = {person_id: name for (_, person_id), name in substitutes_at(one.entry_ids).items()}
    people = [
        LedgerPerson(
            invited=each,
            entry_id=number,
            lines=tuple(lines.get(each.invitation_id, ())),
            sends=tuple(sends.get(each.invitation_id, ())),
            instead_of=stand_ins.get(each.person_id),
        )
        for number, each in invited
    ]
    return Ledger(one, tuple(sorted(people, key=lambda each: not each.lines)))


def lines_of(one: Occasion, invitation_ids: Collection[int]) -> Mapping[int, list[LedgerLine]]:
    """By invitation, its answers, the last one first."""
    answers = db.session.execute(
        select(Answer, Invitation.entry_id)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(Answer.invitation_id.in_(invitation_ids))
        .order_by(Answer.id.desc())
    ).all()
    standing = {answer.id for answer in standing_answers(invitation_ids).values()}
    states, material = states_of(one.entry_ids), {part.entry_id: part.material for part in one.parts}
    found: dict[int, list[LedgerLine]] = {}
    for answer, entry_id in answers:
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
            asked=states.at(entry_id, answer.sequence),
            counts=answer.sequence >= material[entry_id],
            stands=answer.id in standing,
        )
        found.setdefault(answer.invitation_id, []).append(line)
    return found
