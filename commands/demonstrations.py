"""`flask demonstration`: an invented ministry on a day of its own."""

import os
from datetime import datetime
from pathlib import Path

import click

from commands.output import dry_run_option, refusing, rehearsed, remark, settings, wall
from scheduler.demonstration import Progress, create_demonstration, progress
from scheduler.loading.deeds import Source, load_committee
from scheduler.loading.people import IntroductionEntry, PeopleFile, load_people
from scheduler.loading.reading import read_file
from scheduler.queries.clock import time_of_day
from vocabulary.actor import OPERATOR
from vocabulary.command import SAMAI
from vocabulary.refusals import Refusal
from vocabulary.text import N_

COMMITTEES = Path(__file__).parent.parent / "committees"
LETTER, PEOPLE = COMMITTEES / "ahc.toml", COMMITTEES / "demonstration.toml"

NOT_ITS_OWN = N_("This database was not made as a demonstration: it goes by the wall clock. Unset SAMAI_NOW.")
NO_MOMENT = N_("SAMAI_NOW must be a day and an hour such as 2022-01-04T09:00+07:00.")


@click.group("demonstration")
def demonstration() -> None:
    """A database to try things in."""


@demonstration.command("create")
@dry_run_option
@refusing
def create(*, dry_run: bool) -> None:
    """Make this empty database a demonstration: the letter, invented people, a day of its own.

    SAMAI_NOW sets the day and hour, as 2022-01-04T09:00+07:00.
    """
    with rehearsed(dry_run):
        create_demonstration(opening(asked_now()), by=OPERATOR, wall=wall())
        fill()
    remark("Nothing was written." if dry_run else f"Next: {SAMAI} up")


def asked_now() -> str:
    """The moment that the environment asks for, if any."""
    return os.environ.get("SAMAI_NOW", "")


def fill(asked: str = "") -> None:
    """Make an empty database a demonstration, and finish one whose making was cut short.

    Real work is left alone; where a moment is `asked` for, it is refused one.
    """
    so_far = progress()
    if so_far.is_demonstration:
        fill_in(so_far)
    elif not so_far.has_work:
        create_demonstration(opening(asked), by=OPERATOR, wall=wall())
        fill_in(so_far)
    elif asked:
        raise Refusal(NOT_ITS_OWN)


def fill_in(so_far: Progress) -> None:
    """Load the letter and the people, whichever are not there yet."""
    now = time_of_day(wall())
    if not so_far.has_committee:
        source = Source(LETTER.read_text(encoding="utf-8"), LETTER.name, settings().desk.domain)
        loaded = load_committee(source, by=OPERATOR, now=now)
        remark(f"Samai: loaded the letter, {len(loaded.differences)} facts")
    if not so_far.has_people:
        count = load_people(PEOPLE.read_text(encoding="utf-8"), name=PEOPLE.name, by=OPERATOR, now=now)
        remark(f"Samai: loaded {count} invented people")


def introductions() -> tuple[IntroductionEntry, ...]:
    """Whom the demonstration introduces: one reader of each kind."""
    return people_file().introduction


def people_file() -> PeopleFile:
    """The invented people."""
    return read_file(PEOPLE.read_text(encoding="utf-8"), PeopleFile, name=PEOPLE.name)


def opening(asked: str) -> datetime:
    """When the demonstration begins: as its file says, unless asked otherwise; without a zone the file's is meant."""
    opens = people_file().opens
    if opens is None or opens.tzinfo is None:
        raise ValueError("the demonstration's file must say when it opens, with a distance from UTC")
    if not asked:
        return opens
    try:
        moment = datetime.fromisoformat(asked)
    except ValueError:
        raise Refusal(NO_MOMENT) from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=opens.tzinfo)
