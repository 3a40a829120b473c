"""Ladders of reminders with the days that follow from them for the next meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.people import Agency
from models.reminders import ReminderLadder
from models.sessions import Block, CommitteeSession
from scheduler.queries.availability import closed_days
from scheduler.queries.meeting_days import answer_day_of
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.reminded_meetings import TO_COME
from scheduler.queries.reminders import NO_PAGE, refuse_strangers
from scheduler.queries.session_lines import name_of
from scheduler.rules.double_bookings import SESSION, midnight
from scheduler.rules.reminder_plan import Seat, Timing, day_of_step, unknown_year
from vocabulary.actor import Actor
from vocabulary.days import local_day
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound
from vocabulary.reminders import USUAL, Ladder, ReminderKind
from vocabulary.states import ConsultationStatus
from vocabulary.text import N_, Bilingual

NEXT = 5
NO_COMMITTEE = N_("This committee does not exist.")


@dataclass(frozen=True, slots=True)
class MeetingDays:
    """The days of a ladder for one meeting; `unknown` is a year whose closed days are not on file."""

    place: Place
    title: Bilingual
    wanted_by: date
    steps: tuple[date | None, ...]
    before: date | None
    unknown: int | None


@dataclass(frozen=True, slots=True)
class OwnLadder:
    """An agency with a ladder of its own."""

    agency_id: int
    name: Bilingual
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class LadderPage:
    """A committee's ladder, or that of one agency, and what follows from it."""

    key: str
    committee_id: int
    committee: Bilingual
    agency_id: int | None
    agency: Bilingual | None
    ladder: Ladder
    is_own: bool
    meetings: tuple[MeetingDays, ...]
    own: tuple[OwnLadder, ...]
    agencies: tuple[tuple[int, Bilingual], ...]


def ladder_page(key: str, agency_id: int | None, *, actor: Actor, now: datetime) -> LadderPage:
    """The ladder of a committee, or of an agency where it differs; the desk's alone."""
    refuse_strangers(actor)
    committee = committee_of(key)
    agency = None if agency_id is None else db.session.get(Agency, agency_id)
    if agency_id is not None and agency is None:
        raise NotFound(NO_PAGE)
    ladder = in_force(committee.id, agency_id)
    home = Seat(committee.home.tzid, closed_days(committee.home.closure_list))
    return LadderPage(
        key=key,
        committee_id=committee.id,
        committee=committee.short_name,
        agency_id=agency_id,
        agency=None if agency is None else agency.name,
        ladder=ladder,
        is_own=ladder_row(committee.id, agency_id) is not None,
        meetings=tuple(days_of(row, ladder, home=home) for row in next_meetings(committee, now=now)),
        own=own_ladders(committee.id),
        agencies=tuple((row.id, row.name) for row in db.session.scalars(select(Agency).order_by(Agency.id))),
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting that is to come: what it is, when it starts, and the day by which its letters want an answer."""

    place: Place
    title: Bilingual
    starts: datetime
    reply_by: date | None = None


def next_meetings(committee: Committee, *, now: datetime) -> list[Coming]:
    """The consultations to come whose hour is known, and the runs of days of sessions, the earliest first."""
    found = [*consultations_to_come(committee.id, now=now), *runs_to_come(committee, now=now)]
    return sorted(found, key=lambda one: (one.starts, one.place.number))[:NEXT]


def consultations_to_come(committee_id: int, *, now: datetime) -> list[Coming]:
    """Our own."""
    rows = db.session.scalars(
        select(Consultation)
        .where(
            Consultation.committee_id == committee_id,
            Consultation.status == ConsultationStatus.PLANNED,
            Consultation.starts > now,
        )
        .order_by(Consultation.starts)
        .limit(NEXT)
    )
    return [
        Coming(Place(CONSULTATION, row.id), row.title, row.starts, row.reply_by)
        for row in rows
        if row.starts is not None  # nor would the comparison let one pass: said for the types
    ]


def runs_to_come(committee: Committee, *, now: datetime) -> Iterator[Coming]:
    """The committee's, each run of days with the midnight of its first one there."""
    rows = db.session.scalars(
        select(Block)
        .join(Block.committee_session)
        .where(
            CommitteeSession.committee_id == committee.id,
            CommitteeSession.status.in_(TO_COME),
            Block.opens > now.date(),
        )
        .options(
            contains_eager(Block.committee_session).joinedload(CommitteeSession.duty_station),
            joinedload(Block.duty_station),
        )
        .order_by(Block.opens)
        .limit(NEXT)
    )
    today = local_day(now, committee.home.tzid)
    for row in rows:
        tzid = committee.home.tzid if row.station is None else row.station.tzid
        session, wanted_by = row.committee_session, answer_day_of(row, today=today)
        yield Coming(Place(SESSION, session.id), name_of(session), midnight(row.opens, tzid), wanted_by)


def days_of(one: Coming, ladder: Ladder, *, home: Seat) -> MeetingDays:
    """What a ladder means for one meeting."""
    day = home.day_of(one.starts)
    timing = Timing(one.starts, min(one.reply_by or day, day), home)
    return MeetingDays(
        place=one.place,
        title=one.title,
        wanted_by=timing.wanted_by,
        steps=tuple(day_of_step(timing, step.days, kind=ReminderKind.ANSWER) for step in ladder.steps),
        before=day_of_step(timing, ladder.before, kind=ReminderKind.MEETING) if ladder.before else None,
        unknown=unknown_year(timing, ladder),
    )


def own_ladders(committee_id: int) -> tuple[OwnLadder, ...]:
    """The agencies that are reminded otherwise than all."""
    rows = db.session.scalars(
        select(ReminderLadder)
        .where(ReminderLadder.committee_id == committee_id, ReminderLadder.agency_id.is_not(None))
        .options(joinedload(ReminderLadder.agency))
        .order_by(ReminderLadder.id)
    )
    return tuple(OwnLadder(row.agency.id, row.agency.name, row.ladder) for row in rows if row.agency is not None)


def committee_of(key: str) -> Committee:
    """The committee of this key, or a refusal."""
    row = db.session.scalar(select(Committee).where(Committee.key == key))
    if row is None:
        raise NotFound(NO_COMMITTEE)
    return row


def ladder_row(committee_id: int, agency_id: int | None) -> ReminderLadder | None:
    """The ladder that somebody has set for exactly this."""
    return db.session.scalar(
        select(ReminderLadder).where(
            ReminderLadder.committee_id == committee_id,
            ReminderLadder.agency_id.is_(None) if agency_id is None else ReminderLadder.agency_id == agency_id,
        )
    )


def in_force(committee_id: int, agency_id: int | None) -> Ladder:
    """The ladder that holds for an agency, or for all."""
    own = ladder_row(committee_id, agency_id)
    general = own or ladder_row(committee_id, None)
    return USUAL if general is None else general.ladder
