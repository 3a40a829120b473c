"""Sent mail: what was promised to whom, how its delivery stands, and what the server said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import joinedload

from models.consultations import Consultation
from models.database import db
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.sessions import BlockIdentity
from scheduler.rules.frozen_facts import thawed
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.invite import MeetingFacts
from vocabulary.refusals import NotFound
from vocabulary.states import BatchState, LetterKind, MailState
from vocabulary.text import N_, Bilingual

PAGE = 100
FAILED = (MailState.REFUSED, MailState.BOUNCED)


@dataclass(frozen=True, slots=True)
class MailLine:
    """One letter in the list; `at` is when it left, or was promised where it has not."""

    id: int
    kind: LetterKind
    state: MailState
    person_id: int | None
    name: str
    address: str
    title: Bilingual | None
    starts: datetime | None
    tzid: str
    at: datetime
    attempts: int
    code: int | None
    words: str
    about: Place | None

    @property
    def failed(self) -> bool:
        """Whether somebody must look at it."""
        return self.state in FAILED


@dataclass(frozen=True, slots=True)
class MailPage:
    """One page of letters, the latest first; `older` is where the next page goes on, None at the end."""

    lines: tuple[MailLine, ...]
    counts: Mapping[MailState, int]
    older: int | None

    @property
    def total(self) -> int:
        """How many letters there are in all."""
        return sum(self.counts.values())


def sent_mail(
    state: MailState | None, *, actor: Actor, before: int | None = None, batch: int | None = None
) -> MailPage:
    """The letters in one state, or in any, or those that were released together; what was only drafted is none yet."""
    if not actor.is_desk:
        return MailPage((), {}, None)
    wanted = listed()
    if state is not None:
        wanted = wanted.where(OutgoingMail.state == state)
    if before is not None:
        wanted = wanted.where(OutgoingMail.id < before)
    if batch is not None:
        wanted = wanted.where(OutgoingMail.batch_id == batch)
    numbers = wanted.order_by(OutgoingMail.id.desc()).limit(PAGE + 1).subquery()  # sorts nothing but numbers
    found = db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.id.in_(select(numbers)))
        .options(joinedload(OutgoingMail.body).joinedload(MailBody.revision))
        .order_by(OutgoingMail.id.desc())
    ).all()
    shown = found[:PAGE]
    older = shown[-1].id if len(found) > PAGE else None
    return MailPage(lines_of(shown), counts(), older)


def mail_line(mail_id: int, *, actor: Actor) -> MailLine:
    """One letter of the list, drafts included: its page is also shown before the release."""
    found = db.session.get(OutgoingMail, mail_id) if actor.is_desk else None
    if found is None:
        raise NotFound(N_("This letter does not exist."))
    return lines_of([found])[0]


def listed() -> Select[int]:
    """The number of every letter that was ever let go, those that later gave way included."""
    return select(OutgoingMail.id).outerjoin(MailBatch, MailBatch.id == OutgoingMail.batch_id).where(was_let_go())


def was_let_go() -> ColumnElement[bool]:
    """Whether an officer released the letter, or nobody had to."""
    return or_(MailBatch.id.is_(None), MailBatch.state == BatchState.RELEASED)


def counts() -> dict[MailState, int]:
    """How many letters there are in each state."""
    rows = db.session.execute(
        select(OutgoingMail.state, func.count())
        .outerjoin(MailBatch, MailBatch.id == OutgoingMail.batch_id)
        .where(was_let_go())
        .group_by(OutgoingMail.state)
    )
    return {row[0]: row[1] for row in rows}


def lines_of(mails: Sequence[OutgoingMail]) -> tuple[MailLine, ...]:
    """The letters as lines, with the meetings they are about: one query more, however many there are."""
    entry_ids = {mail.body.revision.entry_id for mail in mails if mail.body.revision is not None}
    meetings = meetings_behind(entry_ids)
    return tuple(line_of(mail, meetings) for mail in mails)


def meetings_behind(entry_ids: Collection[int]) -> dict[int, Place]:
    """By calendar entry: the consultation, or the session of which it is a run of days; one query."""
    rows = db.session.execute(
        select(Consultation.entry_id, Consultation.id, literal("consultation"))
        .where(Consultation.entry_id.in_(entry_ids))
        .union_all(
            select(BlockIdentity.entry_id, BlockIdentity.session_id, literal("session")).where(
                BlockIdentity.entry_id.in_(entry_ids)
            )
        )
    )
    return {entry_id: Place(kind, number) for entry_id, number, kind in rows}


def line_of(mail: OutgoingMail, meetings: Mapping[int, Place]) -> MailLine:
    """One letter as a line; the meeting is as the letter tells it."""
    revision = mail.body.revision
    facts: MeetingFacts | None = None if revision is None else thawed(revision.facts)
    return MailLine(
        id=mail.id,
        kind=mail.body.kind,
        state=mail.state,
        person_id=mail.person_id,
        name=mail.name,
        address=mail.address,
        title=None if facts is None else facts.title,
        starts=None if facts is None else facts.starts,
        tzid="UTC" if facts is None else facts.tzid,
        at=mail.sent_at or mail.created_at,
        attempts=mail.attempts,
        code=mail.reply_code,
        words=mail.reply_text,
        about=None if revision is None else meetings.get(revision.entry_id),
    )
