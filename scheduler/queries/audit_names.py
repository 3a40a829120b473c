"""What the rows that the audit speaks of are called: as they are on file now, or as they were when they went."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from models.audit import AuditValue
from models.consultations import Consultation
from models.database import db
from models.sessions import BlockIdentity, CommitteeSession
from scheduler.queries.audit_namers import NAMERS, NOTHING, Namer, beside, same
from scheduler.queries.audit_values import Ref
from scheduler.queries.session_lines import name_of
from vocabulary.states import Trace
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class Name:
    """What a row is called, and the row whose page shows it, if any does."""

    title: Bilingual
    page: Ref | None = None
    is_gone: bool = False


Names = Mapping[Ref, Name]


def names_for(wanted: Iterable[Ref]) -> Names:
    """The names of these rows: a query for each table, however many rows of it, and one for what is on file no more."""
    by_kind = numbers_by_kind(ref for ref in wanted if ref.kind in NAMERS)
    rows = {kind: rows_of(NAMERS[kind], numbers) for kind, numbers in by_kind.items()}
    entries = {NAMERS[kind].entry(row) for kind, several in rows.items() for row in several}
    meetings = meetings_of([number for number in entries if number is not None])
    named = {
        Ref(kind, row.id): name_now(NAMERS[kind], row, meetings=meetings)
        for kind, several in rows.items()
        for row in several
    }
    gone = {Ref(kind, number) for kind, numbers in by_kind.items() for number in numbers} - named.keys()
    return {**named, **dict(former_names(gone))}


def numbers_by_kind(refs: Iterable[Ref]) -> dict[str, set[int]]:
    """The rows that are meant of each table."""
    found: dict[str, set[int]] = {}
    for ref in refs:
        found.setdefault(ref.kind, set()).add(ref.number)
    return found


def rows_of(namer: Namer, numbers: Collection[int]) -> list[Any]:
    """These rows of a table."""
    wanted = select(namer.model).where(namer.model.id.in_(numbers)).options(*namer.options)
    return list(db.session.scalars(wanted).unique())


def meetings_of(entry_ids: Collection[int]) -> Mapping[int, Name]:
    """By calendar entry: the consultation, or the session of which it is a run of days."""
    if not entry_ids:
        return {}
    rows = db.session.scalars(select(Consultation).where(Consultation.entry_id.in_(entry_ids)))
    found = {row.entry_id: Name(row.title, Ref("consultation", row.id)) for row in rows}
    days = db.session.execute(
        select(BlockIdentity.entry_id, CommitteeSession)
        .join(CommitteeSession, CommitteeSession.id == BlockIdentity.session_id)
        .where(BlockIdentity.entry_id.in_(entry_ids))
    )
    return found | {number: Name(name_of(row), Ref("committee_session", row.id)) for number, row in days}


def name_now(namer: Namer, row: Any, *, meetings: Mapping[int, Name]) -> Name:
    """The name of a row on file, after that of the meeting that it belongs to."""
    meeting = meetings.get(namer.entry(row) or 0)
    if meeting is None:
        return Name(namer.title(row), namer.page(row))
    return Name(beside(meeting.title, namer.title(row)), namer.page(row) or meeting.page)


def former_names(gone: Collection[Ref]) -> Iterator[tuple[Ref, Name]]:
    """What rows were called when they were added or taken out, as the audit has it; nothing once that was erased."""
    if not gone:
        return
    by_kind = sorted(numbers_by_kind(gone).items())
    these = (and_(AuditValue.kind == kind, AuditValue.object_id.in_(ids)) for kind, ids in by_kind)
    kept = db.session.execute(
        select(AuditValue.kind, AuditValue.object_id, AuditValue.content)
        .where(or_(*these), AuditValue.what.in_([Trace.ADDED, Trace.REMOVED]), AuditValue.content.is_not(None))
        .order_by(AuditValue.row_number)
    )
    said = {Ref(kind, number or 0): last_said(content or "{}") for kind, number, content in kept}
    people = names_for({Ref("person", columns["person_id"]) for columns in said.values() if is_nameless(columns)})
    for ref, columns in said.items():
        title = title_in(columns)
        if is_nameless(columns):
            title = people.get(Ref("person", columns["person_id"]), Name(NOTHING)).title
        yield ref, Name(title, is_gone=True)


def last_said(content: str) -> dict[str, Any]:
    """The columns of a row as they were last."""
    pairs: dict[str, tuple[Any, Any]] = json.loads(content)
    return {column: before if after is None else after for column, (before, after) in pairs.items()}


def title_in(columns: Mapping[str, Any]) -> Bilingual:
    """The name that stands in a row's own columns, under whichever of the usual headings."""
    for heading in ("name", "title", "short_name", "city", "text"):
        name = Bilingual(str(columns.get(f"{heading}_en") or ""), str(columns.get(f"{heading}_th") or ""))
        if name.en or name.th:
            return name
    return same(str(columns.get("name") or columns.get("title") or columns.get("address") or ""))


def is_nameless(columns: Mapping[str, Any]) -> bool:
    """Whether a row has no name of its own but stands for a person."""
    return title_in(columns) == NOTHING and isinstance(columns.get("person_id"), int)
