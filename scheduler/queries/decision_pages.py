"""A decision's page: what was decided and told, and how far its letters are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from models.consultations import Consultation
from models.database import db
from models.decisions import SessionDecision
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.sessions import BlockIdentity, CommitteeSession
from scheduler.queries.classified import marks_on
from scheduler.queries.consultations import Draft, Waiting, is_untouched
from scheduler.queries.home import home_tzid
from scheduler.queries.session_lines import name_of
from scheduler.rules.marks import FoundMark
from scheduler.rules.told_decisions import Told, thawed_told
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound
from vocabulary.states import BatchState, LetterKind
from vocabulary.text import N_, Bilingual

NO_DECISION = N_("This decision does not exist.")


@dataclass(frozen=True, slots=True)
class DecidedMeeting:
    """A meeting that a decision changed: the letters that wait for their release, and those that were let go.

    It is a consultation, or a run of a session's days.
    """

    about: Place
    title: Bilingual
    draft: Draft | None
    marks: tuple[FoundMark, ...]
    released: int
    waiting: Waiting | None


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision as the desk sees it."""

    id: int
    document: str
    dated: date | None
    reason: str
    decided_at: datetime
    decided_by: str
    undone_at: datetime | None
    undone_by: str
    tzid: str
    told: Told
    meetings: tuple[DecidedMeeting, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What waits to be released."""
        return tuple(one.draft for one in self.meetings if one.draft is not None)

    @property
    def draft(self) -> Draft:
        """All of that in one."""
        counts = {kind: sum(one.counts.get(kind, 0) for one in self.drafts) for kind in LetterKind}
        return Draft(0, {kind: count for kind, count in counts.items() if count})

    @property
    def marks(self) -> tuple[FoundMark, ...]:
        """Words in what waits that look like a mark of secrecy."""
        return tuple(mark for one in self.meetings if one.draft is not None for mark in one.marks)

    @property
    def released(self) -> int:
        """How many letters were let go."""
        return sum(one.released for one in self.meetings)

    @property
    def waiting(self) -> int:
        """How many of them can be called back: all, or none."""
        waiting = [one.waiting for one in self.meetings if one.released]
        return sum(one.count for one in waiting if one is not None) if all(waiting) else 0

    @property
    def may_be_undone(self) -> bool:
        """Whether nobody has been told anything, so that it can be undone as a whole."""
        return self.undone_at is None and not self.released


def decision_page(decision_id: int, *, actor: Actor, wall: datetime) -> DecisionPage:
    """A decision's page, for the desk alone; as many queries for one meeting as for all."""
    row = db.session.get(SessionDecision, decision_id)
    if row is None or not actor.is_desk:
        raise NotFound(NO_DECISION)
    return DecisionPage(
        id=row.id,
        document=row.document,
        dated=row.dated,
        reason=row.reason,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        tzid=home_tzid(),
        told=thawed_told(row.told),
        meetings=() if row.undone_at is not None else meetings_of(row, wall=wall),
    )


def meetings_of(row: SessionDecision, *, wall: datetime) -> tuple[DecidedMeeting, ...]:
    """The days of invited delegations and the consultations that the decision changed, these by their hours."""
    found = db.session.scalars(
        select(Consultation)
        .where(Consultation.entry_id.in_(row.entries))
        .options(selectinload(Consultation.papers))
        .order_by(Consultation.starts, Consultation.id)
    ).all()
    drafts, released = drafts_of(row.entries), released_since(row)
    return tuple(
        DecidedMeeting(
            about=about,
            title=title,
            draft=drafts.get(entry_id),
            marks=marks,
            released=sum(len(batch.mails) for batch in released.get(entry_id, [])),
            waiting=waiting_of(released.get(entry_id, []), wall=wall),
        )
        for entry_id, about, title, marks in [*runs_in(row.entries), *map(consultation_in, found)]
        if about.kind == "consultation" or entry_id in drafts or entry_id in released
    )


Titled = tuple[int, Place, Bilingual, tuple[FoundMark, ...]]
"""A meeting by its calendar entry: what it is, its name, and the words in it that look like a mark of secrecy."""


def consultation_in(row: Consultation) -> Titled:
    """A consultation."""
    return row.entry_id, Place("consultation", row.id), row.title, marks_on(row)


def runs_in(entry_ids: Sequence[int]) -> Iterator[Titled]:
    """The runs of sessions' days among these meetings."""
    rows = db.session.execute(
        select(BlockIdentity.entry_id, CommitteeSession)
        .join(CommitteeSession, CommitteeSession.id == BlockIdentity.session_id)
        .where(BlockIdentity.entry_id.in_(entry_ids))
        .order_by(BlockIdentity.session_id, BlockIdentity.position)
    )
    for entry_id, committee_session in rows:
        yield entry_id, Place("session", committee_session.id), name_of(committee_session), ()


def drafts_of(entry_ids: Sequence[int]) -> dict[int, Draft]:
    """By meeting: the letters that its draft holds."""
    rows = db.session.execute(
        select(MailBatch.entry_id, MailBatch.id, MailBody.kind, func.count())
        .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .where(MailBatch.entry_id.in_(entry_ids), MailBatch.state == BatchState.DRAFT)
        .group_by(MailBatch.entry_id, MailBatch.id, MailBody.kind)
    )
    found: dict[int, Draft] = {}
    for entry_id, batch_id, kind, count in rows:
        before = found[entry_id].counts if entry_id in found else {}
        found[entry_id] = Draft(batch_id, {**before, kind: count})
    return found


def released_since(row: SessionDecision) -> Mapping[int, list[MailBatch]]:
    """By meeting: the batches that were let go after the decision."""
    batches = db.session.scalars(
        select(MailBatch)
        .where(
            MailBatch.entry_id.in_(row.entries),
            MailBatch.state == BatchState.RELEASED,
            MailBatch.id.not_in(row.undo["drafts"]["batches"]),
        )
        .options(selectinload(MailBatch.mails))
        .order_by(MailBatch.id)
    )
    found: dict[int, list[MailBatch]] = {}
    for batch in batches:
        found.setdefault(batch.entry_id, []).append(batch)
    return found


def waiting_of(batches: Sequence[MailBatch], *, wall: datetime) -> Waiting | None:
    """What was let go, as long as all of it can be called back."""
    mails = [mail for batch in batches for mail in batch.mails]
    if not is_untouched(mails):
        return None
    due_at = min(mail.due_at for mail in mails if mail.due_at is not None)
    return Waiting(batches[-1].id, len(mails), due_at) if due_at > wall else None
