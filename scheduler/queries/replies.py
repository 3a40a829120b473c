"""The reply matrix of a committee: agencies and people in rows, its consultations in columns."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from models.calendar_entries import CalendarEntry
from models.committees import ApprovedAgency, CabinetApproval, Committee
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import Agency, Person, abbreviation_of
from models.sessions import CommitteeSession
from scheduler.queries.reply_cells import Asked, Cell, Cells, Party, Place, asked_to, cells_of, people_of
from scheduler.rules.replies import ReplyState, Tally, tally_of
from scheduler.rules.session_names import session_name
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound
from vocabulary.states import Classification, ConsultationStatus
from vocabulary.text import N_, Bilingual

PAGE = 24
"""So many meetings has a page: nobody looks along more columns, and those behind us are more every year."""


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
    classification: Classification
    tally: Tally


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An agency, or a person who speaks for none, with one cell for each column, by its number in the palette."""

    name: Bilingual
    abbreviation: Bilingual
    people: tuple[Bilingual, ...]
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Replies of a committee's meetings, `total` in all, in pages; its palette has each cell that differs once.

    The first page has the meetings nearest to today, the next one those farther ahead or farther behind.
    """

    committee: Bilingual
    home: Bilingual
    total: int
    page: int
    columns: tuple[MeetingColumn, ...]
    rows: tuple[PartyRow, ...]
    palette: tuple[Cell, ...]

    @property
    def has_more(self) -> bool:
        """Whether there is another page."""
        return self.page * PAGE < self.total

    def rows_with(self, *states: ReplyState) -> tuple[PartyRow, ...]:
        """The rows of which any cell is in one of these states."""
        wanted = {number for number, cell in enumerate(self.palette) if any(each.state in states for each in cell)}
        return tuple(row for row in self.rows if not wanted.isdisjoint(row.numbers))


def reply_matrix(key: str, *, actor: Actor, now: datetime, past: bool = False, page: int = 1) -> Matrix:
    """Who has answered what: of the meetings ahead, or of those behind; five queries, however many there are."""
    committee = db.session.scalar(select(Committee).where(Committee.key == key).options(joinedload(Committee.home)))
    if committee is None or not actor.is_desk:
        raise NotFound(N_("This committee does not exist."))
    every = [each for each in meetings_of(committee) if is_behind(each, now) is past]
    meetings = on_page(every, page, past=past)
    asked = asked_to([each.entry_id for each in meetings])
    names = names_of({row[3] for row in asked})
    places = {each.entry_id: place_of(each, number) for number, each in enumerate(meetings)}
    cells = cells_of(asked, places, names=names)
    return Matrix(
        committee=committee.short_name,
        home=committee.home.name,
        total=len(every),
        page=page,
        columns=tuple(map(column_of, meetings, tallies_of(cells, len(meetings)))),
        rows=rows_of(committee, asked, cells=cells, names=names),
        palette=cells.palette,
    )


def on_page(meetings: Sequence[Any], page: int, *, past: bool) -> Sequence[Any]:
    """So many of these as a page has, the earliest first; pages are counted from today."""
    begins = (page - 1) * PAGE
    if past:
        return (
            meetings[max(0, len(meetings) - begins - PAGE) : len(meetings) - begins] if begins < len(meetings) else ()
        )
    return meetings[begins : begins + PAGE]


def meetings_of(committee: Committee) -> Sequence[Any]:
    """The committee's meetings to which people were asked in Samai, cancelled ones left out, earliest first."""
    return db.session.execute(
        select(
            Consultation.id,
            Consultation.entry_id,
            Consultation.title_en,
            Consultation.title_th,
            Consultation.day,
            Consultation.starts,
            Consultation.ends,
            Consultation.tzid,
            Consultation.status,
            Consultation.classification,
            CalendarEntry.organizer_tag,
            Consultation.session_id,
            CommitteeSession.kind,
            CommitteeSession.ordinal,
            CommitteeSession.title_en.label("session_en"),
            CommitteeSession.title_th.label("session_th"),
        )
        .join(CalendarEntry, CalendarEntry.id == Consultation.entry_id)
        .outerjoin(CommitteeSession, CommitteeSession.id == Consultation.session_id)
        .where(
            Consultation.committee_id == committee.id,
            Consultation.status != ConsultationStatus.CANCELLED,
            exists().where(Invitation.entry_id == Consultation.entry_id),
        )
        .order_by(Consultation.day, Consultation.starts, Consultation.id)
    ).all()


def is_behind(row: Any, now: datetime) -> bool:
    """Whether a meeting is over."""
    return row.status is ConsultationStatus.HELD or (row.ends is not None and row.ends <= now)


def place_of(row: Any, number: int) -> Place:
    """A meeting's place in the matrix."""
    return Place(number, row.tzid, by_hand=row.classification.is_marked)


def column_of(row: Any, counts: Tally) -> MeetingColumn:
    """One meeting's column."""
    title = Bilingual(row.session_en, row.session_th)
    return MeetingColumn(
        consultation_id=row.id,
        title=Bilingual(row.title_en, row.title_th),
        session=None if row.session_id is None else session_name(row.kind, ordinal=row.ordinal, title=title),
        day=row.day,
        starts=row.starts,
        tzid=row.tzid,
        organizer_tag=row.organizer_tag,
        status=row.status,
        classification=row.classification,
        tally=counts,
    )


def tallies_of(cells: Cells, meetings: int) -> list[Tally]:
    """Each meeting's counts."""
    columns: Iterable[tuple[int, ...]] = zip(*cells.lines.values(), strict=True) if cells.lines else [()] * meetings
    return [tally_of_column(column, cells) for column in columns]


def tally_of_column(column: tuple[int, ...], cells: Cells) -> Tally:
    """The counts of one."""
    counts: Counter[ReplyState] = Counter()
    for number, count in Counter(column).items():
        counts[cells.palette[number][0].state] += count
    return tally_of(counts)


def names_of(person_ids: Collection[int]) -> Mapping[int, Bilingual]:
    """By number, the names of people."""
    rows = db.session.execute(select(Person.id, Person.name_en, Person.name_th).where(Person.id.in_(person_ids)))
    return {number: Bilingual(english, thai) for number, english, thai in rows}


def rows_of(
    committee: Committee, asked: Sequence[Asked], *, cells: Cells, names: Mapping[int, Bilingual]
) -> tuple[PartyRow, ...]:
    """Every party that was asked: the mandate's agencies in its order, other agencies, then single people."""
    people = people_of(asked)
    agencies = (
        PartyRow(name, abbreviation, tuple(names[one] for one in people[party]), cells.lines[party])
        for party, name, abbreviation in agencies_among(committee, people)
    )
    alone = sorted((party for party in people if party < 0), reverse=True)
    single = (PartyRow(names[-party], names[-party], (), cells.lines[party]) for party in alone)
    return (*agencies, *single)


def agencies_among(committee: Committee, parties: Collection[Party]) -> Iterable[tuple[Party, Bilingual, Bilingual]]:
    """Name and abbreviation of the agencies among these, the mandate's first."""
    mandate = (
        select(ApprovedAgency.agency_id, ApprovedAgency.position)
        .join(CabinetApproval, CabinetApproval.id == ApprovedAgency.approval_id)
        .where(CabinetApproval.committee_id == committee.id)
        .subquery()
    )
    rows = db.session.execute(
        select(Agency.id, Agency.name_en, Agency.name_th, Agency.abbreviation_en, Agency.abbreviation_th)
        .outerjoin(mandate, mandate.c.agency_id == Agency.id)
        .where(Agency.id.in_([party for party in parties if party > 0]))
        .order_by(mandate.c.position.is_(None), mandate.c.position, Agency.id)
    )
    for number, *names in rows:
        name = Bilingual(*names[:2])
        yield number, name, abbreviation_of(name, Bilingual(*names[2:]))
