"""Enclosed files: what a page names of them, and their bytes, read by their digest alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import or_, select

from models.consultations import Consultation, Paper
from models.database import db
from models.outbox import OutgoingMail
from models.papers import PaperContent
from scheduler.queries.meetings import MyMeeting
from scheduler.rules.frozen_facts import thawed
from vocabulary.actor import Actor
from vocabulary.invite import Enclosure
from vocabulary.refusals import NotFound
from vocabulary.states import EnclosureKind
from vocabulary.text import N_

NO_FILE = N_("This file is not here any more. Look at the letter again, or ask the desk.")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One file on a page; `is_enclosed` tells one that a consultation has from one that a form holds."""

    id: int
    kind: EnclosureKind
    name: str
    size: int
    digest: str
    added_at: datetime
    added_by: str
    is_enclosed: bool


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file to be handed out."""

    name: str
    content: bytes


def paper_line(row: Paper) -> PaperLine:
    """A row as a page shows it."""
    return PaperLine(
        id=row.id,
        kind=row.kind,
        name=row.name,
        size=row.size,
        digest=row.digest,
        added_at=row.added_at,
        added_by=row.added_by,
        is_enclosed=row.consultation_id is not None,
    )


def papers_of(consultation: Consultation) -> tuple[PaperLine, ...]:
    """The files of a consultation, in the order in which its letters name them."""
    return tuple(paper_line(row) for row in consultation.papers)


def papers_in_form(numbers: Collection[int], *, consultation_id: int | None = None) -> tuple[PaperLine, ...]:
    """The files that a form can tick: those of its consultation, and those it holds itself."""
    held = Paper.consultation_id.is_(None) & Paper.id.in_(numbers)
    own = held if consultation_id is None else or_(held, Paper.consultation_id == consultation_id)
    rows = db.session.scalars(select(Paper).where(own).order_by(Paper.kind.desc(), Paper.position, Paper.id))
    return tuple(paper_line(row) for row in rows)


def paper_of(consultation_id: int, paper_id: int, *, actor: Actor) -> PaperFile:
    """A file of a consultation, for the desk."""
    row = db.session.get(Paper, paper_id)
    if row is None or row.consultation_id != consultation_id or not actor.is_desk:
        raise NotFound(NO_FILE)
    return PaperFile(row.name, content_of(row.digest))


def paper_of_mail(mail_id: int, digest: str, *, actor: Actor) -> PaperFile:
    """A file as a letter named it, for the desk."""
    mail = db.session.get(OutgoingMail, mail_id) if actor.is_desk else None
    if mail is None or mail.body.revision is None:
        raise NotFound(NO_FILE)
    return named(thawed(mail.body.revision.facts).enclosures, digest)


def paper_of_meeting(meeting: MyMeeting, digest: str) -> PaperFile:
    """A file as an invited person was last told of it; none where the invitation does not stand."""
    if meeting.cancelled or meeting.withdrawn:
        raise NotFound(NO_FILE)
    return named(meeting.facts.enclosures, digest)


def named(enclosures: Collection[Enclosure], digest: str) -> PaperFile:
    """The one of these files that has this digest."""
    for one in enclosures:
        if one.digest == digest and is_kept(digest):
            return PaperFile(one.name, content_of(digest))
    raise NotFound(NO_FILE)


def is_kept(digest: str) -> bool:
    """Whether there are bytes of this digest."""
    return db.session.scalar(select(PaperContent.digest).where(PaperContent.digest == digest)) is not None


def content_of(digest: str) -> bytes:
    """The bytes of this digest; a ValueError where they are not kept or not what they were."""
    content = db.session.scalar(select(PaperContent.content).where(PaperContent.digest == digest))
    if content is None or sha256(content).hexdigest() != digest:
        raise ValueError(f"the enclosed file {digest} is not kept as it was")
    return content
