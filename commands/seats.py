"""`flask delegation seats`: who sits at the table and who behind."""

import click

from commands.delegations import delegation
from commands.output import Row, dry_run_option, json_option, listing, now, refusing, rehearsed, remark, said
from scheduler.queries.home import home_day
from scheduler.queries.listings import session_named
from scheduler.queries.seats import Seating, SeatsPage, beginning, desk_seats
from scheduler.rules.typed import typed_day
from scheduler.seats import seat, unseat
from vocabulary.actor import OPERATOR
from vocabulary.seats import Seated, SeatRow, SeatWish


@delegation.command("seats")
@click.argument("handle", metavar="SESSION")
@json_option
@refusing
def seats(handle: str, *, as_json: bool) -> None:
    """Show who sits where on which days of SESSION, and which plans hold no more."""
    show(session_named(handle, actor=OPERATOR), as_json=as_json)


def show(session_id: int, *, as_json: bool) -> None:
    """Every plan that was made, those that hold first."""
    page = desk_seats(session_id, actor=OPERATOR)
    listing([row_of(one, page) for one in (*page.holding, *page.lapsed)], as_json=as_json)


def row_of(one: Seating, page: SeatsPage) -> Row:
    """One plan; who has no seat by it only as long as it holds."""
    free = page.left(one, home_day(now()))
    return {
        "number": one.number,
        "from": one.opens,
        "to": one.closes,
        "place": ", ".join(said(name) for name in (one.sheet.city, one.sheet.venue) if name is not None),
        "rooms": list(one.rooms),
        "at the table": [name_of(each) for each in one.at_the_table if each not in free],
        "behind": [name_of(each) for each in one.behind_it if each not in free],
        "free seats of": [name_of(each) for each in free],
        "not in the room": [said(name) for name in page.outside(one)] if one.is_holding else [],
        "state": "holds" if one.is_holding else "lapsed",
        "why": "; ".join(map(said, one.why)) or None,
    }


def name_of(one: Seated) -> str:
    """Somebody's name, unless it was erased."""
    return said(one.name) or "(erased)"


@delegation.command("seat")
@click.argument("handle", metavar="SESSION")
@click.option("--from", "opens", default="", help="The first day; else that of the first run without a plan.")
@click.option("--to", "closes", default="", help="The last day; else that of the run.")
@click.option("--front", type=int, help="How many seats there are at the table.")
@click.option("--behind", type=int, help="How many there are behind.")
@dry_run_option
@json_option
@refusing
def seat_in_order(handle: str, *, dry_run: bool, as_json: bool, **typed: str | int | None) -> None:
    """Seat the delegation to SESSION in the order of its roster: the first at the table, the next behind."""
    session_id = session_named(handle, actor=OPERATOR)
    with rehearsed(dry_run):
        number = seat(session_id, wish_of(session_id, typed), by=OPERATOR, now=now())
        show(session_id, as_json=as_json)
    remark("Nothing was changed." if dry_run else f"Seat plan {number} holds.")


def wish_of(session_id: int, typed: dict[str, str | int | None]) -> SeatWish:
    """What was typed; the rest as the form begins."""
    front, behind = (one if isinstance(one, int) else None for one in (typed["front"], typed["behind"]))
    begun = beginning(desk_seats(session_id, actor=OPERATOR), front=front, behind=behind)
    opens, closes = (
        typed_day(str(typed[name]), field=name, today=now().date()) if typed[name] else None
        for name in ("opens", "closes")
    )
    if begun is None:
        raise click.ClickException("The session has no days yet.")
    rows = [[number for number, row in begun.seats.items() if row is each] for each in SeatRow]
    return SeatWish(opens or begun.opens, closes or begun.closes, begun.front, begun.behind, *map(tuple, rows))


@delegation.command("unseat")
@click.argument("handle", metavar="SESSION")
@click.argument("number", metavar="PLAN", type=int)
@dry_run_option
@refusing
def unseat_plan(handle: str, number: int, *, dry_run: bool) -> None:
    """Take PLAN of SESSION's seats back; it stays on record."""
    session_id = session_named(handle, actor=OPERATOR)
    with rehearsed(dry_run):
        unseat(session_id, number, by=OPERATOR, now=now())
    remark("Nothing was changed." if dry_run else f"Seat plan {number} is taken back.")
