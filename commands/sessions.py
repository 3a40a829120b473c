"""`flask session`: the sessions of the committees, and who leads where."""

from collections.abc import Iterable

import click

from commands.output import json_option, listing, now, refusing, said, showing
from scheduler.queries.engagements import bookings_at
from scheduler.queries.listings import session_handles, session_named, sessions_listed
from scheduler.queries.preparations import Preparation
from scheduler.queries.session_lines import Run, SessionLine
from scheduler.queries.sessions import Former, session_page_for
from scheduler.rules.double_bookings import DoubleBooking, other_title
from scheduler.rules.heads import Head
from scheduler.rules.mandate import Mandate
from vocabulary.actor import OPERATOR
from vocabulary.days import in_zone
from vocabulary.decisions import Place
from vocabulary.text import Bilingual


@click.group("session")
def session() -> None:
    """Sessions of the committees."""


@session.command("list")
@click.option("--committee", "committee_key", help="Only those of this committee, by its key.")
@json_option
@refusing
def list_sessions(*, committee_key: str | None, as_json: bool) -> None:
    """List the sessions, the dated by their days, then the undated."""
    listing([row_of(handle, line) for handle, line in sessions_listed(committee_key, actor=OPERATOR)], as_json=as_json)


@session.command("show")
@click.argument("handle", metavar="SESSION")
@json_option
@refusing
def show(handle: str, *, as_json: bool) -> None:
    """Show one session: SESSION is its key, as 2, or with its committee's, as ahc/2."""
    number = session_named(handle, actor=OPERATOR)
    page = session_page_for(number, actor=OPERATOR)
    row: dict[str, object] = {
        "committee": page.committee_name.plain,
        **row_of(session_handles()[number], page.line),
        "venue": joined(page.line.venues),
        "runs": [run_row(run) for run in page.line.runs],
        "why": "; ".join(why(head) for head in page.line.heads),
        **mandate_row(page.line.mandate),
        "missing": [mark.abbreviation for mark in page.line.missing],
        "consultations": [preparation_row(one) for one in page.consultations],
        "in two places": [booking_row(one) for one in bookings_at(Place("session", number), now=now())],
        "former plans": [former_row(one) for one in page.history],
    }
    showing(row, as_json=as_json)


def row_of(handle: str, line: SessionLine) -> dict[str, object]:
    """One session as a row."""
    return {
        "session": handle,
        "name": said(line.name),
        "city": joined(city.name for city in line.cities) or None,
        "opens": line.opens,
        "closes": line.closes,
        "days": [f"{run.opens}/{run.closes}" for run in line.runs],
        "status": line.status,
        "stage": line.stage,
        "modality": line.modality,
        "post": joined(head.title for head in line.heads),
        "head": joined(head.name for head in line.heads),
        "agencies": f"{line.named}/{line.agencies}",
        "mandate": line.mandate.verdict,
    }


def booking_row(found: DoubleBooking) -> dict[str, object]:
    """Somebody who is to be here and elsewhere on the same days."""
    return {
        "name": said(found.one.name),
        "as": found.one.attendance,
        "other": "" if found.other is None else f"{found.other.place.kind} {found.other.place.number}",
        "title": said(other_title(found)),
        "days": [f"{first}/{last}" for first, last in found.days],
    }


def run_row(run: Run) -> dict[str, object]:
    """A run of days, both inclusive."""
    return {
        "opens": run.opens,
        "closes": run.closes,
        "city": None if run.city is None else said(run.city.name),
        "venue": said(run.venue),
        "head": joined(head.name for head in run.heads) or None,
    }


def joined(names: Iterable[Bilingual | None]) -> str:
    """Several names on one line, those that are not known left out."""
    return "; ".join(filter(None, map(said, names)))


def why(head: Head) -> str:
    """On what ground this is the head."""
    if head.reason:
        return " · ".join(filter(None, [head.reason, head.document]))
    return " · ".join(filter(None, [head.status.value, said(head.city), said(head.source)]))


def mandate_row(mandate: Mandate) -> dict[str, object]:
    """The verdict on the delegation, what it stands on, and what stands against it."""
    return {
        "by": "" if mandate.ground is None else said(mandate.ground.both),
        "against": [said(reason.what.both) for reason in mandate.open_reasons],
        "settled": [said(reason.what.both) for reason in mandate.settled_reasons],
    }


def preparation_row(one: Preparation) -> dict[str, object]:
    """One consultation as a row; its hour is the capital's."""
    return {
        "consultation": one.consultation_id,
        "day": one.day,
        "from": None if one.starts is None else f"{in_zone(one.starts, one.tzid):%H:%M}",
        "to": None if one.ends is None else f"{in_zone(one.ends, one.tzid):%H:%M}",
        "title": said(one.title),
        "status": one.status,
        "classification": one.classification,
        "invited": one.invited,
        "answered": one.answered,
        "waiting": one.drafted,
    }


def former_row(one: Former) -> dict[str, object]:
    """One plan that was given up."""
    return {
        "until": one.ended_at,
        "by": one.ended_by,
        "city": joined(one.cities),
        "opens": one.plan.opens,
        "closes": one.plan.closes,
        "days": [f"{block.opens}/{block.closes}" for block in one.plan.blocks],
        "status": one.plan.status,
        "document": one.document,
    }
