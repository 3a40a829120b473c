"""Meetings as an invited person knows them: what was released to him or her, and the answer on record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from models.calendar_entries import Revision
from models.database import db
from models.invitations import Invitation
from models.people import Person
from models.sessions import BlockIdentity
from scheduler.queries.answers import last_answers, standing_answers
from scheduler.queries.classified import entries_of_classified, is_classified
from scheduler.queries.invited import said
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.replies import Said
from scheduler.rules.zones import CityHours, city_hours
from vocabulary.actor import Actor
from vocabulary.delegation_parts import DelegationPart
from vocabulary.invite import MeetingFacts
from vocabulary.refusals import NotFound, Withheld
from vocabulary.states import DelegateRole, Language, Method, Participation
from vocabulary.text import N_, Bilingual

LAST = datetime.max.replace(tzinfo=UTC)

NO_INVITATION = N_("This invitation does not exist any more. Ask the desk if you think it should.")
WITHHELD = N_("This meeting is handled by another channel, and nothing of it is shown here. Ask the desk about it.")
OLD_LINK = N_("This link does not open anything any more. Ask the desk for a new one.")


@dataclass(frozen=True, slots=True)
class MyMeeting:
    """One invitation with what its holder was last told.

    `leads` tells the head of the delegation to a session; `standing` is the answer that counts, `earlier` one that was
    given to an earlier time and counts no more. `cancelled` is the whole meeting, `withdrawn` this one invitation to
    it, `beside` what a colleague has answered.
    """

    invitation_id: int
    name: Bilingual
    language: Language
    agency: Bilingual | None
    facts: MeetingFacts
    cities: tuple[CityHours, ...]
    cancelled: bool
    withdrawn: bool
    part: DelegationPart | None
    standing: Said | None
    earlier: Said | None
    beside: "Beside | None" = None

    def is_over(self, now: datetime) -> bool:
        """Whether the meeting has ended."""
        return self.facts.is_over(now)

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be answered."""
        return not self.cancelled and not self.withdrawn and not self.is_over(now)


@dataclass(frozen=True, slots=True)
class Beside:
    """The latest answer that counts which somebody else has given for the same agency."""

    name: Bilingual
    said: Said


def my_meetings(*, actor: Actor) -> tuple[MyMeeting, ...]:
    """Everything somebody was ever invited to, the earliest first; what is classified is not there."""
    own = told().where(
        Invitation.person_id == (actor.person_id or 0), Invitation.entry_id.not_in(entries_of_classified())
    )
    rows = db.session.scalars(own).all()
    found = meetings_of(rows)
    return tuple(sorted(found, key=lambda each: (begins(each.facts), each.invitation_id)))


def begins(facts: MeetingFacts) -> datetime:
    """Where a meeting stands among others: whole days before the hours of their first."""
    if facts.first_day is not None:
        return datetime.combine(facts.first_day, time.min, tzinfo=UTC)
    return facts.starts or LAST


def my_meeting(invitation_id: int, *, actor: Actor) -> MyMeeting:
    """One meeting of one's own."""
    return only(
        told().where(Invitation.id == invitation_id, Invitation.person_id == (actor.person_id or 0)),
        otherwise=NO_INVITATION,
    )


def meeting_by_link(numbers: tuple[int, int] | None) -> MyMeeting:
    """The meeting behind a link: its numbers are the invitation's and the generation it was made for."""
    invitation_id, generation = numbers or (0, 0)
    return only(told().where(Invitation.id == invitation_id, Invitation.generation == generation), otherwise=OLD_LINK)


def told() -> Select[Invitation]:
    """Invitations whose holders were told something, with all that a page of them shows."""
    return (
        select(Invitation)
        .where(Invitation.told_revision_id.is_not(None), Invitation.person_id.is_not(None))
        .options(joinedload(Invitation.person), joinedload(Invitation.agency), joinedload(Invitation.told_revision))
    )


def only(wanted: Select[Invitation], *, otherwise: str) -> MyMeeting:
    """The one meeting asked for, or a refusal in these words; another where it is classified."""
    rows = db.session.scalars(wanted).all()
    if any(is_classified(row.entry_id) for row in rows):
        raise Withheld(WITHHELD)
    found = meetings_of(rows)
    if not found:
        raise NotFound(otherwise)
    return found[0]


def meetings_of(rows: Sequence[Invitation]) -> list[MyMeeting]:
    """The rows as meetings with their answers: four queries more, however many there are."""
    ids = [row.id for row in rows]
    standing, last, beside = standing_answers(ids), last_answers(ids), answers_beside(rows)
    return [
        replace(
            meeting_of(row, Told(row.person, row.told_revision, said(standing.get(row.id)), said(last.get(row.id)))),
            beside=beside.get(row.id),
        )
        for row in rows
        if row.told_revision is not None and row.person is not None
    ]


def answers_beside(rows: Sequence[Invitation]) -> dict[int, Beside]:
    """By invitation: what a colleague of the same agency has answered, the latest that counts."""
    voices = voices_beside(rows)
    found: dict[int, Beside] = {}
    for row in rows:
        colleagues = [beside for number, beside in voices[row.entry_id, row.agency_id].items() if number != row.id]
        if colleagues:
            found[row.id] = max(colleagues, key=lambda beside: beside.said.said_at)
    return found


def voices_beside(rows: Sequence[Invitation]) -> Mapping[tuple[int, int | None], dict[int, Beside]]:
    """By entry and agency, what each of its invited has answered that counts, by invitation."""
    others = db.session.scalars(
        select(Invitation)
        .where(
            Invitation.entry_id.not_in(select(BlockIdentity.entry_id)),  # delegates answer for themselves
            Invitation.entry_id.in_({row.entry_id for row in rows}),
            Invitation.agency_id.in_({row.agency_id for row in rows if row.agency_id is not None}),
            Invitation.person_id.is_not(None),
            Invitation.withdrawn_at.is_(None),
        )
        .options(joinedload(Invitation.person))
    ).all()
    standing = standing_answers([other.id for other in others])
    voices: dict[tuple[int, int | None], dict[int, Beside]] = defaultdict(dict)
    for other in others:
        answer = said(standing.get(other.id))
        if answer is not None and other.person is not None:
            voices[other.entry_id, other.agency_id][other.id] = Beside(other.person.name, answer)
    return voices


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told what, the answer that counts, and the last one given."""

    person: Person
    revision: Revision
    standing: Said | None
    last: Said | None


def meeting_of(row: Invitation, told: Told) -> MyMeeting:
    """One invitation as its holder knows it."""
    facts, standing = thawed(told.revision.facts), told.standing
    is_off = row.told_method is not Method.REQUEST
    return MyMeeting(
        invitation_id=row.id,
        name=told.person.name,
        language=told.person.language,
        agency=None if row.agency is None else row.agency.name,
        facts=facts,
        cities=cities_in(facts),
        cancelled=is_off and told.revision.cancelled,
        withdrawn=is_off and not told.revision.cancelled,
        part=part_of(row),
        standing=standing,
        earlier=None if standing is not None else told.last,
    )


def part_of(row: Invitation) -> DelegationPart | None:
    """As what somebody goes to a session; of invitations from before this was kept, only who leads is known."""
    leads = row.participation is Participation.CHAIR
    return DelegationPart.of(row.part) or (DelegationPart(DelegateRole.HEAD) if leads else None)


def cities_in(facts: MeetingFacts) -> tuple[CityHours, ...]:
    """The meeting's hours in each of its cities; none for one of whole days."""
    if facts.starts is None or facts.ends is None:
        return ()
    return city_hours(facts.starts, facts.ends, cities=facts.cities)
