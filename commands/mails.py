"""`flask mail`: letters promised, sent and refused. The worker sends; nothing here talks to a mail server."""

from functools import partial

import click

from commands.output import (
    PARTLY,
    complain,
    dry_run_option,
    json_option,
    listing,
    now,
    refusing,
    rehearsed,
    remark,
    said,
    showing,
    wall,
    yes_option,
)
from commands.releasing import let_go, refuse_marks, show_drafts, writer
from scheduler.previews import letter_of_mail
from scheduler.queries.consultations import consultation_sheet
from scheduler.queries.mails import MailLine, mail_line, sent_mail
from scheduler.releases import CLASSIFIED, release
from scheduler.retries import retry
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.refusals import Refusal
from vocabulary.states import MailState
from vocabulary.text import N_

NOTHING_WAITS = N_("No letter of this consultation waits to be released.")
NOTHING_FAILED = N_("No letter was refused, so there is nothing to try again.")
STATES = [state.value for state in MailState if state is not MailState.DRAFT]


@click.group("mail")
def mail() -> None:
    """Letters to focal points and heads of mission."""


@mail.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only letters in this state.")
@click.option("--before", type=int, help="Only letters older than this one: the next page.")
@json_option
@refusing
def list_mail(*, state: str | None, before: int | None, as_json: bool) -> None:
    """List the letters that were let go, the latest first."""
    page = sent_mail(None if state is None else MailState(state), actor=OPERATOR, before=before)
    listing([row_of(line) for line in page.lines], as_json=as_json)
    if page.older is not None:
        remark(f"There are older letters: {SAMAI} mail list --before {page.older}")


@mail.command("show")
@click.argument("number", metavar="LETTER", type=int)
@json_option
@refusing
def show(number: int, *, as_json: bool) -> None:
    """Show LETTER as its reader sees it; its secret link is hidden."""
    letter = letter_of_mail(number, actor=OPERATOR, writer=writer())
    row = {**row_of(mail_line(number, actor=OPERATOR)), "subject": letter.subject, "sender": letter.sender}
    if as_json:
        row["text"] = letter.text
    showing(row, as_json=as_json)
    if not as_json:
        click.echo(f"\n{letter.text}")


@mail.command("send")
@click.argument("number", metavar="CONSULTATION", type=int)
@dry_run_option
@yes_option
@click.option("--no-mark", is_flag=True, help="Words that look like a mark of secrecy are none.")
@json_option
@refusing
def send(number: int, *, dry_run: bool, as_json: bool, **said_yes: bool) -> None:
    """Release the letters that wait for CONSULTATION, after showing who gets what."""
    sheet = consultation_sheet(number, actor=OPERATOR, wall=wall())
    if sheet.draft is None:
        raise Refusal(CLASSIFIED if sheet.is_classified else NOTHING_WAITS)
    count, aware = show_drafts([sheet.draft.batch_id], as_json=as_json), said_yes["no_mark"]
    refuse_marks(sheet.marks, told=aware)
    released = partial(release, sheet.draft.batch_id, by=OPERATOR, now=now(), aware=aware)
    let_go(count, lambda leaves: released(due_at=leaves), dry_run=dry_run, yes=said_yes["yes"])


@mail.command("retry")
@click.argument("numbers", metavar="LETTER...", type=int, nargs=-1)
@click.option("--failed", is_flag=True, help="Every letter that was refused or bounced.")
@dry_run_option
@refusing
def retry_mail(numbers: tuple[int, ...], *, failed: bool, dry_run: bool) -> None:
    """Send LETTER again, which the server refused or which came back."""
    chosen = failed_letters() if failed else numbers
    if not chosen:
        raise Refusal(NOTHING_FAILED) if failed else click.UsageError("Name a letter, or say --failed.")
    refusals = []
    with rehearsed(dry_run):
        for number in chosen:
            try:
                waiting = retry(number, by=OPERATOR, now=now(), wall=wall())
                click.echo(f"{number} {'would be' if dry_run else 'is'} queued as {waiting}")
            except Refusal as refusal:
                refusals.append(refusal)
    finish(refusals, tried=len(chosen))


def finish(refusals: list[Refusal], *, tried: int) -> None:
    """Say what could not be done; some of it is another ending than all of it."""
    if len(refusals) == tried:
        raise refusals[0]
    for refusal in refusals:
        complain(refusal)
    if refusals:
        raise SystemExit(PARTLY)


def failed_letters() -> tuple[int, ...]:
    """The letters that somebody must look at, the first one first."""
    states = (MailState.REFUSED, MailState.BOUNCED)
    return tuple(sorted(line.id for state in states for line in sent_mail(state, actor=OPERATOR).lines))


def row_of(line: MailLine) -> dict[str, object]:
    """One letter as a row."""
    return {
        "letter": line.id,
        "state": line.state,
        "kind": line.kind,
        "name": line.name,
        "address": line.address,
        "about": said(line.title),
        "at": line.at,
        "attempts": line.attempts,
        "server": " ".join(filter(None, [str(line.code or ""), line.words])),
    }
