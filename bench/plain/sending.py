"""Sending as a loop: a connection and a commit for each letter; and smtplib alone, which is what a server can take."""

import smtplib
from collections.abc import Iterable, Sequence

from bench.plain.letters import plain_letter
from mail.wire import Wire
from models.database import db
from models.outbox import OutgoingMail
from scheduler.letters import Writer, letter_of
from vocabulary.states import MailState


def plain_sending(mails: Iterable[OutgoingMail], writer: Writer, *, port: int) -> None:
    """Render, connect, send, hang up and commit for one letter after the other."""
    for mail in mails:
        letter = letter_of(mail, writer)
        content = plain_letter(letter)
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.sendmail(letter.invite.facts.organizer_address, [mail.address], content)
        mail.state = MailState.SENT
        db.session.commit()


def bare_smtplib(wires: Sequence[Wire], *, port: int) -> None:
    """The finished bytes over one connection, and nothing else: neither a row nor a receipt."""
    with smtplib.SMTP("127.0.0.1", port) as client:
        for wire in wires:
            client.sendmail(wire.sender, [wire.recipient], wire.content)
