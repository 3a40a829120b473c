"""Reports of delivery (RFC 3464, RFC 6533): which letter came back, and in whose words."""

import binascii
import re
from base64 import b64decode
from email.message import Message
from email.parser import HeaderParser

from mail.inbound.envelope import IDENTITY, Headers, references_in
from mail.inbound.words import address_of, content_of, decoded
from vocabulary.inbound import Bounce
from vocabulary.text import clean_line

MOST_RECIPIENTS = 50
LONGEST_WORDS = 1000
HEAD = 64_000
STATUS = ("message/delivery-status", "message/global-delivery-status")
WHOLE = ("message/rfc822", "message/global")
HEADERS = ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
BETWEEN = re.compile(r"(?:\r?\n[ \t]*){2,}")


def bounces_in(message: Message) -> tuple[Bounce, ...]:
    """What a report says of each recipient; nothing where the mail is none."""
    if message.get_content_type() != "multipart/report":
        return ()
    parts = [part for part in payload_of(message) if isinstance(part, Message)]
    named = references_in(Headers.of(message))  # Exchange names the letter so where it does not return it
    identity = next(filter(None, (*map(identity_in, parts), *named)), "")
    status = next((part for part in parts if part.get_content_type() in STATUS), None)
    blocks = [] if status is None else blocks_of(status)
    told = (block for block in blocks[: MOST_RECIPIENTS + 1] if field(block, "Action"))
    return tuple(bounce_of(block, identity) for block in told)


def blocks_of(status: Message) -> list[Message]:
    """The blocks of a report; where the parser has not told them apart, they are read from its text."""
    blocks = [block for block in payload_of(status) if isinstance(block, Message)]
    if any(field(block, "Action") for block in blocks):
        return blocks
    pieces = BETWEEN.split(text_within(status), maxsplit=MOST_RECIPIENTS + 1)
    return [HeaderParser().parsestr(piece) for piece in pieces]


def text_within(part: Message) -> str:
    """What stands in a part that the parser took for a message: its lines again, decoded where they were encoded."""
    pieces: list[str] = []
    for one in payload_of(part):
        if isinstance(one, Message):
            head = "".join(f"{name}: {value}\n" for name, value in one.raw_items())
            pieces += [head, decoded(content_of(one)[:HEAD], "")]
    text = "\n\n".join(filter(None, pieces))[:HEAD]
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() != "base64":
        return text
    try:
        return decoded(b64decode("".join(text.split()).encode("ascii", "ignore")), "")
    except binascii.Error:
        return ""


def payload_of(message: Message) -> list[object]:
    """The parts of a message; nothing where it has none."""
    found = message.get_payload()
    return list(found) if isinstance(found, list) else []


def identity_in(part: Message) -> str:
    """The Message-ID of the letter that a report carries, whole or only its headers."""
    kind = part.get_content_type()
    if kind not in (*WHOLE, *HEADERS):
        return ""
    inner = next((one for one in payload_of(part) if isinstance(one, Message)), None)
    named = "" if inner is None else first_identity(inner)
    text = decoded(content_of(part)[:HEAD], "") if inner is None else text_within(part)
    return named or first_identity(HeaderParser().parsestr(text))


def first_identity(message: Message) -> str:
    """A message's own Message-ID."""
    found = IDENTITY.search(field(message, "Message-ID"))
    return "" if found is None else found[0]


def bounce_of(block: Message, identity: str) -> Bounce:
    """One recipient's block."""
    words = field(block, "Diagnostic-Code")
    recipient = field(block, "Final-Recipient") or field(block, "Original-Recipient")
    return Bounce(
        message_id=identity,
        action=field(block, "Action").lower()[:20],
        status=field(block, "Status")[:20],
        words=(words.partition(";")[2].strip() or words)[:LONGEST_WORDS],
        recipient=address_of(recipient.rpartition(";")[2]),
    )


def field(message: Message, name: str) -> str:
    """One field on one line."""
    found = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return clean_line(decoded(found[:HEAD].encode("utf-8", "surrogateescape"), ""))
