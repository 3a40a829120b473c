"""The days of a session in a committee's file: compared run by run with those on file, and written."""

from collections.abc import Sequence

from models.sessions import Block, CommitteeSession
from scheduler.loading.differences import DifferenceKind, Ledger, said
from scheduler.loading.places import Ids
from scheduler.loading.schema import SessionEntry
from scheduler.session_days import Calendars, days_of, write_days
from vocabulary.plan import Days


def runs_in(entry: SessionEntry, ids: dict[str, Ids]) -> list[Days]:
    """The runs of days that the file gives a session, each with its city."""
    stations, venues = ids["duty_station"], ids["venue"]
    return [
        Days(
            run.opens,
            run.closes,
            duty_station_id=None if run.duty_station is None else stations[run.duty_station],
            venue_id=None if run.venue is None else venues[run.venue],
        )
        for run in entry.runs
    ]


def put_days(session: CommitteeSession, runs: Sequence[Days], *, ledger: Ledger, calendars: Calendars) -> None:
    """Give the session the file's days; those that it has stay where the file gives none."""
    if not runs:
        keep_days(session, runs, ledger=ledger)
        return
    before = [days_of(block) for block in session.blocks]
    if before != list(runs):
        note_days(session, runs, ledger=ledger, kind=DifferenceKind.CHANGED if before else DifferenceKind.ADDED)
        write_days(session, runs, calendars=calendars)


def keep_days(session: CommitteeSession, runs: Sequence[Days], *, ledger: Ledger) -> None:
    """Note the days that the file would give the session otherwise, and leave them."""
    if [days_of(block) for block in session.blocks] != list(runs):
        note_days(session, runs, ledger=ledger, kind=DifferenceKind.KEPT)


def note_days(session: CommitteeSession, runs: Sequence[Days], *, ledger: Ledger, kind: DifferenceKind) -> None:
    """Tell how the days differ: of one run day by day, of several all of them."""
    before = [days_of(block) for block in session.blocks]
    what = f"committee session {said(session, 'committee_id', session.committee_id)} {session.key}"
    if len(before) == 1 and len(runs) <= 1:
        for name in ("opens", "closes", *(["venue_id"] if runs else [])):
            pair = (getattr(before[0], name), getattr(runs[0], name) if runs else None)
            if pair[0] != pair[1]:
                words = (said(session.blocks[0], name, pair[0]), said(session.blocks[0], name, pair[1]))
                ledger.note(kind, what, name=name, words=words)
        return
    ledger.note(kind, what, name="days", words=(said_runs(before), said_runs(runs)))


def said_runs(runs: Sequence[Days]) -> str:
    """Runs of days in words, with the keys of their places where there are several."""
    return "; ".join(said_run(run) if len(runs) > 1 else f"{run.opens} to {run.closes}" for run in runs)


def said_run(run: Days) -> str:
    """One of them."""
    places = (said(Block, name, getattr(run, name)) for name in ("duty_station_id", "venue_id"))
    return " ".join(filter(None, [f"{run.opens} to {run.closes}", *places]))
