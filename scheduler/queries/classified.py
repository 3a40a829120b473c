"""What is classified: read by everything that could let something of it out."""

from sqlalchemy import Select, func, select

from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from scheduler.rules.marks import FoundMark, marks_in
from vocabulary.states import Classification, MailState, Method

OPEN = Classification.UNCLASSIFIED


def entries_of_classified() -> Select[int]:
    """The calendar entries of all classified meetings, to be asked for within other questions."""
    return select(Consultation.entry_id).where(Consultation.classification != OPEN)


def classified_entries() -> frozenset[int]:
    """The same as numbers."""
    return frozenset(db.session.scalars(entries_of_classified()))


def classified_meeting(entry_id: int) -> Consultation | None:
    """The meeting behind a calendar entry, where it is classified now."""
    found = select(Consultation).where(Consultation.entry_id == entry_id, Consultation.classification != OPEN)
    return db.session.scalar(found)


def is_classified(entry_id: int) -> bool:
    """Whether the meeting behind a calendar entry is classified now."""
    return db.session.scalar(entries_of_classified().where(Consultation.entry_id == entry_id)) is not None


def holders_of(entry_id: int) -> int:
    """How many people and mailboxes may hold an invitation to a meeting, by letters that may have left."""
    never_left = select(OutgoingMail.invitation_id).where(
        OutgoingMail.state.in_([MailState.QUEUED, MailState.SENDING]),
        OutgoingMail.attempts == 0,
        OutgoingMail.invitation_id.is_not(None),
        OutgoingMail.previous_method.is_distinct_from(Method.REQUEST),
    )
    held = select(func.count(Invitation.id)).where(
        Invitation.entry_id == entry_id,
        Invitation.told_method == Method.REQUEST,
        Invitation.id.not_in(never_left),
    )
    return db.session.scalar(held) or 0


def marks_on(row: Consultation) -> tuple[FoundMark, ...]:
    """Where a consultation's words or files bear a mark of secrecy that its own field does not say."""
    if row.classification.is_marked:
        return ()
    fields = ("title_th", "title_en", "agenda", "place", "letter_number", "cancel_reason")
    found = marks_in((field, getattr(row, field)) for field in fields)
    in_files = (
        FoundMark("papers", one.mark, paper.name)
        for paper in row.papers
        for one in marks_in([("papers", f"{paper.name}\n{paper.words}")])
    )
    return (*found, *in_files)
