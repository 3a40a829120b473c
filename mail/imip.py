"""A letter as the bytes that go over the wire: MIME with its calendar part (RFC 6047, 2.4).

The form is the one whose answer buttons every client showed: text/calendar is the last alternative, without a
disposition, and the same bytes are attached once more for clients that only read files.
Enclosed files come last.

The library writes the letter once, with slots for what is its reader's own; filled, they are every reader's letter.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import MIMEPart
from email.utils import format_datetime
from functools import cache, lru_cache

from markupsafe import escape

from mail.addresses import plain_identity
from mail.enclosures import Encoded, enclosing
from mail.headers import WIRE, folded, header_line, identities, mailbox_line
from mail.letters import WORD, LetterText, letter_text, name_for, names_in, shared, sign_in_text
from mail.moulds import Opening, encoded, slot, slotted
from vocabulary.breaks import Words, with_breaks
from vocabulary.invite import Enclosure, Letter, SignInLetter
from vocabulary.states import Language, Method
from vocabulary.text import clean_line

NO_FILES: Encoded = {}
CALENDAR_FILES = {Method.REQUEST.value: "invite.ics", Method.CANCEL.value: "cancel.ics"}
"""What a method's attachment is called: what only declines a proposal is for no calendar to take in."""

NO_CALENDAR = Opening(b"", b"")


@dataclass(frozen=True, slots=True)
class Cover:
    """What one letter has of its own: its outside, the link inside it, and the end of its calendar."""

    name: str
    address: str
    message_id: str
    dated: datetime
    link: str
    references: tuple[str, ...] = ()
    ending: bytes = b""


@dataclass(frozen=True, slots=True)
class Mould:
    """A letter without its reader: the message, its text and its page with slots, and its calendar begun."""

    frame: bytes
    text: bytes
    html: bytes
    calendar: Opening = NO_CALENDAR
    names: tuple[Words, ...] = ()

    def cast(self, cover: Cover) -> bytes:
        """One reader's whole message.

        A ValueError where the name holds a line break, or where an address or a Message-ID is not plain.
        """
        name, link = name_for(cover.name, cover.address), clean_line(cover.link)
        shown = with_breaks(str(escape(name)), self.names, word=WORD)
        return self.frame % {
            b"to": mailbox_line("To", cover.name, address=cover.address),
            b"identity": _identity(cover),
            b"mixed": _boundary("mixed", cover.message_id),
            b"alternative": _boundary("alternative", cover.message_id),
            b"text": encoded(self.text % {b"name": name.encode(), b"link": link.encode()}),
            b"html": encoded(self.html % {b"name": shown.encode(), b"link": escape(link).encode()}),
            b"calendar": self.calendar.ended(cover.ending),
        }


def letter_bytes(letter: Letter, calendar: bytes, *, files: Encoded = NO_FILES) -> bytes:
    """The whole message for one recipient; the same letter, calendar and files give the same bytes.

    ValueErrors are those of `mould_of`, `Mould.cast` and `with_files`.
    """
    content = mould_of(letter, calendar).cast(cover_of(letter))
    return with_files(content, enclosures_of(letter), message_id=letter.message_id, files=files)


def enclosures_of(letter: Letter) -> tuple[Enclosure, ...]:
    """The files that this letter carries: none where its reader has them already."""
    return letter.invite.facts.enclosures if letter.encloses else ()


def with_files(content: bytes, enclosures: Collection[Enclosure], *, message_id: str, files: Encoded) -> bytes:
    """A message with these files, if any, behind its other parts; a ValueError where one of them is missing."""
    if not enclosures:
        return content
    boundary = f"=_{_boundary('mixed', message_id).decode()}"
    return enclosing(content, enclosures, boundary=boundary, files=files)


def mould_of(letter: Letter, opening: bytes) -> Mould:
    """The mould of this letter and of all that differ from it in their covers alone; `opening` begins the calendar.

    A ValueError where the calendar's METHOD is not the invite's, or where the organizer's mailbox is not plain.
    """
    invite, facts = letter.invite, letter.invite.facts
    if not letter.reminds and f"\r\nMETHOD:{letter.method}\r\n".encode() not in opening:
        raise ValueError(f"the calendar is no {letter.method}")
    text = letter_text(shared(letter))
    # a mailbox takes part in nothing: no calendar may hold the meeting for it; and a reminder changes no calendar
    is_bare = letter.copied is not None or letter.reminds
    body = _meeting_body(None if is_bare else letter.method)
    language = invite.invitee.language
    sender = mailbox_line("From", facts.organizer_in(language), address=facts.organizer_address)
    frame = _frame(body, text, sender=sender, language=language)
    return Mould(frame, _lines(text.text), _lines(text.html), Opening.of(opening), names=names_in(letter))


def cover_of(letter: Letter, ending: bytes = b"") -> Cover:
    """What this letter has of its own; `ending` closes the calendar and holds its ATTENDEE."""
    invitee = letter.invite.invitee
    return Cover(
        invitee.name,
        invitee.address,
        message_id=letter.message_id,
        dated=letter.dated,
        link=letter.reply_url,
        references=letter.references,
        ending=ending,
    )


def sign_in_bytes(letter: SignInLetter) -> bytes:
    """The whole message with a sign-in link; the same letter gives the same bytes, and ValueErrors are as above."""
    return sign_in_mould(letter).cast(sign_in_cover(letter))


def sign_in_mould(letter: SignInLetter) -> Mould:
    """The mould of a letter with a sign-in link; a ValueError where the sender's mailbox is not plain."""
    text = sign_in_text(replace(letter, name=slot("name"), url=slot("link")))
    sender = mailbox_line("From", letter.sender_name, address=letter.sender_address)
    frame = _frame(_sign_in_body(), text, sender=sender, language=letter.language)
    return Mould(frame, _lines(text.text), _lines(text.html))


def sign_in_cover(letter: SignInLetter) -> Cover:
    """What a sign-in letter has of its own."""
    return Cover(letter.name, letter.address, letter.message_id, letter.dated, letter.url)


@cache
def _meeting_body(method: str | None) -> bytes:
    """The parts of a letter about a meeting, with the calendar of this method or without one.

    They hold slots and nothing that is one letter's own, and the library takes longer over them than over all else.
    """
    answerable = [] if method is None else [_answerable(method)]
    attached = [_attached(method)] if method in CALENDAR_FILES else []
    body = _multipart("alternative", [_words("plain"), _words("html"), *answerable])
    return _multipart("mixed", [body, *attached]).as_bytes()


@cache
def _sign_in_body() -> bytes:
    """The parts of a letter with a sign-in link."""
    return _multipart("alternative", [_words("plain"), _words("html")]).as_bytes()


def _frame(body: bytes, text: LetterText, *, sender: bytes, language: Language) -> bytes:
    headers = (
        sender,
        slot("to").encode(),
        header_line("Subject", text.subject),
        slot("identity").encode(),
        _standing_headers(language),
    )
    return slotted(b"".join([*headers, body]))


@cache
def _standing_headers(language: Language) -> bytes:
    """The headers that all letters in a language have."""
    standing = {"Auto-Submitted": "auto-generated", "Content-Language": language.value, "MIME-Version": "1.0"}
    return b"".join(header_line(name, value) for name, value in standing.items())


def _lines(words: str) -> bytes:
    return b"".join(line + b"\r\n" for line in slotted(words.encode()).splitlines())


def _identity(cover: Cover) -> bytes:
    identity = folded("Message-ID", [plain_identity(cover.message_id)], policy=WIRE)
    earlier = identities(cover.references).split()
    return (_dated(cover.dated) + identity + (folded("References", earlier, policy=WIRE) if earlier else "")).encode()


@lru_cache(maxsize=64)
def _dated(moment: datetime) -> str:
    """The Date header: letters of one batch were promised at the same moment."""
    return f"Date: {format_datetime(moment)}\r\n"


def _words(subtype: str) -> MIMEPart:
    part = MIMEPart(policy=WIRE)
    part.set_content("", subtype=subtype, charset="utf-8", cte="base64")
    part.set_payload(slot("text" if subtype == "plain" else subtype))
    return part


def _answerable(method: str) -> MIMEPart:
    """The part that a client answers; `method` beside the type is what makes it show the buttons."""
    part = MIMEPart(policy=WIRE)
    part.set_content(
        b"",
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"charset": "UTF-8", "method": method},
    )
    part.set_payload(slot("calendar"))
    return part


def _attached(method: str) -> MIMEPart:
    part, name = MIMEPart(policy=WIRE), CALENDAR_FILES[method]
    part.set_content(
        b"",
        maintype="application",
        subtype="ics",
        cte="base64",
        disposition="attachment",
        filename=name,
        params={"name": name},
    )
    part.set_payload(slot("calendar"))
    return part


def _multipart(subtype: str, parts: list[MIMEPart]) -> MIMEPart:
    whole = MIMEPart(policy=WIRE)
    whole["Content-Type"] = f"multipart/{subtype}"
    whole.set_boundary(f"=_{slot(subtype)}")
    for part in parts:
        whole.attach(part)
    return whole


def _boundary(subtype: str, message_id: str) -> bytes:
    """It comes from the Message-ID: stable, and the "_" before it never stands in the base64 of a part."""
    return hashlib.sha256(f"{subtype} {message_id}".encode()).hexdigest()[:32].encode()
