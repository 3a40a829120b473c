"""Rosters as they were issued, and what would be issued now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import defer

from models.database import db
from models.issued_rosters import IssuedRoster
from scheduler.queries.home import home_tzid
from scheduler.queries.rosters import NOTHING, Roster, roster_for
from scheduler.rules.heads import Head, HeadStatus
from scheduler.rules.issued_rosters import EN, TH, differences, digest_of_sheet, is_over, thawed_sheet, thawed_words
from scheduler.rules.rosters import RosterLine
from vocabulary.actor import OPERATOR, Actor
from vocabulary.days import local_day
from vocabulary.decisions import Said
from vocabulary.issued import Sheet, SheetLine, SheetRun
from vocabulary.refusals import NotFound
from vocabulary.states import Capacity, Language, SessionStatus
from vocabulary.text import N_, Bilingual

NO_ROSTER = N_("This roster was never issued.")
OFF = (SessionStatus.CANCELLED, SessionStatus.POSTPONED)

BY_DECISION = N_("By decision: %(reason)s")
BY_RULE = N_("%(city)s, so the %(post)s: %(source)s")
IN_CAPACITY = {Capacity.ACTING: N_("acting"), Capacity.CHARGE: N_("chargé d’affaires a.i.")}
OPEN_CATEGORY = N_("Outside the list: %(reason)s (approved by %(approver)s)")


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued roster in a list: its number and day, and since when, why and by which deed it is superseded."""

    id: int
    session_id: int
    number: int
    language: Language
    issued_on: date
    issued_by: str
    superseded_on: date | None = None
    why: tuple[Bilingual, ...] = ()
    row: int | None = None
    decision_id: int | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether it says what holds."""
        return self.superseded_on is None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rosters that were issued for one session, the last one first."""

    issued: tuple[Issued, ...] = ()

    @property
    def in_force(self) -> tuple[Issued, ...]:
        """Those that hold: at most one in each language."""
        return tuple(one for one in self.issued if one.is_in_force)

    @property
    def last(self) -> Issued | None:
        """The one that was issued last."""
        return self.issued[0] if self.issued else None

    @property
    def next_number(self) -> int:
        """The number that the next one has."""
        return self.issued[0].number + 1 if self.issued else 1


NOTHING_ISSUED = Shelf()


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """One issued roster with all it says, the others of its session, and what differs from one of them."""

    mark: Issued
    sheet: Sheet
    despite: str
    shelf: Shelf
    against: Issued | None
    differences: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class ToIssue:
    """What would be issued now; `seen` stands for the whole of it."""

    roster: Roster
    sheet: Sheet
    shelf: Shelf

    @property
    def seen(self) -> str:
        """One word for all that it would say."""
        return digest_of_sheet(self.sheet)


def shelves(session_ids: Collection[int]) -> dict[int, Shelf]:
    """By session: what was issued for it; one query, however many sessions."""
    rows = db.session.scalars(
        select(IssuedRoster)
        .where(IssuedRoster.session_id.in_(session_ids))
        .options(defer(IssuedRoster.sheet))
        .order_by(IssuedRoster.session_id, IssuedRoster.number.desc())
    ).all()
    tzid = home_tzid() if rows else ""
    found: dict[int, list[Issued]] = {}
    for row in rows:
        found.setdefault(row.session_id, []).append(mark_of(row, tzid))
    return {session_id: Shelf(tuple(several)) for session_id, several in found.items()}


def shelf_of(session_id: int) -> Shelf:
    """What was issued for one session."""
    return shelves([session_id]).get(session_id, NOTHING_ISSUED)


def mark_of(row: IssuedRoster, tzid: str) -> Issued:
    """One row as a value."""
    return Issued(
        id=row.id,
        session_id=row.session_id,
        number=row.number,
        language=row.language,
        issued_on=row.issued_on,
        issued_by=row.issued_by,
        superseded_on=None if row.superseded_at is None else local_day(row.superseded_at, tzid),
        why=thawed_words(row.superseded_why),
        row=row.superseded_row,
        decision_id=row.decision_id,
    )


def issued_page(session_id: int, number: int, *, actor: Actor, against: int | None = None) -> IssuedPage:
    """An issued roster of a session that this actor may see, held against another of its numbers.

    Where none is named that is the one before it.
    """
    roster_for(session_id, actor=actor)
    rows = issued_rows(session_id)
    row = rows.get(number)
    if row is None:
        raise NotFound(NO_ROSTER)
    shelf, sheet = shelf_of(session_id), thawed_sheet(row.sheet)
    other = rows.get(number - 1 if against is None else against)
    found = () if other is None else differences(thawed_sheet(other.sheet), sheet)
    return IssuedPage(
        mark=marked(shelf, number),
        sheet=sheet,
        despite=row.despite,
        shelf=shelf,
        against=None if other is None else marked(shelf, other.number),
        differences=tuple(one.both for one in found),
    )


def issued_rows(session_id: int) -> dict[int, IssuedRoster]:
    """By number: the rows of one session."""
    rows = db.session.scalars(select(IssuedRoster).where(IssuedRoster.session_id == session_id))
    return {row.number: row for row in rows}


def marked(shelf: Shelf, number: int) -> Issued:
    """The one of this number on a shelf."""
    return next(one for one in shelf.issued if one.number == number)


def to_issue(session_id: int, *, actor: Actor) -> ToIssue:
    """What would be issued for a session now, for the desk alone."""
    if not actor.is_desk:
        raise NotFound(NO_ROSTER)
    roster = roster_for(session_id, actor=actor)
    return ToIssue(roster, sheet_of(roster), shelf_of(session_id))


def outdated(rows: Sequence[IssuedRoster], *, today: date) -> list[tuple[IssuedRoster, tuple[Said, ...]]]:
    """Which of these say what holds no more, and what that is; those of sessions that are over stand as they are."""
    present: dict[int, Sheet] = {}
    found = []
    for row in rows:
        if row.session_id not in present:
            present[row.session_id] = sheet_of(roster_for(row.session_id, actor=OPERATOR))
        sheet = present[row.session_id]
        reasons = () if is_over(sheet, today) else differences(thawed_sheet(row.sheet), sheet)
        if reasons:
            found.append((row, reasons))
    return found


def sheet_of(roster: Roster) -> Sheet:
    """A roster with everything that it says, in both languages."""
    session, mandate = roster.session, roster.session.mandate
    return Sheet(
        committee=roster.committee,
        session=session.name,
        delegation=roster.delegation,
        runs=tuple(
            SheetRun(run.opens, run.closes, None if run.city is None else run.city.name, run.venue)
            for run in session.runs
        ),
        lines=tuple(map(sheet_line, roster.lines)),
        heads=tuple(dict.fromkeys(why_said(head) for head in session.heads if head.person_id is not None)),
        verdict=mandate.said.both,
        ground=None if mandate.ground is None else mandate.ground.both,
        reasons=tuple(reason.what.both for reason in mandate.open_reasons),
        is_off=session.status in OFF,
    )


def sheet_line(line: RosterLine) -> SheetLine:
    """One person."""
    told = {"reason": line.open_reason, "approver": line.open_approver}
    return SheetLine(
        person_id=line.person_id,
        role=line.role,
        name=line.name,
        position=line.position,
        agency=line.agency,
        is_co_head=line.is_co_head,
        cities=line.cities,
        remark=Said(OPEN_CATEGORY, told).both if line.open_reason else None,
    )


def why_said(head: Head) -> Bilingual:
    """Who leads and why, in one sentence; the document behind it, unless the rule alone names a substantive holder."""
    is_decided = head.status is HeadStatus.OVERRIDDEN
    if is_decided:
        why = Said(BY_DECISION, {"reason": head.reason}).both
    else:
        why = Said(BY_RULE, {"city": head.city, "post": head.title, "source": head.source}).both
    more = [Said(IN_CAPACITY[head.capacity]).both] if head.capacity in IN_CAPACITY else []
    if head.document and (is_decided or head.capacity is not Capacity.SUBSTANTIVE):
        more.append(Bilingual(head.document))
    return Bilingual(*(sentence([head.name or NOTHING, why], more, language=language) for language in (EN, TH)))


def sentence(parts: Sequence[Bilingual], more: Sequence[Bilingual], *, language: Language) -> str:
    """Name and reason, and what stands behind it in brackets."""
    said = ": ".join(one.plain.text(language) for one in parts)
    return f"{said} ({', '.join(one.text(language) for one in more)})" if more else said
