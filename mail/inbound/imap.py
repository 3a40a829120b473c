"""A mailbox at a mail server (IMAP): messages are fetched as bytes, parsed by nobody here, and moved once kept."""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from imaplib import IMAP4

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from mail.inbound.sources import SourceAwayError, Waiting
from vocabulary.settings_ground import MailTls


@dataclass(frozen=True, slots=True)
class ImapMailbox:
    """How a mailbox is reached, and what of it is read: of a message no more than `largest` octets and one."""

    host: str
    port: int
    tls: MailTls
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    done: str = "Samai"
    ca_file: str | None = None
    largest: int = 1024 * 1024
    seconds: float = 60.0

    @contextmanager
    def open(self) -> Iterator["OpenMailbox"]:
        """Look into it; `SourceAwayError` with the server's words where that is not possible, or ends."""
        try:
            with closing(self.connected()) as mailbox:
                if self.tls is MailTls.STARTTLS:
                    mailbox.client.starttls(ssl_context=self.trusted())
                mailbox.login(self.username, self.password, self.folder)
                yield OpenMailbox(mailbox, self)
        except (OSError, IMAP4.error, ImapToolsError) as error:  # the first: no such host, no answer, TLS
            raise SourceAwayError(words_of(error)) from error

    def connected(self) -> BaseMailBox:
        """The connection, before anybody has said anything."""
        if self.tls is MailTls.TLS:
            return MailBox(self.host, self.port, timeout=self.seconds, ssl_context=self.trusted())
        return MailBoxUnencrypted(self.host, self.port, timeout=self.seconds)

    def trusted(self) -> ssl.SSLContext:
        """Whose word on the server's name is taken."""
        return ssl.create_default_context(cafile=self.ca_file)


@contextmanager
def closing(mailbox: BaseMailBox) -> Iterator[BaseMailBox]:
    """Leave no connection behind, however far it has come."""
    try:
        yield mailbox
    finally:
        with suppress(OSError, IMAP4.error, ImapToolsError):
            mailbox.logout()
        with suppress(OSError):  # it is closed already where the farewell was heard
            mailbox.client.shutdown()


@dataclass(frozen=True, slots=True)
class OpenMailbox:
    """A mailbox in which somebody has signed in."""

    mailbox: BaseMailBox
    told: ImapMailbox

    def waiting(self, most: int) -> Sequence[Waiting]:
        """So many of the messages, the oldest first, and none of them marked as read."""
        numbers = self.mailbox.uids("ALL")[:most]
        return [Waiting(number, raw) for number in numbers if (raw := self.content_of(number)) is not None]

    def content_of(self, number: str) -> bytes | None:
        """A message's bytes, as far as they are read; None where another worker has moved it meanwhile."""
        _, answer = self.mailbox.client.uid("fetch", number, f"(BODY.PEEK[]<0.{self.told.largest + 1}>)")
        return next((one[1] for one in answer if isinstance(one, tuple)), None)

    def keep(self, names: Sequence[str]) -> None:
        """Move these to the folder of what is taken in."""
        if not self.mailbox.folder.exists(self.told.done):
            self.mailbox.folder.create(self.told.done)
        self.mailbox.move(list(names), self.told.done)


def words_of(error: Exception) -> str:
    """What the server or the system says, on one line."""
    result = getattr(error, "command_result", None)
    said = result[1] if isinstance(result, tuple) and len(result) > 1 else [str(error)]
    first = next(iter(said), "") if isinstance(said, list) else said
    words = first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
    return " ".join(words.split())[:300] or type(error).__name__
