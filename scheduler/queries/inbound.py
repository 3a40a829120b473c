"""What a handful of mails are held against, in a fixed number of queries, however many there are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from models.calendar_entries import CalendarEntry
from models.database import db
from models.inbound import ReceivedMail
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import OtherAddress, Person
from models.substitutions import Substitution
from scheduler.queries.classified import classified_entries
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.inbound_cases import Asked, Known, LastAnswer, Meeting, Returned, begins
from vocabulary.inbound import Arrival
from vocabulary.invite import Desk, MeetingFacts
from vocabulary.states import Language
from vocabulary.substitutions import SubstitutionState


@dataclass
class Mailroom:
    """What is on file about some mails; what one of them changes, the next one finds changed.

    `seen` are the mails that have arrived before, by Message-ID and sender, `others` whose further addresses the mails
    name.
    """

    desk: Desk
    server: str
    entries: Sequence[CalendarEntry]
    invitations: Mapping[tuple[int, str], Sequence[tuple[Invitation, Person]]]
    letters: Mapping[str, OutgoingMail]
    people: Mapping[str, int]
    classified: frozenset[int]
    last: dict[int, LastAnswer]
    substituted: frozenset[int]
    seen: set[tuple[str, str]]
    others: Mapping[str, int]
    facts: dict[int, MeetingFacts] = field(default_factory=dict)

    def known(self, arrival: Arrival, *, now: datetime) -> Known:
        """What one mail is held against."""
        calendar, named = arrival.calendar, frozenset(addresses_of(arrival))
        by_uid = None if calendar is None else self.entry_where(uid=calendar.uid)
        return Known(
            received_at=now,
            desk=self.desk.address.casefold(),
            server=self.server,
            by_tag=self.meeting(self.entry_at(arrival), named=named),
            by_uid=self.meeting(by_uid, named=named),
            by_thread=self.meeting(self.entry_answered(arrival), named=named),
            person_id=self.people.get(arrival.sender),
            is_repeated=bool(arrival.message_id) and (arrival.message_id, arrival.sender) in self.seen,
            is_own=arrival.message_id in self.letters,
            returned={
                one.message_id: returned(self.letters[one.message_id])
                for one in arrival.bounces
                if one.message_id in self.letters
            },
        )

    def entry_where(self, *, uid: str) -> CalendarEntry | None:
        """The meeting of this UID."""
        return next((entry for entry in self.entries if entry.uid == uid), None)

    def entry_at(self, arrival: Arrival) -> CalendarEntry | None:
        """The meeting to whose own address a mail was sent, or that its calendar part names as organizer."""
        tags = tags_in(arrival, self.desk)
        return next((entry for entry in self.entries if entry.organizer_tag in tags), None)

    def entry_answered(self, arrival: Arrival) -> CalendarEntry | None:
        """The meeting of the letter that a mail answers."""
        letters = (self.letters.get(identity) for identity in arrival.references)
        numbers = [entry_of(letter) for letter in letters if letter is not None]
        return next((entry for entry in self.entries if entry.id in numbers), None)

    def meeting(self, entry: CalendarEntry | None, *, named: Collection[str]) -> Meeting | None:
        """A meeting as the rule is told of it."""
        if entry is None:
            return None
        facts = self.facts_of(entry)
        return Meeting(
            entry_id=entry.id,
            uid=entry.uid,
            organizer=self.desk.tagged(entry.organizer_tag).casefold(),
            sequence=entry.sequence,
            material=entry.material_sequence,
            starts=begins(facts),
            is_classified=entry.id in self.classified,
            people=tuple(
                self.asked(*one) for address in named for one in self.invitations.get((entry.id, address), ())
            ),
        )

    def facts_of(self, entry: CalendarEntry) -> MeetingFacts | None:
        """What was last told of a meeting; nothing before anything was."""
        revision = entry.issued_revision
        if revision is None:
            return None
        if revision.id not in self.facts:
            self.facts[revision.id] = thawed(revision.facts)
        return self.facts[revision.id]

    def asked(self, invitation: Invitation, person: Person) -> Asked:
        """An invited person."""
        facts = self.facts_of(invitation.entry)
        return Asked(
            invitation_id=invitation.id,
            person_id=person.id,
            address=(person.email or "").casefold(),
            name=person.name.plain.text(Language.ENGLISH),
            withdrawn=invitation.withdrawn_at is not None,
            told=invitation.told_method,
            ends=None if facts is None else facts.ends,
            last=self.last.get(invitation.id),
            also=frozenset(address for address, number in self.others.items() if number == person.id),
        )


def mailroom_for(arrivals: Collection[Arrival], *, desk: Desk, server: str) -> Mailroom:
    """What is on file about these mails."""
    letters = letters_named({name for one in arrivals for name in identities_of(one)})
    entries = entries_named(arrivals, desk, also=filter(None, map(entry_of, letters.values())))
    addresses = {address for one in arrivals for address in addresses_of(one)}
    others = others_at(addresses)
    invitations = invitations_of([entry.id for entry in entries], addresses, others=others)
    numbers = [one.id for group in invitations.values() for one, _ in group]
    return Mailroom(
        desk=desk,
        server=server.casefold(),
        entries=entries,
        invitations=invitations,
        letters=letters,
        people={**others, **people_at({one.sender for one in arrivals})},
        classified=classified_entries(),
        last=last_by_calendar(numbers),
        substituted=with_substitutes(numbers),
        seen=seen_before({one.message_id for one in arrivals}),
        others=others,
    )


def identities_of(arrival: Arrival) -> Iterable[str]:
    """The letters of ours that a mail may be, may answer, or may report on."""
    return (arrival.message_id, *arrival.references, *(one.message_id for one in arrival.bounces))


def addresses_of(arrival: Arrival) -> Iterable[str]:
    """Everybody whom a mail speaks for."""
    calendar = arrival.calendar
    return (*arrival.senders, *(() if calendar is None else (one.address for one in calendar.attendees)))


def tags_in(arrival: Arrival, desk: Desk) -> set[str]:
    """The tags of meetings in the desk's own addresses that a mail names."""
    local, _, domain = desk.address.casefold().rpartition("@")
    named = [*arrival.recipients, *(() if arrival.calendar is None else (arrival.calendar.organizer,))]
    beginning, end = f"{local}+", f"@{domain}"
    return {one[len(beginning) : -len(end)] for one in named if one.startswith(beginning) and one.endswith(end)}


def letters_named(identities: Collection[str]) -> dict[str, OutgoingMail]:
    """Our letters of these Message-IDs."""
    found = select(OutgoingMail).where(OutgoingMail.message_id.in_(identities))
    rows = db.session.scalars(found.options(joinedload(OutgoingMail.invitation)))
    return {letter.message_id: letter for letter in rows}


def entries_named(arrivals: Collection[Arrival], desk: Desk, *, also: Iterable[int]) -> Sequence[CalendarEntry]:
    """The meetings that these mails name by tag or UID, and these others."""
    tags = {tag for one in arrivals for tag in tags_in(one, desk)}
    uids = {one.calendar.uid for one in arrivals if one.calendar is not None}
    named = or_(CalendarEntry.organizer_tag.in_(tags), CalendarEntry.uid.in_(uids), CalendarEntry.id.in_(set(also)))
    return db.session.scalars(
        select(CalendarEntry).where(named).options(joinedload(CalendarEntry.issued_revision)).order_by(CalendarEntry.id)
    ).all()


def invitations_of(
    entry_ids: Collection[int], addresses: Collection[str], *, others: Mapping[str, int]
) -> dict[tuple[int, str], list[tuple[Invitation, Person]]]:
    """Who of these addresses is invited to these meetings, by both; who is not withdrawn comes first."""
    named = func.lower(Person.email).in_(addresses)
    also: dict[int, list[str]] = {}
    for address, number in others.items():
        also.setdefault(number, []).append(address)
    found: dict[tuple[int, str], list[tuple[Invitation, Person]]] = {}
    rows = db.session.execute(
        select(Invitation, Person)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.entry_id.in_(entry_ids), or_(named, Person.id.in_(also)) if also else named)
        .options(joinedload(Invitation.entry))
        .order_by(Invitation.withdrawn_at.is_not(None), Invitation.id)
    )
    for invitation, person in rows:
        for address in ((person.email or "").casefold(), *also.get(person.id, ())):
            found.setdefault((invitation.entry_id, address), []).append((invitation, person))
    return found


def others_at(addresses: Collection[str]) -> dict[str, int]:
    """Whose further addresses these are."""
    rows = select(OtherAddress.address, OtherAddress.person_id).where(OtherAddress.address.in_(addresses))
    return {row[0]: row[1] for row in db.session.execute(rows)}


def people_at(addresses: Collection[str]) -> dict[str, int]:
    """Who on file has these addresses."""
    rows = db.session.execute(
        select(func.lower(Person.email), Person.id).where(func.lower(Person.email).in_(addresses)).order_by(Person.id)
    )
    return {row[0]: row[1] for row in rows}


def last_by_calendar(invitation_ids: Collection[int]) -> dict[int, LastAnswer]:
    """The last answer that each of these people's calendars gave, by its own reckoning."""
    rows = db.session.scalars(
        select(ReceivedMail)
        .where(ReceivedMail.invitation_id.in_(invitation_ids), ReceivedMail.answer_id.is_not(None))
        .order_by(ReceivedMail.sequence, ReceivedMail.stamp, ReceivedMail.id)
    )
    return {
        row.invitation_id: LastAnswer(row.sequence, row.stamp, row.partstat, row.comment)
        for row in rows
        if row.invitation_id is not None and row.sequence is not None and row.stamp is not None
    }


def with_substitutes(invitation_ids: Collection[int]) -> frozenset[int]:
    """Which of these people have named somebody else, about whom the desk has not decided."""
    rows = db.session.scalars(
        select(Substitution.invitation_id).where(
            Substitution.invitation_id.in_(invitation_ids), Substitution.state == SubstitutionState.OPEN
        )
    )
    return frozenset(rows)


def seen_before(message_ids: Collection[str]) -> set[tuple[str, str]]:
    """Which of these have arrived before, by Message-ID and sender."""
    rows = db.session.execute(
        select(ReceivedMail.message_id, ReceivedMail.sender_address).where(
            ReceivedMail.message_id.in_(set(message_ids) - {""})
        )
    )
    return {(row[0], row[1]) for row in rows}


def returned(letter: OutgoingMail) -> Returned:
    """A letter as the rule is told of it."""
    return Returned(letter.id, letter.state, letter.address, entry_of(letter), letter.invitation_id)


def entry_of(letter: OutgoingMail) -> int | None:
    """The meeting that a letter is about; a sign-in letter is about none."""
    return None if letter.invitation is None else letter.invitation.entry_id
