"""What was issued of a meeting, in order: which letters, when, and what had changed since the time before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mail.changes import Change, changes
from models.calendar_entries import Revision
from models.database import db
from models.outbox import MailBatch, MailBody, OutgoingMail
from scheduler.rules.frozen_facts import thawed
from vocabulary.states import BatchState, LetterKind, MailState, Method


@dataclass(frozen=True, slots=True)
class Issue:
    """One release: the number of the version it told, when and by whom, how many letters of each kind.

    `changed` is what differs from the version before; a release that told no new version has its number again.
    """

    number: int
    at: datetime
    by: str
    letters: Mapping[LetterKind, int]
    changed: tuple[Change, ...]
    is_new: bool
    cancelled: bool


def issues_of(entry_id: int) -> tuple[Issue, ...]:
    """Every release of a meeting's letters, the latest first; one whose letters all gave way to later ones is none."""
    found: list[Issue] = []
    told: list[Revision] = []
    for batch in released(entry_id):
        mails = [mail for mail in batch.mails if mail.state is not MailState.DROPPED]
        if batch.released_at is None or not mails:
            continue
        revision = main_revision(mails)
        is_new = revision is not None and (not told or told[-1].id != revision.id)
        if revision is not None and is_new:
            told.append(revision)
        found.append(
            Issue(
                number=len(told),
                at=batch.released_at,
                by=batch.released_by,
                letters=Counter(mail.body.kind for mail in mails),
                changed=differences(told) if is_new else (),
                is_new=is_new,
                cancelled=bool(told) and told[-1].cancelled,
            )
        )
    return tuple(reversed(found))


def released(entry_id: int) -> Sequence[MailBatch]:
    """The batches that were let go, oldest first."""
    return (
        db.session.scalars(
            select(MailBatch)
            .where(MailBatch.entry_id == entry_id, MailBatch.state == BatchState.RELEASED)
            .options(joinedload(MailBatch.mails).joinedload(OutgoingMail.body).joinedload(MailBody.revision))
            .order_by(MailBatch.released_at, MailBatch.id)
        )
        .unique()
        .all()
    )


def main_revision(mails: Sequence[OutgoingMail]) -> Revision | None:
    """The state that a batch tells of the meeting itself; None where it only takes somebody off the list."""
    about = [
        mail.body.revision
        for mail in mails
        if mail.body.revision is not None and (mail.body.method is Method.REQUEST or mail.body.whole)
    ]
    return max(about, key=lambda revision: (revision.sequence, revision.stamp), default=None)


def differences(told: Sequence[Revision]) -> tuple[Change, ...]:
    """What the last version changed."""
    if len(told) < 2:
        return ()
    return changes(thawed(told[-2].facts), thawed(told[-1].facts))
