"""The reply matrix: who has answered what."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.replies import Matrix, PartyRow, reply_matrix
from scheduler.rules.policy import Permission
from scheduler.rules.replies import URGENCY, Reply, ReplyState
from web.access import access
from web.context import actor, now, settings
from web.desk.blueprint import blueprint

NO_ANSWER = (ReplyState.NO_REPLY, ReplyState.EARLIER_TIME, ReplyState.QUEUED, ReplyState.NOT_DELIVERED)
SHOWN = {"waiting": NO_ANSWER, "undelivered": (ReplyState.NOT_DELIVERED,)}


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to look at the matrix."""

    url: str
    label: str
    current: bool
    count: int | None = None
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """What one meeting's card lists on a phone: the rows that were asked, whoever needs attention first."""

    cells: tuple[tuple[PartyRow, tuple[Reply, ...]], ...]


@blueprint.get("/committees/<key>/replies", endpoint="replies")
@access(Permission.DESK)
def replies_page(key: str) -> ResponseReturnValue:
    """Agencies by consultations, each cell in words, with an icon, a colour and a day."""
    shown, past = request.args.get("show", ""), request.args.get("past") == "1"
    matrix = reply_matrix(key, actor=actor(), now=now(), past=past)
    rows = [row for row in matrix.rows if shown not in SHOWN or row.has(*SHOWN[shown])]
    return render_template(
        "desk/replies.html",
        matrix=matrix,
        rows=rows,
        cards=[card(rows, number) for number in range(len(matrix.columns))],
        filters=filters(key, matrix, shown=shown, past=past),
        failed=[row for row in matrix.rows if row.has(ReplyState.NOT_DELIVERED)],
        past=past,
        mailbox=settings().desk,
    )


def card(rows: Sequence[PartyRow], number: int) -> Column:
    """One meeting's replies, attention first."""
    asked = [(row, row.cells[number]) for row in rows if row.cells[number][0].state is not ReplyState.NOT_INVITED]
    return Column(tuple(sorted(asked, key=lambda pair: URGENCY[pair[1][0].state])))


def filters(key: str, matrix: Matrix, *, shown: str, past: bool) -> list[Filter]:
    """Everybody, who has not answered, who was not reached; and the meetings behind."""
    when = "1" if past else None
    every = url_for("desk.replies", key=key, past=when)
    found = [Filter(every, gettext("All"), shown not in SHOWN, len(matrix.rows))]
    for name, label, icon in (
        ("waiting", gettext("No reply"), "clock"),
        ("undelivered", gettext("Not delivered"), "alert"),
    ):
        count = sum(row.has(*SHOWN[name]) for row in matrix.rows)
        found.append(Filter(url_for("desk.replies", key=key, show=name, past=when), label, shown == name, count, icon))
    label = gettext("Meetings ahead") if past else gettext("Past meetings")
    other = url_for("desk.replies", key=key, past=None if past else "1")
    return [*found, Filter(other, label, current=False, icon="calendar")]
