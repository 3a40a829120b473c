"""From an envelope's row to the letter it stands for, and to its bytes: the same row gives the same bytes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ics.declining import declining_of
from ics.invite import ending_of, opening_of
from mail.imip import Cover, Mould, enclosures_of, mould_of, sign_in_cover, sign_in_mould, with_files
from mail.moulds import encoded
from mail.wire import Wire
from models.calendar_entries import Revision
from models.database import db
from models.outbox import MailBody, OutgoingMail
from scheduler.queries.classified import classified_entries
from scheduler.queries.home import home_tzid
from scheduler.queries.papers import content_of
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.tokens import reply_token, sign_in_token
from vocabulary.delegation_parts import DelegationPart
from vocabulary.invite import Desk, Enclosure, Invite, Invitee, Letter, MeetingFacts, SignInLetter, Version
from vocabulary.states import LetterKind, Method, Participation, PartStat

HIDDEN = "hidden"
"""Stands for a token on pages that are not the reader's own: nobody answers for somebody else from there."""


@dataclass(frozen=True, slots=True)
class Writer:
    """What this installation adds to a letter at the sending: its address, its desk, and the key of its links.

    Without a key the links lead nowhere, as on the pages of officers.
    """

    base_url: str
    desk: Desk
    key: bytes | None = None

    def reply_url(self, mail: OutgoingMail) -> str:
        """Where this letter's reader answers; spliced in here, never stored."""
        if self.key is None or mail.invitation_id is None:
            return f"{self.base_url}/r/{HIDDEN}"
        token = reply_token(self.key, invitation_id=mail.invitation_id, generation=mail.generation)
        return f"{self.base_url}/r/{token}"

    def sign_in_url(self, mail: OutgoingMail) -> str:
        """Where this letter's reader signs in."""
        if self.key is None or mail.sign_in_link_id is None:
            return f"{self.base_url}/sign-in/link/{HIDDEN}"
        return f"{self.base_url}/sign-in/link/{sign_in_token(self.key, link_id=mail.sign_in_link_id)}"


class Files:
    """The enclosures of one letter after the other as they stand on the wire: only the last letter's are held.

    However many letters in a row carry the same file, it is read and encoded once.
    """

    def __init__(self) -> None:
        self.held: Mapping[str, bytes] = {}

    def of(self, enclosures: Iterable[Enclosure]) -> Mapping[str, bytes]:
        """These files by digest; a ValueError where one is not kept as it was."""
        wanted = {one.digest for one in enclosures}
        if wanted and wanted != self.held.keys():
            kept = {digest: self.held[digest] for digest in wanted & self.held.keys()}
            self.held = kept | {digest: encoded(content_of(digest)) for digest in sorted(wanted - kept.keys())}
        return self.held


@dataclass(frozen=True, slots=True)
class Casting:
    """A letter all but written: it needs no row any more, and little room. `begins` is when its meeting does."""

    sender: str
    mould: Mould
    cover: Cover
    enclosures: tuple[Enclosure, ...] = ()
    files: Files = field(default_factory=Files)
    begins: datetime | None = None

    def wire(self) -> Wire:
        """The letter ready for the wire.

        A ValueError where its name or address may not stand there, or where a file is not kept as it was.
        """
        cover, files = self.cover, self.files.of(self.enclosures)
        content = with_files(self.mould.cast(cover), self.enclosures, message_id=cover.message_id, files=files)
        return Wire(self.sender, cover.address, message_id=cover.message_id, content=content)


@dataclass(frozen=True, slots=True)
class Press:
    """Makes ready the letters of one batch; what the readers of one body share is written once.

    What it keeps are frozen facts in other words: forgotten, it is made again, byte for byte. `withheld` are the
    meetings, by their entries, of which it writes nothing: those that are classified when it is made.
    """

    writer: Writer
    withheld: frozenset[int] = field(default_factory=classified_entries)
    kept: dict[object, tuple[Letter, Mould]] = field(default_factory=dict)
    files: Files = field(default_factory=Files)

    def casting(self, mail: OutgoingMail) -> Casting:
        """One envelope's letter; a ValueError where its facts make none."""
        if mail.body.revision is None:
            own = sign_in_letter(mail, self.writer)
            return Casting(own.sender_address, sign_in_mould(own), sign_in_cover(own))
        if mail.body.revision.entry_id in self.withheld:
            raise ValueError("nothing of a classified meeting leaves by mail")
        shared, mould = self.shared(mail)
        facts, cover = shared.invite.facts, self.cover(mail, shared)
        enclosures = enclosures_of(shared)
        return Casting(
            facts.organizer_address, mould, cover, enclosures=enclosures, files=self.files, begins=facts.begins
        )

    def cover(self, mail: OutgoingMail, shared: Letter) -> Cover:
        """What one envelope has of its own, beside a letter of the same body to a reader alike."""
        ending = b"" if shared.reminds else ending_of(invitee_of(mail), shared.invite.method)
        return Cover(
            mail.name,
            mail.address,
            message_id=mail.message_id,
            dated=date_of(mail),
            link=self.writer.reply_url(mail),
            references=tuple(mail.thread.split()),
            ending=ending,
        )

    def shared(self, mail: OutgoingMail) -> tuple[Letter, Mould]:
        """The first letter of this body to such a reader, and the mould of all others."""
        before = (mail.previous_revision_id, mail.previous_method)
        own = (mail.participation, mail.part, mail.is_copy, mail.copied)
        alike = (mail.body_id, mail.language, mail.partstat, mail.encloses, own, before)
        if alike not in self.kept:
            letter = letter_of(mail, self.writer)
            self.kept[alike] = letter, mould_of(letter, calendar_of(letter))
        return self.kept[alike]


def wire_of(mail: OutgoingMail, writer: Writer) -> Wire:
    """The letter ready for the wire, for the desk to look at: also where its meeting was classified since."""
    return Press(writer, withheld=frozenset()).casting(mail).wire()


def letter_of(mail: OutgoingMail, writer: Writer) -> Letter:
    """A meeting's letter as values, from its frozen revision."""
    return Letter(
        invite=invite_of(mail),
        message_id=mail.message_id,
        dated=date_of(mail),
        reply_url=writer.reply_url(mail),
        previous=previous_facts(mail),
        references=tuple(mail.thread.split()),
        desk_phone=writer.desk.phone,
        encloses=mail.encloses,
        copied=tuple(mail.copied.splitlines()) if mail.is_copy else None,
        reminds=mail.body.kind is LetterKind.REMINDER,
        declines=mail.body.kind is LetterKind.DECLINE,
        repeats=is_repeated(mail),
    )


def is_repeated(mail: OutgoingMail) -> bool:
    """Whether a letter invites to what its reader was told before, word for word."""
    told = mail.previous_revision
    is_told = told is not None and told is mail.body.revision and mail.previous_method is Method.REQUEST
    return is_told and mail.body.kind is LetterKind.INVITATION


def calendar_of(letter: Letter) -> bytes:
    """The calendar of a letter up to its reader; nothing where it has none."""
    if letter.reminds:
        return b""
    return declining_of(letter.invite) if letter.declines else opening_of(letter.invite)


def invite_of(mail: OutgoingMail) -> Invite:
    """The calendar message of one envelope."""
    revision, method = mail.body.revision, mail.body.method or Method.REQUEST
    if revision is None:
        raise ValueError("a sign-in letter invites to nothing")
    return Invite(
        method=method,
        facts=thawed(revision.facts),
        version=Version(revision.sequence, stamp_of(mail, revision)),
        invitee=invitee_of(mail),
        whole=mail.body.whole,
        comment=mail.body.comment,
    )


def stamp_of(mail: OutgoingMail, revision: Revision) -> datetime:
    """When this was said: with its revision, or, where a proposal is declined, afterwards."""
    return revision.stamp if mail.body.kind is not LetterKind.DECLINE else max(revision.stamp, mail.created_at)


def invitee_of(mail: OutgoingMail) -> Invitee:
    """Whom an envelope is for."""
    return Invitee(
        name=mail.name,
        address=mail.address,
        language=mail.language,
        role=mail.participation or Participation.REQUIRED,
        partstat=mail.partstat or PartStat.NEEDS_ACTION,
        part=DelegationPart.of(mail.part),
    )


def previous_facts(mail: OutgoingMail) -> MeetingFacts | None:
    """What this reader was last told, where this letter changes it; or what he or she proposed, where it declines."""
    if mail.body.kind is LetterKind.DECLINE:
        return proposed_facts(mail.body)
    is_news = mail.body.kind not in (LetterKind.REMINDER, LetterKind.INVITATION)
    if mail.previous_revision is None or mail.previous_method is not Method.REQUEST or not is_news:
        return None
    return thawed(mail.previous_revision.facts)


def proposed_facts(body: MailBody) -> MeetingFacts | None:
    """The meeting as it was proposed; None where nothing was proposed that has a time."""
    if body.revision is None or body.proposed_starts is None or body.proposed_ends is None:
        return None
    starts, ends = body.proposed_starts, body.proposed_ends
    return replace(thawed(body.revision.facts), starts=starts, ends=ends, first_day=None, last_day=None)


def sign_in_letter(mail: OutgoingMail, writer: Writer) -> SignInLetter:
    """A sign-in letter as values."""
    if mail.sign_in_link is None:
        raise ValueError("a sign-in letter without its link")
    return SignInLetter(
        name=mail.name,
        address=mail.address,
        language=mail.language,
        sender_name=writer.desk.names.text(mail.language),
        sender_address=writer.desk.address,
        message_id=mail.message_id,
        dated=date_of(mail),
        url=writer.sign_in_url(mail),
        expires=mail.sign_in_link.expires_at,
        tzid=home_tzid(),
    )


def date_of(mail: OutgoingMail) -> datetime:
    """The Date header: the wall clock at the first attempt, and before that the moment of the promise."""
    return mail.dated or mail.created_at


def mails_in(ids: Sequence[int]) -> Sequence[OutgoingMail]:
    """These envelopes with all that their letters need, in a fixed number of queries."""
    return db.session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.id.in_(ids))
        .options(
            # once each, and not once a letter: a revision is long
            selectinload(OutgoingMail.body).selectinload(MailBody.revision),
            selectinload(OutgoingMail.previous_revision),
            joinedload(OutgoingMail.sign_in_link),
        )
        .order_by(OutgoingMail.id)
        .execution_options(populate_existing=True)  # senders write past the objects that may still be held here
    ).all()
