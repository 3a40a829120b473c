"""One consultation as the desk sees it: its facts, whom it invites, what was sent and what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from models.consultations import Consultation
from models.database import db
from models.outbox import MailBatch, MailBody, OutgoingMail
from scheduler.queries.availability import Hour, Outlook, invited_people, outlook
from scheduler.queries.classified import holders_of, marks_on
from scheduler.queries.invited import CopyLine, copies_of, everybody_invited
from scheduler.queries.issues import Issue, issues_of
from scheduler.queries.papers import PaperLine, papers_of
from scheduler.queries.session_lines import name_of
from scheduler.queries.sights import consultation_sight
from scheduler.rules.marks import FoundMark
from scheduler.rules.replies import Dispute, Invited, Tally, agency_replies, disputes, parties, tally
from vocabulary.actor import Actor
from vocabulary.plan import Sight
from vocabulary.refusals import NotFound
from vocabulary.states import BatchState, Classification, ConsultationStatus, LetterKind, MailState, Modality
from vocabulary.text import N_, Bilingual

NOT_HERE = N_("This consultation does not exist.")


@dataclass(frozen=True, slots=True)
class Draft:
    """The letters that wait for an officer's release, by kind."""

    batch_id: int
    counts: Mapping[LetterKind, int]

    @property
    def total(self) -> int:
        """How many letters that is."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """A released batch none of whose letters has been touched: until `due_at` (the wall clock's) it may come back."""

    batch_id: int
    count: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ConsultationSheet:
    """A consultation, complete; `outlook` is None where its hour is not known, `sight` is what its form shows.

    `marks` are words that look like a mark of secrecy where it has none, `held` counts who may hold an invitation.
    """

    id: int
    entry_id: int
    sight: Sight
    status: ConsultationStatus
    title: Bilingual
    committee_key: str
    committee: Bilingual
    session_id: int | None
    session: Bilingual | None
    convener: Bilingual
    home: Bilingual
    day: date
    starts: datetime | None
    ends: datetime | None
    tzid: str
    modality: Modality
    place: str
    link: str
    agenda: str
    letter_number: str
    letter_dated: date | None
    reply_by: date | None
    classification: Classification
    marks: tuple[FoundMark, ...]
    held: int
    papers: tuple[PaperLine, ...]
    cancel_reason: str
    organizer_tag: str
    outlook: Outlook | None
    agencies: tuple[Bilingual, ...]
    invited: tuple[Invited, ...]
    copies: tuple[CopyLine, ...]
    draft: Draft | None
    waiting: Waiting | None
    issues: tuple[Issue, ...]

    @property
    def tally(self) -> Tally:
        """How the agencies have answered whose people are invited still."""
        wanted = [one for one in self.invited if not one.withdrawn]
        return tally(agency_replies(people) for people in parties(wanted).values())

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The agencies whose people have answered differently."""
        return disputes(self.invited)

    @property
    def is_planned(self) -> bool:
        """Whether it can still change."""
        return self.status is ConsultationStatus.PLANNED

    @property
    def is_classified(self) -> bool:
        """Whether nothing of it leaves."""
        return self.classification.is_marked

    def has_begun(self, now: datetime) -> bool:
        """Whether it can be recorded as held; one without an hour can on its day."""
        return self.starts is None or self.starts <= now


def consultation_sheet(consultation_id: int, *, actor: Actor, wall: datetime) -> ConsultationSheet:
    """Everything about a consultation, for the desk alone."""
    row = visible(consultation_id, actor=actor)
    return ConsultationSheet(
        id=row.id,
        entry_id=row.entry_id,
        sight=consultation_sight(row),
        status=row.status,
        title=row.title,
        committee_key=row.committee.key,
        committee=row.committee.short_name,
        session_id=row.session_id,
        session=None if row.committee_session is None else name_of(row.committee_session),
        convener=row.convener.name,
        home=row.committee.home.name,
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        tzid=row.tzid,
        modality=row.modality,
        place=row.place,
        link=row.link,
        agenda=row.agenda,
        letter_number=row.letter_number,
        letter_dated=row.letter_dated,
        reply_by=row.reply_by,
        classification=row.classification,
        marks=marks_on(row),
        held=holders_of(row.entry_id),
        papers=papers_of(row),
        cancel_reason=row.cancel_reason,
        organizer_tag=row.entry.organizer_tag,
        outlook=outlook_of(row, actor=actor),
        agencies=tuple(each.agency.name for each in row.agencies),
        invited=tuple(everybody_invited([row.entry_id])[row.entry_id]),
        copies=copies_of(row.entry_id),
        draft=draft_of(row.entry_id),
        waiting=waiting_batch(row.entry_id, wall=wall),
        issues=issues_of(row.entry_id),
    )


def visible(consultation_id: int, *, actor: Actor) -> Consultation:
    """The row, where this actor may see it; else it is not there."""
    row = db.session.get(Consultation, consultation_id)
    if row is None or not actor.is_desk:
        raise NotFound(NOT_HERE)
    return row


def outlook_of(row: Consultation, *, actor: Actor) -> Outlook | None:
    """What is known of the consultation's hour, and which of its invited are booked elsewhere then."""
    if row.starts is None or row.ends is None:
        return None
    return outlook_if_moved(row.id, starts=row.starts, ends=row.ends, actor=actor)


def outlook_if_moved(consultation_id: int, *, starts: datetime, ends: datetime, actor: Actor) -> Outlook:
    """What would be known of the consultation's hour if it were this one."""
    row = visible(consultation_id, actor=actor)
    hour = Hour(starts, ends, row.tzid)
    return outlook(row.committee, hour, people=invited_people(row.entry_id), besides=row.entry_id)


def draft_of(entry_id: int) -> Draft | None:
    """The letters that a meeting's draft holds."""
    rows = db.session.execute(
        select(MailBatch.id, MailBody.kind, func.count())
        .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .where(MailBatch.entry_id == entry_id, MailBatch.state == BatchState.DRAFT)
        .group_by(MailBatch.id, MailBody.kind)
    ).all()
    return Draft(rows[0][0], {kind: count for _, kind, count in rows}) if rows else None


def waiting_batch(entry_id: int, *, wall: datetime) -> Waiting | None:
    """The last released batch, as long as all of it still waits and can be called back."""
    batch = db.session.scalar(
        select(MailBatch)
        .where(MailBatch.entry_id == entry_id, MailBatch.state == BatchState.RELEASED)
        .options(selectinload(MailBatch.mails))
        .order_by(MailBatch.released_at.desc(), MailBatch.id.desc())
        .limit(1)
    )
    if batch is None or not is_untouched(batch.mails):
        return None
    due_at = min(mail.due_at for mail in batch.mails if mail.due_at is not None)
    return Waiting(batch.id, len(batch.mails), due_at) if due_at > wall else None


def is_untouched(mails: Sequence[OutgoingMail]) -> bool:
    """Whether no sender has looked at any of these letters."""
    return bool(mails) and all(mail.state is MailState.QUEUED and not mail.attempts for mail in mails)
