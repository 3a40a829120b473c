"""`flask mail receive`: mail that comes in, handed over by a mail server, or by hand."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from commands.database_troubles import trouble_in
from commands.mails import mail
from commands.output import json_option, listing, now, remark, settings, wall
from mail.inbound.reader import Reader, read_ahead
from scheduler.inbound import AT_ONCE, Incoming, Letterbox, Taken, receive
from vocabulary.actor import INCOMING_MAIL
from vocabulary.refusals import Refusal

TRY_AGAIN = 75
"""How a mail server is told to keep the message and offer it again (EX_TEMPFAIL of sysexits.h)."""


@mail.command("receive")
@click.argument("paths", metavar="[FILE|FOLDER]...", type=click.Path(path_type=Path), nargs=-1)
@json_option
def receive_mail(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Take in a mail from standard input, or each FILE, or each file in FOLDER.

    Ends with 0 where every message is kept, whatever became of it, and with 75 where it must be offered again.
    """
    try:
        taken = list(taken_from(paths))
    except (OSError, SQLAlchemyError, Refusal) as error:
        remark(said_of(error))
        raise SystemExit(TRY_AGAIN) from None
    listing([row_of(one) for one in taken], as_json=as_json)


def taken_from(paths: tuple[Path, ...]) -> Iterator[Taken]:
    """Take the messages in, some at a time."""
    with Reader(settings().received_bytes) as reader:
        for some in read_ahead(reader, messages(paths, most=reader.largest + 1), some=AT_ONCE):
            yield from receive([Incoming(*one) for one in some], box=letterbox(), by=INCOMING_MAIL, now=now())


def messages(paths: tuple[Path, ...], *, most: int) -> Iterator[bytes]:
    """Each message, at most so many octets of it: of one that is too large the beginning shows that."""
    if not paths:
        yield sys.stdin.buffer.read(most)
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            with file.open("rb") as content:
                yield content.read(most)


def letterbox() -> Letterbox:
    """How mail is taken in here."""
    own = settings()
    return Letterbox(own.desk, wall() + timedelta(days=own.received_days), own.mail_authserv)


def said_of(error: Exception) -> str:
    """Why nothing was taken in, on one line of a mail server's log."""
    trouble = trouble_in(error) if isinstance(error, DBAPIError) else None
    said = f"{trouble.what}. {trouble.way_out}" if trouble is not None else str(error).partition("\n")[0]
    return f"The mail was not taken in; offer it again. {said}"


def row_of(one: Taken) -> dict[str, object]:
    """What became of one message, as a row."""
    return {
        "mail": one.number,
        "what": one.came,
        "verdict": one.verdict,
        "from": one.sender,
        "subject": one.subject,
        "why": str(one.reason),
    }
