"""The letters of a session whose delegation is invited: whoever is concerned by a deed is drafted what is owed.

Steps of deeds. A session whose delegation was never invited drafts nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from models.calendar_entries import CalendarEntry
from models.database import db
from models.invitations import Invitation
from models.people import Person
from models.sessions import Block, BlockIdentity, CommitteeSession
from scheduler.drafts import Change, redraft
from scheduler.queries.heads import Leadership, leadership_of
from scheduler.queries.home import home_day
from scheduler.queries.meeting_days import answer_day_of, hours_told
from scheduler.queries.session_topics import stay_of
from scheduler.rules.decision_state import Circle, Reached, RunState
from scheduler.rules.session_facts import Stay
from scheduler.rules.session_letters import Placed, RunDue, parts_of, runs_due
from scheduler.session_circles import invited_circles
from vocabulary.delegation_parts import DelegationPart
from vocabulary.invite import Desk


def redraft_session(committee_session: CommitteeSession, *, now: datetime, desk: Desk | None = None) -> None:
    """Draft what this session as it now stands makes us owe to its delegation, once that was invited."""
    redraft_sessions([committee_session], now=now, desk=desk)


def redraft_sessions(rows: list[CommitteeSession], *, now: datetime, desk: Desk | None = None) -> None:
    """The same for several."""
    if not rows:
        return
    db.session.flush()
    circles = invited_circles(rows, desk=desk)
    leaderships = leadership_of({row.committee_id for row in rows if row.id in circles}) if circles else {}
    for row in rows:
        if row.id in circles:
            write_letters(row, circles[row.id], leadership=leaderships[row.committee_id], now=now)


def redraft_all_sessions(*, now: datetime) -> None:
    """The same for every session whose delegation was invited: who leads, or who is written to, may have changed."""
    invited = select(BlockIdentity.session_id).join(Invitation, Invitation.entry_id == BlockIdentity.entry_id)
    db.session.flush()
    rows = db.session.scalars(
        select(CommitteeSession).where(CommitteeSession.id.in_(invited)).order_by(CommitteeSession.id)
    )
    redraft_sessions(list(rows), now=now)


def write_letters(row: CommitteeSession, circle: Circle, *, leadership: Leadership, now: datetime) -> None:
    """Ask whoever is to be asked, and draft what each is owed."""
    today = home_day(now)
    placed = placed_now(row, circle, leadership=leadership, today=today)
    for due in runs_due(circle, placed, today=today):
        entry = db.session.get_one(CalendarEntry, due.run.entry_id)
        ask(entry, due, now=now)
        redraft(entry, Change(due.facts, due.cancelled), now=now)


def placed_now(row: CommitteeSession, circle: Circle, *, leadership: Leadership, today: date) -> Iterator[Placed]:
    """Every run where it now is, with who leads it; those at rest last."""
    runs: Mapping[int, RunState] = {run.entry_id: run for run in circle.runs}
    heads = leadership.by_run(row) if row.blocks else ()
    for block, leading in zip(row.blocks, heads, strict=True):
        yield Placed(runs[block.entry_id], told_of(block, today=today), parts_of(leading))
    met = {block.entry_id for block in row.blocks}
    yield from (Placed(run, None) for run in circle.runs if run.entry_id not in met)


def told_of(block: Block, *, today: date) -> Stay:
    """A run as its letters tell of it."""
    return replace(stay_of(block), meetings=hours_told(block), answer_day=answer_day_of(block, today=today))


def ask(entry: CalendarEntry, due: RunDue, *, now: datetime) -> None:
    """Put who is asked into the rows; the link of somebody who is asked no more dies."""
    rows = {row.id: row for row in db.session.scalars(select(Invitation).where(Invitation.entry_id == entry.id))}
    for one in due.reached:
        row = rows.get(one.holder.invitation_id)
        if row is None:
            db.session.add(invitation_for(entry, one))
        elif not one.holder.wanted:
            if row.withdrawn_at is None:
                row.withdrawn_at, row.generation = now, row.generation + 1
        else:
            row.withdrawn_at, row.participation, row.part = None, one.role, kept(one.part)
    db.session.flush()


def invitation_for(entry: CalendarEntry, one: Reached) -> Invitation:
    """The invitation of somebody who is asked for the first time."""
    person = db.session.get_one(Person, one.person_id)
    return Invitation(entry=entry, person=person, agency_id=one.agency_id, participation=one.role, part=kept(one.part))


def kept(part: DelegationPart | None) -> str:
    """A part as its row keeps it."""
    return "" if part is None else part.text


def has_ended(row: CommitteeSession, *, now: datetime) -> bool:
    """Whether all its days are over at home."""
    today = home_day(now)
    return all(block.closes < today for block in row.blocks)


def entries_of(session_id: int) -> list[int]:
    """All by which calendars know, or knew, days of this session."""
    wanted = select(BlockIdentity.entry_id).where(BlockIdentity.session_id == session_id)
    days = select(Block.entry_id).where(Block.session_id == session_id)
    return sorted(db.session.scalars(wanted.union(days)))
