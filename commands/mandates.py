"""`flask delegation approve` and `flask committee approve`: what Cabinet decided, recorded and taken back."""

import click

from commands.committees import committee
from commands.delegations import delegation, tell_mandate
from commands.output import dry_run_option, now, refusing, rehearsed, remark
from scheduler.cabinet import record_approval, record_resolution, withdraw_approval, withdraw_resolution
from scheduler.queries.cabinet import resolution_for
from scheduler.queries.listings import agency_ids, person_ids, session_named
from scheduler.queries.sessions import session_page_for
from scheduler.rules.typed import typed_day
from vocabulary.actor import OPERATOR
from vocabulary.plan import CabinetDecision, ResolutionPlan

on_option = click.option("--on", "day", required=True, help="The day on which Cabinet decided.")
document_option = click.option("--document", required=True, help="The number of the resolution or of the letter.")


def decision(day: str, document: str) -> CabinetDecision:
    """What was typed."""
    return CabinetDecision(typed_day(day, field="decided_on", today=now().date()), document)


@committee.command("approve")
@click.argument("key", metavar="COMMITTEE")
@on_option
@document_option
@dry_run_option
@refusing
def approve_committee(key: str, *, day: str, document: str, dry_run: bool) -> None:
    """Record that Cabinet gave COMMITTEE's standing approval as asked; again to correct what is on record."""
    with rehearsed(dry_run):
        record_approval(key, decision(day, document), by=OPERATOR, now=now())
    remark("Nothing was changed." if dry_run else "Cabinet's decision is on record.")


@committee.command("unapprove")
@click.argument("key", metavar="COMMITTEE")
@dry_run_option
@refusing
def unapprove_committee(key: str, *, dry_run: bool) -> None:
    """Take Cabinet's decision on COMMITTEE's standing approval off the record: it is only asked for."""
    with rehearsed(dry_run):
        withdraw_approval(key, by=OPERATOR, now=now())
    remark("Nothing was changed." if dry_run else "Taken off the record.")


@delegation.command("approve")
@click.argument("handle", metavar="SESSION")
@on_option
@document_option
@click.option("--whole", is_flag=True, help="The delegation as such, in place of the standing approval.")
@click.option("--head", "heads", multiple=True, help="Somebody who may lead, by e-mail address; may be repeated.")
@click.option("--agency", "agencies", multiple=True, help="An agency beyond the list, by key; may be repeated.")
@dry_run_option
@refusing
def approve(handle: str, *, dry_run: bool, day: str, document: str, **approved: object) -> None:
    """Record what Cabinet resolved on the delegation to SESSION, beyond the standing approval or in its place."""
    number = session_named(handle, actor=OPERATOR)
    plan = ResolutionPlan(
        decision(day, document),
        is_whole=bool(approved["whole"]),
        person_ids=frozenset(person_ids(words(approved["heads"]))),
        agency_ids=frozenset(agency_ids(words(approved["agencies"]))),
    )
    with rehearsed(dry_run):
        resolution = record_resolution(number, plan, by=OPERATOR, now=now())
        tell_mandate(session_page_for(number, actor=OPERATOR).line.mandate)
    remark("Nothing was changed." if dry_run else f"Resolution {resolution} is on record.")


@delegation.command("unapprove")
@click.argument("number", metavar="RESOLUTION", type=int)
@dry_run_option
@refusing
def unapprove(number: int, *, dry_run: bool) -> None:
    """Take RESOLUTION, by its number, off the record of its delegation."""
    session_id = resolution_for(number, actor=OPERATOR).line.session_id
    with rehearsed(dry_run):
        withdraw_resolution(number, by=OPERATOR, now=now())
        tell_mandate(session_page_for(session_id, actor=OPERATOR).line.mandate)
    remark("Nothing was changed." if dry_run else "Taken off the record.")


def words(several: object) -> list[str]:
    """An option that may be repeated."""
    return [str(one) for one in several] if isinstance(several, tuple) else []
