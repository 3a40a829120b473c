"""Drafting what a change makes us owe: steps that write bodies and envelopes which nobody sends yet.

A meeting has at most one draft batch. Each change drafts anew from what everybody was last told, so that two changes
before a release become one letter a person, and a change taken back becomes none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.calendar_entries import CalendarEntry, Revision
from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.papers import PaperInRevision
from scheduler.queries.answers import standing_answers
from scheduler.rules.enclosures import carries
from scheduler.rules.frozen_facts import frozen, thawed
from scheduler.rules.letters_due import (
    DueLetter,
    Holder,
    Issued,
    Meeting,
    Told,
    by_sequence,
    is_changed,
    letters_due,
    material_sequence,
)
from vocabulary.invite import MeetingFacts
from vocabulary.states import BatchState, LetterKind, MailState, Method, PartStat

NOT_HELD = (MailState.DRAFT, MailState.DROPPED, MailState.REFUSED, MailState.BOUNCED)
"""Letters in these states have brought nobody anything."""


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting as a deed leaves it: what the next letters are rendered from."""

    facts: MeetingFacts
    cancelled: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Last:
    """What somebody was last told, as rows: None where nothing ever left."""

    revision: Revision | None
    method: Method | None


def redraft(entry: CalendarEntry, change: Change, *, now: datetime) -> MailBatch | None:
    """Drop the meeting's draft, and draft every letter that is owed now; None when nobody is owed any.

    The number of queries does not depend on the number of people.
    """
    drop_draft(entry)
    past = past_of(entry)
    meeting = Meeting(change.facts, change.cancelled, issued(entry))
    due = letters_due(meeting, [past.holder(invitation_id) for invitation_id in past.invitations])
    if not due:
        return None
    batch = MailBatch(entry=entry, created_at=now, state=BatchState.DRAFT)
    db.session.add(batch)
    writer = EnvelopeWriter(batch, change, past, now)
    for sequence, letters in by_sequence(due).items():
        writer.write(revision_for(entry, meeting, sequence=sequence, now=now), letters)
    db.session.flush()
    return batch


def drop_draft(entry: CalendarEntry) -> None:
    """Discard the meeting's draft batch and its envelopes, which nobody was ever promised."""
    batch = draft_of(entry.id)
    if batch is not None:
        batch.state = BatchState.DISCARDED
        for mail in batch.mails:
            mail.state = MailState.DROPPED
        db.session.flush()


def draft_of(entry_id: int) -> MailBatch | None:
    """The meeting's draft batch, if it has one."""
    return db.session.scalar(
        select(MailBatch).where(MailBatch.entry_id == entry_id, MailBatch.state == BatchState.DRAFT)
    )


@dataclass(frozen=True, slots=True)
class Past:
    """All that a meeting's invited people were told, sent as enclosures and answered so far, by invitation."""

    invitations: Mapping[int, Invitation]
    lasts: Mapping[int, Last]
    threads: Mapping[int, str]
    answers: Mapping[int, Answer]
    held: Mapping[int, frozenset[str]]

    def holder(self, invitation_id: int) -> Holder:
        """The invitation as the rule sees it."""
        last, told = self.lasts[invitation_id], None
        if last.revision is not None and last.method is not None:
            told = Told(last.method, last.revision.sequence, thawed(last.revision.facts))
        return Holder(invitation_id, wanted=self.invitations[invitation_id].withdrawn_at is None, told=told)


def past_of(entry: CalendarEntry) -> Past:
    """The meeting's past; withdrawn invitations too, since they may still be owed a cancellation."""
    found = db.session.scalars(
        select(Invitation)
        .where(Invitation.entry_id == entry.id)
        .options(joinedload(Invitation.person), joinedload(Invitation.told_revision))
        .order_by(Invitation.id)
    ).all()
    invitations = {invitation.id: invitation for invitation in found}
    waiting = untried(invitations)
    lasts = {invitation.id: last_told(invitation, waiting.get(invitation.id)) for invitation in found}
    return Past(invitations, lasts, threads_of(invitations), standing_answers(invitations), held_by(invitations))


def untried(invitation_ids: Iterable[int]) -> dict[int, OutgoingMail]:
    """Per invitation, the first released letter that certainly has not left: no sender has touched it."""
    mails = db.session.scalars(
        select(OutgoingMail)
        .where(
            OutgoingMail.invitation_id.in_(list(invitation_ids)),
            OutgoingMail.state == MailState.QUEUED,
            OutgoingMail.attempts == 0,
        )
        .options(joinedload(OutgoingMail.previous_revision))
        .order_by(OutgoingMail.id.desc())
    )
    return {mail.invitation_id: mail for mail in mails if mail.invitation_id is not None}


def last_told(invitation: Invitation, waiting: OutgoingMail | None) -> Last:
    """What this person was last told, looking past letters that have not left and will be superseded."""
    if waiting is not None:
        return Last(waiting.previous_revision, waiting.previous_method)
    return Last(invitation.told_revision, invitation.told_method)


def issued(entry: CalendarEntry) -> Issued | None:
    """How the meeting stands on the wire; None while nothing has been released."""
    revision = entry.issued_revision
    if revision is None:
        return None
    return Issued(
        sequence=entry.sequence,
        material_sequence=entry.material_sequence,
        current_sequence=revision.sequence,
        facts=thawed(revision.facts),
        cancelled=revision.cancelled,
    )


def revision_for(entry: CalendarEntry, meeting: Meeting, *, sequence: int, now: datetime) -> Revision:
    """The revision with this SEQUENCE: the one already issued where it says the same, else a new, later one."""
    current = entry.issued_revision
    if current is not None and says_the_same(current, meeting) and current.sequence == sequence:
        return current
    entry.stamp = max(now.replace(microsecond=0), entry.stamp + timedelta(seconds=1))
    revision = Revision(
        entry=entry,
        sequence=sequence,
        material_sequence=material_sequence(meeting, sequence),
        stamp=entry.stamp,
        cancelled=meeting.cancelled,
        facts=frozen(meeting.facts),
    )
    db.session.add(revision)
    db.session.flush()
    for digest in {one.digest for one in meeting.facts.enclosures}:
        db.session.add(PaperInRevision(revision_id=revision.id, digest=digest))
    return revision


def says_the_same(revision: Revision, meeting: Meeting) -> bool:
    """Whether a reader of this revision knows the meeting as it now stands."""
    return revision.cancelled == meeting.cancelled and not is_changed(thawed(revision.facts), meeting.facts)


@dataclass(frozen=True, slots=True)
class EnvelopeWriter:
    """Writes one body for each kind of letter of a revision, and one envelope a person."""

    batch: MailBatch
    change: Change
    past: Past
    now: datetime

    def write(self, revision: Revision, letters: Iterable[DueLetter]) -> None:
        """Write the bodies and envelopes of the letters that this revision serves."""
        bodies: dict[tuple[LetterKind, bool], MailBody] = {}
        for letter in letters:
            body = bodies.setdefault((letter.kind, letter.whole), self.body(revision, letter))
            self.batch.mails.append(self.envelope(body, letter))

    def body(self, revision: Revision, letter: DueLetter) -> MailBody:
        """What this kind of letter says to everybody."""
        comment = self.change.comment if letter.kind is LetterKind.CANCELLATION and letter.whole else ""
        return MailBody(kind=letter.kind, revision=revision, whole=letter.whole, comment=comment)

    def envelope(self, body: MailBody, letter: DueLetter) -> OutgoingMail:
        """One person's letter: address, name and language are frozen here."""
        invitation = self.past.invitations[letter.invitation_id]
        last, person = self.past.lasts[invitation.id], invitation.person
        language = person.language
        return OutgoingMail(
            body=body,
            person=person,
            invitation=invitation,
            address=person.email or "",
            name=person.name.plain.text(language),
            language=language,
            participation=invitation.participation,
            partstat=PartStat.NEEDS_ACTION if letter.asks_again else self.kept_answer(invitation),
            generation=invitation.generation,
            message_id=f"<{token_hex(16)}@{self.domain}>",
            thread=self.past.threads.get(invitation.id, ""),
            previous_revision=last.revision,
            previous_method=last.method,
            created_at=self.now,
            encloses=carries(
                letter.kind, self.change.facts.enclosures, held=self.past.held.get(invitation.id, frozenset())
            ),
        )

    def kept_answer(self, invitation: Invitation) -> PartStat:
        """The answer that stands, so that an editorial update does not take it back in a calendar."""
        answer = self.past.answers.get(invitation.id)
        return PartStat.NEEDS_ACTION if answer is None else answer.partstat

    @property
    def domain(self) -> str:
        """The mail domain that the meeting's own identity was made under."""
        return self.batch.entry.uid.rpartition("@")[2]


def threads_of(invitation_ids: Iterable[int]) -> Mapping[int, str]:
    """Per invitation, the Message-IDs of the letters this person had before about the meeting, space-separated."""
    rows = db.session.execute(
        select(OutgoingMail.invitation_id, OutgoingMail.message_id)
        .where(
            OutgoingMail.invitation_id.in_(list(invitation_ids)),
            OutgoingMail.state.not_in([MailState.DRAFT, MailState.DROPPED]),
        )
        .order_by(OutgoingMail.id)
    )
    threads: dict[int, list[str]] = defaultdict(list)
    for invitation_id, message_id in rows:
        if invitation_id is not None:
            threads[invitation_id].append(message_id)
    return {invitation_id: " ".join(ids) for invitation_id, ids in threads.items()}


def held_by(invitation_ids: Iterable[int]) -> Mapping[int, frozenset[str]]:
    """Per invitation, the digests of the enclosures that have left for this person and were not refused."""
    rows = db.session.execute(
        select(OutgoingMail.invitation_id, PaperInRevision.digest)
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .join(PaperInRevision, PaperInRevision.revision_id == MailBody.revision_id)
        .where(
            OutgoingMail.invitation_id.in_(list(invitation_ids)),
            OutgoingMail.encloses.is_(True),
            OutgoingMail.state.not_in(NOT_HELD),
            OutgoingMail.attempts > 0,
        )
    )
    held: dict[int, set[str]] = defaultdict(set)
    for invitation_id, digest in rows:
        if invitation_id is not None:
            held[invitation_id].add(digest)
    return {invitation_id: frozenset(digests) for invitation_id, digests in held.items()}
