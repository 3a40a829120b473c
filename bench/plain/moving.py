"""Moving a meeting in a request that writes everybody's letter itself: one is rendered and committed, then the next."""

from collections.abc import Iterable

from bench.plain.letters import plain_letter
from models.database import db
from models.outbox import OutgoingMail
from scheduler.letters import Writer, letter_of


def plain_moving(mails: Iterable[OutgoingMail], writer: Writer) -> list[bytes]:
    """The letters of a meeting that has moved, each rendered before its row is committed."""
    letters = []
    for mail in mails:
        letters.append(plain_letter(letter_of(mail, writer)))
        mail.attempts += 1
        db.session.commit()
    return letters
