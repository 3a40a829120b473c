"""Sessions whose delegations are invited, as values: a fixed number of queries, however many sessions and people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.calendar_entries import CalendarEntry, Revision
from models.database import db
from models.delegations import Delegate, Delegation
from models.invitations import Invitation
from models.people import OfficeHolder, Person
from models.sessions import Block, BlockIdentity, CommitteeSession, HeadOverride, OverridingHead
from scheduler.drafts import issued
from scheduler.histories import (
    invitations_to,
    last_told,
    moved_from,
    parts_told,
    reader_of,
    sent_to,
    told_to_lead,
    untried,
)
from scheduler.queries.answers import standing_answers
from scheduler.queries.session_topics import topic_of
from scheduler.rules.decision_state import Circle, Guest, Reached, RunState
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.letters_due import Holder, Told
from scheduler.rules.session_facts import Identity
from scheduler.session_days import days_of
from vocabulary.delegation_parts import DelegationPart
from vocabulary.invite import Desk
from vocabulary.states import DelegateRole, Participation, PartStat


def invited_circles(rows: Sequence[CommitteeSession], *, desk: Desk | None = None) -> dict[int, Circle]:
    """Those of these sessions, by number, whose delegations were invited once; deeds write in the name of this desk.

    Without one it is that which their letters have named so far.
    """
    numbers = [row.id for row in rows]
    invited = set(
        db.session.scalars(
            select(BlockIdentity.session_id)
            .join(Invitation, Invitation.entry_id == BlockIdentity.entry_id)
            .where(BlockIdentity.session_id.in_(numbers))
            .distinct()
        )
    )
    return circles_of([row for row in rows if row.id in invited], desk=desk) if invited else {}


def circles_of(rows: Sequence[CommitteeSession], *, desk: Desk | None = None) -> dict[int, Circle]:
    """These sessions as circles, invited or not."""
    identities = identities_of([row.id for row in rows])
    entry_ids = [one.entry_id for several in identities.values() for one in several]
    desk = desk or desk_told(entry_ids)
    if desk is None:
        return {}
    known, series = Known.of(entry_ids), series_of({row.committee_id for row in rows})
    delegates, leaders = delegates_to([row.id for row in rows]), possible_heads()
    found = {}
    for row in rows:
        related, going = series.get(row.committee_id, ()), delegates.get(row.id, ())
        found[row.id] = Circle(
            session_id=row.id,
            topic=topic_of(row),
            organizer=desk.names,
            runs=tuple(known.run(row, one, desk=desk, related=related) for one in identities.get(row.id, ())),
            delegates=going,
            people={**leaders, **{guest.person_id: guest for guest in going}},
            answer_by=row.answer_by,
        )
    return found


def identities_of(session_ids: Collection[int]) -> dict[int, list[BlockIdentity]]:
    """By session: the identities of its days, in their order."""
    rows = db.session.scalars(
        select(BlockIdentity)
        .where(BlockIdentity.session_id.in_(session_ids))
        .options(joinedload(BlockIdentity.entry).joinedload(CalendarEntry.issued_revision))
        .order_by(BlockIdentity.position)
    )
    found: dict[int, list[BlockIdentity]] = {}
    for row in rows:
        found.setdefault(row.session_id, []).append(row)
    return found


def desk_told(entry_ids: Collection[int]) -> Desk | None:
    """The desk that the latest letters of these meetings speak for; None where none was ever drafted."""
    latest = select(Revision).where(Revision.entry_id.in_(entry_ids)).order_by(Revision.id.desc()).limit(1)
    revision = db.session.scalar(latest)
    if revision is None:
        return None
    facts = thawed(revision.facts)
    local, _, domain = facts.organizer_address.rpartition("@")
    return Desk(facts.organizer_name, f"{local.rpartition('+')[0]}@{domain}", name_th=facts.organizer_names.th)


def series_of(committee_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """By committee: what calendars call the days of all its sessions (RFC 5545, 3.8.4.5)."""
    rows = db.session.execute(
        select(CommitteeSession.committee_id, CalendarEntry.uid)
        .join(Block, Block.session_id == CommitteeSession.id)
        .join(CalendarEntry, CalendarEntry.id == Block.entry_id)
        .where(CommitteeSession.committee_id.in_(committee_ids))
        .order_by(Block.opens, Block.id)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for committee_id, uid in rows:
        found[committee_id].append(uid)
    return {number: tuple(uids) for number, uids in found.items()}


def delegates_to(session_ids: Collection[int]) -> dict[int, tuple[Guest, ...]]:
    """By session: everybody on its roster, in the order of naming."""
    rows = db.session.execute(
        select(Delegation.session_id, Delegate, Person)
        .join(Delegate, Delegate.delegation_id == Delegation.id)
        .join(Person, Person.id == Delegate.person_id)
        .where(Delegation.session_id.in_(session_ids))
        .order_by(Delegate.id)
    )
    found: defaultdict[int, list[Guest]] = defaultdict(list)
    for session_id, delegate, person in rows:
        found[session_id].append(guest_of(person, agency_id=delegate.agency_id, role=delegate.role))
    return {number: tuple(guests) for number, guests in found.items()}


def possible_heads() -> dict[int, Guest]:
    """Whoever holds or held a post, or leads by a decision."""
    named = select(OverridingHead.person_id).join(HeadOverride, HeadOverride.id == OverridingHead.override_id)
    leading = select(OfficeHolder.person_id).union(named)
    people = db.session.scalars(select(Person).where(Person.id.in_(leading)))
    return {person.id: guest_of(person, agency_id=person.agency_id) for person in people}


def guest_of(person: Person, *, agency_id: int | None, role: DelegateRole = DelegateRole.REPRESENTATIVE) -> Guest:
    """Somebody as letters address him or her."""
    name = person.name.plain.text(person.language)
    return Guest(person.id, name, person.email or "", person.language, agency_id, role)


@dataclass(frozen=True, slots=True)
class Known:
    """What was told of the days of some sessions, to whom, and what they have answered."""

    reached: Mapping[int, tuple[Reached, ...]]

    @classmethod
    def of(cls, entry_ids: Iterable[int]) -> "Known":
        """Read for all of them at once."""
        invitations = [one for one in invitations_to(list(entry_ids)) if not one.is_copy]
        ids = [one.id for one in invitations]
        waiting, answers, sent = untried(ids), standing_answers(ids), sent_to(ids)
        leading, parts, moved = told_to_lead(sent), parts_told(sent), moved_from(invitations, sent)
        found: defaultdict[int, list[Reached]] = defaultdict(list)
        for one in invitations:
            last, reader, answer = last_told(one, waiting.get(one.id)), reader_of(one), answers.get(one.id)
            told = None
            if last.revision is not None and last.method is not None:
                facts, leads = thawed(last.revision.facts), one.id in leading
                told = Told(last.method, last.revision.sequence, facts, leads=leads, part=parts.get(one.id, ""))
            is_head = one.participation is Participation.CHAIR
            holder = Holder(
                one.id,
                wanted=one.withdrawn_at is None,
                told=told,
                leads=is_head,
                part=one.part,
                moved_from=moved.get(one.id, ""),
            )
            found[one.entry_id].append(
                Reached(
                    holder,
                    reader.name,
                    reader.address,
                    reader.language,
                    person_id=one.person_id,
                    agency_id=one.agency_id,
                    role=one.participation,
                    part=DelegationPart.of(one.part),
                    answer=PartStat.NEEDS_ACTION if answer is None else answer.partstat,
                )
            )
        return cls({number: tuple(several) for number, several in found.items()})

    def run(self, row: CommitteeSession, identity: BlockIdentity, *, desk: Desk, related: tuple[str, ...]) -> RunState:
        """One run of days, or one at rest."""
        entry = identity.entry
        block = next((one for one in row.blocks if one.entry_id == entry.id), None)
        siblings = tuple(uid for uid in related if uid != entry.uid)
        return RunState(
            entry_id=entry.id,
            identity=Identity(entry.uid, siblings, desk.names, desk.tagged(entry.organizer_tag)),
            days=None if block is None else days_of(block),
            rested=(entry.stamp, identity.position),
            issued=issued(entry),
            begins=entry.sequence,
            reached=self.reached.get(entry.id, ()),
        )
