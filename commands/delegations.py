"""`flask delegation`: who goes to a session."""

import click

from commands.output import json_option, listing, refusing, remark, said
from scheduler.queries.listings import session_named
from scheduler.queries.rosters import roster_for
from scheduler.rules.mandate import Mandate
from scheduler.rules.rosters import RosterLine
from vocabulary.actor import OPERATOR


@click.group("delegation")
def delegation() -> None:
    """Delegations to the sessions."""


@delegation.command("show")
@click.argument("handle", metavar="SESSION")
@json_option
@refusing
def show(handle: str, *, as_json: bool) -> None:
    """Show the roster of SESSION in its order, the head first."""
    roster = roster_for(session_named(handle, actor=OPERATOR), actor=OPERATOR)
    listing([row_of(line) for line in roster.lines], as_json=as_json)
    remark(f"{said(roster.delegation)}, {said(roster.session.name)}: {len(roster.lines)} on the roster.")
    for mark in roster.session.missing:
        remark(f"Nobody is named for {said(mark.name)} yet.")
    tell_mandate(roster.session.mandate)


def row_of(line: RosterLine) -> dict[str, object]:
    """One person on the roster."""
    return {
        "role": "co-head" if line.is_co_head else line.role,
        "name": said(line.name),
        "position": said(line.position),
        "agency": said(line.agency_abbreviation),
        "approved by": line.open_approver or None,
    }


def tell_mandate(mandate: Mandate) -> None:
    """The verdict with its reasons, and what would turn each within."""
    remark(f"Mandate: {said(mandate.said.both)}.")
    for reason in mandate.open_reasons:
        remark(f"- {said(reason.what.both)}. {said(reason.way.both)}")
    for one in mandate.resolutions:
        remark(f"Resolution {one.resolution_id}: {one.document}, {one.decided_on}.")
