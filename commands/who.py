"""`flask consultation who`, `flask session who`: what everybody invited knows of the present time, and whom to call."""

from datetime import datetime

import click

from commands.consultations import at_home, consultation
from commands.output import json_option, listing, now, refusing, remark, said
from commands.sessions import session
from scheduler.queries.listings import session_named
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.who_knows import WhoLine, WhoSheet, who_sheet
from scheduler.rules.double_bookings import SESSION
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Place
from vocabulary.invite import MeetingFacts

CALLS = click.option("--calls", is_flag=True, help="Only those who should be called before it, the most urgent first.")


@consultation.command("who")
@click.argument("number", metavar="CONSULTATION", type=int)
@CALLS
@json_option
@refusing
def who(number: int, *, calls: bool, as_json: bool) -> None:
    """Show who still has the wrong date of CONSULTATION: letter, answer, calendar, and what follows."""
    show(Place(CONSULTATION, number), calls=calls, as_json=as_json)


@session.command("who")
@click.argument("handle", metavar="SESSION")
@CALLS
@json_option
@refusing
def session_who(handle: str, *, calls: bool, as_json: bool) -> None:
    """Show who of the delegation still has the wrong days of SESSION: letter, answer, calendar, and what follows."""
    show(Place(SESSION, session_named(handle, actor=OPERATOR)), calls=calls, as_json=as_json)


def show(place: Place, *, calls: bool, as_json: bool) -> None:
    """The list of either."""
    sheet = who_sheet(place, actor=OPERATOR, now=now())
    listing([line_row(line, sheet) for line in (sheet.calls if calls else sheet.lines)], as_json=as_json)
    if not as_json:
        remark(", ".join(f"{knowledge.value}: {count}" for knowledge, count in sheet.counts.items() if count))


def line_row(line: WhoLine, sheet: WhoSheet) -> dict[str, object]:
    """One person; hours are the capital's."""
    letter, answer = line.letter, line.answer
    return {
        "name": said(line.name),
        "agency": said(line.abbreviation),
        "phone": line.phone,
        "knows": line.finding.knowledge,
        "because": line.finding.sign,
        "letter": None if letter is None else letter.state,
        "words": "" if letter is None else letter.words,
        "told of": None if letter is None else moment(letter.told, sheet.occasion.tzid),
        "answer": None if answer is None else answer.partstat,
        "counts": None if answer is None else answer.counts,
        "fetched": at_home(line.fetched_at, sheet.occasion.tzid),
    }


def moment(facts: MeetingFacts, tzid: str) -> str | datetime | None:
    """When somebody was told that it is: an hour at home, or the days."""
    return f"{facts.first_day}/{facts.last_day}" if facts.is_session else at_home(facts.starts, tzid)
