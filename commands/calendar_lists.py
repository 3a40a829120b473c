"""`flask calendar rename`: a list of closed days as a whole."""

import click

from commands.calendars import calendar
from commands.output import dry_run_option, now, refusing, rehearsed, remark
from scheduler.closed_lists import move_calendar, remove_calendar, rename_calendar
from scheduler.queries.calendars import calendar_named
from scheduler.queries.places import place_named
from vocabulary.actor import OPERATOR
from vocabulary.text import Bilingual


@calendar.command("rename")
@click.argument("key", metavar="CALENDAR")
@click.option("--name-en", required=True, help="What it is called in English.")
@click.option("--name-th", required=True, help="What it is called in Thai.")
@dry_run_option
@refusing
def rename(key: str, *, name_en: str, name_th: str, dry_run: bool) -> None:
    """Call CALENDAR otherwise."""
    with rehearsed(dry_run):
        rename_calendar(calendar_named(key, actor=OPERATOR), Bilingual(name_en, name_th), by=OPERATOR, now=now())
    remark("Nothing was changed." if dry_run else "The list is renamed.")


@calendar.command("give")
@click.argument("key", metavar="CALENDAR")
@click.argument("city", metavar="CITY")
@dry_run_option
@refusing
def give(key: str, city: str, *, dry_run: bool) -> None:
    """Let CITY go by CALENDAR, and no other city; refused with what rests on it where it is now."""
    number, station_id = calendar_named(key, actor=OPERATOR), place_named(city, actor=OPERATOR).station_id
    with rehearsed(dry_run):
        move_calendar(number, station_id, by=OPERATOR, now=now())
    remark("Nothing was changed." if dry_run else "The list is given to that city.")


@calendar.command("drop")
@click.argument("key", metavar="CALENDAR")
@dry_run_option
@refusing
def drop(key: str, *, dry_run: bool) -> None:
    """Take CALENDAR with all its days off the file; refused with what rests on it."""
    with rehearsed(dry_run):
        remove_calendar(calendar_named(key, actor=OPERATOR), by=OPERATOR, now=now())
    remark("Nothing was changed." if dry_run else "The list is off the file.")
