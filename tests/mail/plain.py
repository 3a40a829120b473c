"""The letters of `mail.imip` as the library writes them, each one whole: the oracle for those cast in a mould."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart

from mail.addresses import plain_identity
from mail.headers import WIRE, identities, mailbox
from mail.letters import LetterText, letter_text, sign_in_text
from vocabulary.invite import Letter, SignInLetter
from vocabulary.states import Language

CALENDAR_FILES = {"REQUEST": "invite.ics", "CANCEL": "cancel.ics"}


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the outside of a letter."""

    sender: Address
    recipient: Address
    message_id: str
    dated: datetime
    language: Language
    references: tuple[str, ...] = ()


def plain_letter(letter: Letter, calendar: bytes) -> bytes:
    """The whole message for one recipient; the same letter and calendar give the same bytes.

    A ValueError where the calendar's METHOD is not the invite's, where a name holds a line break, or where an
    address or a Message-ID is not plain.
    """
    invite = letter.invite
    if f"\r\nMETHOD:{letter.method}\r\n".encode() not in calendar:
        raise ValueError(f"the calendar is no {letter.method}")
    cover = Cover(
        sender=mailbox(invite.facts.organizer_in(invite.invitee.language), address=invite.facts.organizer_address),
        recipient=mailbox(invite.invitee.name, address=invite.invitee.address),
        message_id=letter.message_id,
        dated=letter.dated,
        language=invite.invitee.language,
        references=letter.references,
    )
    text = letter_text(letter)
    answerable = [] if letter.reminds else [_answerable(calendar, letter.method)]
    attached = [] if letter.reminds or letter.declines else [_attached(calendar, letter.method)]
    body = _multipart("alternative", [*_words(text), *answerable], cover=cover)
    whole = _multipart("mixed", [body, *attached], cover=cover)
    return _covered(whole, cover, subject=text.subject)


def plain_sign_in(letter: SignInLetter) -> bytes:
    """The whole message with a sign-in link; the same letter gives the same bytes, and ValueErrors are as above."""
    cover = Cover(
        sender=mailbox(letter.sender_name, address=letter.sender_address),
        recipient=mailbox(letter.name, address=letter.address),
        message_id=letter.message_id,
        dated=letter.dated,
        language=letter.language,
    )
    text = sign_in_text(letter)
    return _covered(_multipart("alternative", _words(text), cover=cover), cover, subject=text.subject)


def _covered(body: MIMEPart, cover: Cover, *, subject: str) -> bytes:
    message = EmailMessage(policy=WIRE)
    message["From"] = cover.sender
    message["To"] = cover.recipient
    message["Subject"] = subject
    message["Date"] = cover.dated
    message["Message-ID"] = plain_identity(cover.message_id)
    if cover.references:
        message["References"] = identities(cover.references)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = cover.language.value
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = body["Content-Type"]
    message.set_payload(body.get_payload())
    return message.as_bytes()


def _words(text: LetterText) -> list[MIMEPart]:
    parts = MIMEPart(policy=WIRE), MIMEPart(policy=WIRE)
    for part, words, subtype in zip(parts, (text.text, text.html), ("plain", "html"), strict=True):
        part.set_content(words, subtype=subtype, charset="utf-8", cte="base64")
    return list(parts)


def _answerable(calendar: bytes, method: str) -> MIMEPart:
    """The part that a client answers; `method` beside the type is what makes it show the buttons."""
    part = MIMEPart(policy=WIRE)
    part.set_content(
        calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"charset": "UTF-8", "method": method},
    )
    return part


def _attached(calendar: bytes, method: str) -> MIMEPart:
    part, name = MIMEPart(policy=WIRE), CALENDAR_FILES[method]
    part.set_content(
        calendar,
        maintype="application",
        subtype="ics",
        cte="base64",
        disposition="attachment",
        filename=name,
        params={"name": name},
    )
    return part


def _multipart(subtype: str, parts: list[MIMEPart], *, cover: Cover) -> MIMEPart:
    """Its boundary comes from the Message-ID: stable, and "_" never stands in the base64 of a part."""
    whole = MIMEPart(policy=WIRE)
    whole["Content-Type"] = f"multipart/{subtype}"
    digest = hashlib.sha256(f"{subtype} {cover.message_id}".encode()).hexdigest()
    whole.set_boundary(f"=_{digest[:32]}")
    for part in parts:
        whole.attach(part)
    return whole
