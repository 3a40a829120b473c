"""The reply matrix: who has answered what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import get_template_attribute, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from scheduler.queries.replies import Matrix, PartyRow, reply_matrix
from scheduler.queries.reply_cells import NOT_ASKED, Cell
from scheduler.rules.policy import Permission
from scheduler.rules.replies import URGENCY, ReplyState
from vocabulary.states import Language
from web.access import access
from web.context import actor, language, now, settings
from web.desk.blueprint import blueprint
from web.forms import Typed

NO_ANSWER = (
    ReplyState.NO_REPLY,
    ReplyState.EARLIER_TIME,
    ReplyState.QUEUED,
    ReplyState.NOT_DELIVERED,
    ReplyState.DELEGATED,
)
CARD = 25
"""So many rows has a meeting's card: nobody reads more on a phone, and the page of the consultation has all."""

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
class Link:
    """A way on."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """What one meeting lists on a phone: the numbers of rows and of their cells, and how many others there are."""

    shown: tuple[tuple[int, int], ...]
    more: int


@blueprint.get("/committees/<key>/replies", endpoint="replies")
@access(Permission.DESK)
def replies_page(key: str) -> ResponseReturnValue:
    """Agencies by consultations, each cell in words, with an icon, a colour and a day."""
    shown, past, page = request.args.get("show", ""), request.args.get("past") == "1", page_asked_for()
    matrix = reply_matrix(key, actor=actor(), now=now(), past=past, page=page)
    rows = matrix.rows_with(*SHOWN[shown]) if shown in SHOWN else matrix.rows
    return render_template(
        "desk/replies.html",
        matrix=matrix,
        rows=rows,
        drawn=[drawn(cell, language()) for cell in matrix.palette],
        cards=cards(matrix, rows),
        filters=filters(key, matrix, shown=shown, past=past),
        pages=pages(key, matrix, past=past),
        failed=matrix.rows_with(ReplyState.NOT_DELIVERED),
        past=past,
        mailbox=settings().desk,
    )


@lru_cache(maxsize=4096)
def drawn(cell: Cell, _language: Language) -> Markup:
    """A cell in the language of the page."""
    macro = get_template_attribute("macros/consultations.html", "matrix_cell")
    found: Markup = macro(cell)
    return found


def cards(matrix: Matrix, rows: Sequence[PartyRow]) -> list[Card]:
    """Each meeting's replies of those who were asked, whoever needs attention first."""
    urgency = [URGENCY[cell[0].state] for cell in matrix.palette]
    found = []
    for place in range(len(matrix.columns)):
        cells = [(number, row.numbers[place]) for number, row in enumerate(rows)]
        asked = [pair for pair in cells if matrix.palette[pair[1]] is not NOT_ASKED]
        asked.sort(key=lambda pair: urgency[pair[1]])
        found.append(Card(tuple(asked[:CARD]), len(asked[CARD:])))
    return found


def page_asked_for() -> int:
    """The number of the page, from 1."""
    return max(1, Typed(request.args).number("page") or 1)


def pages(key: str, matrix: Matrix, *, past: bool) -> list[Link]:
    """The ways to the meetings nearer to today, and to those farther away."""
    earlier, later = gettext("Earlier meetings"), gettext("Later meetings")
    nearer, farther = (later, earlier) if past else (earlier, later)
    near, far = (page_url(key, number, past=past) for number in (matrix.page - 1, matrix.page + 1))
    return [Link(near, nearer)] * (matrix.page > 1) + [Link(far, farther)] * matrix.has_more


def page_url(key: str, page: int, *, past: bool, show: str | None = None) -> str:
    """Where a page of the matrix is."""
    return url_for("desk.replies", key=key, show=show, past="1" if past else None, page=page if page > 1 else None)


def filters(key: str, matrix: Matrix, *, shown: str, past: bool) -> list[Filter]:
    """Everybody, who has not answered, who was not reached; and the meetings behind."""
    every = page_url(key, matrix.page, past=past)
    found = [Filter(every, gettext("All"), shown not in SHOWN, len(matrix.rows))]
    for name, label, icon in (
        ("waiting", gettext("No reply"), "clock"),
        ("undelivered", gettext("Not delivered"), "alert"),
    ):
        count = len(matrix.rows_with(*SHOWN[name]))
        found.append(Filter(page_url(key, matrix.page, past=past, show=name), label, shown == name, count, icon))
    label = gettext("Meetings ahead") if past else gettext("Past meetings")
    return [*found, Filter(page_url(key, 1, past=not past), label, current=False, icon="calendar")]
