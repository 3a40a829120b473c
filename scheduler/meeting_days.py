"""Saying when and in which room a session meets on single days, and a building's usual hours."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from models.database import db
from models.places import Venue
from models.sessions import CommitteeSession, SessionDay
from scheduler.deed import deed
from scheduler.queries.meeting_days import days_of, known_days, session_with_days
from scheduler.queries.sights import refuse_overtaken
from scheduler.rules.meeting_hours import checked_days, sight_of_day_plans, sight_of_days, typed_hours
from scheduler.rules.sights import sight_of_hours
from vocabulary.actor import Actor
from vocabulary.plan import DayPlan, Sight
from vocabulary.refusals import NotFound, Stale
from vocabulary.text import N_

NOT_ITS_DAY = N_("The session does not meet on all of these days any more. Open the form again.")


def set_meeting_days(
    session_id: int, plans: Sequence[DayPlan], *, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Say of some days of a session when and where it meets; a day as usual keeps following its building.

    Nobody is told: sessions stand in calendars as whole days. Refused with `Overtaken` unlike seen.
    """
    with deed("set meeting days", by=by, now=now) as record:
        row = session_with_days(session_id)
        if row is None:
            raise NotFound(N_("This session does not exist."))
        days = known_days(days_of(row))
        if any(plan.day not in days for plan in plans):
            raise Stale(NOT_ITS_DAY)
        plans = checked_days(plans)
        present, mine = sight_of_days(days[plan.day] for plan in plans), sight_of_day_plans(plans)
        shown = None if seen is None else {name: seen.get(name, "") for name in present}
        refuse_overtaken(shown, present, mine=mine, about=("session", session_id))
        put_days(row, plans, usual={day: known.usual for day, known in days.items()})
        record.about("session", session_id)


def put_days(session: CommitteeSession, plans: Sequence[DayPlan], *, usual: Mapping[date, str | None]) -> None:
    """Write what was said of days; hours that are the building's own are not written, so that they follow it."""
    own = {one.day: one for one in session.own_days}
    for plan in plans:
        said = own.get(plan.day)
        hours = None if plan.hours == (usual[plan.day] or "") else plan.hours
        if said is not None:
            said.hours, said.room = hours, plan.room
        elif hours is not None or plan.room:
            session.own_days.append(SessionDay(day=plan.day, hours=hours, room=plan.room))


def set_building_hours(venue_id: int, hours: str, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Say when meetings in a building begin and end on a usual day; every session there follows from then on."""
    with deed("set building hours", by=by, now=now) as record:
        venue = db.session.get(Venue, venue_id)
        if venue is None:
            raise NotFound(N_("This building does not exist."))
        hours = typed_hours(hours, field="hours")
        refuse_overtaken(seen, sight_of_hours(venue.hours), mine=sight_of_hours(hours), about=("venue", venue_id))
        venue.hours = hours
        record.about("venue", venue_id)
