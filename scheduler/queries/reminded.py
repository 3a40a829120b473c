"""Who is to be reminded of which meeting, as everything now stands: for the plan, and again for the promise."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Result, Row, func, or_, select

from models.calendar_entries import CalendarEntry, Revision
from models.database import db
from models.invitations import Answer, Invitation
from models.people import Agency, Mailbox, OfficeHolder, Person, Post
from models.places import DutyStation
from models.reminders import ReminderLadder, ReminderPause
from scheduler.queries.availability import closed_days
from scheduler.queries.reminded_meetings import RemindedMeeting, reminded_meetings
from scheduler.rules.letters_due import essentials
from scheduler.rules.reminder_plan import Addressee, Seat, Timing
from vocabulary.invite import MeetingFacts
from vocabulary.reminders import USUAL, Ladder, Reach
from vocabulary.states import Method, Participation, PartStat

INVITED = (
    select(
        Invitation.id,
        Invitation.entry_id,
        Invitation.person_id,
        Invitation.agency_id,
        Invitation.participation,
        Invitation.part,
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

    meeting: RemindedMeeting
    home: Seat
    paused: bool
    invited: Sequence[Row[Any]]
    silent: frozenset[int]
    coming: frozenset[int]
    addressees: Mapping[int, Addressee]

    @property
    def facts(self) -> MeetingFacts | None:
        """The meeting as its letters last told of it."""
        return self.meeting.facts

    @property
    def sequence(self) -> int:
        """From which number an answer counts."""
        return self.meeting.sequence

    @property
    def is_open(self) -> bool:
        """Whether its invited may be written to: it takes place, and is not classified."""
        return self.meeting.is_open

    @property
    def stands(self) -> bool:
        """Whether it is to be held when, where and how its invited were told."""
        return self.is_open and self.facts is not None and essentials(self.facts) == self.meeting.plan

    @property
    def timing(self) -> Timing | None:
        """When it starts, and by when answers are wanted: before the day that its letters name, or its own."""
        facts, starts = self.facts, self.meeting.starts
        if facts is None or starts is None:
            return None
        if facts.answer_day is not None:
            return Timing(starts, facts.answer_day, self.home)
        wanted_by = starts if facts.reply_by is None else min(facts.reply_by, starts)
        return Timing(starts, self.home.day_of(wanted_by), self.home)

    def party_of(self, one: Row[Any]) -> tuple[str, int]:
        """Who answers once: an agency, or a person who speaks for none, as every delegate does."""
        alone = self.meeting.is_session or one.agency_id is None
        return ("person", one.person_id) if alone else ("agency", one.agency_id)


def gatherings(entry_ids: Collection[int], *, now: datetime) -> dict[int, Gathering]:
    """These meetings by calendar entry; as many queries for one as for many."""
    meetings = reminded_meetings(entry_ids)
    by_entry: dict[int, list[Row[Any]]] = defaultdict(list)
    holders: Result[Any] = db.session.execute(INVITED.where(Invitation.entry_id.in_(entry_ids)))
    for one in holders:
        by_entry[one.entry_id].append(one)
    known = Known(
        answers=answers_of(entry_ids),
        paused=frozenset(
            db.session.scalars(select(ReminderPause.entry_id).where(ReminderPause.entry_id.in_(entry_ids)))
        ),
        ladders=ladders_of({one.committee_id for one in meetings}),
        seats=Seats(abroad(by_entry.values(), today=now.date())),
    )
    return {one.entry_id: known.gathering(one, by_entry[one.entry_id]) for one in meetings}


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

    def gathering(self, meeting: RemindedMeeting, invited: Sequence[Row[Any]]) -> Gathering:
        """One meeting."""
        current = [one for one in invited if one.sequence >= meeting.sequence]
        bare = Gathering(
            meeting=meeting,
            home=self.seats.at(meeting.home_id),
            paused=meeting.entry_id in self.paused,
            invited=current,
            silent=frozenset(),
            coming=frozenset(one.id for one in current if self.answers.get(one.id) is PartStat.ACCEPTED),
            addressees={},
        )
        answered = {bare.party_of(one) for one in current if one.id in self.answers and one.person_id is not None}
        known = replace(bare, silent=frozenset(one.id for one in current if bare.party_of(one) not in answered))
        return replace(known, addressees={one.id: self.addressee(one, known) for one in current})

    def addressee(self, one: Row[Any], gathering: Gathering) -> Addressee:
        """One of its invited."""
        meeting = gathering.meeting
        return Addressee(
            one.id,
            part=part_of(one),
            seat=self.seats.of(one.person_id, meeting.home_id),
            ladder=self.ladder(meeting.committee_id, one.agency_id),
            is_silent=one.id in gathering.silent,
            comes=one.id in gathering.coming,
        )

    def ladder(self, committee_id: int, agency_id: int | None) -> Ladder:
        """The agency's own, else the committee's, else the usual one."""
        own = self.ladders.get((committee_id, agency_id))
        return own or self.ladders.get((committee_id, None), USUAL)


def part_of(one: Row[Any]) -> Reach:
    """As what somebody is reached: a mailbox, a backup, or whoever the answer is expected of."""
    if one.person_id is None:
        return Reach.MAILBOX
    return Reach.BACKUP if one.participation is Participation.OPTIONAL else Reach.PRIMARY


def parties(gathering: Gathering) -> Iterator[tuple[tuple[str, int], list[Row[Any]]]]:
    """Those who answer once, with all of theirs."""
    found: dict[tuple[str, int], list[Row[Any]]] = defaultdict(list)
    for one in gathering.invited:
        found[gathering.party_of(one)].append(one)
    yield from found.items()
