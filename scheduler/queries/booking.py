"""What an officer chooses from when a consultation is booked or more people are invited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import Agency, FocalPoint, Person
from models.sessions import CommitteeSession
from scheduler.queries.availability import Hour, Outlook, invited_people, outlook, people_of
from scheduler.queries.session_lines import name_of, sessions_query
from vocabulary.actor import Actor
from vocabulary.plan import Invited
from vocabulary.refusals import NotFound
from vocabulary.states import Language, SessionStatus
from vocabulary.text import N_, Bilingual
from vocabulary.wording import wording

OVER = (SessionStatus.HELD, SessionStatus.CANCELLED)
NO_SESSION = N_("This session does not exist.")
TITLE = N_("Preparatory consultation for %(session)s")


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """A session to prepare for."""

    id: int
    name: Bilingual
    committee: Bilingual
    city: Bilingual | None
    days: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency to invite; `focal_points` are the names of those who would get the letter, none where nobody would.

    The primary one stands first. `mailbox` would get a copy.
    """

    id: int
    name: Bilingual
    focal_points: tuple[Bilingual, ...]
    is_coordinator: bool
    is_mandated: bool
    mailbox: str = ""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A single person to invite."""

    id: int
    name: Bilingual
    position: Bilingual
    agency: Bilingual | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form of one session offers; `tzid` is the capital's clock, by which hours are typed."""

    session: SessionChoice
    sessions: tuple[SessionChoice, ...]
    home: Bilingual
    tzid: str
    title: Bilingual
    agencies: tuple[AgencyChoice, ...]
    people: tuple[PersonChoice, ...]

    @property
    def usual(self) -> tuple[int, ...]:
        """The agencies that are asked unless the officer decides otherwise: the mandate's, but for the coordinator."""
        return tuple(
            each.id for each in self.agencies if each.is_mandated and not each.is_coordinator and each.focal_points
        )


def choices_for(session_id: int | None, *, actor: Actor, today: date) -> Choices:
    """What can be booked for a session; without one, for the next that opens."""
    found = db.session.scalars(sessions_query()).unique().all() if actor.is_desk else []
    chosen = next((each for each in found if each.id == session_id), None)
    if session_id is None:
        chosen = next_session(found, today=today)
    if chosen is None:
        raise NotFound(NO_SESSION)
    committee = chosen.committee
    agencies = agency_choices(committee)
    return Choices(
        session=session_choice(chosen),
        sessions=tuple(session_choice(each) for each in found if each.status not in OVER or each is chosen),
        home=committee.home.name,
        tzid=committee.home.tzid,
        title=suggested_title(chosen),
        agencies=agencies,
        people=person_choices(besides=()),
    )


def next_session(found: Sequence[CommitteeSession], *, today: date) -> CommitteeSession | None:
    """The next session that opens, else the first undated one, else any."""
    coming = [each for each in found if each.status not in OVER and each.opens is not None and each.opens >= today]
    undated = [each for each in found if each.status not in OVER and each.opens is None]
    return min(coming, key=lambda each: each.opens or date.max, default=next(iter([*undated, *found]), None))


def session_choice(each: CommitteeSession) -> SessionChoice:
    """A session's row as a choice."""
    station = each.duty_station
    city = None if station is None else station.name
    days = tuple((block.opens, block.closes) for block in each.blocks)
    return SessionChoice(each.id, name_of(each), each.committee.short_name, city, days)


def suggested_title(each: CommitteeSession) -> Bilingual:
    """What a consultation for this session is usually called, in both languages."""
    name = name_of(each).plain
    return Bilingual(
        *(
            wording(language).gettext(TITLE) % {"session": name.text(language)}
            for language in (Language.ENGLISH, Language.THAI)
        )
    )


def agency_choices(committee: Committee) -> tuple[AgencyChoice, ...]:
    """The agencies of the mandate in its order, then every other by its name."""
    mandate = {row.agency_id: row.position for row in committee.approval.composition}
    rows = db.session.scalars(
        select(Agency)
        .options(selectinload(Agency.focal_points).joinedload(FocalPoint.person), joinedload(Agency.mailbox))
        .order_by(Agency.name_en)
    )
    ordered = sorted(rows, key=lambda row: (row.id not in mandate, mandate.get(row.id, 0)))
    return tuple(
        AgencyChoice(
            id=row.id,
            name=row.name,
            focal_points=tuple(point.person.name for point in in_order(row.focal_points)),
            is_coordinator=row.id == committee.coordinator_id,
            is_mandated=row.id in mandate,
            mailbox="" if row.mailbox is None else row.mailbox.address,
        )
        for row in ordered
    )


def in_order(points: Sequence[FocalPoint]) -> list[FocalPoint]:
    """The focal points of today: the primary one, then the backups as they came."""
    return sorted((point for point in points if point.ended_on is None), key=lambda point: not point.is_primary)


def person_choices(*, besides: Collection[int]) -> tuple[PersonChoice, ...]:
    """Everybody with an address who is no focal point, for those are reached through their agency, and not disabled."""
    points = select(FocalPoint.person_id).where(FocalPoint.ended_on.is_(None))
    rows = db.session.scalars(
        select(Person)
        .where(Person.email.is_not(None), Person.active.is_(True))
        .where(Person.id.not_in(points), Person.id.not_in(besides))
        .options(selectinload(Person.agency))
        .order_by(Person.name_en, Person.name_th)
    )
    return tuple(
        PersonChoice(row.id, row.name, row.position, None if row.agency is None else row.agency.name) for row in rows
    )


@dataclass(frozen=True, slots=True)
class MoreChoices:
    """Who can still be asked to a consultation that is booked already."""

    agencies: tuple[AgencyChoice, ...]
    people: tuple[PersonChoice, ...]


def more_choices(consultation_id: int, *, actor: Actor) -> MoreChoices:
    """The agencies and people that are not invited yet; an agency some of whose focal points are not, stays."""
    row = db.session.get(Consultation, consultation_id)
    if row is None or not actor.is_desk:
        raise NotFound(N_("This consultation does not exist."))
    present = invited_people(row.entry_id)
    invited = {each.agency_id for each in row.agencies}
    reached = agencies_reached(row.entry_id)
    agencies = agency_choices(row.committee)
    return MoreChoices(
        agencies=tuple(each for each in agencies if each.id not in invited or each.id not in reached),
        people=person_choices(besides=present),
    )


def agencies_reached(entry_id: int) -> frozenset[int]:
    """The agencies all of whose present focal points are invited."""
    invited = select(Invitation.person_id).where(
        Invitation.entry_id == entry_id, Invitation.withdrawn_at.is_(None), Invitation.person_id.is_not(None)
    )
    missing = frozenset(
        db.session.scalars(
            select(FocalPoint.agency_id).where(FocalPoint.ended_on.is_(None), FocalPoint.person_id.not_in(invited))
        )
    )
    return frozenset(db.session.scalars(select(FocalPoint.agency_id))) - missing


def outlook_for(session_id: int, *, starts: datetime, ends: datetime, invited: Invited) -> Outlook | None:
    """What is known of an hour that is being typed; None where the session is not there."""
    row = db.session.get(CommitteeSession, session_id)
    if row is None:
        return None
    hour = Hour(starts, ends, row.committee.home.tzid)
    return outlook(row.committee, hour, people=people_of(invited))
