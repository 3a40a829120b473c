"""What everybody invited to a meeting was told, sent and has answered so far: the next letters are held against it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.calendar_entries import CalendarEntry, Revision
from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import MailBody, OutgoingMail
from models.papers import PaperInRevision
from models.people import Agency, Mailbox, Person
from scheduler.queries.answers import standing_answers
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.letters_due import Holder, Told
from vocabulary.states import Language, LetterKind, MailState, Method, Participation
from vocabulary.text import N_
from vocabulary.wording import wording

MAILBOX = N_("Central correspondence, %(agency)s")

NOT_HELD = (MailState.DRAFT, MailState.DROPPED, MailState.REFUSED, MailState.BOUNCED)
"""Letters in these states have brought nobody anything."""

INVITING = (LetterKind.INVITATION, LetterKind.UPDATE)
"""After these a calendar holds the meeting."""


@dataclass(frozen=True, slots=True)
class Last:
    """What somebody was last told, as rows: None where nothing ever left."""

    revision: Revision | None
    method: Method | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is written to, where, and in which language."""

    name: str
    address: str
    language: Language


def reader_of(invitation: Invitation) -> Reader:
    """The invited person, or the mailbox of the agency."""
    person, agency = invitation.person, invitation.agency
    if person is not None:
        return Reader(person.name.plain.text(person.language), person.email or "", person.language)
    if agency is None or agency.mailbox is None:
        raise ValueError("a copy for no mailbox")
    return reader_at(agency.mailbox)


def reader_at(mailbox: Mailbox) -> Reader:
    """Whoever reads an agency's mailbox."""
    name = wording(mailbox.language).gettext(MAILBOX) % {"agency": mailbox.agency.name.plain.text(mailbox.language)}
    return Reader(name, mailbox.address, mailbox.language)


@dataclass(frozen=True, slots=True)
class Past:
    """All that a meeting's invited people were told, sent as enclosures and answered so far, by invitation."""

    invitations: Mapping[int, Invitation]
    lasts: Mapping[int, Last]
    threads: Mapping[int, str]
    leading: frozenset[int]
    parts: Mapping[int, str]
    answers: Mapping[int, Answer]
    held: Mapping[int, frozenset[str]]
    moved: Mapping[int, str]

    def copied(self, copy: Invitation) -> str:
        """Whose letters a mailbox gets a copy of, a line each; empty for a letter of one's own."""
        if not copy.is_copy:
            return ""
        language = reader_of(copy).language
        people = [
            one.person.name.plain.text(language)
            for one in self.invitations.values()
            if one.person is not None and one.agency_id == copy.agency_id and one.withdrawn_at is None
        ]
        return "\n".join(people)

    def holder(self, invitation_id: int) -> Holder:
        """The invitation as the rule sees it."""
        last, told, invitation = self.lasts[invitation_id], None, self.invitations[invitation_id]
        if last.revision is not None and last.method is not None:
            told = Told(
                last.method,
                last.revision.sequence,
                thawed(last.revision.facts),
                leads=invitation_id in self.leading,
                part=self.parts.get(invitation_id, ""),
            )
        is_head = invitation.participation is Participation.CHAIR
        wanted = invitation.withdrawn_at is None
        return Holder(
            invitation_id,
            wanted=wanted,
            told=told,
            leads=is_head,
            part=invitation.part,
            moved_from=self.moved.get(invitation_id, ""),
        )


def past_of(entry: CalendarEntry) -> Past:
    """The meeting's past; withdrawn invitations too, since they may still be owed a cancellation."""
    invitations = {invitation.id: invitation for invitation in invitations_to([entry.id]) if is_reached(invitation)}
    waiting = untried(invitations)
    lasts = {number: last_told(invitation, waiting.get(number)) for number, invitation in invitations.items()}
    sent = sent_to(invitations)
    return Past(
        invitations,
        lasts,
        threads_in(sent),
        told_to_lead(sent),
        parts_told(sent),
        standing_answers(invitations),
        held_by(invitations),
        moved_from(invitations.values(), sent),
    )


def is_reached(invitation: Invitation) -> bool:
    """Whether there is anywhere to write: a mailbox that an agency has no more is told nothing."""
    return not invitation.is_copy or (invitation.agency is not None and invitation.agency.mailbox is not None)


def invitations_to(entry_ids: Collection[int]) -> Sequence[Invitation]:
    """All invitations to these meetings, the oldest first, with what their readers were last told."""
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.entry_id.in_(entry_ids))
        .options(
            joinedload(Invitation.person),
            selectinload(Invitation.told_revision),  # once, not once a reader: its facts are long
            joinedload(Invitation.agency).joinedload(Agency.mailbox),
        )
        .order_by(Invitation.id)
    ).all()


def untried(invitation_ids: Iterable[int]) -> dict[int, OutgoingMail]:
    """Per invitation, the first released letter that certainly has not left: no sender has touched it."""
    mails = db.session.scalars(
        select(OutgoingMail)
        .where(
            OutgoingMail.invitation_id.in_(list(invitation_ids)),
            OutgoingMail.state == MailState.QUEUED,
            OutgoingMail.attempts == 0,
        )
        .options(selectinload(OutgoingMail.previous_revision))
        .order_by(OutgoingMail.id.desc())
    )
    return {mail.invitation_id: mail for mail in mails if mail.invitation_id is not None}


def last_told(invitation: Invitation, waiting: OutgoingMail | None) -> Last:
    """What this person was last told, looking past letters that have not left and will be superseded."""
    if waiting is not None:
        return Last(waiting.previous_revision, waiting.previous_method)
    return Last(invitation.told_revision, invitation.told_method)


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was let go: to whom, and whether it may still give way to the next."""

    invitation_id: int
    message_id: str
    leads: bool | None
    part: str
    is_untried: bool
    address: str
    is_held: bool


def sent_to(invitation_ids: Iterable[int]) -> list[Sent]:
    """The letters that these people had before about the meeting, the oldest first."""
    rows = db.session.execute(
        select(
            OutgoingMail.invitation_id,
            OutgoingMail.message_id,
            OutgoingMail.participation,
            OutgoingMail.part,
            OutgoingMail.state,
            OutgoingMail.attempts,
            OutgoingMail.address,
            MailBody.kind,
        )
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .where(
            OutgoingMail.invitation_id.in_(list(invitation_ids)),
            OutgoingMail.state.not_in([MailState.DRAFT, MailState.DROPPED]),
        )
        .order_by(OutgoingMail.id)
    )
    return [
        Sent(
            number,
            message_id,
            leads=None if participation is None else participation is Participation.CHAIR,
            part=part,
            is_untried=state is MailState.QUEUED and not attempts,
            address=address,
            is_held=kind in INVITING and state not in NOT_HELD and attempts > 0,
        )
        for number, message_id, participation, part, state, attempts, address, kind in rows
        if number is not None
    ]


def threads_of(invitation_ids: Iterable[int]) -> Mapping[int, str]:
    """Per invitation, the Message-IDs of the letters this person had before about the meeting, space-separated."""
    return threads_in(sent_to(invitation_ids))


def threads_in(sent: Iterable[Sent]) -> Mapping[int, str]:
    """The same of letters that were read already."""
    threads: dict[int, list[str]] = defaultdict(list)
    for one in sent:
        threads[one.invitation_id].append(one.message_id)
    return {invitation_id: " ".join(ids) for invitation_id, ids in threads.items()}


def moved_from(invitations: Iterable[Invitation], sent: Iterable[Sent]) -> Mapping[int, str]:
    """By invitation, where its holder's calendar has it, as far as the holder is written to elsewhere by now."""
    held = {one.invitation_id: one.address for one in sent if one.is_held}
    return {
        one.id: held[one.id]
        for one in invitations
        if not one.is_copy and one.id in held and reader_of(one).address not in ("", held[one.id])
    }


def written_elsewhere(invitation_ids: Iterable[int]) -> set[int]:
    """Of these invitations, those of which a letter went to another address than the invited person has now.

    They are few, however many there are: only of them need the letters be read to know where a calendar holds them.
    """
    rows = db.session.scalars(
        select(OutgoingMail.invitation_id)
        .join(Invitation, Invitation.id == OutgoingMail.invitation_id)
        .join(Person, Person.id == Invitation.person_id)
        .where(OutgoingMail.invitation_id.in_(list(invitation_ids)), OutgoingMail.address != Person.email)
    )
    return {number for number in rows if number is not None}


def told_to_lead(sent: Iterable[Sent]) -> frozenset[int]:
    """The invitations whose last letter that cannot give way any more asked its reader as the head."""
    last = {one.invitation_id: one.leads for one in sent if not one.is_untried and one.leads is not None}
    return frozenset(number for number, leads in last.items() if leads)


def parts_told(sent: Iterable[Sent]) -> Mapping[int, str]:
    """By invitation, as what exactly its last letter that cannot give way any more asked its reader."""
    return {one.invitation_id: one.part for one in sent if not one.is_untried and one.leads is not None}


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
    held: dict[int | None, set[str]] = defaultdict(set)
    for invitation_id, digest in rows:
        held[invitation_id].add(digest)
    return {number: frozenset(digests) for number, digests in held.items() if number is not None}
