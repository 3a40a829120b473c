"""The invited delegation of a session as its page shows it: who was asked, told and answers, and what waits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from models.calendar_entries import CalendarEntry
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch
from models.people import Person
from models.sessions import Block, BlockIdentity
from scheduler.queries.consultations import Draft, Waiting
from scheduler.queries.decision_pages import drafts_of, waiting_of
from scheduler.queries.home import home_tzid
from scheduler.queries.invited import everybody_invited
from scheduler.queries.meeting_days import answer_day_of, usual_day_of
from scheduler.queries.rosters import Roster
from scheduler.rules.replies import Invited
from scheduler.rules.session_facts import OFF
from vocabulary.actor import Actor
from vocabulary.plan import Days
from vocabulary.refusals import NotFound
from vocabulary.states import BatchState, LetterKind, Participation, SessionStatus
from vocabulary.text import N_, Bilingual

NO_INVITATION = N_("This invitation does not exist any more.")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is or was asked to a run of days; `days` are None where it is off, `tag` is that of its address."""

    invited: Invited
    leads: bool
    days: Days | None
    tag: str


@dataclass(frozen=True, slots=True)
class InvitedDelegation:
    """How far the invitations of a session are; `unreachable` are those of the roster who have no address.

    `answer_by` is the day by which an officer wants answers, `asked_by` the one that letters name: `usual` without his
    or her word.
    """

    session_id: int
    entry_ids: tuple[int, ...]
    tzid: str
    may_begin: bool
    guests: tuple[Guest, ...]
    drafts: tuple[Draft, ...]
    released: tuple[Waiting, ...]
    unreachable: tuple[Bilingual, ...]
    answer_by: date | None = None
    asked_by: date | None = None
    usual: date | None = None

    @property
    def is_begun(self) -> bool:
        """Whether the delegation was invited once, so that every change tells it."""
        return bool(self.guests)

    @property
    def on_roster(self) -> Mapping[int, Guest]:
        """By person: the first run of days that he or she is asked to, for the line of the roster."""
        found: dict[int, Guest] = {}
        for guest in self.guests:
            if guest.days is not None and not guest.invited.withdrawn:
                found.setdefault(guest.invited.person_id, guest)
        return found

    @property
    def several_runs(self) -> bool:
        """Whether its days are several runs, so that each guest says of which."""
        return len({guest.days for guest in self.guests if guest.days is not None}) > 1

    @property
    def draft(self) -> Draft:
        """All that waits to be released, in one."""
        counts = {kind: sum(one.counts.get(kind, 0) for one in self.drafts) for kind in LetterKind}
        return Draft(0, {kind: count for kind, count in counts.items() if count})

    @property
    def waiting(self) -> int:
        """How many letters can be called back."""
        return sum(one.count for one in self.released)


def invited_delegation(roster: Roster, *, today: date, wall: datetime) -> InvitedDelegation:
    """The invitations of a session whose roster this is; as many queries for one run as for several."""
    session = roster.session
    entries = runs_by_entry(session.session_id)
    is_coming = session.closes is not None and session.closes >= today
    first = first_run(session.session_id)
    return InvitedDelegation(
        session_id=session.session_id,
        entry_ids=tuple(entries),
        tzid=home_tzid(),
        may_begin=is_coming and session.status not in OFF and session.status is not SessionStatus.HELD,
        guests=guests_of(entries),
        drafts=tuple(drafts_of(list(entries)).values()),
        released=tuple(untouched(entries, wall=wall)),
        unreachable=without_address([line.person_id for line in roster.lines]),
        answer_by=None if first is None else first.committee_session.answer_by,
        asked_by=None if first is None else answer_day_of(first, today=today),
        usual=None if first is None else usual_day_of(first, today=today),
    )


def first_run(session_id: int) -> Block | None:
    """The first run of days of a session."""
    return db.session.scalar(select(Block).where(Block.session_id == session_id).order_by(Block.opens).limit(1))


@dataclass(frozen=True, slots=True)
class KnownRun:
    """A run of days by which calendars know it; its days are None where it rests."""

    days: Days | None
    tag: str


def runs_by_entry(session_id: int) -> Mapping[int, KnownRun]:
    """By what calendars know its days, those at rest last."""
    met = db.session.scalars(select(Block).where(Block.session_id == session_id).order_by(Block.opens)).all()
    days = {block.entry_id: Days(block.opens, block.closes) for block in met}
    known = select(BlockIdentity.entry_id).where(BlockIdentity.session_id == session_id)
    rows = db.session.execute(
        select(CalendarEntry.id, CalendarEntry.organizer_tag)
        .where(or_(CalendarEntry.id.in_(known), CalendarEntry.id.in_(days)))
        .order_by(CalendarEntry.id)
    )
    found = {number: KnownRun(days.get(number), tag) for number, tag in rows}
    order = [*days, *(number for number in found if number not in days)]
    return {number: found[number] for number in order}


def guests_of(entries: Mapping[int, KnownRun]) -> tuple[Guest, ...]:
    """Everybody asked, run by run, the heads first."""
    asked_as = select(Invitation.id, Invitation.participation).where(Invitation.entry_id.in_(entries))
    parts = {row[0]: row[1] for row in db.session.execute(asked_as)}
    found = everybody_invited(list(entries))
    guests: list[Guest] = []
    for entry_id, run in entries.items():
        of_run = [
            Guest(one, parts[one.invitation_id] is Participation.CHAIR, run.days, run.tag) for one in found[entry_id]
        ]
        guests += sorted(of_run, key=lambda guest: (guest.invited.withdrawn, not guest.leads))
    return tuple(guests)


def untouched(entry_ids: Collection[int], *, wall: datetime) -> Sequence[Waiting]:
    """What was let go last and can still be called back, all of it."""
    batches = db.session.scalars(
        select(MailBatch)
        .where(MailBatch.entry_id.in_(entry_ids), MailBatch.state == BatchState.RELEASED)
        .options(selectinload(MailBatch.mails))
        .order_by(MailBatch.id)
    ).all()
    latest = {batch.entry_id: batch for batch in batches}
    released = max((batch.released_at for batch in latest.values() if batch.released_at), default=None)
    together = [batch for batch in latest.values() if batch.released_at == released]
    waiting = [waiting_of([batch], wall=wall) for batch in together]
    found = [one for one in waiting if one is not None]
    return found if len(found) == len(together) else ()


def without_address(person_ids: Collection[int]) -> tuple[Bilingual, ...]:
    """Those of these people who cannot be written to."""
    people = db.session.scalars(
        select(Person).where(Person.id.in_(person_ids), or_(Person.email.is_(None), Person.email == ""))
    )
    return tuple(person.name for person in people.unique())


def guest_asked(invited: InvitedDelegation, invitation_id: int, *, actor: Actor) -> Guest:
    """The guest whose invitation this is, for the desk alone."""
    found = next((one for one in invited.guests if one.invited.invitation_id == invitation_id), None)
    if found is None or not actor.is_desk:
        raise NotFound(NO_INVITATION)
    return found
