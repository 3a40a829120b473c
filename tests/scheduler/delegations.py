"""A delegation that is invited to a session, and what its letters would say; for tests."""

from sqlalchemy import select

from models.database import db
from models.outbox import MailBatch, OutgoingMail
from scheduler.delegations import name_delegate
from scheduler.session_inviting import invite_delegation
from scheduler.session_letters import entries_of
from scheduler.session_releases import release_session
from tests.fixtures import Letter, People
from tests.making import HAND
from tests.scheduler.letters import outline
from vocabulary.plan import Nomination
from vocabulary.states import BatchState, DelegateRole, LetterKind, MailState


def named(letter: Letter, people: People, key: str, *agencies: str) -> list[int]:
    """Name the focal points of these agencies as delegates; the numbers of their rows."""
    return [
        name_delegate(
            letter.session_ids[key],
            Nomination(letter.agency_ids[one], DelegateRole.REPRESENTATIVE, person_id=people.focal[one]),
            by=HAND.by,
            now=HAND.now,
        )
        for one in agencies
    ]


def invited(letter: Letter, people: People, key: str = "2", *agencies: str) -> int:
    """Invite the delegation to a session, more of it than was named, and let its letters go; the session's number."""
    number = letter.session_ids[key]
    named(letter, people, key, *agencies)
    invite_delegation(number, hand=HAND)
    let_session_go(number)
    return number


def drafts_of_session(session_id: int) -> list[MailBatch]:
    """What waits for its release."""
    wanted = select(MailBatch).where(
        MailBatch.entry_id.in_(entries_of(session_id)), MailBatch.state == BatchState.DRAFT
    )
    return list(db.session.scalars(wanted.order_by(MailBatch.id)))


def session_letters(session_id: int) -> list[tuple[str, LetterKind, int]]:
    """Whom the drafts would write to, in what words, under which SEQUENCE."""
    return [outline(mail) for batch in drafts_of_session(session_id) for mail in batch.mails]


def let_session_go(session_id: int) -> int:
    """Release the drafts and pretend that a sender has delivered them."""
    batches = [batch.id for batch in drafts_of_session(session_id)]
    count = release_session(session_id, batches, by=HAND.by, now=HAND.now, due_at=HAND.now)
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)):
        mail.state, mail.attempts = MailState.SENT, 1
    db.session.commit()
    return count
