"""The one door through which letters leave: Flask-Mail's settings and recording around a connection of our own.

Flask-Mail's own connection is not used: it has no timeout, verifies no certificate and says nothing of a refused
recipient.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Self, cast

import flask_mail
from flask import Flask

from mail.files import keep
from mail.smtp import START_MAIL_INPUT, Deadline, Patience, PatientSMTP, PatientSMTPoverTLS, Tls
from mail.wire import Outcome, Receipt, Wire

OK = 250
FORWARDED = 251
CLOSING = 421
UNREADABLE = -1
FAREWELL = 5.0
"""Seconds to wait for the answer to QUIT: nothing depends on it."""


@dataclass(frozen=True, slots=True)
class Route:
    """What Flask-Mail has no setting for: how long to wait, whom to trust, where letters are kept without a server.

    From `MAIL_TIMEOUT` (an answer), `MAIL_DOT_TIMEOUT` (the final dot), `MAIL_LETTER_TIMEOUT` (a whole letter), all
    in seconds; `MAIL_CA_FILE` (a PEM file, for a ministry's own certificate authority); `MAIL_FOLDER`.
    """

    tls: Tls
    patience: Patience
    ca_file: str | None
    folder: Path

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> "Route":
        """The route as a Flask application's settings say it."""
        usual = Patience()
        tls = Tls.SSL if config.get("MAIL_USE_SSL") else Tls.STARTTLS if config.get("MAIL_USE_TLS") else Tls.NONE
        patience = Patience(
            answer=config.get("MAIL_TIMEOUT", usual.answer),
            dot=config.get("MAIL_DOT_TIMEOUT", usual.dot),
            letter=config.get("MAIL_LETTER_TIMEOUT", usual.letter),
        )
        return cls(tls, patience, config.get("MAIL_CA_FILE"), Path(config.get("MAIL_FOLDER", "instance/outgoing")))


class DoorState(flask_mail._Mail):
    """One application's settings of the door."""

    app: Flask
    route: Route


class DoorConnection(flask_mail.Connection):
    """An open door: letters go out one after the other, over one connection that is made when the first one comes.

    Not for two threads at once.
    """

    def __init__(self, state: DoorState) -> None:
        super().__init__(cast(flask_mail.Mail, state))
        self.state = state
        self.deadline = Deadline(state.route.patience)
        self.client: PatientSMTP | None = None
        self.is_clear = False
        self.offered: Wire | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._withdraw()
        if self.client is not None:
            self.deadline.restart()
            self.client.limit = FAREWELL
            with suppress(smtplib.SMTPException, OSError):
                self.client.quit()
            self._hang_up()

    def send(self, message: object, envelope_from: object = None) -> NoReturn:
        """Never: a letter that is not a `Wire` has no stored Message-ID, so its retry would be another letter."""
        raise ValueError("a letter leaves as a Wire, through deliver()")

    def offer(self, wire: Wire) -> None:
        """Ask the server for a letter already while its sender makes certain of it; `deliver` alone hands it over.

        Only over a connection that is ready and takes commands at once: nothing is waited for here. A letter that was
        offered and is not delivered is withdrawn.
        """
        self._withdraw()
        client = self.client
        if client is None or not (client.takes_all_at_once and self.is_clear and client.is_silent()):
            return
        self.deadline.restart()
        self.is_clear = False
        try:
            client.open_letter(wire.sender, wire.recipient, size=len(wire.content))
        except (smtplib.SMTPException, OSError):
            self._hang_up()
        else:
            self.offered = wire

    def _withdraw(self) -> None:
        """A server that was offered a letter waits for its content, unless it refused."""
        if self.client is not None and self.offered is not None:
            self.deadline.restart()
            self.client.close_letter()
        self.offered = None

    def deliver(self, wire: Wire) -> Receipt:
        """Hand one letter over and say what became of it; no failure of the outside world is raised."""
        receipt = self._hand_over(wire)
        if receipt.outcome is Outcome.SENT:
            flask_mail.email_dispatched.send(self.state.app, message=wire)
        return receipt

    def _hand_over(self, wire: Wire) -> Receipt:
        if self.state.suppress:
            return Receipt(Outcome.SENT, None, "suppressed")
        if not self.state.server:
            return self._keep(wire)
        try:
            receipt = self._exchange(self._asked(wire), wire)
        except smtplib.SMTPResponseException as error:
            receipt = Receipt.later(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:  # UnicodeError: a host name that is none
            receipt = Receipt.later(None, str(error) or type(error).__name__)
        if receipt.code in (None, CLOSING, UNREADABLE):
            self._hang_up()
        return receipt

    def _keep(self, wire: Wire) -> Receipt:
        try:
            keep(self.state.route.folder, wire)
        except OSError as error:
            return Receipt.later(None, str(error))
        return Receipt(Outcome.SENT, OK, "kept as file")

    def _exchange(self, client: PatientSMTP, wire: Wire) -> Receipt:
        """What follows the asking (RFC 5321, 3.3); a refused sender is our fault, not the recipient's: LATER."""
        receipt = _refusal(client.answers())
        if receipt is not None:
            client.close_letter()
            return receipt
        receipt = Receipt.for_reply(*client.post(wire.content))
        self.is_clear = receipt.outcome is Outcome.SENT
        return receipt

    def _asked(self, wire: Wire) -> PatientSMTP:
        """The connection, on which the server was asked for the letter."""
        is_offered, self.offered = self.offered is wire, None
        self.deadline.restart()
        if self.client is not None and is_offered:
            return self.client
        client = self._ready()
        client.ehlo_or_helo_if_needed()
        self.is_clear = False
        client.open_letter(wire.sender, wire.recipient, size=len(wire.content))
        return client

    def _ready(self) -> PatientSMTP:
        """The connection, wiped of the letter before, or a new one where that one has ended."""
        if self.client is not None and not self._is_usable(self.client):
            self._hang_up()
        if self.client is None:
            self.client = self.configure_host()
        return self.client

    def _is_usable(self, client: PatientSMTP) -> bool:
        """Behind a letter that was taken a silent server waits for the next one; otherwise it is asked."""
        return (self.is_clear and client.is_silent()) or _is_alive(client)

    def configure_host(self) -> PatientSMTP:
        """A new connection, protected and signed in as the settings say."""
        client = self._dial()
        try:
            if self.state.route.tls is Tls.STARTTLS:
                client.starttls(context=self._trust())
            if self.state.username and self.state.password:
                client.login(self.state.username, self.state.password)
        except (smtplib.SMTPException, OSError, UnicodeError):
            client.close()
            raise
        return client

    def _dial(self) -> PatientSMTP:
        server, port = self.state.server, self.state.port or 0  # 0: the port that the protocol reserves
        options: dict[str, Any] = {"deadline": self.deadline, "local_hostname": _own_name()}
        if self.state.route.tls is Tls.SSL:
            return PatientSMTPoverTLS(server, port, context=self._trust(), **options)
        return PatientSMTP(server, port, **options)

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.state.route.ca_file)

    def _hang_up(self) -> None:
        if self.client is not None:
            self.client.close()
            self.client = None


class MailDoor(flask_mail.Mail):
    """Flask-Mail with our connection: settings, suppression and `record_messages` are its own, the rest is ours.

    Suppressed, it sends and keeps nothing. Without `MAIL_SERVER` letters are kept as files in `MAIL_FOLDER`.
    What it records are `Wire`s.
    """

    def init_app(self, app: Flask) -> DoorState:
        """Read the application's settings."""
        app.config.setdefault("MAIL_SERVER", "")
        state = DoorState(**vars(super().init_app(app)))
        state.app = app
        state.route = Route.from_config(app.config)
        app.extensions["mail"] = state
        return state

    def connect(self) -> DoorConnection:
        """The door of the current application, as Flask-Mail calls it."""
        return DoorConnection(cast(DoorState, super().connect().mail))

    def open(self) -> DoorConnection:
        """The door of the current application: `with door.open() as connection: connection.deliver(wire)`."""
        return self.connect()

    def deliver(self, wire: Wire) -> Receipt:
        """Hand over a single letter."""
        with self.open() as connection:
            return connection.deliver(wire)


def _refusal(answers: Iterator[tuple[int, bytes]]) -> Receipt | None:
    """The receipt of a letter whose content the server does not wait for, by its answers to MAIL, RCPT and DATA."""
    code, text = next(answers)
    if code != OK:
        return Receipt.later(code, text)
    code, text = next(answers)
    if code not in (OK, FORWARDED):
        return Receipt.for_reply(code, text)
    code, text = next(answers)
    return None if code == START_MAIL_INPUT else Receipt.for_reply(code, text)


def _is_alive(client: PatientSMTP) -> bool:
    try:
        return client.rset()[0] == OK
    except (smtplib.SMTPException, OSError):
        return False


def _own_name() -> str:
    """How we greet: smtplib would ask the DNS, which may take long, for a name that no server checks."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
