"""The places from which an installation fetches its mail, by its settings."""

from mail.inbound.imap import ImapMailbox
from mail.inbound.maildir import Maildir
from mail.inbound.sources import Source
from vocabulary.settings import Settings


def places_of(settings: Settings) -> tuple[Source, ...]:
    """A mailbox, a maildir, both or none."""
    mailbox = [mailbox_of(settings)] if settings.imap_host else []
    folder = [] if settings.maildir is None else [Maildir(settings.maildir, settings.received_bytes)]
    return (*mailbox, *folder)


def mailbox_of(settings: Settings) -> ImapMailbox:
    """The mailbox that these settings name."""
    return ImapMailbox(
        host=settings.imap_host,
        port=settings.imap_port,
        tls=settings.imap_tls,
        username=settings.imap_username,
        password=settings.imap_password.get_secret_value(),
        folder=settings.imap_folder,
        done=settings.imap_done,
        ca_file=None if settings.mail_ca_file is None else str(settings.mail_ca_file),
        largest=settings.received_bytes,
        seconds=settings.mail_timeout,
    )
