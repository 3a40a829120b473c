"""Where people are to be from now on, across all committees, and who is to be in two places at once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from models.calendar_entries import CalendarEntry
from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.delegations import Delegate, Delegation
from models.invitations import Invitation
from models.people import Person
from models.sessions import Block, CommitteeSession
from scheduler.queries.heads import Leadership, leadership_of, leads
from scheduler.queries.preparations import ENTRIES, STANDING
from scheduler.queries.session_lines import sessions_query
from scheduler.rules.clashes import at_one_time
from scheduler.rules.double_bookings import SESSION, Attendance, DoubleBooking, Engagement, double_bookings, midnight
from scheduler.rules.heads import Head
from scheduler.rules.session_names import session_name
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.states import ConsultationStatus, PartStat, SessionStatus
from vocabulary.text import Bilingual

OFF = (SessionStatus.CANCELLED, SessionStatus.POSTPONED)
DAY = timedelta(days=1)
CONSULTATION = "consultation"
Named = tuple[int, Bilingual, Attendance]

MEETINGS_TO_COME = (
    select(
        Consultation.id,
        Consultation.entry_id,
        Consultation.title_en,
        Consultation.title_th,
        Consultation.committee_id,
        func.coalesce(func.nullif(Committee.short_name_en, ""), Committee.name_en).label("committee_en"),
        func.coalesce(func.nullif(Committee.short_name_th, ""), Committee.name_th).label("committee_th"),
        Consultation.starts,
        Consultation.ends,
        Consultation.tzid,
    )
    .join(Committee, Committee.id == Consultation.committee_id)
    .where(
        Consultation.status == ConsultationStatus.PLANNED,
        Consultation.starts.is_not(None),
        Consultation.ends > bindparam("now"),
    )
)
INVITED_TO = (
    select(Invitation.entry_id, Person.id, Person.name_en, Person.name_th)
    .join(CalendarEntry, CalendarEntry.id == Invitation.entry_id)
    .join(Person, Person.id == Invitation.person_id)
    .where(
        Invitation.entry_id.in_(ENTRIES),
        Invitation.withdrawn_at.is_(None),
        STANDING.is_distinct_from(PartStat.DECLINED),
    )
    .order_by(Invitation.id)
)


def bookings_at(place: Place, *, now: datetime) -> tuple[DoubleBooking, ...]:
    """Who is to be at this session or consultation and elsewhere at once, seen from here; for the desk."""
    return tuple(one.seen_from(place) for one in bookings_now(now) if one.concerns(place))


def bookings_of_person(person_id: int, *, now: datetime) -> tuple[DoubleBooking, ...]:
    """Where one person is to be at two places at once; for the desk."""
    return tuple(one for one in bookings_now(now) if one.one.person_id == person_id)


def bookings_of_committee(committee_id: int, *, now: datetime) -> tuple[DoubleBooking, ...]:
    """The double bookings in which one committee has a part, seen from it."""
    found = bookings_now(now)
    ours = (one for one in found if one.one.committee_id == committee_id)
    theirs = (one.turned() for one in found if one.is_between_committees)
    return (*ours, *(one for one in theirs if one.one.committee_id == committee_id))


def bookings_for_head(session_id: int, *, actor: Actor, now: datetime) -> tuple[DoubleBooking, ...]:
    """The same at a session for whoever leads it: another session is named if he or she leads that too.

    Consultations are left out, since some of them are classified and others not told yet.
    """
    place, known = Place(SESSION, session_id), sessions_led_by(actor)
    found = bookings_now(now, with_consultations=False)
    return tuple(
        one if one.other is not None and one.other.place.number in known else DoubleBooking(one.one, None, one.days)
        for one in (each.seen_from(place) for each in found if each.concerns(place))
    )


def sessions_led_by(actor: Actor) -> frozenset[int]:
    """The sessions that somebody leads, or some days of them."""
    rows = db.session.scalars(sessions_query()).unique().all()
    leadership = leadership_of({row.committee_id for row in rows})
    return frozenset(row.id for row in rows if leads(actor, leadership[row.committee_id].heads(row)))


def bookings_now(now: datetime, *, with_consultations: bool = True) -> tuple[DoubleBooking, ...]:
    """All of them that are not over yet; seven queries, however many people, sessions and committees."""
    stays = list(at_sessions(now))
    return double_bookings([*stays, *at_consultations(stays, now=now)] if with_consultations else stays)


def at_sessions(now: datetime) -> Iterator[Engagement]:
    """Everybody who goes to a session with days to come: whoever leads on them, and its roster."""
    to_come = CommitteeSession.blocks.any(Block.closes >= now.date() - DAY)
    query = sessions_query().where(CommitteeSession.status.not_in(OFF), to_come)
    rows = db.session.scalars(query).unique().all()
    leadership = leadership_of({row.committee_id for row in rows})
    going = delegates_of([row.id for row in rows])
    for row in rows:
        yield from at_session(row, leadership[row.committee_id], going=going.get(row.id, ()), now=now)


def at_session(
    row: CommitteeSession, leadership: Leadership, *, going: Iterable[Named], now: datetime
) -> Iterator[Engagement]:
    """The same at one session, run by run of its days, by the clock of the city; nobody twice."""
    runs = zip(row.blocks, leadership.by_run(row), strict=False)
    for block, heads in [(block, heads) for block, heads in runs if end_of(block) > now]:
        city, tzid = (None, "UTC") if block.station is None else (block.station.name, block.station.tzid)
        people = {named[0]: named for named in [*going, *led_by(heads)]}
        for number, name, attendance in people.values():
            yield Engagement(
                person_id=number,
                name=name,
                place=Place(SESSION, row.id),
                title=session_name(row.kind, ordinal=row.ordinal, title=row.title, city=city),
                committee_id=row.committee_id,
                committee=row.committee.short_name,
                attendance=attendance,
                starts=midnight(block.opens, tzid),
                ends=end_of(block),
                tzid=tzid,
                tentative=row.status is SessionStatus.PROVISIONAL,
            )


def end_of(block: Block) -> datetime:
    """The instant at which the last day of a run is over, by the clock of its city."""
    return midnight(block.closes + DAY, "UTC" if block.station is None else block.station.tzid)


def led_by(heads: Iterable[Head]) -> list[Named]:
    """Whoever leads a run of days, co-heads too, as far as the people are known."""
    return [
        (head.person_id, head.name, Attendance.HEAD)
        for head in heads
        if head.person_id is not None and head.name is not None
    ]


def delegates_of(session_ids: Sequence[int]) -> dict[int, list[Named]]:
    """By session: everybody on its roster."""
    rows = db.session.execute(
        select(Delegation.session_id, Person.id, Person.name_en, Person.name_th)
        .join(Delegate, Delegate.delegation_id == Delegation.id)
        .join(Person, Person.id == Delegate.person_id)
        .where(Delegation.session_id.in_(session_ids))
        .order_by(Delegate.id)
    )
    found: dict[int, list[Named]] = {}
    for session_id, number, *names in rows:
        found.setdefault(session_id, []).append((number, Bilingual(*names), Attendance.DELEGATE))
    return found


def at_consultations(stays: Iterable[Engagement], *, now: datetime) -> Iterator[Engagement]:
    """Everybody invited to a consultation to come at the hour of another or of these stays, who has not declined it.

    The others are not read: whoever is invited to a meeting that stands alone is nowhere else.
    """
    meetings = db.session.execute(MEETINGS_TO_COME, {"now": now}).all()
    hours = [*((row.starts, row.ends, row.id) for row in meetings), *{(stay.starts, stay.ends, 0) for stay in stays}]
    crowded = at_one_time(hours)
    places = {row.entry_id: row for row in meetings if row.id in crowded}
    for entry_id, number, *names in db.session.execute(INVITED_TO, {"entries": list(places)}):
        row = places[entry_id]
        yield Engagement(
            person_id=number,
            name=Bilingual(*names),
            place=Place(CONSULTATION, row.id),
            title=Bilingual(row.title_en, row.title_th),
            committee_id=row.committee_id,
            committee=Bilingual(row.committee_en, row.committee_th),
            attendance=Attendance.INVITED,
            starts=row.starts,
            ends=row.ends,
            tzid=row.tzid,
        )
