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
from scheduler.hand import Hand
from scheduler.rules.enclosures import FIELDS, NO_LETTER, refuse_marked, refuse_too_large, refuse_too_much
from scheduler.rules.file_names import safe_pdf_name
from scheduler.rules.pdf import refuse_unfit
from scheduler.rules.pdf_words import words_of_pdf
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

    Refused, each on its field, and nothing kept: what is too large, or no PDF that may travel. The same files again
    are those that wait already.
    """
    refuse_unfit_files(uploads, limits=limits)
    waiting = [waiting_paper(upload, by=by) for upload in uploads]
    found = [number for number in waiting if number is not None]
    if len(found) == len(uploads):
        return tuple(found)
    with deed("take in papers", by=by, now=now) as record:
        forget_unneeded(now)
        rows = [new_paper(upload, by=by, now=now) for upload in uploads]
        db.session.flush()
        record.about("paper", rows[0].id)
        return tuple(row.id for row in rows)


def refuse_unfit_files(uploads: Sequence[Upload], *, limits: PaperLimits) -> None:
    """Refuse with everything that is wrong with these files."""
    problems = problems_of(uploads, limits=limits)
    if problems:
        raise Invalid(problems)


def problems_of(uploads: Sequence[Upload], *, limits: PaperLimits) -> list[Refusal]:
    """Everything that is wrong with these files, each on its field."""
    return [problem for upload in uploads if (problem := problem_of(upload, limits=limits)) is not None]


def problem_of(upload: Upload, *, limits: PaperLimits) -> Refusal | None:
    """Why this file cannot be enclosed, if it cannot."""
    name = safe_name(upload)
    try:
        refuse_marked(upload, name=name)
        refuse_too_large(upload, name=name, limits=limits)
        refuse_unfit(upload.content, name=name, field=FIELDS[upload.kind])
    except Refusal as refusal:
        return refusal
    return None


def safe_name(upload: Upload) -> str:
    """The name under which the file will be kept."""
    return safe_pdf_name(upload.name, otherwise=PLAIN_NAMES[upload.kind])


def waiting_paper(upload: Upload, *, by: Actor) -> int | None:
    """The same file, where the same person's form holds it already."""
    return db.session.scalar(
        select(Paper.id).where(
            Paper.consultation_id.is_(None),
            Paper.digest == digest_of(upload),
            Paper.kind == upload.kind,
            Paper.name == safe_name(upload),
            Paper.added_by == by.label,
        )
    )


def digest_of(upload: Upload) -> str:
    """What tells these bytes from all others."""
    return sha256(upload.content).hexdigest()


def new_paper(upload: Upload, *, by: Actor, now: datetime) -> Paper:
    """A row for one file, whose bytes are written where they are not kept already; a step."""
    digest = digest_of(upload)
    if db.session.get(PaperContent, digest) is None:
        db.session.add(PaperContent(digest=digest, content=upload.content))
        db.session.flush()
    paper = Paper(
        digest=digest,
        kind=upload.kind,
        name=safe_name(upload),
        size=len(upload.content),
        classification=upload.classification,
        words=words_of_pdf(upload.content),
        added_at=now,
        added_by=by.label,
    )
    db.session.add(paper)
    return paper


def put_papers(
    consultation: Consultation, numbers: Sequence[int], *, uploads: Sequence[Upload] = (), hand: Hand
) -> None:
    """Enclose exactly these files, the signed letter first: the last one, where there are several; a step.

    The same bytes twice are one enclosure. Refused: a file that is not kept any more or is another consultation's, one
    that may not travel, and more than a letter takes; any further one where the consultation is classified.
    """
    refuse_where_no_letter_goes(consultation, numbers, uploads=uploads)
    chosen = without_earlier_letters([*named_papers(consultation, numbers), *brought_papers(uploads, hand=hand)])
    chosen = list({paper.digest: paper for paper in reversed(chosen)}.values())[::-1]
    chosen.sort(key=lambda paper: list(EnclosureKind).index(paper.kind))
    refuse_too_much([paper.enclosure for paper in chosen], limits=hand.limits)
    for position, paper in enumerate(chosen):
        paper.position = position
    for paper in [paper for paper in consultation.papers if paper not in chosen]:
        consultation.papers.remove(paper)
    db.session.flush()
    consultation.papers[:] = chosen


def refuse_where_no_letter_goes(
    consultation: Consultation, numbers: Sequence[int], *, uploads: Sequence[Upload]
) -> None:
    """Refuse files that are new to a classified consultation; those that it has may stay or be taken out."""
    own = {paper.id for paper in consultation.papers}
    if consultation.classification.is_marked and (uploads or not own.issuperset(numbers)):
        raise Refusal(NO_LETTER, field=FIELDS[EnclosureKind.ENCLOSURE])


def named_papers(consultation: Consultation, numbers: Sequence[int]) -> list[Paper]:
    """The rows of these numbers: the consultation's own, and those that a form holds."""
    own = {paper.id: paper for paper in consultation.papers}
    rows = db.session.scalars(select(Paper).where(Paper.id.in_(numbers), Paper.consultation_id.is_(None)))
    found = own | {paper.id: paper for paper in rows}
    if any(number not in found for number in numbers):
        raise Refusal(GONE, field=FIELDS[EnclosureKind.ENCLOSURE])
    return [found[number] for number in numbers]


def brought_papers(uploads: Sequence[Upload], *, hand: Hand) -> list[Paper]:
    """Rows for files that come with a plan."""
    refuse_unfit_files(uploads, limits=hand.limits)
    return [new_paper(upload, by=hand.by, now=hand.now) for upload in uploads]


def without_earlier_letters(papers: Sequence[Paper]) -> list[Paper]:
    """The files, of several signed letters only the last: a new one takes the place of the one before."""
    signed = [paper for paper in papers if paper.kind is EnclosureKind.SIGNED_LETTER]
    return [paper for paper in papers if paper not in signed[:-1]]


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
