"""PDF files that letters enclose: taken in, put with a consultation, forgotten when nobody needs them.

The bytes are kept once, under their digest. As long as a letter that was let go names them they stay; a file that was
taken in by mistake and has not left is gone with the deed that removes it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, exists, select

from mail.enclosures import PLAIN_NAMES
from models.consultations import Consultation, Paper
from models.database import db
from models.outbox import MailBody, OutgoingMail
from models.papers import PaperContent, PaperInRevision
from scheduler.deed import deed
from scheduler.rules.enclosures import FIELDS, refuse_too_large, refuse_too_much
from scheduler.rules.file_names import safe_pdf_name
from scheduler.rules.pdf import refuse_unfit
from vocabulary.actor import Actor
from vocabulary.plan import PaperLimits, Upload
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import EnclosureKind, MailState
from vocabulary.text import N_

WAITING = timedelta(days=1)
"""How long a file that a form holds waits for the form to be sent."""

GONE = N_("One of these files is not kept any more. Choose it again.")


def take_in(uploads: Sequence[Upload], *, limits: PaperLimits, by: Actor, now: datetime) -> tuple[int, ...]:
    """Keep files that a form sends, before all else in it is right; the numbers of their rows.

    Refused, each on its field, and nothing kept: what is too large, or no PDF that may travel.
    """
    names = checked_names(uploads, limits=limits)
    if not uploads:
        return ()
    with deed("take in papers", by=by, now=now) as record:
        forget_unneeded(now)
        rows = [new_paper(upload, name, by=by, now=now) for upload, name in zip(uploads, names, strict=True)]
        db.session.flush()
        record.about("paper", rows[0].id)
        return tuple(row.id for row in rows)


def checked_names(uploads: Sequence[Upload], *, limits: PaperLimits) -> list[str]:
    """The safe names of these files; refused with every problem at once."""
    names, problems = [], []
    for upload in uploads:
        name = safe_pdf_name(upload.name, otherwise=PLAIN_NAMES[upload.kind])
        try:
            refuse_too_large(upload, name=name, limits=limits)
            refuse_unfit(upload.content, name=name, field=FIELDS[upload.kind])
        except Refusal as refusal:
            problems.append(refusal)
        names.append(name)
    if problems:
        raise Invalid(problems)
    return names


def new_paper(upload: Upload, name: str, *, by: Actor, now: datetime) -> Paper:
    """A row for one file, whose bytes are written where they are not kept already."""
    digest = sha256(upload.content).hexdigest()
    if db.session.get(PaperContent, digest) is None:
        db.session.add(PaperContent(digest=digest, content=upload.content))
        db.session.flush()
    paper = Paper(digest=digest, kind=upload.kind, name=name, size=len(upload.content), added_at=now, added_by=by.label)
    db.session.add(paper)
    return paper


def put_papers(consultation: Consultation, numbers: Sequence[int], *, limits: PaperLimits) -> None:
    """Enclose exactly these files, the signed letter first; the same bytes twice are one enclosure.

    Refused: a file that is not kept any more or is another consultation's, and more than a letter takes.
    """
    own = {paper.id: paper for paper in consultation.papers}
    rows = db.session.scalars(select(Paper).where(Paper.id.in_(numbers), Paper.consultation_id.is_(None)))
    found = own | {paper.id: paper for paper in rows}
    if any(number not in found for number in numbers):
        raise Refusal(GONE, field=FIELDS[EnclosureKind.ENCLOSURE])
    chosen = list({found[number].digest: found[number] for number in reversed(numbers)}.values())[::-1]
    chosen.sort(key=lambda paper: list(EnclosureKind).index(paper.kind))
    refuse_too_much([paper.enclosure for paper in chosen], limits=limits)
    for position, paper in enumerate(chosen):
        paper.position = position
    leaving = [paper for paper in consultation.papers if paper not in chosen]
    for paper in leaving:
        consultation.papers.remove(paper)
    db.session.flush()
    consultation.papers[:] = chosen


def forget_unneeded(now: datetime) -> None:
    """Let go of files that no form, no consultation and no letter that left or waits can name any more."""
    promised = select(MailBody.revision_id).join(OutgoingMail, OutgoingMail.body_id == MailBody.id)
    promised = promised.where(OutgoingMail.state != MailState.DROPPED, MailBody.revision_id.is_not(None))
    db.session.flush()
    waiting = select(Paper).where(Paper.consultation_id.is_(None), Paper.added_at < now - WAITING)
    for paper in db.session.scalars(waiting):
        db.session.delete(paper)  # one by one, so that the audit tells which
    db.session.flush()
    db.session.execute(delete(PaperInRevision).where(PaperInRevision.revision_id.not_in(promised)))
    db.session.execute(
        delete(PaperContent).where(
            ~exists().where(Paper.digest == PaperContent.digest),
            ~exists().where(PaperInRevision.digest == PaperContent.digest),
        )
    )
