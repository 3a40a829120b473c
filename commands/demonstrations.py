"""`flask demonstration`: an invented ministry on 4 January 2022."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from commands.output import refusing, remark, settings, wall
from scheduler.demonstration import create_demonstration
from scheduler.loading.deeds import Source, load_committee
from scheduler.loading.people import IntroductionEntry, PeopleFile, load_people
from scheduler.loading.reading import read_file
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.text import N_

COMMITTEES = Path(__file__).parent.parent / "committees"
PEOPLE = COMMITTEES / "demonstration.toml"
CAPITAL = ZoneInfo("Asia/Bangkok")
OPENS = datetime(2022, 1, 4, 9, 0, tzinfo=CAPITAL)
"""The morning after the letter's week: the day on which a desk officer could have used this."""


@click.group("demonstration")
def demonstration() -> None:
    """A database to try things in."""


@demonstration.command("create")
@refusing
def create() -> None:
    """Make this empty database a demonstration: the letter, invented people, a day of its own.

    SAMAI_NOW sets the day and hour, as 2022-01-04T09:00+07:00.
    """
    make_demonstration()


def make_demonstration() -> None:
    """The demonstration's clock, the letter and the people."""
    opened_at = opening(os.environ.get("SAMAI_NOW", ""))
    create_demonstration(opened_at, by=OPERATOR, wall=wall())
    letter = COMMITTEES / "ahc.toml"
    source = Source(letter.read_text(encoding="utf-8"), letter.name, settings().desk.domain)
    loaded = load_committee(source, by=OPERATOR, now=opened_at)
    remark(f"Loaded the letter: {len(loaded.differences)} facts.")
    count = load_people(PEOPLE.read_text(encoding="utf-8"), name=PEOPLE.name, by=OPERATOR, now=opened_at)
    remark(f"Loaded {count} invented people.")


def introductions() -> tuple[IntroductionEntry, ...]:
    """Whom the demonstration introduces: one reader of each kind."""
    return read_file(PEOPLE.read_text(encoding="utf-8"), PeopleFile, name=PEOPLE.name).introduction


def opening(text: str) -> datetime:
    """When the demonstration begins; without a zone the capital's is meant."""
    if not text:
        return OPENS
    try:
        asked = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(N_("SAMAI_NOW must be a day and an hour such as 2022-01-04T09:00+07:00.")) from None
    return asked if asked.tzinfo is not None else asked.replace(tzinfo=CAPITAL)
