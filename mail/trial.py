"""The way to the mail server tried as far as the sender's name, and what is in the way, by kind."""

import smtplib
import socket
import ssl
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from enum import Enum
from secrets import token_hex

from mail.door import CLOSING, OK, DoorConnection
from mail.headers import WIRE, mailbox
from mail.smtp import Deadline, PatientSMTP
from mail.wire import Receipt, Wire, one_line
from vocabulary.invite import Desk

AUTHENTICATION_REQUIRED = 530
EXPIRED, OTHER_HOST, OTHER_ADDRESS = 10, 62, 64
"""OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH."""


TEXT = """This letter was sent from the terminal of {place} to see whether its letters arrive.

It came through the same mail server as every invitation: whoever reads it here would read those too. If it lies in the
folder for unwanted mail, ask whoever runs your mail to let letters from {address} through.

{name}
{address}
"""


class Obstacle(Enum):
    """What is in the way, one kind for each way out."""

    NO_SUCH_HOST = "no such host"
    NOT_LISTENING = "connection refused"
    UNREACHABLE = "unreachable"
    SILENT = "no answer"
    TURNED_AWAY = "turned away"
    NO_STARTTLS = "no STARTTLS"
    NOT_TLS = "no TLS there"
    OTHER_NAME = "certificate of another name"
    EXPIRED = "certificate expired"
    UNKNOWN_AUTHORITY = "certificate of an unknown authority"
    NO_CA_FILE = "no certificate authority's file"
    LOGIN_REFUSED = "login refused"
    NOT_ASCII = "account or password not in ASCII"
    NO_LOGIN = "no login offered"
    LOGIN_WANTED = "login wanted"
    SENDER_REFUSED = "sender refused"
    PUT_OFF = "put off"


CERTIFICATES = {
    EXPIRED: Obstacle.EXPIRED,
    OTHER_HOST: Obstacle.OTHER_NAME,
    OTHER_ADDRESS: Obstacle.OTHER_NAME,
}
FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Obstacle], ...] = (
    ((socket.gaierror, UnicodeError), Obstacle.NO_SUCH_HOST),
    (ConnectionRefusedError, Obstacle.NOT_LISTENING),
    (TimeoutError, Obstacle.SILENT),
    ((FileNotFoundError, PermissionError), Obstacle.NO_CA_FILE),
    ((smtplib.SMTPServerDisconnected, ConnectionResetError), Obstacle.TURNED_AWAY),
    (smtplib.SMTPException, Obstacle.NO_LOGIN),  # it offers ways to sign in, and none that we know
    (OSError, Obstacle.UNREACHABLE),
)
"""By the kind of failure, the narrower kinds first."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How far it went: nothing in the way, or what; `receipt` holds the server's own words, or the system's."""

    obstacle: Obstacle | None
    receipt: Receipt


def try_way(connection: DoorConnection, sender: str, *, patience: float | None = None) -> Trial:
    """Connect, protect the connection, sign in and name the sender; no letter is begun.

    Afterwards the connection may carry one. `patience` are the seconds to wait for each answer, where the settings'
    are too many.
    """
    usual = connection.deadline.patience
    connection.deadline = Deadline(replace(usual, answer=min(usual.answer, patience or usual.answer)))
    try:
        connection.client = connection.configure_host()
        return named_sender(connection.client, sender)
    except smtplib.SMTPResponseException as error:
        return Trial(obstacle_of_reply(error), Receipt.later(error.smtp_code, error.smtp_error))
    except (smtplib.SMTPException, OSError, UnicodeError) as error:  # UnicodeError: a host name that is none
        return Trial(obstacle_of(error), Receipt.later(None, one_line(str(error)) or type(error).__name__))


def named_sender(client: PatientSMTP, sender: str) -> Trial:
    """What the server says to letters from this address; nothing is left behind."""
    client.ehlo_or_helo_if_needed()
    code, text = client.mail(sender)
    receipt = Receipt.for_reply(code, text)
    if code == OK:
        client.rset()
        return Trial(None, receipt)
    if code == AUTHENTICATION_REQUIRED:
        return Trial(Obstacle.LOGIN_WANTED, receipt)
    return Trial(Obstacle.SENDER_REFUSED if code >= 500 else Obstacle.PUT_OFF, receipt)


def obstacle_of_reply(error: smtplib.SMTPResponseException) -> Obstacle:
    """What a reply means that the library did not expect, by the stage at which it came."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Obstacle.LOGIN_REFUSED if error.smtp_code >= 500 else Obstacle.PUT_OFF
    if isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPHeloError) or error.smtp_code == CLOSING:
        return Obstacle.TURNED_AWAY
    return Obstacle.NO_STARTTLS


def obstacle_of(error: Exception) -> Obstacle:
    """What a failure without a reply means."""
    if isinstance(error, ssl.SSLError):
        return obstacle_of_tls(error)
    if isinstance(error, UnicodeEncodeError) and error.encoding == "ascii":
        return Obstacle.NOT_ASCII
    if isinstance(error, smtplib.SMTPNotSupportedError) and "AUTH" not in str(error):
        return Obstacle.NO_STARTTLS
    return next(obstacle for kinds, obstacle in FAILURES if isinstance(error, kinds))


def obstacle_of_tls(error: ssl.SSLError) -> Obstacle:
    """What is wrong with the certificate, with whom we trust, or with the port."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATES.get(error.verify_code, Obstacle.UNKNOWN_AUTHORITY)
    return Obstacle.NO_CA_FILE if error.library in ("X509", "PEM") else Obstacle.NOT_TLS


def trial_letter(desk: Desk, recipient: str, *, place: str, wall: datetime) -> Wire:
    """A plain letter that says what it is for; a ValueError where an address is not plain."""
    identity = f"<{token_hex(16)}@{desk.domain}>"
    letter = EmailMessage(policy=WIRE)
    letter["From"] = mailbox(desk.name, address=desk.address)
    letter["To"] = mailbox("", address=recipient)
    letter["Subject"] = f"A letter from {place}, to see whether it arrives"
    letter["Date"] = format_datetime(wall)
    letter["Message-ID"] = identity
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(TEXT.format(place=place, name=desk.name, address=desk.address))
    return Wire(desk.address, recipient, message_id=identity, content=letter.as_bytes())
