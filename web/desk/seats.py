"""Who sits at the table and who behind: the plans of a session's days, and the form of a new one."""

from collections.abc import Mapping
from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.seats import Beginning, SeatsPage, anew, beginning, desk_seats
from scheduler.rules.policy import Permission
from scheduler.seats import seat, unseat
from vocabulary.days import weekday_day
from vocabulary.refusals import Refusal
from vocabulary.seats import SeatRow, SeatWish
from vocabulary.text import N_
from web.access import access
from web.context import actor, language, now, today
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page

NO_DAY = N_("Choose the days.")


@blueprint.get("/sessions/<int:session_id>/seats", endpoint="seats")
@access(Permission.DESK)
def seats_here(session_id: int) -> ResponseReturnValue:
    """The plans that hold, and the form of a new one, filled in the order of the roster."""
    typed = Typed(request.args)
    page = desk_seats(session_id, actor=actor())
    begun = anew(page, typed.number("plan") or 0)
    begun = begun or beginning(page, front=typed.number("front"), behind=typed.number("behind"))
    return seats_form(page, {} if begun is None else filled(begun))


def filled(begun: Beginning) -> dict[str, str]:
    """The form of a new plan."""
    return {
        "opens": begun.opens.isoformat(),
        "closes": begun.closes.isoformat(),
        "front": str(begun.front),
        "behind": str(begun.behind),
        **{f"seat-{number}": row.value for number, row in begun.seats.items()},
    }


def seats_form(page: SeatsPage, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page with everything typed, and what is wrong with it."""
    return form_page(
        "desk/seats.html",
        refusal,
        page=page,
        values=values,
        days=[(day.isoformat(), weekday_day(day, language())) for day in page.days],
        today=today(),
    )


@blueprint.post("/sessions/<int:session_id>/seats", endpoint="seat_now")
@access(Permission.DESK)
def seat_now(session_id: int) -> ResponseReturnValue:
    """Make a plan of seats."""
    typed = Typed()
    page = desk_seats(session_id, actor=actor())
    try:
        number = seat(session_id, read_wish(typed, page), by=actor(), now=now())
    except Refusal as refusal:
        return seats_form(page, request.form.to_dict(), refusal=refusal)
    flash(gettext("Seat plan no. %(number)s holds.", number=number), "ok")
    return redirect(url_for("desk.seats", session_id=session_id), 303)


def read_wish(typed: Typed, page: SeatsPage) -> SeatWish:
    """Days, seats and who sits where; refused with every problem at once."""
    opens = typed.needed("opens", typed.day("opens"), sentence=NO_DAY)
    closes = typed.needed("closes", typed.day("closes"), sentence=NO_DAY)
    front, behind = typed.number("front"), typed.number("behind")
    chosen = {line.person_id: typed.choice(f"seat-{line.person_id}", SeatRow) for line in page.roster.lines}
    typed.check()
    return SeatWish(
        opens or date.min,
        closes or date.min,
        front or 0,
        behind or 0,
        tuple(number for number, row in chosen.items() if row is SeatRow.FRONT),
        tuple(number for number, row in chosen.items() if row is SeatRow.BEHIND),
    )


@blueprint.post("/sessions/<int:session_id>/seats/<int:number>/undo", endpoint="unseat")
@access(Permission.DESK)
def unseat_now(session_id: int, number: int) -> ResponseReturnValue:
    """Take a plan back."""
    unseat(session_id, number, by=actor(), now=now())
    flash(gettext("Seat plan no. %(number)s is taken back.", number=number), "ok")
    return redirect(url_for("desk.seats", session_id=session_id), 303)
