"""A letter to one person beside all batches: nothing is new in it, and it goes with an officer's word."""

from datetime import datetime
from secrets import token_hex

from models.invitations import Invitation
from models.outbox import MailBody, OutgoingMail
from scheduler.histories import reader_of, threads_of
from scheduler.queries.answers import standing_answers
from vocabulary.states import Method, PartStat


def lone_letter(invitation: Invitation, body: MailBody, *, now: datetime) -> OutgoingMail:
    """The envelope, in no table yet: about the state that its reader was told last, with the answer that stands."""
    reader = reader_of(invitation)
    answer = standing_answers([invitation.id]).get(invitation.id)
    return OutgoingMail(
        body=body,
        person=invitation.person,
        invitation=invitation,
        invitation_id=invitation.id,
        person_id=invitation.person_id,
        address=reader.address,
        name=reader.name,
        language=reader.language,
        copied="",
        participation=invitation.participation,
        part=invitation.part,
        partstat=PartStat.NEEDS_ACTION if answer is None else answer.partstat,
        generation=invitation.generation,
        message_id=f"<{token_hex(16)}@{invitation.entry.uid.rpartition('@')[2]}>",
        thread=threads_of([invitation.id]).get(invitation.id, ""),
        previous_revision=invitation.told_revision,
        previous_method=Method.REQUEST,
        created_at=now,
    )
