"""What an officer ought to know of an hour before anybody is asked: the day, the cities, who is booked then."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models.calendar_entries import CalendarEntry
from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import FocalPoint, Person
from models.places import ClosureList
from scheduler.queries.cities import cities_of
from scheduler.queries.engagements import at_sessions
from scheduler.rules.clashes import Busy, clashes
from scheduler.rules.office_days import ClosedDays, OfficeDay, office_day
from scheduler.rules.zones import CityHours, city_hours
from vocabulary.plan import Invited
from vocabulary.states import ConsultationStatus
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour that is looked at: `starts` and `ends` are instants, end excluded, thought of in `tzid`."""

    starts: datetime
    ends: datetime
    tzid: str

    @property
    def day(self) -> date:
        """The day it is there when it starts."""
        return self.starts.astimezone(ZoneInfo(self.tzid)).date()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of an hour; `busy` warns and never forbids."""

    hour: Hour
    cities: tuple[CityHours, ...]
    office: OfficeDay
    closures: Bilingual | None
    busy: tuple[Busy, ...]


def outlook(committee: Committee, hour: Hour, *, people: Collection[int], besides: int | None = None) -> Outlook:
    """The hour as each city sees it, whether the capital's offices are open, and who of these people is booked.

    `besides` is the calendar entry of the meeting itself, which is no clash.
    """
    closures = committee.home.closure_list
    busy = [*other_consultations(hour, people=people, besides=besides), *delegations(hour, people=people)]
    return Outlook(
        hour=hour,
        cities=city_hours(hour.starts, hour.ends, cities=cities_of(committee)),
        office=office_day(hour.day, closed_days(closures)),
        closures=None if closures is None else closures.name,
        busy=tuple(sorted(clashes(hour.starts, hour.ends, busy=busy), key=lambda one: (one.starts, one.person_id))),
    )


def closed_days(closures: ClosureList | None) -> ClosedDays | None:
    """A list of closed days as the rules know it; None where there is none."""
    return None if closures is None else listed_days(closures)


def listed_days(closures: ClosureList) -> ClosedDays:
    """The days of a list, and the years that it has as a whole."""
    days = {row.day: row.name for row in closures.days}
    years = frozenset(row.year for row in closures.years)
    return ClosedDays(closures.name, days, source=closures.source, years=years)


def people_of(invited: Invited) -> frozenset[int]:
    """Everybody whom an invitation of these agencies and people would reach."""
    points = db.session.scalars(
        select(FocalPoint.person_id).where(FocalPoint.agency_id.in_(invited.agency_ids), FocalPoint.ended_on.is_(None))
    )
    return frozenset(points) | frozenset(invited.person_ids)


def invited_people(entry_id: int) -> frozenset[int]:
    """Everybody who is invited to a meeting already."""
    return frozenset(
        db.session.scalars(
            select(Person.id)
            .join(Invitation, Invitation.person_id == Person.id)
            .where(Invitation.entry_id == entry_id, Invitation.withdrawn_at.is_(None))
        )
    )


def other_consultations(hour: Hour, *, people: Collection[int], besides: int | None) -> list[Busy]:
    """The consultations at that time to which one of these people is invited."""
    rows = db.session.execute(
        select(Person, Consultation)
        .select_from(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .join(CalendarEntry, CalendarEntry.id == Invitation.entry_id)
        .join(Consultation, Consultation.entry_id == CalendarEntry.id)
        .where(
            Invitation.person_id.in_(people),
            Invitation.withdrawn_at.is_(None),
            Consultation.status == ConsultationStatus.PLANNED,
            Consultation.starts < hour.ends,
            Consultation.ends > hour.starts,
            Consultation.entry_id != (besides or 0),
        )
    )
    return [
        Busy(person.id, person.name, consultation.starts, consultation.ends, consultation.title)
        for person, consultation in rows
        if consultation.starts is not None and consultation.ends is not None
    ]


def delegations(hour: Hour, *, people: Collection[int]) -> Iterator[Busy]:
    """The sessions around that time at which one of these people is to be, at their head or on their roster."""
    for one in at_sessions(hour.starts):
        if one.person_id in people:
            yield Busy(one.person_id, one.name, one.starts, one.ends, one.title, tentative=one.tentative)
