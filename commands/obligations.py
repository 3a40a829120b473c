"""`flask obligation`: what the letters promised, how each stands, and the evidence that one was met."""

from collections.abc import Iterator, Mapping

import click

from commands.output import dry_run_option, json_option, listing, now, refusing, rehearsed, remark, said
from scheduler.obligations import close_obligation, reopen_obligation
from scheduler.queries.listings import committees_named, session_handles, session_named
from scheduler.queries.obligations import DutyLine, board_for
from scheduler.rules.obligations import Standing
from scheduler.rules.typed import typed_day
from vocabulary.actor import OPERATOR
from vocabulary.plan import Evidence, Owed

session_option = click.option("--session", "handle", default="", help="Before which session, where it recurs: ahc/2.")


@click.group("obligation")
def obligation() -> None:
    """What the letters promised: a duty stands as a whole, or before each session."""


@obligation.command("list")
@click.option("--committee", "committee_key", help="Only those of this committee, by its key.")
@json_option
@refusing
def list_obligations(*, committee_key: str | None, as_json: bool) -> None:
    """List the duties with how they stand, what is left of the time, and what shows that one was met."""
    committees = committees_named(committee_key, actor=OPERATOR)
    boards = [board_for(each.key, actor=OPERATOR, now=now()) for each in committees]
    handles = session_handles()
    rows = [row for board in boards for duty in board.duties for row in rows_of(board.key, duty, handles=handles)]
    listing(rows, as_json=as_json)


@obligation.command("close")
@click.argument("number", metavar="OBLIGATION", type=int)
@session_option
@click.option("--document", required=True, help="The document that shows it, with its number and day.")
@click.option("--met", required=True, help="The day on which it was met.")
@click.option("--note", default="", help="A note beside it.")
@dry_run_option
@refusing
def close(number: int, *, handle: str, dry_run: bool, **typed: str) -> None:
    """Record what shows that duty OBLIGATION was met, or correct what was recorded."""
    evidence = Evidence(typed_day(typed["met"], field="met", today=now().date()), typed["document"], typed["note"])
    with rehearsed(dry_run):
        close_obligation(owed(number, handle), evidence, by=OPERATOR, now=now())
    remark("Nothing was written." if dry_run else "It is recorded as met.")


@obligation.command("reopen")
@click.argument("number", metavar="OBLIGATION", type=int)
@session_option
@click.option("--reason", required=True, help="Why it is owed again; it stays on the board.")
@dry_run_option
@refusing
def reopen(number: int, *, handle: str, reason: str, dry_run: bool) -> None:
    """Let duty OBLIGATION be owed again; its evidence stays on file and counts no more."""
    with rehearsed(dry_run):
        reopen_obligation(owed(number, handle), reason, by=OPERATOR, now=now())
    remark("Nothing was written." if dry_run else "It is open again.")


def owed(number: int, handle: str) -> Owed:
    """Which duty is meant."""
    return Owed(number, session_named(handle, actor=OPERATOR) if handle else None)


def rows_of(key: str, duty: DutyLine, *, handles: Mapping[int, str]) -> Iterator[Mapping[str, object]]:
    """One line for each session where it recurs, else one."""
    for one in duty.standings:
        yield {
            "obligation": duty.obligation_id,
            "committee": key,
            "duty": said(duty.text),
            "source": said(duty.source),
            "due": duty.due,
            "session": handles[one.sitting.session_id] if one.sitting is not None else None,
            "state": one.state,
            "days left": one.days_left,
            "age": None if duty.age is None else duty.age.days,
            "shown by": shown_by(one),
        }


def shown_by(one: Standing) -> str:
    """The evidence, or the consultation that answers."""
    if one.proven is not None:
        return f"{one.proven.met_on} {one.proven.document}"
    return "" if one.talk is None else f"{one.talk.day} {said(one.talk.title)}"
