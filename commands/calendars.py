"""`flask calendar`: on which days offices are closed, city by city; nothing that is planned moves by it."""

from collections.abc import Callable
from datetime import date

import click

from commands.output import (
    dry_run_option,
    json_option,
    listing,
    now,
    refusing,
    rehearsed,
    remark,
    said,
    yes_option,
)
from scheduler.closed_days import (
    Planned,
    add_closed_day,
    confirm_closed_days,
    correct_closed_day,
    day_on,
    remove_closed_day,
    start_calendar,
)
from scheduler.queries.calendars import CalendarPage, all_calendars, calendar_named, calendar_page
from scheduler.queries.home import home_day
from scheduler.queries.places import place_named
from scheduler.rules.closed_days import Effect
from scheduler.rules.typed import typed_day, typed_number
from vocabulary.actor import OPERATOR
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.text import Bilingual

states = click.Choice([state.value for state in ClosedDayState])


@click.group("calendar")
def calendar() -> None:
    """On which days offices are closed, city by city."""


@calendar.command("list")
@json_option
@refusing
def list_calendars(*, as_json: bool) -> None:
    """List the lists of closed days, whose they are, and the years that are on file."""
    found = all_calendars(actor=OPERATOR, now=now())
    rows = [
        {
            "calendar": line.key,
            "name": said(line.name),
            "cities": [said(city) for city in line.cities],
            "own offices": line.is_office,
            "years": list(line.years),
            "not confirmed": line.expected,
            "next": None if line.next_day is None else line.next_day.day,
        }
        for line in found.lists
    ]
    listing(rows, as_json=as_json)
    for city in found.bare:
        remark(f"{said(city.name)}: no list on file.")


@calendar.command("show")
@click.argument("key", metavar="CALENDAR")
@click.option("--year", "typed_year", help="The year, of either era; the present one unless said.")
@json_option
@refusing
def show(key: str, *, typed_year: str | None, as_json: bool) -> None:
    """Show the closed days of CALENDAR in one year, and what is planned on them."""
    year = None if typed_year is None else year_of(typed_year)
    page = calendar_page(calendar_named(key, actor=OPERATOR), year, actor=OPERATOR, now=now())
    rows = [
        {
            "day": one.card.day,
            "name": said(one.card.name),
            "thai": one.card.name.plain.th,
            "state": one.card.state,
            "source": one.card.source,
            "entered by": one.added_by,
            "planned": one.effect.count,
        }
        for one in page.days
    ]
    listing(rows, as_json=as_json)
    for remarked in remarks_on(page):
        remark(remarked)


def remarks_on(page: CalendarPage) -> list[str]:
    """What the days alone do not say."""
    if not page.days:
        return [f"No list on file for {page.year}: no other list stands in."]
    found = [] if page.whole else [f"Only single days are on file for {page.year}. Of other weekdays nothing is known."]
    return [*found, *(line for one in page.hit for line in planned_on(one.effect))]


def planned_on(effect: Effect) -> list[str]:
    """What is planned on a day, a line each."""
    found = []
    for hit in effect.hits:
        free = "no free day in the 60 days after it" if hit.free is None else f"next free day {hit.free.day}"
        unknown = "" if hit.free is None or hit.free.is_known else ", of whose year no list is on file"
        held = f"{hit.booked.held} hold an invitation"
        number = hit.booked.consultation_id
        found.append(f"{effect.day}: consultation {number}, {said(hit.booked.title)}, {held}, {free}{unknown}")
    return found + [f"{effect.day}: {said(one.committee)}, {said(one.name)} meets" for one in effect.sittings]


@calendar.command("start")
@click.argument("city", metavar="CITY")
@click.option("--name-en", default="", help="The name in English.")
@click.option("--name-th", default="", help="The name in Thai.")
@dry_run_option
@refusing
def start(city: str, *, name_en: str, name_th: str, dry_run: bool) -> None:
    """Begin an empty list for CITY, by its key, where the city goes by none."""
    with rehearsed(dry_run):
        number = start_calendar(
            place_named(city, actor=OPERATOR).station_id, Bilingual(name_en, name_th), by=OPERATOR, now=now()
        )
        page = calendar_page(number, None, actor=OPERATOR, now=now())
    click.echo(page.line.key)
    tell(dry_run=dry_run)


@calendar.command("add")
@click.argument("key", metavar="CALENDAR")
@click.argument("day")
@click.option("--name-en", default="", help="The name in English.")
@click.option("--name-th", default="", help="The name in Thai.")
@click.option("--source", default="", help="The announcement or the list, with its day.")
@click.option("--state", type=states, default=ClosedDayState.EXPECTED.value, help="Whether it is official.")
@dry_run_option
@yes_option
@refusing
def add(*, key: str, day: str, dry_run: bool, yes: bool, **typed: str) -> None:
    """Put DAY on CALENDAR. What is planned on it is shown first, and stays where it is."""
    number = calendar_named(key, actor=OPERATOR)
    names = Bilingual(typed["name_en"], typed["name_th"])
    card = ClosedDayCard(day_of(day), names, typed["source"], ClosedDayState(typed["state"]))
    act = Looked(yes=yes, dry_run=dry_run)
    act.carry_out(lambda shown: add_closed_day(number, card, by=OPERATOR, now=now(), shown=shown))


@calendar.command("correct")
@click.argument("key", metavar="CALENDAR")
@click.argument("day")
@click.option("--to", "moved", help="The day on which it is instead.")
@click.option("--name-en", help="The name in English.")
@click.option("--name-th", help="The name in Thai.")
@click.option("--source", help="The announcement or the list, with its day.")
@click.option("--state", type=states, help="Whether it is official.")
@dry_run_option
@yes_option
@refusing
def correct(*, key: str, day: str, dry_run: bool, yes: bool, **typed: str | None) -> None:
    """Correct DAY of CALENDAR or move it; what is not typed stays."""
    row = day_on(calendar_named(key, actor=OPERATOR), day_of(day))
    number, card = row.id, with_typed(row.card, typed)
    act = Looked(yes=yes, dry_run=dry_run)
    act.carry_out(lambda shown: correct_closed_day(number, card, by=OPERATOR, now=now(), shown=shown))


def with_typed(card: ClosedDayCard, typed: dict[str, str | None]) -> ClosedDayCard:
    """The card with what was typed in its place."""

    def told(name: str, present: str) -> str:
        said_now = typed[name]
        return present if said_now is None else said_now

    return ClosedDayCard(
        day=day_of(told("moved", card.day.isoformat())),
        name=Bilingual(told("name_en", card.name.en), told("name_th", card.name.th)),
        source=told("source", card.source),
        state=ClosedDayState(told("state", card.state.value)),
    )


@calendar.command("remove")
@click.argument("key", metavar="CALENDAR")
@click.argument("day")
@dry_run_option
@refusing
def remove(key: str, *, day: str, dry_run: bool) -> None:
    """Take DAY off CALENDAR: offices are then taken to be open."""
    number = day_on(calendar_named(key, actor=OPERATOR), day_of(day)).id
    with rehearsed(dry_run):
        remove_closed_day(number, by=OPERATOR, now=now())
    tell(dry_run=dry_run)


@calendar.command("confirm")
@click.argument("key", metavar="CALENDAR")
@click.argument("year")
@click.option("--source", required=True, help="The official list that the days were compared with.")
@dry_run_option
@refusing
def confirm(*, key: str, year: str, source: str, dry_run: bool) -> None:
    """Say that the days of YEAR on CALENDAR are official and that there are no others."""
    number = calendar_named(key, actor=OPERATOR)
    with rehearsed(dry_run):
        confirm_closed_days(number, year_of(year), source=source, by=OPERATOR, now=now())
    tell(dry_run=dry_run)


class Looked:
    """A deed on a closed day, carried out once what is planned on that day was shown and accepted."""

    def __init__(self, *, yes: bool, dry_run: bool) -> None:
        self.yes, self.dry_run = yes, dry_run

    def carry_out(self, act: Callable[[str], object]) -> None:
        """Do it; where something is planned, only after a look."""
        try:
            self.do(act, shown="")
        except Planned as planned:
            for line in planned_on(planned.effect):
                remark(line)
            if not (self.dry_run or self.yes or click.confirm("Save the day? Nothing is moved by that.", err=True)):
                tell(dry_run=True)
                return
            self.do(act, shown=planned.digest)

    def do(self, act: Callable[[str], object], *, shown: str) -> None:
        """Do it, or only look at it."""
        with rehearsed(self.dry_run):
            act(shown)
        tell(dry_run=self.dry_run)


def day_of(text: str) -> date:
    """A day as people type it, of either era."""
    return typed_day(text, field="day", today=home_day(now()))


def year_of(text: str) -> int:
    """A year of either era."""
    return day_of(f"1 Jan {typed_number(text, field='year')}").year


def tell(*, dry_run: bool) -> None:
    """Whether it stays."""
    remark("Nothing was written." if dry_run else "It is on file.")
