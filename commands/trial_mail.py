"""`flask send-test-mail`: one plain letter through the real door, at once, with what the server says."""

import click
from flask.cli import with_appcontext

from commands.mail_ways import way_past, words_of
from commands.output import app, refusing, remark, settings, wall
from mail.door import DoorConnection, MailDoor
from mail.files import kept_path
from mail.trial import trial_letter, try_way
from mail.wire import Outcome, Receipt, Wire
from scheduler.queries.health import mail_hold
from vocabulary.command import SAMAI
from vocabulary.refusals import Refusal

RECIPIENT_REFUSED = "The server does not take letters for {address}. See that it is right; or the server relays nothing"
RECIPIENT_REFUSED += " for this machine: have it allowed, or set mail_username and mail_password."
HELD = f"The mail is held ({{why}}), and this letter with it. Next: {SAMAI} mail release"


@click.command("send-test-mail")
@click.argument("address")
@with_appcontext
@refusing
def send_test_mail(address: str) -> None:
    """Send one plain letter to ADDRESS now, past the outbox, and say what the mail server answers."""
    held = mail_hold()
    if held is not None:
        raise Refusal(HELD.format(why=held.why))
    letter = written(address)
    door: MailDoor = app().extensions["samai_mail"]
    with door.open() as connection:
        if settings().mail_host:
            require_way(connection)
        receipt = connection.deliver(letter)
    if receipt.outcome is not Outcome.SENT:
        raise Refusal(f"The letter was not taken: {said(receipt)}\n{way_on(receipt, address)}")
    say_sent(letter, receipt)


def written(address: str) -> Wire:
    """The letter; refused for what is no address."""
    try:
        return trial_letter(settings().desk, address, place=settings().base_url, wall=wall())
    except ValueError as error:
        raise click.BadParameter(f"{error}. Give one address, as desk@ministry.example.") from None


def require_way(connection: DoorConnection) -> None:
    """Refuse with the way out where the server lets nobody in, or takes nothing from the desk."""
    installed = settings()
    remark(f"Asking {installed.mail_host}:{installed.mail_port}, for at most {installed.mail_timeout:g} s an answer")
    trial = try_way(connection, installed.desk_address)
    if trial.obstacle is not None:
        raise Refusal(f"No letter was sent: {trial.obstacle.value} ({words_of(trial)})\n{way_past(trial, installed)}.")


def said(receipt: Receipt) -> str:
    """The server's code and words."""
    return " ".join(filter(None, [str(receipt.code or ""), receipt.text]))


def way_on(receipt: Receipt, address: str) -> str:
    """What to do about a letter that was not taken."""
    if not settings().mail_host:
        return f"See that {settings().outgoing.resolve()} can be written: {SAMAI} doctor"
    if receipt.outcome is Outcome.REFUSED:
        return RECIPIENT_REFUSED.format(address=address)
    return (
        "The server puts it off for the moment, as many do with a sender they do not know. Try again in some minutes."
    )


def say_sent(letter: Wire, receipt: Receipt) -> None:
    """Where the letter is now."""
    if not settings().mail_host:
        kept = kept_path(settings().outgoing, message_id=letter.message_id)
        click.echo(f"There is no mail server (mail_host): the letter is kept as {kept.resolve()}")
        return
    click.echo(f"{settings().mail_host} took the letter: {said(receipt)}")
    remark(
        f"Look whether it lies in the mailbox of {letter.recipient}, or among its unwanted mail: {letter.message_id}"
    )
