"""What was issued of a meeting, in order: which letters, when, and what had changed since the time before."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
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
    for batch, bodies in released(entry_id).items():
        revision = main_revision(list(bodies))
        is_new = revision is not None and (not told or told[-1].id != revision.id)
        if revision is not None and is_new:
            told.append(revision)
        found.append(
            Issue(
                number=len(told),
                at=batch.at,
                by=batch.by,
                letters=kinds_of(bodies),
                changed=differences(told) if is_new else (),
                is_new=is_new,
                cancelled=bool(told) and told[-1].cancelled,
            )
        )
    return tuple(reversed(found))


class Batch(NamedTuple):
    """Letters let go together."""

    id: int
    at: datetime
    by: str


def released(entry_id: int) -> Mapping[Batch, Mapping[MailBody, int]]:
    """The batches that were let go, oldest first, with what they say and to how many; none that gave way since."""
    rows = db.session.execute(
        select(MailBatch.id, MailBatch.released_at, MailBatch.released_by, OutgoingMail.body_id, func.count())
        .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
        .where(
            MailBatch.entry_id == entry_id,
            MailBatch.state == BatchState.RELEASED,
            MailBatch.released_at.is_not(None),
            OutgoingMail.state != MailState.DROPPED,
        )
        .group_by(MailBatch.id, OutgoingMail.body_id)
        .order_by(MailBatch.released_at, MailBatch.id, OutgoingMail.body_id)
    ).all()
    said = bodies({row[3] for row in rows})
    found: dict[Batch, dict[MailBody, int]] = {}
    released = ((number, at, by, body_id, count) for number, at, by, body_id, count in rows if at is not None)
    for number, at, by, body_id, count in released:
        found.setdefault(Batch(number, at, by), {})[said[body_id]] = count
    return found


def bodies(numbers: Collection[int]) -> Mapping[int, MailBody]:
    """These bodies with their revisions."""
    rows = db.session.scalars(select(MailBody).where(MailBody.id.in_(numbers)).options(joinedload(MailBody.revision)))
    return {body.id: body for body in rows}


def kinds_of(bodies: Mapping[MailBody, int]) -> Mapping[LetterKind, int]:
    """How many letters of each kind that is."""
    counts: Counter[LetterKind] = Counter()
    for body, count in bodies.items():
        counts[body.kind] += count
    return counts


def main_revision(bodies: Sequence[MailBody]) -> Revision | None:
    """The state that a batch tells of the meeting itself; None where it only takes somebody off the list."""
    about = [
        body.revision for body in bodies if body.revision is not None and (body.method is Method.REQUEST or body.whole)
    ]
    return max(about, key=lambda revision: (revision.sequence, revision.stamp), default=None)


def differences(told: Sequence[Revision]) -> tuple[Change, ...]:
    """What the last version changed."""
    if len(told) < 2:
        return ()
    return changes(thawed(told[-2].facts), thawed(told[-1].facts))
