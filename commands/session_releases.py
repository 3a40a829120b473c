"""`flask session release` and `flask session recall`: a decision's letters shown, let go and called back together."""

from functools import partial

import click

from commands.output import (
    dry_run_option,
    json_option,
    now,
    refusing,
    rehearsed,
    remark,
    wall,
    yes_option,
)
from commands.releasing import let_go, refuse_marks, show_drafts
from commands.sessions import session
from scheduler.decision_releases import NOTHING, recall_decision, release_decision
from scheduler.queries.decision_pages import decision_page
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
    count, aware = show_drafts(batches, as_json=as_json), said_yes["no_mark"]
    refuse_marks(page.marks, told=aware)
    released = partial(release_decision, number, batches, by=OPERATOR, now=now(), aware=aware)
    if let_go(count, lambda leaves: released(due_at=leaves), dry_run=dry_run, yes=said_yes["yes"]):
        remark(f"Until then: {SAMAI} session recall {number}")


@session.command("recall")
@click.argument("number", metavar="DECISION", type=int)
@dry_run_option
@refusing
def recall(number: int, *, dry_run: bool) -> None:
    """Call the released letters of DECISION back into draft, as long as none of them has left."""
    with rehearsed(dry_run):
        recall_decision(number, by=OPERATOR, now=now())
    remark("Nothing was called back." if dry_run else "The letters are called back and wait for their release again.")
