"""`flask deadline`: by when something is due, by its own clock and at the desk."""

import click

from commands.calendars import day_of, tell
from commands.output import dry_run_option, json_option, listing, now, refusing, rehearsed, said
from scheduler.deadlines import add_deadline, correct_deadline, remove_deadline
from scheduler.queries.deadlines import DeadlineLine, deadline_for, deadlines_of
from scheduler.queries.listings import session_handles, session_named
from scheduler.rules.typed import typed_clock
from vocabulary.actor import OPERATOR
from vocabulary.days import in_zone
from vocabulary.deadlines import DeadlineCard
from vocabulary.text import Bilingual


@click.group("deadline")
def deadline() -> None:
    """By when something is due, by its own clock and by the last office hour before it."""


@deadline.command("list")
@click.option("--session", "handle", help="Only those of this session.")
@json_option
@refusing
def list_deadlines(*, handle: str | None, as_json: bool) -> None:
    """List the deadlines in their order, each with the last office hour at home before it, and why."""
    handles = session_handles()
    numbers = list(handles) if handle is None else [session_named(handle, actor=OPERATOR)]
    listing([row_of(line, handles[line.session_id]) for line in deadlines_of(numbers)], as_json=as_json)


def row_of(line: DeadlineLine, handle: str) -> dict[str, object]:
    """One deadline."""
    ends = line.effective.ends
    return {
        "deadline": line.deadline_id,
        "session": handle,
        "name": said(line.card.name),
        "day": line.card.day,
        "time": f"{line.card.clock:%H:%M}",
        "zone": line.card.tzid,
        "at the office by": None if ends is None else in_zone(ends, line.home_tzid),
        "because": "; ".join(reasons(line)),
        "source": line.card.source,
    }


def reasons(line: DeadlineLine) -> list[str]:
    """Why the desk's own hour is an earlier one."""
    if not line.effective.is_earlier:
        return []
    own = in_zone(line.effective.deadline, line.home_tzid)
    found = [f"{own:%Y-%m-%d %H:%M} in {said(line.home)}"]
    for one in line.effective.skipped:
        told = "no list on file" if one.is_open is None else "weekend" if one.is_weekend else said(one.reason)
        found.append(f"{one.day} {told}")
    return found


@deadline.command("add")
@click.argument("handle", metavar="SESSION")
@click.option("--day", required=True, help="The day, as whoever set it says it.")
@click.option("--time", "clock", required=True, help="The hour, as whoever set it says it: 18:00.")
@click.option("--zone", required=True, help="The IANA zone of that clock: America/New_York.")
@click.option("--name-en", default="", help="What is due, in English.")
@click.option("--name-th", default="", help="What is due, in Thai.")
@click.option("--source", default="", help="Where it is announced.")
@dry_run_option
@refusing
def add(handle: str, *, dry_run: bool, **typed: str) -> None:
    """Put a deadline of SESSION on file."""
    name = Bilingual(typed["name_en"], typed["name_th"])
    card = DeadlineCard(
        name, day_of(typed["day"]), typed_clock(typed["clock"], field="clock"), typed["zone"], typed["source"]
    )
    with rehearsed(dry_run):
        number = add_deadline(session_named(handle, actor=OPERATOR), card, by=OPERATOR, now=now())
        listing([row_of(deadline_for(number, actor=OPERATOR), handle)], as_json=False)
    tell(dry_run=dry_run)


@deadline.command("correct")
@click.argument("number", metavar="DEADLINE", type=int)
@click.option("--day", help="The day, as whoever set it says it.")
@click.option("--time", "clock", help="The hour, as whoever set it says it: 18:00.")
@click.option("--zone", help="The IANA zone of that clock.")
@click.option("--name-en", help="What is due, in English.")
@click.option("--name-th", help="What is due, in Thai.")
@click.option("--source", help="Where it is announced.")
@dry_run_option
@refusing
def correct(number: int, *, dry_run: bool, **typed: str | None) -> None:
    """Correct DEADLINE or move it; what is not typed stays."""
    line = deadline_for(number, actor=OPERATOR)
    card = with_typed(line.card, {name: value for name, value in typed.items() if value is not None})
    with rehearsed(dry_run):
        correct_deadline(number, card, by=OPERATOR, now=now())
        handle = session_handles()[line.session_id]
        listing([row_of(deadline_for(number, actor=OPERATOR), handle)], as_json=False)
    tell(dry_run=dry_run)


def with_typed(card: DeadlineCard, typed: dict[str, str]) -> DeadlineCard:
    """The card with what was typed in its place."""
    return DeadlineCard(
        name=Bilingual(typed.get("name_en", card.name.en), typed.get("name_th", card.name.th)),
        day=day_of(typed["day"]) if "day" in typed else card.day,
        clock=typed_clock(typed["clock"], field="clock") if "clock" in typed else card.clock,
        tzid=typed.get("zone", card.tzid),
        source=typed.get("source", card.source),
    )


@deadline.command("remove")
@click.argument("number", metavar="DEADLINE", type=int)
@dry_run_option
@refusing
def remove(number: int, *, dry_run: bool) -> None:
    """Take DEADLINE off its session."""
    with rehearsed(dry_run):
        remove_deadline(number, by=OPERATOR, now=now())
    tell(dry_run=dry_run)
