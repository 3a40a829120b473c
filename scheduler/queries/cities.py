"""The cities whose clocks a committee's readers look at."""

from collections.abc import Sequence

from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.places import DutyStation
from models.sessions import Block, CommitteeSession
from vocabulary.invite import City


def cities_of(committee: Committee) -> tuple[City, ...]:
    """Every clock a reader of this committee looks at: the capital's first, then the duty stations'."""
    return tuple(station.city for station in stations_of(committee))


def stations_of(committee: Committee) -> Sequence[DutyStation]:
    """The capital, then every city where the committee meets or a head rule stands, in the order of the file."""
    of_sessions = select(CommitteeSession.duty_station_id).where(CommitteeSession.committee_id == committee.id)
    of_days = (
        select(Block.duty_station_id)
        .join(CommitteeSession, CommitteeSession.id == Block.session_id)
        .where(CommitteeSession.committee_id == committee.id)
    )
    of_rules = {rule.duty_station_id for rule in committee.approval.head_rules}
    found = db.session.scalars(
        select(DutyStation)
        .where(DutyStation.id.in_(of_sessions) | DutyStation.id.in_(of_days) | DutyStation.id.in_(of_rules))
        .where(DutyStation.id != committee.home_id)
        .order_by(DutyStation.position)
    ).all()
    return [committee.home, *found]
