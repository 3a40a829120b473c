"""`flask session release` and `flask session recall`: a decision's letters shown, let go and called back together."""

import click

from commands.mails import MARKED, letter_row, writer
from commands.output import (
    dry_run_option,
    due_at,
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
from commands.sessions import session
from scheduler.decision_releases import NOTHING, recall_decision, release_decision
from scheduler.previews import letters_of_batch
from scheduler.queries.decision_pages import DecisionPage, decision_page
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.refusals import Refusal


@session.command("release")
@click.argument("number", metavar="DECISION", type=int)
@dry_run_option
@yes_option
@click.option("--no-mark", is_flag=True, help="Words that look like a mark of secrecy are none.")
@json_option
@refusing
def release(number: int, *, dry_run: bool, as_json: bool, **said_yes: bool) -> None:
    """Release all letters of DECISION that wait, after showing who gets what."""
    page = decision_page(number, actor=OPERATOR, wall=wall())
    batches = [one.batch_id for one in page.drafts]
    if not batches:
        raise Refusal(NOTHING)
    shown = [one for batch in batches for one in letters_of_batch(batch, actor=OPERATOR, writer=writer())]
    listing([letter_row(one) for one in shown], as_json=as_json)
    refuse_marks(page, told=said_yes["no_mark"])
    if not (dry_run or said_yes["yes"] or click.confirm(f"Release {letters(len(shown))}?", err=True)):
        remark("Nothing was released.")
        return
    leaves = due_at()
    with rehearsed(dry_run):
        aware = said_yes["no_mark"]
        count = release_decision(number, batches, by=OPERATOR, now=now(), due_at=leaves, aware=aware)
    if dry_run:
        remark(f"Nothing was released. {letters(count)} would go.")
    else:
        remark(
            f"{letters(count)} released; the worker sends them from {leaves:%H:%M:%S} UTC on."
            f" Until then: {SAMAI} session recall {number}"
        )


def refuse_marks(page: DecisionPage, *, told: bool) -> None:
    """Refuse words that look like a mark of secrecy, unless the operator has told that they are none."""
    if page.marks and not told:
        raise Refusal(MARKED, places="; ".join(f"{one.mark} in {one.name or one.field}" for one in page.marks))


@session.command("recall")
@click.argument("number", metavar="DECISION", type=int)
@dry_run_option
@refusing
def recall(number: int, *, dry_run: bool) -> None:
    """Call the released letters of DECISION back into draft, as long as none of them has left."""
    with rehearsed(dry_run):
        recall_decision(number, by=OPERATOR, now=now())
    remark("Nothing was called back." if dry_run else "The letters are called back and wait for their release again.")
