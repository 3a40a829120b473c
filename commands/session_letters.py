"""`flask session invite` and `flask session send`: a delegation's letters, shown before they leave."""

from functools import partial

import click

from commands.consultations import day_or_none
from commands.output import (
    dry_run_option,
    hand,
    json_option,
    letters,
    now,
    refusing,
    rehearsed,
    remark,
    said,
    wall,
    yes_option,
)
from commands.releasing import let_go, show_drafts
from commands.sessions import session
from scheduler.queries.home import home_day
from scheduler.queries.listings import session_named
from scheduler.queries.rosters import roster_for
from scheduler.queries.session_invitations import InvitedDelegation, invited_delegation
from scheduler.session_inviting import invite_delegation
from scheduler.session_releases import NOTHING, release_session
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.refusals import Refusal


@session.command("invite")
@click.argument("handle", metavar="SESSION")
@click.option(
    "--answer-by",
    default="",
    help="The day in the capital by which answers are asked for; left out, the last office day before the session.",
)
@dry_run_option
@json_option
@refusing
def invite(handle: str, *, answer_by: str, dry_run: bool, as_json: bool) -> None:
    """Invite the delegation to SESSION: its letters stay in draft until they are sent.

    Done again, it sets the day by which answers are asked for in the letters that have not left.
    """
    number = session_named(handle, actor=OPERATOR)
    day = day_or_none(answer_by, field="answer-by", today=home_day(now()))
    with rehearsed(dry_run):
        invite_delegation(number, hand=hand(), answer_by=day)
        found = waiting_for(number)
        show_drafts([one.batch_id for one in found.drafts], as_json=as_json)
    for name in found.unreachable:
        remark(f"{said(name)} has no address and gets no letter.")
    if dry_run:
        remark(f"Nothing was changed. {letters(found.draft.total)} would be drafted.")
    else:
        remark(f"{letters(found.draft.total)} in draft. Next: {SAMAI} session send {handle}")


@session.command("send")
@click.argument("handle", metavar="SESSION")
@dry_run_option
@yes_option
@json_option
@refusing
def send(handle: str, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Release the letters that wait for the delegation to SESSION, after showing who gets what."""
    number = session_named(handle, actor=OPERATOR)
    found = waiting_for(number)
    if not found.drafts:
        raise Refusal(NOTHING)
    batches = [one.batch_id for one in found.drafts]
    released = partial(release_session, number, batches, by=OPERATOR, now=now())
    let_go(show_drafts(batches, as_json=as_json), lambda leaves: released(due_at=leaves), dry_run=dry_run, yes=yes)


def waiting_for(session_id: int) -> InvitedDelegation:
    """What waits for one session."""
    return invited_delegation(roster_for(session_id, actor=OPERATOR), today=home_day(now()), wall=wall())
