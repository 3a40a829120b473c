"""`flask hand-over`: focal points who pass their work on, and the desk's decision."""

from collections.abc import Mapping

import click

from commands.output import dry_run_option, hand, json_option, letters, listing, now, refusing, rehearsed, remark, said
from models.hand_overs import HandOver
from scheduler.hand_overs import NOT_OPEN, confirm_hand_over, refuse_hand_over
from scheduler.queries.hand_overs import hand_over_sight, letters_waiting, open_hand_overs
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.refusals import NotFound


@click.group("hand-over")
def hand_over() -> None:
    """Focal points who pass their work on: nothing changes until it is confirmed."""


@hand_over.command("list")
@json_option
def list_hand_overs(*, as_json: bool) -> None:
    """List the hand-overs that wait for a decision."""
    listing([row_of(row) for row in open_hand_overs()], as_json=as_json)


@hand_over.command("confirm")
@click.argument("number", metavar="HAND-OVER", type=int)
@dry_run_option
@refusing
def confirm(number: int, *, dry_run: bool) -> None:
    """Put the successor in the place of the one who leaves, and draft the letters; none leaves by this."""
    row = waiting(number)
    agency_id, person_id, seen = row.agency_id, row.person_id, hand_over_sight(row)
    with rehearsed(dry_run):
        confirm_hand_over(agency_id, person_id, hand=hand(), seen=seen)
        found = letters_waiting(agency_id)
    remark("Nothing was changed." if dry_run else "The hand-over is confirmed.")
    for one in found:
        wait = "would wait" if dry_run else "wait"
        remark(f"{said(one.title)}: {letters(one.count)} {wait}. Next: {SAMAI} mail send {one.consultation_id}")


@hand_over.command("refuse")
@click.argument("number", metavar="HAND-OVER", type=int)
@click.option("--reason", required=True, help="Why; the focal point reads it.")
@refusing
def refuse(number: int, *, reason: str) -> None:
    """Leave everything as it is, and say why on the page of the focal point's link."""
    row = waiting(number)
    agency_id, person_id, seen = row.agency_id, row.person_id, hand_over_sight(row)
    refuse_hand_over(agency_id, person_id, reason=reason, by=OPERATOR, now=now(), seen=seen)
    remark("The hand-over is refused.")


def waiting(number: int) -> HandOver:
    """The open hand-over of this number."""
    row = next((one for one in open_hand_overs() if one.id == number), None)
    if row is None:
        raise NotFound(NOT_OPEN)
    return row


def row_of(row: HandOver) -> Mapping[str, object]:
    """One hand-over as a line."""
    return {
        "hand-over": row.id,
        "agency": said(row.agency.abbreviation),
        "from": said(row.person.name),
        "to": said(row.name),
        "address": row.email,
        "since": row.since,
        "asked": row.asked_at,
        "note": " ".join(row.note.split()),
    }
