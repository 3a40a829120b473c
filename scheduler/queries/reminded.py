"""Who is to be reminded of which meeting, as everything now stands: for the plan, and again for the promise."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Result, Row, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from models.calendar_entries import CalendarEntry, Revision
from models.consultations import Consultation
from models.database import db
from models.invitations import Answer, Invitation
from models.people import Agency, Mailbox, OfficeHolder, Person, Post
from models.places import DutyStation
from models.reminders import ReminderLadder, ReminderPause
from scheduler.queries.availability import closed_days
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.letters_due import essentials
from scheduler.rules.reminder_plan import Addressee, Seat, Timing
from vocabulary.invite import MeetingFacts
from vocabulary.reminders import USUAL, Ladder, Reach
from vocabulary.states import ConsultationStatus, Method, Participation, PartStat

INVITED = (
    select(
        Invitation.id,
        Invitation.entry_id,
        Invitation.person_id,
        Invitation.agency_id,
        Invitation.participation,
        Invitation.generation,
        Invitation.told_revision_id,
        Revision.sequence,
        Person.name_en,
        Person.name_th,
        Agency.name_en.label("agency_en"),
        Agency.name_th.label("agency_th"),
        func.coalesce(Person.email, Mailbox.address, "").label("address"),
        func.coalesce(Person.language, Mailbox.language, type_=Person.language.type).label("language"),
    )
    .join(Revision, Revision.id == Invitation.told_revision_id)
    .outerjoin(Person, Person.id == Invitation.person_id)
    .outerjoin(Agency, Agency.id == Invitation.agency_id)
    .outerjoin(Mailbox, (Mailbox.agency_id == Invitation.agency_id) & Invitation.person_id.is_(None))
    .where(
        Invitation.withdrawn_at.is_(None),
        Invitation.told_method == Method.REQUEST,
        or_(Invitation.person_id.is_not(None), Mailbox.id.is_not(None)),
    )
    .order_by(Invitation.id)
)
"""Those whose invitation stands, with where and in which language they are written to."""


@dataclass(frozen=True)
class Gathering:
    """A meeting with those who hold its invitation; without `facts` nobody was ever invited to it."""

    consultation: Consultation
    facts: MeetingFacts | None
    home: Seat
    paused: bool
    invited: Sequence[Row[Any]]
    silent: frozenset[int]
    coming: frozenset[int]
    addressees: Mapping[int, Addressee]

    @property
    def sequence(self) -> int:
        """From which number an answer counts."""
        return self.consultation.entry.material_sequence

    @property
    def is_open(self) -> bool:
        """Whether its invited may be written to: it takes place, and is not classified."""
        row, revision = self.consultation, self.consultation.entry.issued_revision
        told = revision is not None and not revision.cancelled
        return told and row.status is ConsultationStatus.PLANNED and not row.classification.is_marked

    @property
    def stands(self) -> bool:
        """Whether it is to be held when, where and how its invited were told."""
        row = self.consultation
        now = (row.starts, row.ends, None, None, row.tzid, row.place, row.modality)
        return self.is_open and self.facts is not None and essentials(self.facts) == now

    @property
    def timing(self) -> Timing | None:
        """When it starts, and by when answers are wanted: before the day that its letters name, or its own."""
        facts = self.facts
        if facts is None or facts.starts is None:
            return None
        wanted_by = facts.starts if facts.reply_by is None else min(facts.reply_by, facts.starts)
        return Timing(facts.starts, self.home.day_of(wanted_by), self.home)


def gatherings(entry_ids: Collection[int], *, now: datetime) -> dict[int, Gathering]:
    """These meetings by calendar entry; as many queries for one as for many."""
    rows = db.session.scalars(meetings_of(entry_ids)).unique().all()
    by_entry: dict[int, list[Row[Any]]] = defaultdict(list)
    holders: Result[Any] = db.session.execute(INVITED.where(Invitation.entry_id.in_(entry_ids)))
    for one in holders:
        by_entry[one.entry_id].append(one)
    known = Known(
        answers=answers_of(entry_ids),
        paused=frozenset(
            db.session.scalars(select(ReminderPause.entry_id).where(ReminderPause.entry_id.in_(entry_ids)))
        ),
        ladders=ladders_of({row.committee_id for row in rows}),
        seats=Seats(abroad(by_entry.values(), today=now.date())),
    )
    return {row.entry_id: known.gathering(row, by_entry[row.entry_id]) for row in rows}


def meetings_of(entry_ids: Collection[int]) -> Select[Consultation]:
    """The consultations behind some calendar entries, with what was issued of them and the capital of each."""
    return (
        select(Consultation)
        .join(Consultation.entry)
        .where(Consultation.entry_id.in_(entry_ids))
        .options(
            contains_eager(Consultation.entry).joinedload(CalendarEntry.issued_revision),
            joinedload(Consultation.committee),
        )
    )


def answers_of(entry_ids: Collection[int]) -> dict[int, PartStat]:
    """By invitation, the answer that counts."""
    latest = (
        select(func.max(Answer.id))
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .join(CalendarEntry, CalendarEntry.id == Invitation.entry_id)
        .where(Invitation.entry_id.in_(entry_ids), Answer.sequence >= CalendarEntry.material_sequence)
        .group_by(Answer.invitation_id)
    )
    rows = db.session.execute(select(Answer.invitation_id, Answer.partstat).where(Answer.id.in_(latest)))
    return {row.invitation_id: row.partstat for row in rows}


def ladders_of(committee_ids: Collection[int]) -> dict[tuple[int, int | None], Ladder]:
    """By committee and agency, the ladders that somebody has set."""
    rows = db.session.scalars(select(ReminderLadder).where(ReminderLadder.committee_id.in_(committee_ids)))
    return {(row.committee_id, row.agency_id): row.ladder for row in rows}


def abroad(invited: Collection[Sequence[Row[Any]]], *, today: date) -> dict[int, int]:
    """By person, the city of the post that he or she holds today."""
    people = {row.person_id for rows in invited for row in rows if row.person_id is not None}
    if not people:
        return {}
    rows = db.session.execute(
        select(OfficeHolder.person_id, Post.duty_station_id)
        .join(Post, Post.id == OfficeHolder.post_id)
        .where(
            OfficeHolder.person_id.in_(people),
            OfficeHolder.since <= today,
            or_(OfficeHolder.until.is_(None), OfficeHolder.until >= today),
            Post.duty_station_id.is_not(None),
        )
    )
    return {row.person_id: row.duty_station_id for row in rows}


@dataclass
class Seats:
    """Where people read; each city is looked up once."""

    posted: Mapping[int, int]
    known: dict[tuple[int, bool], Seat] = field(default_factory=dict)

    def of(self, person_id: int | None, home_id: int) -> Seat:
        """Somebody's own city, else the capital."""
        station = home_id if person_id is None else self.posted.get(person_id, home_id)
        return self.at(station, is_home=station == home_id)

    def at(self, station_id: int, *, is_home: bool = True) -> Seat:
        """A city's clock and closed days."""
        if (station_id, is_home) not in self.known:
            row = db.session.get_one(DutyStation, station_id)
            self.known[station_id, is_home] = Seat(row.tzid, closed_days(row.closure_list), is_home)
        return self.known[station_id, is_home]


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of some meetings at once."""

    answers: Mapping[int, PartStat]
    paused: frozenset[int]
    ladders: Mapping[tuple[int, int | None], Ladder]
    seats: Seats

    def gathering(self, row: Consultation, invited: Sequence[Row[Any]]) -> Gathering:
        """One meeting."""
        current = [one for one in invited if one.sequence >= row.entry.material_sequence]
        answered = {party_of(one) for one in current if one.id in self.answers and one.person_id is not None}
        silent = frozenset(one.id for one in current if party_of(one) not in answered)
        coming = frozenset(one.id for one in current if self.answers.get(one.id) is PartStat.ACCEPTED)
        issued = row.entry.issued_revision
        return Gathering(
            consultation=row,
            facts=None if issued is None else thawed(issued.facts),
            home=self.seats.at(row.committee.home_id),
            paused=row.entry_id in self.paused,
            invited=current,
            silent=silent,
            coming=coming,
            addressees={
                one.id: Addressee(
                    one.id,
                    part=part_of(one),
                    seat=self.seats.of(one.person_id, row.committee.home_id),
                    ladder=self.ladder(row.committee_id, one.agency_id),
                    is_silent=one.id in silent,
                    comes=one.id in coming,
                )
                for one in current
            },
        )

    def ladder(self, committee_id: int, agency_id: int | None) -> Ladder:
        """The agency's own, else the committee's, else the usual one."""
        own = self.ladders.get((committee_id, agency_id))
        return own or self.ladders.get((committee_id, None), USUAL)


def party_of(one: Row[Any]) -> tuple[str, int]:
    """Who answers once: an agency, or a person who speaks for none."""
    return ("person", one.person_id) if one.agency_id is None else ("agency", one.agency_id)


def part_of(one: Row[Any]) -> Reach:
    """As what somebody is reached: a mailbox, a backup, or whoever the answer is expected of."""
    if one.person_id is None:
        return Reach.MAILBOX
    return Reach.BACKUP if one.participation is Participation.OPTIONAL else Reach.PRIMARY


def parties(gathering: Gathering) -> Iterator[tuple[tuple[str, int], list[Row[Any]]]]:
    """Those who answer once, with all of theirs."""
    found: dict[tuple[str, int], list[Row[Any]]] = defaultdict(list)
    for one in gathering.invited:
        found[party_of(one)].append(one)
    yield from found.items()
