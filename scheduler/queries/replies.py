"""The reply matrix of a committee: agencies and people in rows, its consultations in columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from scheduler.queries.invited import everybody_invited
from scheduler.queries.session_lines import name_of
from scheduler.rules.replies import NOT_INVITED, Invited, Reply, ReplyState, Tally, agency_replies, parties, tally
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound
from vocabulary.states import ConsultationStatus
from vocabulary.text import N_, Bilingual

Party = tuple[str, int]
Cell = tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class MeetingColumn:
    """One consultation over its column; `tzid` is the clock that its hour is thought of in."""

    consultation_id: int
    title: Bilingual
    session: Bilingual | None
    day: date
    starts: datetime | None
    tzid: str
    organizer_tag: str
    status: ConsultationStatus
    tally: Tally


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An agency, or a person who speaks for none, with one cell for each column: several replies where they differ."""

    name: Bilingual
    abbreviation: Bilingual
    people: tuple[Bilingual, ...]
    cells: tuple[Cell, ...]

    def has(self, *states: ReplyState) -> bool:
        """Whether any cell is in one of these states."""
        return any(reply.state in states for cell in self.cells for reply in cell)


@dataclass(frozen=True, slots=True)
class Matrix:
    """All replies of a committee's meetings."""

    committee: Bilingual
    home: Bilingual
    columns: tuple[MeetingColumn, ...]
    rows: tuple[PartyRow, ...]


def reply_matrix(key: str, *, actor: Actor, now: datetime, past: bool) -> Matrix:
    """Who has answered what: of the meetings ahead, or of those behind.

    The number of queries is the same for one meeting and for many.
    """
    committee = db.session.scalar(select(Committee).where(Committee.key == key).options(joinedload(Committee.home)))
    if committee is None or not actor.is_desk:
        raise NotFound(N_("This committee does not exist."))
    meetings = [each for each in consultations_of(committee) if is_behind(each, now) is past]
    by_entry = everybody_invited([each.entry_id for each in meetings])
    wanted = [one for people in by_entry.values() for one in people if not one.withdrawn]
    cells = [cells_of(by_entry[each.entry_id]) for each in meetings]
    return Matrix(
        committee=committee.short_name,
        home=committee.home.name,
        columns=tuple(column_of(each, tally(found.values())) for each, found in zip(meetings, cells, strict=True)),
        rows=rows_of(committee, wanted, cells=cells),
    )


def consultations_of(committee: Committee) -> Sequence[Consultation]:
    """The committee's meetings to which people were asked in Samai, cancelled ones left out, earliest first."""
    return db.session.scalars(
        select(Consultation)
        .where(
            Consultation.committee_id == committee.id,
            Consultation.status != ConsultationStatus.CANCELLED,
            Consultation.entry_id.in_(select(Invitation.entry_id)),
        )
        .options(joinedload(Consultation.committee_session), joinedload(Consultation.entry))
        .order_by(Consultation.day, Consultation.starts, Consultation.id)
    ).all()


def is_behind(row: Consultation, now: datetime) -> bool:
    """Whether a meeting is over."""
    return row.status is ConsultationStatus.HELD or (row.ends is not None and row.ends <= now)


def cells_of(people: Sequence[Invited]) -> Mapping[Party, Cell]:
    """A meeting's cells, by party; somebody withdrawn is asked no more."""
    return {
        party: agency_replies(several) for party, several in parties(one for one in people if not one.withdrawn).items()
    }


def column_of(row: Consultation, counts: Tally) -> MeetingColumn:
    """One meeting's column."""
    return MeetingColumn(
        consultation_id=row.id,
        title=row.title,
        session=None if row.committee_session is None else name_of(row.committee_session),
        day=row.day,
        starts=row.starts,
        tzid=row.tzid,
        organizer_tag=row.entry.organizer_tag,
        status=row.status,
        tally=counts,
    )


def rows_of(
    committee: Committee, people: Sequence[Invited], *, cells: Sequence[Mapping[Party, Cell]]
) -> tuple[PartyRow, ...]:
    """Every party that was asked: the mandate's agencies in its order, other agencies, then single people."""
    mandate = {("agency", row.agency_id): row.position for row in committee.approval.composition}
    asked = {party for column in cells for party in column}
    found = {party: several for party, several in parties(people).items() if party in asked}
    order = sorted(found, key=lambda party: (party[0], party not in mandate, mandate.get(party, 0), party[1]))
    return tuple(
        row_of(party, found[party], cells=tuple(column.get(party, (NOT_INVITED,)) for column in cells))
        for party in order
    )


def row_of(party: Party, people: Sequence[Invited], *, cells: tuple[Cell, ...]) -> PartyRow:
    """One party's row, with the names of whom was asked for it."""
    names = tuple({one.person_id: one.name for one in people}.values())
    first = people[0]
    if party[0] == "person" or first.agency is None or first.abbreviation is None:
        return PartyRow(first.name, first.name, (), cells)
    return PartyRow(first.agency, first.abbreviation, names, cells)
