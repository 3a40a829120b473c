"""Who is invited to which meeting, with letter and answer: read for many meetings at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import OutgoingMail
from scheduler.queries.answers import last_answers, standing_answers
from scheduler.rules.replies import Delivery, Invited, Said
from vocabulary.states import MailState, Method


def everybody_invited(entry_ids: Collection[int]) -> Mapping[int, list[Invited]]:
    """By calendar entry, everybody who is invited; whoever was withdrawn before anything was sent is not there.

    Four queries, however many meetings and people there are.
    """
    rows = db.session.scalars(
        select(Invitation)
        .where(Invitation.entry_id.in_(entry_ids))
        .options(joinedload(Invitation.person), joinedload(Invitation.agency))
        .order_by(Invitation.id)
    ).all()
    ids = [row.id for row in rows]
    history = History(deliveries(ids), standing_answers(ids), last_answers(ids))
    found: dict[int, list[Invited]] = {entry_id: [] for entry_id in entry_ids}
    for row in rows:
        if row.withdrawn_at is None or row.told_method is Method.REQUEST:
            found[row.entry_id].append(history.of(row))
    return found


@dataclass(frozen=True, slots=True)
class History:
    """What was sent to and heard from the holders of some invitations."""

    sent: Mapping[int, Delivery]
    standing: Mapping[int, Answer]
    last: Mapping[int, Answer]

    def of(self, row: Invitation) -> Invited:
        """One invitation with its letter and its answers."""
        agency = row.agency
        return Invited(
            invitation_id=row.id,
            person_id=row.person_id,
            name=row.person.name,
            agency_id=row.agency_id,
            agency=None if agency is None else agency.name,
            abbreviation=None if agency is None else agency.abbreviation,
            withdrawn=row.withdrawn_at is not None,
            holds=row.told_method is Method.REQUEST,
            delivery=self.sent.get(row.id),
            standing=said(self.standing.get(row.id)),
            last=said(self.last.get(row.id)),
        )


def said(answer: Answer | None) -> Said | None:
    """An answer's row as a value."""
    if answer is None:
        return None
    return Said(answer.id, answer.partstat, answer.comment, answer.source, answer.said_by, answer.said_at)


def deliveries(invitation_ids: Collection[int]) -> dict[int, Delivery]:
    """Per invitation, how the last letter that was let go stands, or the draft where none was."""
    mails = db.session.scalars(
        select(OutgoingMail)
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
