"""`flask session days` and `day`: when and in which room a session meets, day by day."""

from collections.abc import Mapping

import click

from commands.output import dry_run_option, json_option, listing, now, refusing, rehearsed, remark
from commands.sessions import session
from scheduler.meeting_days import set_meeting_days
from scheduler.queries.listings import session_named
from scheduler.queries.meeting_days import days_page_for, known_days
from scheduler.rules.meeting_hours import MeetingDay
from scheduler.rules.typed import typed_day
from vocabulary.actor import OPERATOR
from vocabulary.plan import DayPlan


@session.command("days")
@click.argument("handle", metavar="SESSION")
@json_option
@refusing
def list_days(handle: str, *, as_json: bool) -> None:
    """List the days of SESSION with the hours of their meetings, there and in the capital, and their rooms."""
    page = days_page_for(session_named(handle, actor=OPERATOR), actor=OPERATOR)
    listing([row_of(day) for day in page.days], as_json=as_json)


@session.command("day")
@click.argument("handle", metavar="SESSION")
@click.argument("typed", metavar="DAY")
@click.option("--hours", help='The hours of its meetings, "10:00-13:00"; empty where nothing meets.')
@click.option("--room", help="The room.")
@dry_run_option
@refusing
def set_day(handle: str, typed: str, *, dry_run: bool, **said: str | None) -> None:
    """Say when and where SESSION meets on DAY; what is left out stays. Nobody is told."""
    number, day = session_named(handle, actor=OPERATOR), typed_day(typed, field="day", today=now().date())
    present = known_days(days_page_for(number, actor=OPERATOR).days).get(day)
    now_there = {"hours": "", "room": ""} if present is None else {"hours": present.hours or "", "room": present.room}
    plan = DayPlan(day, **{name: now_there[name] if words is None else words for name, words in said.items()})
    with rehearsed(dry_run):
        set_meeting_days(number, [plan], by=OPERATOR, now=now())
    remark("Nothing was written." if dry_run else "It is on file. Nobody is told.")


def row_of(day: MeetingDay) -> Mapping[str, object]:
    """One day as a line."""
    return {
        "day": day.day,
        "hours": "not known" if day.hours is None else day.hours,
        "in the capital": [f"{one.day_at_home} {one.at_home}" for one in day.sittings],
        "room": day.room,
    }
