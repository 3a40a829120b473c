"""`flask consultation who`: what everybody invited knows of the present time, and whom to call."""

import click

from commands.consultations import at_home, consultation
from commands.output import json_option, listing, now, refusing, remark, said
from scheduler.queries.who_knows import WhoLine, WhoSheet, who_sheet
from vocabulary.actor import OPERATOR


@consultation.command("who")
@click.argument("number", metavar="CONSULTATION", type=int)
@click.option("--calls", is_flag=True, help="Only those who should be called before it, the most urgent first.")
@json_option
@refusing
def who(number: int, *, calls: bool, as_json: bool) -> None:
    """Show who still has the wrong date of CONSULTATION: letter, answer, calendar, and what follows."""
    sheet = who_sheet(number, actor=OPERATOR, now=now())
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
        "told of": None if letter is None else at_home(letter.told.starts, sheet.tzid),
        "answer": None if answer is None else answer.partstat,
        "counts": None if answer is None else answer.counts,
        "fetched": at_home(line.fetched_at, sheet.tzid),
    }
