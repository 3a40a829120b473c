"""`flask delegation`: who goes to a session."""

import click

from commands.output import (
    Row,
    dry_run_option,
    json_option,
    listing,
    now,
    refusing,
    rehearsed,
    remark,
    said,
    showing,
)
from scheduler.issued_rosters import issue_roster
from scheduler.queries.issued_rosters import Issued, IssuedPage, issued_page, shelf_of
from scheduler.queries.listings import session_named
from scheduler.queries.rosters import roster_for
from scheduler.rules.issued_rosters import runs_said
from scheduler.rules.mandate import Mandate
from scheduler.rules.rosters import RosterLine
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Said
from vocabulary.issued import Wish
from vocabulary.states import Language
from vocabulary.text import Bilingual


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


@delegation.command("issue")
@click.argument("handle", metavar="SESSION")
@click.option("--language", type=click.Choice(["th", "en"]), default="th", show_default=True, help="What it is in.")
@click.option("--despite", default="", help="Why it is issued outside the mandate, where it is.")
@dry_run_option
@json_option
@refusing
def issue(handle: str, *, dry_run: bool, as_json: bool, **wish: str) -> None:
    """Issue the roster of SESSION as it stands: numbered, dated, and kept as it is for ever."""
    session_id = session_named(handle, actor=OPERATOR)
    wished = Wish(Language(wish["language"]), wish["despite"])
    with rehearsed(dry_run):
        number = issue_roster(session_id, wished, by=OPERATOR, now=now())
        tell(issued_page(session_id, number, actor=OPERATOR), as_json=as_json)
    remark("Nothing was changed." if dry_run else f"Roster {number} is issued and in force.")


@delegation.command("issued")
@click.argument("handle", metavar="SESSION")
@click.option("--number", type=int, help="Show this one, exactly as it was issued.")
@click.option("--against", type=int, help="Say what differs from this one; else from the one before.")
@json_option
@refusing
def issued(handle: str, *, as_json: bool, number: int | None, against: int | None) -> None:
    """Show which rosters of SESSION were issued and which is in force, or one of them as it was issued."""
    session_id = session_named(handle, actor=OPERATOR)
    if number is None:
        listing([issued_row(one) for one in shelf_of(session_id).issued], as_json=as_json)
        return
    page = issued_page(session_id, number, actor=OPERATOR, against=against)
    tell(page, as_json=as_json)
    if page.against is not None:
        remark(f"From roster {page.against.number} to {number}:")
        for one in page.differences:
            remark(f"- {said(one)}")


def issued_row(one: Issued) -> Row:
    """One issued roster in a list."""
    return {
        "number": one.number,
        "issued on": one.issued_on,
        "language": one.language,
        "issued by": one.issued_by,
        "state": "in force" if one.is_in_force else "superseded",
        "superseded on": one.superseded_on,
        "why": "; ".join(map(said, one.why)) or None,
        "decision": one.decision_id,
    }


def tell(page: IssuedPage, *, as_json: bool) -> None:
    """All that an issued roster says."""
    sheet = page.sheet
    row = {
        **issued_row(page.mark),
        "session": said(sheet.session),
        "days": said(words_of(runs_said(sheet.runs))),
        "mandate": said(sheet.verdict),
        "despite": page.despite or None,
        "heads": [said(one) for one in sheet.heads],
        "lines": [
            {
                "role": "co-head" if line.is_co_head else line.role,
                "name": said(line.name),
                "position": said(line.position),
                "agency": said(line.agency),
            }
            for line in sheet.lines
        ],
    }
    showing(row, as_json=as_json)


def words_of(one: Bilingual | Said) -> Bilingual:
    """A sentence in both languages."""
    return one.both if isinstance(one, Said) else one
