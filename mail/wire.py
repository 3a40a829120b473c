"""What the door takes and what it gives back: a letter as bytes, and the receipt for it."""

from dataclasses import dataclass
from enum import Enum

from mail.addresses import plain_address, plain_identity

LONGEST_TEXT = 500


class Outcome(Enum):
    """What became of one attempt to hand a letter over."""

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Wire:
    """One letter for one recipient, ready for the wire; a ValueError if the envelope is not plain.

    `content` are the finished bytes, with CRLF; a retry hands over the same ones.
    """

    sender: str
    recipient: str
    message_id: str
    content: bytes

    def __post_init__(self) -> None:
        plain_address(self.sender)
        plain_address(self.recipient)
        plain_identity(self.message_id)


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the other side answered: REFUSED is final, LATER may be tried again.

    `code` is the reply code (RFC 5321, 4.2), None where no reply came; `text` is one line for the officer.
    """

    outcome: Outcome
    code: int | None
    text: str

    @classmethod
    def for_reply(cls, code: int, text: bytes | str) -> "Receipt":
        """The receipt for a reply to RCPT or DATA: 2xx is sent, 5xx is refused, all else may be tried again."""
        outcome = {2: Outcome.SENT, 5: Outcome.REFUSED}.get(code // 100, Outcome.LATER)
        return cls(outcome, code, one_line(text))

    @classmethod
    def later(cls, code: int | None, text: bytes | str) -> "Receipt":
        """The receipt for a failure that says nothing about the recipient."""
        return cls(Outcome.LATER, code, one_line(text))


def one_line(text: bytes | str) -> str:
    """What a server said, on one line, bounded, with nothing in it that a terminal or a log would obey."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:LONGEST_TEXT]
