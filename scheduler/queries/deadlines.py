"""Deadlines of sessions as pages show them: by their own clock, and by the last office hour at home before them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.committees import Committee
from models.database import db
from models.deadlines import Deadline
from models.places import ClosureList, DutyStation
from models.sessions import CommitteeSession
from scheduler.queries.availability import closed_days
from scheduler.queries.session_lines import name_of
from scheduler.rules.deadlines import Effective, effective
from vocabulary.actor import Actor
from vocabulary.deadlines import DeadlineCard
from vocabulary.refusals import NotFound
from vocabulary.text import N_, Bilingual

NO_DEADLINE = N_("This deadline is not on file any more.")


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A deadline with its session, the zone of the desk's own offices, and their last hour before it."""

    deadline_id: int
    session_id: int
    session: Bilingual
    card: DeadlineCard
    home: Bilingual
    home_tzid: str
    effective: Effective

    @property
    def due(self) -> datetime:
        """When it must be done at the desk; at the deadline itself where no office hour is known."""
        return self.effective.ends or self.effective.deadline


def deadlines_of(session_ids: Collection[int]) -> tuple[DeadlineLine, ...]:
    """The deadlines of these sessions in the order of their instants; as many queries for one as for all."""
    lists = joinedload(CommitteeSession.committee).joinedload(Committee.home).joinedload(DutyStation.closure_list)
    rows = db.session.scalars(
        select(Deadline)
        .where(Deadline.session_id.in_(session_ids))
        .options(
            joinedload(Deadline.committee_session).options(
                lists.options(selectinload(ClosureList.days), selectinload(ClosureList.years))
            )
        )
        .order_by(Deadline.id)
    ).all()
    return tuple(sorted(map(line_of, rows), key=lambda line: (line.effective.deadline, line.deadline_id)))


def line_of(row: Deadline) -> DeadlineLine:
    """One deadline."""
    home = row.committee_session.committee.home
    return DeadlineLine(
        deadline_id=row.id,
        session_id=row.session_id,
        session=name_of(row.committee_session),
        card=row.card,
        home=home.name,
        home_tzid=home.tzid,
        effective=effective(row.card, home=home.tzid, closed=closed_days(home.closure_list)),
    )


def deadline_for(deadline_id: int, *, actor: Actor) -> DeadlineLine:
    """One deadline, for the desk alone."""
    row = db.session.get(Deadline, deadline_id)
    if row is None or not actor.is_desk:
        raise NotFound(NO_DEADLINE)
    return line_of(row)
