"""Who did what to what, and what was there before: the entries of the audit, the latest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from models.audit import AuditRow, AuditValue
from models.database import db
from scheduler.queries.audit_matters import SUBJECTS, About, is_about, with_people
from scheduler.queries.audit_namers import NAMERS
from scheduler.queries.audit_names import Names, names_for
from scheduler.queries.audit_values import Field, Ref, details_of, fields_of
from scheduler.queries.home import home_tzid
from vocabulary.actor import Actor
from vocabulary.audit_words import SIGN_INS
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, Trace
from vocabulary.text import N_

PAGE = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are wanted: by or about any of these people, about any of these things, of one deed, of these days.

    Both days count. `before` is where the page before this one ended.
    """

    people: tuple[int, ...] = ()
    about: tuple[About, ...] = ()
    deed: str = ""
    since: date | None = None
    until: date | None = None
    without_sign_ins: bool = False
    before: int | None = None
    most: int = PAGE


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row, or of how many of a kind; `fields` is None once it was erased."""

    what: Trace
    kind: str
    object_id: int | None
    fields: tuple[Field, ...] | None

    @property
    def ref(self) -> Ref | None:
        """The row itself; None where there were many."""
        return None if self.object_id is None else Ref(self.kind, self.object_id)


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed. `actor` is the name under which somebody acted, and `details` what the deed said: None once erased.

    `subject` is None where the deed was about no row of a table.
    """

    number: int
    at: datetime
    deed: str
    actor_kind: ActorKind
    actor: str | None
    actor_id: int | None
    subject_kind: str
    subject: Ref | None
    details: Mapping[str, Any] | None
    changes: tuple[Change, ...]
    previous: str
    digest: str

    @property
    def refs(self) -> Iterator[Ref]:
        """Every row that the entry speaks of."""
        if self.actor_id is not None:
            yield Ref("person", self.actor_id)
        if self.subject is not None:
            yield self.subject
        for change in self.changes:
            if change.ref is not None:
                yield change.ref
            for field in change.fields or ():
                yield from (side for side in (field.before, field.after) if isinstance(side, Ref))


@dataclass(frozen=True, slots=True)
class Trail:
    """Some entries with the names of all that they speak of; `older` is where the next page goes on."""

    entries: tuple[Entry, ...]
    names: Names
    older: int | None = None


def audit_trail(asked: Asked, *, actor: Actor) -> Trail:
    """The entries that are wanted, for the desk alone; as many queries for one as for a hundred."""
    if not actor.is_desk:
        return Trail((), {})
    wanted = select(AuditRow).where(*conditions(asked)).order_by(AuditRow.number.desc()).limit(asked.most + 1)
    found = db.session.scalars(wanted).all()
    shown = found[: asked.most]
    entries = entries_of(shown)
    return Trail(entries, names_of(entries), shown[-1].number if len(found) > asked.most else None)


def audit_entry(number: int, *, actor: Actor) -> Trail:
    """One entry, for the desk alone."""
    found = db.session.get(AuditRow, number) if actor.is_desk else None
    if found is None:
        raise NotFound(N_("This entry does not exist."))
    entries = entries_of([found])
    return Trail(entries, names_of(entries))


def conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    """What every wanted entry has."""
    if asked.before is not None:
        yield AuditRow.number < asked.before
    if asked.people:
        yield with_people(asked.people)
    if asked.about:
        yield is_about(asked.about)
    if asked.deed:
        yield AuditRow.deed == asked.deed
    if asked.without_sign_ins:
        yield AuditRow.deed.not_in(SIGN_INS)
    yield from within(asked)


def within(asked: Asked) -> Iterator[ColumnElement[bool]]:
    """The days that are wanted, by the capital's calendar."""
    zone = ZoneInfo(home_tzid())
    if asked.since is not None:
        yield AuditRow.at >= midnight(asked.since, zone)
    if asked.until is not None and asked.until < date.max:
        yield AuditRow.at < midnight(asked.until + timedelta(days=1), zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins; a day before all time begins with it."""
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def entries_of(rows: Sequence[AuditRow]) -> tuple[Entry, ...]:
    """The rows with their values: one query more, however many there are."""
    wanted = select(
        AuditValue.row_number, AuditValue.what, AuditValue.kind, AuditValue.object_id, AuditValue.content
    ).where(AuditValue.row_number.in_([row.number for row in rows]))
    values: dict[int, list[Any]] = defaultdict(list)
    for value in db.session.execute(wanted.order_by(AuditValue.row_number, AuditValue.position)):
        values[value.row_number].append(value)
    return tuple(entry_of(row, values[row.number]) for row in rows)


def entry_of(row: AuditRow, values: Iterable[Any]) -> Entry:
    """One entry."""
    actor: str | None = None
    details: Mapping[str, Any] | None = {}
    changes: list[Change] = []
    for value in values:
        if value.what is Trace.ACTOR:
            actor = None if value.content is None else str(details_of(value.content)["name"])
        elif value.what is Trace.DETAILS:
            details = None if value.content is None else details_of(value.content)
        else:
            fields = None if value.content is None else fields_of(value.kind, value.content)
            changes.append(Change(value.what, value.kind, value.object_id, fields))
    return Entry(
        number=row.number,
        at=row.at,
        deed=row.deed,
        actor_kind=row.actor_kind,
        actor=actor,
        actor_id=row.actor_person_id,
        subject_kind=row.subject_kind,
        subject=subject_of(row),
        details=details,
        changes=tuple(changes),
        previous=row.previous,
        digest=row.digest,
    )


def subject_of(row: AuditRow) -> Ref | None:
    """The row that the deed was about; None where that is no row of a table, as with the installation."""
    kind = SUBJECTS.get(row.subject_kind, row.subject_kind)
    return Ref(kind, row.subject_id) if row.subject_id and kind in NAMERS else None


def names_of(entries: Iterable[Entry]) -> Names:
    """The names of all that some entries speak of."""
    return names_for({ref for entry in entries for ref in entry.refs})
