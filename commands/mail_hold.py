"""`flask mail hold` and `flask mail release`: whether anything leaves."""

import click

from commands.mails import mail
from commands.output import (
    dry_run_option,
    json_option,
    letters,
    listing,
    now,
    refusing,
    rehearsed,
    remark,
    wall,
    yes_option,
)
from scheduler.mail_hold import NOT_HELD, WaitingLetters, hold_mail, release_mail, waiting_letters
from scheduler.queries.health import MailHold, mail_hold
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.refusals import Refusal


@mail.command("hold")
@click.option("--why", required=True, help="What the desk reads on its pages meanwhile.")
@refusing
def hold(*, why: str) -> None:
    """Let no letter leave until `mail release`; what is released waits."""
    hold_mail(why, by=OPERATOR, now=now(), wall=wall())
    remark(f"The mail is held. Next: {SAMAI} mail release")


@mail.command("release")
@click.option("--already-sent", is_flag=True, help="Record what waits as sent, because the mail server's log says so.")
@dry_run_option
@yes_option
@json_option
@refusing
def release_held(*, already_sent: bool, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Let the mail go again, after showing what waits.

    After a restore some of these letters may have left before. To send them again is safe: they carry the same
    identity, and mailboxes and calendars fold both into one. Say --already-sent only if you know that all of them left.
    """
    held = mail_hold()
    if held is None:
        raise Refusal(NOT_HELD)
    waiting = waiting_letters()
    explain(held)
    listing([row_of(one) for one in waiting], as_json=as_json)
    count = sum(one.count for one in waiting)
    question = f"Record {letters(count)} as sent?" if already_sent else f"Send {letters(count)} now?"
    if not (dry_run or yes or click.confirm(question, err=True)):
        remark("Nothing was released.")
        return
    with rehearsed(dry_run):
        recorded = release_mail(already_sent=already_sent, by=OPERATOR, now=now())
    say_done(count, recorded, dry_run=dry_run)


def explain(held: MailHold) -> None:
    """Since when the mail is held, and why."""
    remark(f"Held since {held.since:%Y-%m-%d %H:%M} UTC: {held.why}")


def say_done(count: int, recorded: int, *, dry_run: bool) -> None:
    """What was done, or would be."""
    what = f"{letters(recorded)} recorded as sent" if recorded else f"{letters(count)} for the worker to send"
    remark(f"Nothing was released. It would be: {what}." if dry_run else f"The mail is released: {what}.")


def row_of(one: WaitingLetters) -> dict[str, object]:
    """Waiting letters of one kind as a row."""
    return {"kind": one.kind, "letters": one.count, "tried before": one.tried, "oldest": one.oldest}
