"""Reports of delivery (RFC 3464): which letter came back, and in whose words."""

from email.message import Message
from email.parser import HeaderParser

from mail.inbound.envelope import IDENTITY, Headers, references_in
from mail.inbound.words import address_of, content_of, decoded
from vocabulary.inbound import Bounce
from vocabulary.text import clean_line

MOST_RECIPIENTS = 50
LONGEST_WORDS = 1000
HEAD = 64_000


def bounces_in(message: Message) -> tuple[Bounce, ...]:
    """What a report says of each recipient; nothing where the mail is none."""
    if message.get_content_type() != "multipart/report":
        return ()
    parts = [part for part in payload_of(message) if isinstance(part, Message)]
    named = references_in(Headers.of(message))  # Exchange names the letter so where it does not return it
    identity = next(filter(None, (*map(identity_in, parts), *named)), "")
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    blocks = [] if status is None else payload_of(status)
    told = (block for block in blocks[: MOST_RECIPIENTS + 1] if isinstance(block, Message) and field(block, "Action"))
    return tuple(bounce_of(block, identity) for block in told)


def payload_of(message: Message) -> list[object]:
    """The parts of a message; nothing where it has none."""
    found = message.get_payload()
    return list(found) if isinstance(found, list) else []


def identity_in(part: Message) -> str:
    """The Message-ID of the letter that a report carries, whole or only its headers."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = next((one for one in payload_of(part) if isinstance(one, Message)), None)
        return "" if inner is None else first_identity(inner)
    if kind in ("text/rfc822-headers", "message/rfc822-headers"):
        return first_identity(HeaderParser().parsestr(decoded(content_of(part)[:HEAD], "")))
    return ""


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
    return clean_line(decoded(found[:HEAD].encode("ascii", "surrogateescape"), ""))
