"""Who is invited to which meeting, with letter and answer: read for many meetings at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import OutgoingMail
from models.people import Agency, Person
from scheduler.queries.answers import last_answers, standing_answers
from scheduler.queries.classified import classified_entries
from scheduler.rules.replies import FAILED, Delivery, Invited, Said
from vocabulary.states import MailState, Method
from vocabulary.text import Bilingual


def everybody_invited(entry_ids: Collection[int]) -> Mapping[int, list[Invited]]:
    """By calendar entry, everybody who is invited; whoever was withdrawn before anything was sent is not there.

    Five queries, however many meetings and people there are.
    """
    rows = db.session.scalars(
        select(Invitation)
        .where(Invitation.entry_id.in_(entry_ids), Invitation.person_id.is_not(None))
        .options(joinedload(Invitation.person), joinedload(Invitation.agency))
        .order_by(Invitation.id)
    ).all()
    ids = [row.id for row in rows]
    history = History(deliveries(ids), standing_answers(ids), last_answers(ids), classified_entries())
    found: dict[int, list[Invited]] = {entry_id: [] for entry_id in entry_ids}
    for row in rows:
        if row.person is not None and (row.withdrawn_at is None or row.told_method is Method.REQUEST):
            found[row.entry_id].append(history.of(row, row.person))
    return found


@dataclass(frozen=True, slots=True)
class CopyLine:
    """An agency's mailbox that gets copies of a meeting's letters, and how the last one stands."""

    agency: Bilingual
    address: str
    delivery: Delivery | None

    @property
    def failed(self) -> bool:
        """Whether the last copy did not arrive."""
        return self.delivery is not None and self.delivery.state in FAILED


def copies_of(entry_id: int) -> tuple[CopyLine, ...]:
    """The mailboxes that are told of a meeting, as long as there are such."""
    rows = db.session.scalars(
        select(Invitation)
        .where(Invitation.entry_id == entry_id, Invitation.person_id.is_(None), Invitation.withdrawn_at.is_(None))
        .options(joinedload(Invitation.agency).joinedload(Agency.mailbox))
        .order_by(Invitation.id)
    ).all()
    sent = deliveries([row.id for row in rows])
    return tuple(
        CopyLine(row.agency.name, row.agency.mailbox.address, sent.get(row.id))
        for row in rows
        if row.agency is not None and row.agency.mailbox is not None
    )


@dataclass(frozen=True, slots=True)
class History:
    """What was sent to and heard from the holders of some invitations."""

    sent: Mapping[int, Delivery]
    standing: Mapping[int, Answer]
    last: Mapping[int, Answer]
    by_hand: frozenset[int]

    def of(self, row: Invitation, person: Person) -> Invited:
        """One invitation with its letter and its answers."""
        agency = row.agency
        return Invited(
            invitation_id=row.id,
            person_id=person.id,
            name=person.name,
            agency_id=row.agency_id,
            agency=None if agency is None else agency.name,
            abbreviation=None if agency is None else agency.abbreviation,
            withdrawn=row.withdrawn_at is not None,
            holds=row.told_method is Method.REQUEST,
            delivery=self.sent.get(row.id),
            standing=said(self.standing.get(row.id)),
            last=said(self.last.get(row.id)),
            by_hand=row.entry_id in self.by_hand,
        )


def said(answer: Answer | None) -> Said | None:
    """An answer's row as a value."""
    if answer is None:
        return None
    return Said(answer.id, answer.partstat, answer.comment, answer.source, answer.said_by, answer.said_at)


def deliveries(invitation_ids: Collection[int]) -> dict[int, Delivery]:
    """Per invitation, how the last letter that was let go stands, or the draft where none was."""
    mails = db.session.execute(
        select(
            OutgoingMail.invitation_id,
            OutgoingMail.id,
            OutgoingMail.state,
            OutgoingMail.address,
            OutgoingMail.attempts,
            OutgoingMail.reply_text,
            OutgoingMail.sent_at,
        )
        .where(OutgoingMail.invitation_id.in_(invitation_ids), OutgoingMail.state != MailState.DROPPED)
        .order_by((OutgoingMail.state == MailState.DRAFT).desc(), OutgoingMail.id)
    )
    return {
        mail.invitation_id: Delivery(
            mail.id, mail.state, mail.address, mail.attempts, mail.reply_text, sent_at=mail.sent_at
        )
        for mail in mails
        if mail.invitation_id is not None
    }
