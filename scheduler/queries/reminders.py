"""Reminders as the desk sees them: what leaves next, what was sent, held back or missed, and what they wait for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, func, select

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Agency, Mailbox, Person
from models.places import DutyStation
from models.reminders import Reminder, ReminderPause
from models.sessions import BlockIdentity, CommitteeSession
from scheduler.queries.due_reminders import are_capped, long_overdue, next_due, promised_in_an_hour
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.reminded import gatherings
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.reminder_plan import unknown_year
from scheduler.rules.session_names import session_name
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound
from vocabulary.reminders import USUAL, ReminderKind, ReminderLimits, ReminderState, Wait
from vocabulary.states import MailState
from vocabulary.text import N_, Bilingual

AHEAD, BEHIND, HALF_A_DAY = timedelta(days=14), timedelta(days=31), timedelta(hours=12)
MOST = 1000
"""Reminders that one page shows of each kind."""

NO_PAGE = N_("This page does not exist.")
COMMITTEE = func.coalesce(Consultation.committee_id, CommitteeSession.committee_id)
LINES = (
    select(
        Reminder.id,
        Reminder.entry_id,
        Reminder.invitation_id,
        Reminder.kind,
        Reminder.step,
        Reminder.state,
        Reminder.waits,
        Reminder.planned_for,
        Reminder.due_at,
        Reminder.done_at,
        Reminder.held_by,
        Reminder.mail_id,
        OutgoingMail.state.label("mail_state"),
        Person.name_en,
        Person.name_th,
        Agency.name_en.label("agency_en"),
        Agency.name_th.label("agency_th"),
        Mailbox.address,
        Consultation.id.label("consultation_id"),
        CommitteeSession.id.label("session_id"),
        CommitteeSession.kind.label("session_kind"),
        CommitteeSession.ordinal,
        func.coalesce(Consultation.title_en, CommitteeSession.title_en).label("title_en"),
        func.coalesce(Consultation.title_th, CommitteeSession.title_th).label("title_th"),
        DutyStation.tzid,
    )
    .join(Invitation, Invitation.id == Reminder.invitation_id)
    .outerjoin(Consultation, Consultation.entry_id == Reminder.entry_id)
    .outerjoin(BlockIdentity, BlockIdentity.entry_id == Reminder.entry_id)
    .outerjoin(CommitteeSession, CommitteeSession.id == BlockIdentity.session_id)
    .join(Committee, Committee.id == COMMITTEE)
    .join(DutyStation, DutyStation.id == Committee.home_id)
    .outerjoin(Person, Person.id == Invitation.person_id)
    .outerjoin(Agency, Agency.id == Invitation.agency_id)
    .outerjoin(Mailbox, (Mailbox.agency_id == Invitation.agency_id) & Invitation.person_id.is_(None))
    .outerjoin(OutgoingMail, OutgoingMail.id == Reminder.mail_id)
    .order_by(Reminder.due_at, Reminder.entry_id, Reminder.id)
)


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One reminder; `name` is empty for an agency's mailbox, whose `address` stands instead."""

    id: int
    invitation_id: int
    place: Place
    title: Bilingual
    tzid: str
    name: Bilingual
    agency: Bilingual
    address: str
    kind: ReminderKind
    step: int
    state: ReminderState
    waits: Wait | None
    planned_for: datetime
    due_at: datetime
    done_at: datetime | None
    held_by: str
    mail_id: int | None
    mail_state: MailState | None

    @property
    def who(self) -> Bilingual:
        """The person, or the mailbox."""
        return self.name if self.name.en or self.name.th else Bilingual(self.address)


@dataclass(frozen=True, slots=True)
class Departure:
    """Reminders of one meeting that share their hour, their step and their fate."""

    at: datetime
    kind: ReminderKind
    step: int
    state: ReminderState
    waits: Wait | None
    lines: tuple[ReminderLine, ...]


@dataclass(frozen=True, slots=True)
class Reminded:
    """How often somebody was reminded of one meeting, and when last."""

    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class MeetingReminders:
    """Everything about the reminders of one meeting; `unknown` is a year whose closed days are not on file."""

    departures: tuple[Departure, ...]
    reminded: Mapping[int, Reminded]
    paused: ReminderPause | None
    unknown: int | None

    @property
    def ahead(self) -> tuple[Departure, ...]:
        """What is yet to leave."""
        return tuple(one for one in self.departures if one.state is ReminderState.PLANNED)

    @property
    def behind(self) -> tuple[Departure, ...]:
        """What was sent, held back or missed; what only gave way to another is left out."""
        told = (ReminderState.SENT, ReminderState.HELD, ReminderState.MISSED)
        return tuple(one for one in self.departures if one.state in told)


def reminders_of(entry_ids: Collection[int], *, now: datetime) -> MeetingReminders:
    """The reminders of one meeting, which a session has as many of as runs of days."""
    lines = lines_where(Reminder.entry_id.in_(entry_ids))
    sent = [one for one in lines if one.state is ReminderState.SENT and one.mail_state is not MailState.DROPPED]
    return MeetingReminders(
        departures=tuple(departures(lines)),
        reminded=reminded_by(sent),
        paused=db.session.scalar(select(ReminderPause).where(ReminderPause.entry_id.in_(entry_ids)).limit(1)),
        unknown=unknown_of(entry_ids, now=now),
    )


def unknown_of(entry_ids: Collection[int], *, now: datetime) -> int | None:
    """The year for whose lack nobody can be reminded of a meeting to come, if there is one."""
    for found in gatherings(entry_ids, now=now).values():
        timing = found.timing
        if timing is not None and found.is_open and timing.starts > now and found.addressees:
            ladder = next((one.ladder for one in found.addressees.values()), USUAL)
            year = unknown_year(timing, ladder)
            if year is not None:
                return year
    return None


def lines_where(*which: ColumnElement[bool], limit: int | None = None) -> list[ReminderLine]:
    """Reminders as lines, by their hour."""
    asked = LINES.where(*which)
    return [line_of(row) for row in db.session.execute(asked if limit is None else asked.limit(limit))]


def line_of(row: Any) -> ReminderLine:
    """One row as a line."""
    return ReminderLine(
        id=row.id,
        invitation_id=row.invitation_id,
        place=Place(CONSULTATION, row.consultation_id) if row.session_id is None else Place(SESSION, row.session_id),
        title=title_of(row),
        tzid=row.tzid,
        name=Bilingual(row.name_en or "", row.name_th or ""),
        agency=Bilingual(row.agency_en or "", row.agency_th or ""),
        address=row.address or "",
        kind=row.kind,
        step=row.step,
        state=row.state,
        waits=row.waits,
        planned_for=row.planned_for,
        due_at=row.due_at,
        done_at=row.done_at,
        held_by=row.held_by,
        mail_id=row.mail_id,
        mail_state=row.mail_state,
    )


def title_of(row: Any) -> Bilingual:
    """What the meeting is called."""
    own = Bilingual(row.title_en, row.title_th)
    return own if row.session_id is None else session_name(row.session_kind, ordinal=row.ordinal, title=own)


def departures(lines: Sequence[ReminderLine]) -> Iterator[Departure]:
    """Lines put together that share everything but their reader, by their hour."""

    def shared(one: ReminderLine) -> tuple[Any, ...]:
        at = one.due_at if one.state is ReminderState.PLANNED else one.done_at or one.planned_for
        waits = "" if one.waits is None else one.waits.value
        return at, one.place.kind, one.place.number, one.kind.value, -one.step, one.state.value, waits

    for key, group in groupby(sorted(lines, key=shared), shared):
        several = tuple(group)
        first = several[0]
        yield Departure(key[0], first.kind, first.step, first.state, first.waits, several)


def reminded_by(sent: Sequence[ReminderLine]) -> dict[int, Reminded]:
    """By invitation, how often and when last."""
    found: dict[int, Reminded] = {}
    for invitation_id, at in ((one.invitation_id, one.done_at) for one in sent if one.done_at is not None):
        before = found.get(invitation_id, Reminded(0, at))
        found[invitation_id] = Reminded(before.times + 1, max(before.last, at))
    return found


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """What leaves next of all meetings, what was held back or missed, and what keeps everything waiting.

    `overdue` counts those that are suspiciously late, `full` tells that as many left within the hour as may, so that
    others wait, and `crowded` that some wait because their reader alone has had as many.
    """

    ahead: tuple[Departure, ...]
    held: tuple[Departure, ...]
    missed: tuple[Departure, ...]
    paused: frozenset[Place]
    overdue: int
    full: bool
    crowded: bool

    @property
    def next(self) -> tuple[Departure, ...]:
        """Those that leave on the next day on which any do."""
        days = [one.at for one in self.ahead]
        return tuple(one for one in self.ahead if one.at - days[0] < HALF_A_DAY)


def reminder_page(
    limits: ReminderLimits, *, actor: Actor, now: datetime, committee_id: int | None = None
) -> ReminderPage:
    """The reminders of all meetings, or of one committee's, for the next fortnight and the last month."""
    refuse_strangers(actor)
    own = [] if committee_id is None else [Committee.id == committee_id]
    planned = (Reminder.state == ReminderState.PLANNED, Reminder.due_at < now + AHEAD)
    back = (Reminder.state == ReminderState.HELD, Reminder.until > now)
    missed = (Reminder.state == ReminderState.MISSED, Reminder.done_at > now - BEHIND)
    late, is_due, has_room = long_overdue(now), (next_due() or now) <= now, promised_in_an_hour(now) < limits.an_hour
    waits = are_capped()
    return ReminderPage(
        ahead=tuple(departures(lines_where(*planned, *own, limit=MOST))),
        held=tuple(departures(lines_where(*back, *own, limit=MOST))),
        missed=tuple(departures(lines_where(*missed, *own, limit=MOST))),
        paused=places_paused(),
        overdue=late if late > limits.overdue else 0,
        full=not has_room and (is_due or waits),
        crowded=has_room and waits,
    )


def places_paused() -> frozenset[Place]:
    """The meetings of which nobody is reminded for now."""
    ours = select(Consultation.id).join(ReminderPause, ReminderPause.entry_id == Consultation.entry_id)
    theirs = select(BlockIdentity.session_id).join(ReminderPause, ReminderPause.entry_id == BlockIdentity.entry_id)
    paused = [Place(CONSULTATION, number) for number in db.session.scalars(ours)]
    return frozenset([*paused, *(Place(SESSION, number) for number in db.session.scalars(theirs))])


def refuse_strangers(actor: Actor) -> None:
    """Reminders are the desk's."""
    if not actor.is_desk:
        raise NotFound(NO_PAGE)
