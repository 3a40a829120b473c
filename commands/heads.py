"""`flask session lead`: who leads where no rule says so, or others than the rule says."""

from collections.abc import Iterator
from datetime import date

import click

from commands.output import Row, dry_run_option, json_option, listing, now, refusing, rehearsed, remark, said
from commands.sessions import session
from scheduler.queries.listings import keys_for, person_ids, session_named
from scheduler.queries.session_lines import CityMark
from scheduler.queries.sessions import session_page_for
from scheduler.rules.heads import Head, Override
from scheduler.rules.typed import typed_day
from scheduler.sessions import decide_head, undo_head_decision
from vocabulary.actor import OPERATOR
from vocabulary.plan import HeadDecision
from vocabulary.refusals import NotFound

NO_CITY = "No city goes by %(city)s; there are: %(cities)s"

city_option = click.option("--city", default="", help="Where it holds, by the key of the city; else anywhere.")
run_option = click.option("--run", "day", default="", help="Only on the run of days that begins on this day.")


@session.command("lead")
@click.argument("handle", metavar="SESSION")
@click.argument("people", metavar="PERSON...", nargs=-1, required=True)
@click.option("--reason", required=True, help="Who decided it, and why.")
@click.option("--document", default="", help="The number and day of the document.")
@city_option
@run_option
@dry_run_option
@json_option
@refusing
def lead(handle: str, people: tuple[str, ...], *, dry_run: bool, as_json: bool, **typed: str) -> None:
    """Let PERSON, by e-mail address, lead the delegation to SESSION; those after are co-heads in their order."""
    session_id = session_named(handle, actor=OPERATOR)
    first, *others = person_ids(people)
    city_id, opens = where(typed)
    decision = HeadDecision(first, typed["reason"], typed["document"], tuple(others), city_id, opens)
    with rehearsed(dry_run):
        decide_head(session_id, decision, by=OPERATOR, now=now())
        show(session_id, as_json=as_json)
    remark("Nothing was changed." if dry_run else "The decision is on record.")


@session.command("unlead")
@click.argument("handle", metavar="SESSION")
@city_option
@run_option
@dry_run_option
@json_option
@refusing
def unlead(handle: str, *, dry_run: bool, as_json: bool, **typed: str) -> None:
    """Take back the decision on who leads SESSION: the rule says it again."""
    session_id = session_named(handle, actor=OPERATOR)
    city_id, opens = where(typed)
    with rehearsed(dry_run):
        undo_head_decision(session_id, city_id, opens=opens, by=OPERATOR, now=now())
        show(session_id, as_json=as_json)
    remark("Nothing was changed." if dry_run else "The rule says again who leads.")


def where(typed: dict[str, str]) -> tuple[int | None, date | None]:
    """The city and the run of days that were named."""
    cities = keys_for(OPERATOR).cities
    if typed["city"] and typed["city"] not in cities:
        raise NotFound(NO_CITY, city=typed["city"], cities=", ".join(sorted(cities)))
    day = typed_day(typed["day"], field="run", today=now().date()) if typed["day"] else None
    return cities.get(typed["city"]), day


def show(session_id: int, *, as_json: bool) -> None:
    """Who leads each run of days, or once while there are none, and by whose word."""
    page = session_page_for(session_id, actor=OPERATOR)
    line = page.line
    undated: Row = {"from": None, "to": None, "city": city_of(line.city)}
    runs: list[tuple[Row, tuple[Head, ...]]] = [
        ({"from": run.opens, "to": run.closes, "city": city_of(run.city)}, run.heads) for run in line.runs
    ]
    rows = [row_of(head, run) for run, heads in runs or [(undated, line.heads)] for head in heads]
    rows += [row for one in page.resting for row in rows_at_rest(one.decision)]
    listing(rows, as_json=as_json)


def rows_at_rest(one: Override) -> Iterator[Row]:
    """Those who lead by a decision that was made for other days or another city."""
    for place, each in enumerate(one.heads, start=1):
        yield {
            "from": one.opens,
            "to": None,
            "city": said(one.city) or None,
            "name": said(each.name),
            "position": said(each.position) or None,
            "place": "head" if place == 1 else "co-head",
            "status": "rests",
            "reason": one.reason,
            "document": one.document or None,
        }


def city_of(city: CityMark | None) -> str | None:
    """What a city is called, where it is known."""
    return None if city is None else said(city.name)


def row_of(head: Head, where_and_when: Row) -> Row:
    """One head on one run of days."""
    return {
        **where_and_when,
        "name": said(head.name) or None,
        "position": said(head.title) or None,
        "place": "head" if head.place == 1 else "co-head",
        "status": head.status.value,
        "reason": head.reason or said(head.source) or None,
        "document": head.document or None,
    }
