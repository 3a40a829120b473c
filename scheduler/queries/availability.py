"""What an officer ought to know of an hour before anybody is asked: the day, the cities, who is booked then."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.calendar_entries import CalendarEntry
from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.delegations import Delegate, Delegation
from models.invitations import Invitation
from models.people import FocalPoint, Person
from models.places import ClosureList
from models.sessions import Block, CommitteeSession
from scheduler.queries.cities import cities_of
from scheduler.rules.clashes import Busy, clashes
from scheduler.rules.office_days import ClosedDays, OfficeDay, office_day
from scheduler.rules.session_names import session_name
from scheduler.rules.zones import CityHours, city_hours
from vocabulary.plan import Invited
from vocabulary.states import ConsultationStatus, SessionStatus
from vocabulary.text import Bilingual

OFF = (SessionStatus.CANCELLED, SessionStatus.POSTPONED)
DAY = timedelta(days=1)


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
    """A list of closed days as the rules know it."""
    if closures is None:
        return None
    days = {row.day: Bilingual(row.name_en, row.name_th) for row in closures.days}
    return ClosedDays(closures.name, days, source=closures.source)


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
    """The sessions around that time to which one of these people goes as a delegate."""
    rows = db.session.scalars(
        select(Delegate)
        .join(Delegation, Delegation.id == Delegate.delegation_id)
        .join(CommitteeSession, CommitteeSession.id == Delegation.session_id)
        .join(Block, Block.session_id == CommitteeSession.id)
        .where(
            Delegate.person_id.in_(people),
            CommitteeSession.status.not_in(OFF),
            Block.opens <= hour.day + 2 * DAY,  # no two clocks are further apart
            Block.closes >= hour.day - 2 * DAY,
        )
        .options(
            joinedload(Delegate.person),
            joinedload(Delegate.delegation)
            .joinedload(Delegation.committee_session)
            .options(
                joinedload(CommitteeSession.duty_station),
                selectinload(CommitteeSession.blocks).joinedload(Block.duty_station),
            ),
        )
    ).unique()
    for delegate in rows:
        yield from at_session(delegate)


def at_session(delegate: Delegate) -> Iterator[Busy]:
    """The days on which a delegate is at a session, run by run, by the clock of the city."""
    committee_session = delegate.delegation.committee_session
    for block in committee_session.blocks:
        station = block.station
        title = session_name(
            committee_session.kind,
            ordinal=committee_session.ordinal,
            title=committee_session.title,
            city=None if station is None else station.name,
        )
        zone = ZoneInfo("UTC" if station is None else station.tzid)
        yield Busy(
            delegate.person_id,
            delegate.person.name,
            midnight(block.opens, zone),
            midnight(block.closes + DAY, zone),
            title,
            tentative=committee_session.status is SessionStatus.PROVISIONAL,
        )


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins somewhere."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
