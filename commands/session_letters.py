"""`flask session invite` and `flask session send`: a delegation's letters, shown before they leave."""

import click

from commands.mails import letter_row, writer
from commands.output import (
    dry_run_option,
    due_at,
    hand,
    json_option,
    letters,
    listing,
    now,
    refusing,
    rehearsed,
    remark,
    said,
    wall,
    yes_option,
)
from commands.sessions import session
from scheduler.previews import ShownLetter, letters_of_batch
from scheduler.queries.home import home_tzid
from scheduler.queries.listings import session_named
from scheduler.queries.rosters import roster_for
from scheduler.queries.session_invitations import InvitedDelegation, invited_delegation
from scheduler.session_inviting import invite_delegation
from scheduler.session_releases import NOTHING, release_session
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.days import local_day
from vocabulary.refusals import Refusal


@session.command("invite")
@click.argument("handle", metavar="SESSION")
@dry_run_option
@json_option
@refusing
def invite(handle: str, *, dry_run: bool, as_json: bool) -> None:
    """Invite the delegation to SESSION: its letters stay in draft until they are sent."""
    number = session_named(handle, actor=OPERATOR)
    with rehearsed(dry_run):
        invite_delegation(number, hand=hand())
        found = waiting_for(number)
        listing([letter_row(one) for one in shown_letters(found)], as_json=as_json)
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
    shown = shown_letters(found)
    listing([letter_row(one) for one in shown], as_json=as_json)
    if not (dry_run or yes or click.confirm(f"Release {letters(len(shown))}?", err=True)):
        remark("Nothing was released.")
        return
    leaves = due_at()
    with rehearsed(dry_run):
        batches = [one.batch_id for one in found.drafts]
        count = release_session(number, batches, by=OPERATOR, now=now(), due_at=leaves)
    if dry_run:
        remark(f"Nothing was released. {letters(count)} would go.")
    else:
        remark(f"{letters(count)} released; the worker sends them from {leaves:%H:%M:%S} UTC on.")


def waiting_for(session_id: int) -> InvitedDelegation:
    """What waits for one session."""
    return invited_delegation(roster_for(session_id, actor=OPERATOR), today=local_day(now(), home_tzid()), wall=wall())


def shown_letters(found: InvitedDelegation) -> list[ShownLetter]:
    """Its letters, in the order in which they will leave."""
    return [one for draft in found.drafts for one in letters_of_batch(draft.batch_id, actor=OPERATOR, writer=writer())]
