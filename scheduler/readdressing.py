"""What follows where somebody is written to elsewhere from now on: calendars at either address shall tell the truth."""

from datetime import datetime

from sqlalchemy import or_, select

from models.calendar_entries import CalendarEntry, Revision
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import OtherAddress, Person
from scheduler.drafts import Change, draft_of, redraft
from scheduler.queries.classified import OPEN
from scheduler.releases import change_of
from scheduler.rules.frozen_facts import thawed
from vocabulary.states import ConsultationStatus, MailState, Method


def follow(person: Person, *, was: str | None, now: datetime) -> None:
    """Let the old address do nothing any more, and letters that are not out yet go to the new one; a step.

    Of each consultation to come that stands in a calendar at the old address two letters are drafted: one takes it off
    there, one invites at the new address. Of sessions the same follows from their own drafts.
    """
    person.generation += 1
    for other in db.session.scalars(select(OtherAddress).where(OtherAddress.address == person.email)):
        db.session.delete(other)
    for invitation in db.session.scalars(select(Invitation).where(Invitation.person_id == person.id)):
        invitation.generation += 1
    for mail in untried_letters(person, was=was):
        mail.address = person.email or ""
        if mail.invitation is not None:
            mail.generation = mail.invitation.generation
    db.session.flush()
    for entry in held_entries(person):
        draft_at_both(entry, now=now)


def untried_letters(person: Person, *, was: str | None) -> list[OutgoingMail]:
    """Drafts, and released letters that no sender has touched: their bytes were never made."""
    waiting = select(OutgoingMail).where(
        OutgoingMail.person_id == person.id,
        OutgoingMail.address == (was or ""),
        or_(
            OutgoingMail.state == MailState.DRAFT,
            (OutgoingMail.state == MailState.QUEUED) & (OutgoingMail.attempts == 0),
        ),
    )
    return list(db.session.scalars(waiting))


def held_entries(person: Person) -> list[CalendarEntry]:
    """Of which consultations this person holds an invitation, as far as anything of them may leave."""
    rows = db.session.scalars(
        select(CalendarEntry)
        .join(Invitation, Invitation.entry_id == CalendarEntry.id)
        .join(Consultation, Consultation.entry_id == CalendarEntry.id)
        .where(
            Invitation.person_id == person.id,
            Invitation.withdrawn_at.is_(None),
            Invitation.told_method == Method.REQUEST,
            Consultation.status == ConsultationStatus.PLANNED,
            Consultation.classification == OPEN,
        )
        .order_by(CalendarEntry.id)
    )
    return list(rows)


def draft_at_both(entry: CalendarEntry, *, now: datetime) -> None:
    """Draft anew what the meeting as it now stands makes us owe; nothing of one that is over."""
    batch = draft_of(entry.id)
    change = as_issued(entry) if batch is None else change_of(batch)
    if not change.facts.is_over(now):
        redraft(entry, change, now=now)


def as_issued(entry: CalendarEntry) -> Change:
    """The meeting as its letters last told of it: whoever holds an invitation was told by one."""
    revision = db.session.get_one(Revision, entry.issued_revision_id)
    return Change(thawed(revision.facts), revision.cancelled)
