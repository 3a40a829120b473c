"""Drafting what a change makes us owe: steps that write bodies and envelopes which nobody sends yet.

A meeting has at most one draft batch. Each change drafts anew from what everybody was last told, so that two changes
before a release become one letter a person, and a change taken back becomes none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import insert, select, update

from models.calendar_entries import CalendarEntry, Revision
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.papers import PaperInRevision
from scheduler.histories import Past, past_of, reader_of
from scheduler.queries.classified import is_classified
from scheduler.rules.enclosures import carries
from scheduler.rules.frozen_facts import frozen, thawed
from scheduler.rules.letters_due import (
    DueLetter,
    Issued,
    Meeting,
    by_sequence,
    is_changed,
    letters_due,
    material_sequence,
)
from vocabulary.invite import MeetingFacts
from vocabulary.refusals import Refusal
from vocabulary.states import BatchState, Language, LetterKind, MailState, PartStat
from vocabulary.text import N_
from vocabulary.wording import wording

MOVED = N_("Your invitation to this meeting now goes to another address of yours.")
"""What a calendar at an address left behind is told, in both languages; the letter says it in its reader's own."""

DESKS_OWN = N_(
    "%(name)s has the desk’s own address, %(address)s. The desk invites and cannot be invited: its answer would pass "
    "for a letter of its own. Enter another address under People."
)


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting as a deed leaves it: what the next letters are rendered from."""

    facts: MeetingFacts
    cancelled: bool = False
    comment: str = ""


def redraft(entry: CalendarEntry, change: Change, *, now: datetime) -> MailBatch | None:
    """Drop the meeting's draft, and draft every letter that is owed now; None when nobody is owed any.

    The number of queries does not depend on the number of people.
    """
    if is_classified(entry.id):
        raise ValueError("of a classified meeting nothing is drafted")
    drop_draft(entry)
    past = past_of(entry)
    meeting = Meeting(change.facts, change.cancelled, issued(entry), begins=entry.sequence)
    due = letters_due(meeting, [past.holder(invitation_id) for invitation_id in past.invitations])
    if not due:
        return None
    batch = MailBatch(entry=entry, created_at=now, state=BatchState.DRAFT)
    db.session.add(batch)
    writer = EnvelopeWriter(batch, change, past, now)
    for sequence, letters in by_sequence(due).items():
        writer.write(revision_for(entry, meeting, sequence=sequence, now=now), letters)
    return batch


def drop_draft(entry: CalendarEntry) -> None:
    """Discard the meeting's draft batch and its envelopes, which nobody was ever promised."""
    batch = draft_of(entry.id)
    if batch is not None:
        batch.state = BatchState.DISCARDED
        db.session.execute(
            update(OutgoingMail).where(OutgoingMail.batch_id == batch.id).values(state=MailState.DROPPED)
        )


def draft_of(entry_id: int) -> MailBatch | None:
    """The meeting's draft batch, if it has one."""
    return db.session.scalar(
        select(MailBatch).where(MailBatch.entry_id == entry_id, MailBatch.state == BatchState.DRAFT)
    )


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
        material_sequence=material_sequence(meeting),
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
    known = thawed(revision.facts)
    is_same = not is_changed(known, meeting.facts) and known.meetings == meeting.facts.meetings
    asks_alike = known.answer_day == meeting.facts.answer_day
    return revision.cancelled == meeting.cancelled and is_same and asks_alike


def is_own_address(address: str, facts: MeetingFacts) -> bool:
    """Whether an address is that of the mailbox which invites, with or without a meeting's tag."""
    tagged, _, domain = facts.organizer_address.casefold().rpartition("@")
    name, _, host = address.casefold().rpartition("@")
    desk = tagged.rpartition("+")[0]
    return host == domain and (name == desk or name.startswith(f"{desk}+"))


def body_kind(letter: DueLetter) -> tuple[LetterKind, bool, bool]:
    """What tells the bodies of one revision apart: the kind, whether it is about the whole meeting, and to where."""
    return letter.kind, letter.whole, bool(letter.address)


@dataclass(frozen=True, slots=True)
class EnvelopeWriter:
    """Writes one body for each kind of letter of a revision, and one envelope a person."""

    batch: MailBatch
    change: Change
    past: Past
    now: datetime

    def write(self, revision: Revision, letters: Sequence[DueLetter]) -> None:
        """Write the bodies and envelopes of the letters that this revision serves."""
        kinds = {body_kind(letter): letter for letter in letters}
        bodies = {kind: self.body(revision, letter) for kind, letter in kinds.items()}
        db.session.add_all(bodies.values())
        db.session.flush()
        rows = [self.envelope(bodies[body_kind(letter)].id, letter) for letter in letters]
        db.session.execute(insert(OutgoingMail), rows)
        db.session.expire(self.batch, ["mails"])

    def body(self, revision: Revision, letter: DueLetter) -> MailBody:
        """What this kind of letter says to everybody."""
        comment = self.change.comment if letter.kind is LetterKind.CANCELLATION and letter.whole else ""
        if letter.address and not letter.whole:
            comment = f"{wording(Language.THAI).gettext(MOVED)} / {MOVED}"
        return MailBody(kind=letter.kind, revision=revision, whole=letter.whole, comment=comment)

    def envelope(self, body_id: int, letter: DueLetter) -> dict[str, Any]:
        """One person's letter, or a mailbox's copy, as its row: address, name and language are frozen here."""
        invitation = self.past.invitations[letter.invitation_id]
        last, reader = self.past.lasts[invitation.id], reader_of(invitation)
        if letter.kind is LetterKind.INVITATION and is_own_address(reader.address, self.change.facts):
            raise Refusal(DESKS_OWN, field="people", name=reader.name, address=reader.address)
        held = self.past.held.get(invitation.id, frozenset())
        return {
            "batch_id": self.batch.id,
            "body_id": body_id,
            "person_id": invitation.person_id,
            "invitation_id": invitation.id,
            "address": letter.address or reader.address,
            "name": reader.name,
            "language": reader.language,
            "copied": self.past.copied(invitation),
            "participation": invitation.participation,
            "part": invitation.part,
            "partstat": PartStat.NEEDS_ACTION if letter.asks_again else self.kept_answer(invitation),
            "generation": invitation.generation,
            "message_id": f"<{token_hex(16)}@{self.domain}>",
            "thread": self.past.threads.get(invitation.id, ""),
            "previous_revision_id": None if last.revision is None else last.revision.id,
            "previous_method": last.method,
            "created_at": self.now,
            "encloses": carries(letter.kind, self.change.facts.enclosures, held=held),
        }

    def kept_answer(self, invitation: Invitation) -> PartStat:
        """The answer that stands, so that an editorial update does not take it back in a calendar."""
        answer = self.past.answers.get(invitation.id)
        return PartStat.NEEDS_ACTION if answer is None else answer.partstat

    @property
    def domain(self) -> str:
        """The mail domain that the meeting's own identity was made under."""
        return self.batch.entry.uid.rpartition("@")[2]
