"""Letters as their readers will see them, for the desk's eyes: before they are released and after they are sent."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select

from ics.declining import declining_of
from ics.invite import calendar_bytes, ending_of
from mail.letters import LetterText, filled, is_asked, letter_text, shared, sign_in_text
from models.database import db
from models.outbox import OutgoingMail
from scheduler.letters import Writer, date_of, invite_of, letter_of, mails_in, sign_in_letter, wire_of
from scheduler.queries.papers import is_kept
from scheduler.rules.frozen_facts import thawed
from vocabulary.actor import Actor
from vocabulary.invite import Enclosure, Letter
from vocabulary.refusals import NotFound
from vocabulary.states import Language, LetterKind, MailState, PartStat
from vocabulary.text import N_

NO_MAIL = N_("This letter does not exist.")
FILE_GONE = N_("This letter never left, and the file that it was to carry is not kept any more.")


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """One letter, readable: its headers, its words and its page.

    `link` is the reader's own link, only where mail is kept as files. `calendar` is the part a calendar reads, empty
    for a letter without one and where a whole batch is looked at. `asks_again` tells an update that wants a new answer,
    `is_copy` a mailbox's copy.
    """

    mail_id: int
    kind: LetterKind
    language: Language
    sender: str
    recipient: str
    name: str
    address: str
    subject: str
    dated: datetime
    message_id: str
    text: str
    html: str
    link: str
    calendar: str
    enclosures: tuple[Enclosure, ...]
    asks_again: bool
    is_copy: bool


def letters_of_batch(batch_id: int, *, actor: Actor, writer: Writer) -> tuple[ShownLetter, ...]:
    """Every letter of a batch, in the order in which they will leave."""
    ids = db.session.scalars(
        select(OutgoingMail.id).where(OutgoingMail.batch_id == batch_id, OutgoingMail.state != MailState.DROPPED)
    ).all()
    desk = ReadingDesk(writer)
    return tuple(desk.shown(mail) for mail in (mails_in(ids) if actor.is_desk else ()))


def letter_of_mail(mail_id: int, *, actor: Actor, writer: Writer) -> ShownLetter:
    """One letter as its reader sees it."""
    mail = visible(mail_id, actor=actor)
    return ReadingDesk(writer).shown(mail, calendar=calendar_of(mail))


def source_of_mail(mail_id: int, *, actor: Actor, writer: Writer) -> bytes:
    """The letter's bytes, its secret link left out; refused where it never left and its file is gone."""
    mail = visible(mail_id, actor=actor)
    if not all(is_kept(one.digest) for one in enclosures_of(mail)):
        raise NotFound(FILE_GONE)
    return wire_of(mail, replace(writer, key=None)).content


def visible(mail_id: int, *, actor: Actor) -> OutgoingMail:
    """The letter, where this actor may read it; else it is not there."""
    found = mails_in([mail_id]) if actor.is_desk else ()
    if not found:
        raise NotFound(NO_MAIL)
    return found[0]


@dataclass(frozen=True, slots=True)
class ReadingDesk:
    """Shows letters as their readers will see them; what several of them share is written once."""

    writer: Writer
    written: dict[Letter, LetterText] = field(default_factory=dict)

    def shown(self, mail: OutgoingMail, *, calendar: str = "") -> ShownLetter:
        """An envelope's letter as values."""
        text, sender, link = self.words_of(mail)
        return ShownLetter(
            mail_id=mail.id,
            kind=mail.body.kind,
            language=mail.language,
            sender=sender,
            recipient=f"{mail.name} <{mail.address}>",
            name=mail.name,
            address=mail.address,
            subject=text.subject,
            dated=date_of(mail),
            message_id=mail.message_id,
            text=text.text,
            html=text.html,
            link=link if self.writer.key is not None else "",
            calendar=calendar,
            enclosures=enclosures_of(mail),
            asks_again=mail.body.kind is LetterKind.UPDATE and mail.partstat is PartStat.NEEDS_ACTION,
            is_copy=mail.is_copy,
        )

    def words_of(self, mail: OutgoingMail) -> tuple[LetterText, str, str]:
        """What a letter says, from which address, and the reader's own link, empty where it has none."""
        if mail.body.revision is None:
            own = sign_in_letter(mail, self.writer)
            return sign_in_text(own), f"{own.sender_name} <{own.sender_address}>", own.url
        letter = letter_of(mail, self.writer)
        facts = letter.invite.facts
        link = letter.reply_url if is_asked(letter) else ""
        return self.text_of(letter), f"{facts.organizer_in(mail.language)} <{facts.organizer_address}>", link

    def text_of(self, letter: Letter) -> LetterText:
        """A letter's text."""
        mould = shared(letter)
        if mould not in self.written:
            self.written[mould] = letter_text(mould)
        return filled(self.written[mould], letter)


def calendar_of(mail: OutgoingMail) -> str:
    """The part that a calendar reads."""
    if mail.body.kind is LetterKind.DECLINE:
        invite = invite_of(mail)
        return (declining_of(invite) + ending_of(invite.invitee, invite.method)).decode()
    return "" if mail.body.method is None or mail.is_copy else calendar_bytes(invite_of(mail)).decode()


def enclosures_of(mail: OutgoingMail) -> tuple[Enclosure, ...]:
    """The files that a letter carries."""
    revision = mail.body.revision
    return thawed(revision.facts).enclosures if mail.encloses and revision is not None else ()
