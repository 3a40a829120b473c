"""How mail comes in: from a mailbox at a mail server, from a folder of this machine, and how long it is kept."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from vocabulary.plan import MEGABYTE
from vocabulary.setting_checks import chosen_password
from vocabulary.settings_ground import GroundSettings, MailTls


class InboundSettings(GroundSettings):
    """The settings of mail that comes in; `Settings` goes on with them."""

    imap_host: str = Field(
        default="",
        description="The mail server from whose mailbox the worker fetches answers (IMAP). Empty: it fetches none.",
        examples=["imap.ministry.example"],
    )
    imap_port: int = Field(
        default=993, ge=1, le=65535, description="That server's port: 993 with tls, or 143.", examples=[143]
    )
    imap_tls: MailTls = Field(
        default=MailTls.TLS,
        description="How the way there is protected: tls (port 993), starttls (port 143) or none. The server's "
        "certificate is verified, by mail_ca_file where that is set. none is for a server on this machine.",
        examples=["starttls"],
    )
    imap_username: str = Field(
        default="", description="The account of the mailbox.", examples=["samai@ministry.example"]
    )
    imap_password: Annotated[SecretStr, AfterValidator(chosen_password)] = Field(
        default=SecretStr(""),
        description="The password of that account.",
        examples=["the password that the mail server's administrator gave you"],
    )
    imap_folder: str = Field(
        default="INBOX", description="The folder in which answers arrive.", examples=["INBOX/Invitations"]
    )
    imap_done: str = Field(
        default="Samai",
        description="The folder of the mailbox to which a mail is moved once it is taken in; it is made where it is "
        "missing.",
        examples=["Done"],
    )
    maildir: Path | None = Field(
        default=None,
        description="A maildir of this machine from which the worker takes answers: those in its `new` are moved to "
        "its `cur`. Empty: none.",
        examples=["/var/mail/samai"],
    )
    receive_seconds: int = Field(
        default=30, ge=1, description="How often the worker looks for new mail, in seconds.", examples=[60]
    )
    received_megabytes: float = Field(
        default=1,
        gt=0,
        description="The largest mail that is read when it comes in, in megabytes; a larger one is quarantined.",
        examples=[2],
    )
    received_days: int = Field(
        default=90,
        ge=1,
        description="Days for which a mail that came in is kept as it came. What it was and what became of it stays on "
        "record.",
        examples=[30],
    )
    mail_authserv: str = Field(
        default="",
        description="The name under which the ministry's own mail server says what it found about a sender: the first "
        "word of its Authentication-Results headers. A mail that it found forged is then quarantined. Empty: no such "
        "header is believed.",
        examples=["mx.ministry.example"],
    )

    @property
    def received_bytes(self) -> int:
        """The largest mail that is read."""
        return int(self.received_megabytes * MEGABYTE)

    @property
    def fetches(self) -> bool:
        """Whether the worker looks for mail anywhere."""
        return bool(self.imap_host) or self.maildir is not None
