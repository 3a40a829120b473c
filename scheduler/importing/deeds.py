"""Keeping a spreadsheet until it is decided on, and taking it in: all of it or nothing, and no mail leaves by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from models.database import db
from models.imports import KeptSheet
from models.people import Agency, Person
from scheduler.agencies import put_mailbox, speak_for
from scheduler.deed import deed, writing
from scheduler.importing.entries import read_entries
from scheduler.importing.plans import EffectKind, Line, Plan, plan_of
from scheduler.importing.sheets import Cell, Sheet
from scheduler.readdressing import follow
from scheduler.session_letters import redraft_all_sessions
from vocabulary.actor import Actor
from vocabulary.refusals import Invalid, NotFound, Refusal, Stale
from vocabulary.text import N_

KEEPS = timedelta(hours=24)
"""How long a file waits for its officer's decision."""

GONE = N_("This file is not here any more. Choose it again.")
MOVED = N_("What is on file has changed since you looked. Look at this new preview, then import.")
NOTHING = N_("This file says what is on file already: there is nothing to import.")


@dataclass(frozen=True, slots=True)
class Brought:
    """A kept file with what it would change now."""

    number: int
    name: str
    notes: tuple[tuple[str, dict[str, str]], ...]
    plan: Plan


def keep_sheet(sheet: Sheet, *, name: str, by: Actor, wall: datetime, about: Mapping[str, Any] | None = None) -> int:
    """Keep a file's rows for the officer who brought it; no deed, since nothing of the ministry's changes.

    `about` says of a list of closed days which one it is; a file of people has none.
    """
    if by.person_id is None:
        raise ValueError("the operator's file is not kept")
    with writing():
        db.session.execute(delete(KeptSheet).where(KeptSheet.expires_at <= wall))
        kept = packed(sheet) | ({} if about is None else {"about": dict(about)})
        row = KeptSheet(person_id=by.person_id, name=name[:500], sheet=kept, expires_at=wall + KEEPS)
        db.session.add(row)
        db.session.flush()
        return row.id


def packed(sheet: Sheet) -> dict[str, Any]:
    """A sheet as JSON, to be kept between the look at it and the word to take it in."""
    return {
        "rows": [[number, [[c.text, c.wrong] for c in cells]] for number, cells in sheet.rows],
        "notes": sheet.notes,
    }


def unpacked(data: dict[str, Any]) -> Sheet:
    """The sheet again."""
    rows = tuple((number, tuple(Cell(*cell) for cell in cells)) for number, cells in data["rows"])
    return Sheet(rows, tuple((message, values) for message, values in data["notes"]))


def brought_sheet(number: int, *, by: Actor, wall: datetime) -> Brought:
    """A kept file as it would be taken in now; another officer's is not there."""
    row = kept_by(number, by=by, wall=wall)
    sheet = unpacked(row.sheet)
    return Brought(row.id, row.name, sheet.notes, plan_of(read_entries(sheet), by=by))


def kept_by(number: int, *, by: Actor, wall: datetime, is_calendar: bool = False) -> KeptSheet:
    """The kept file of this number and kind, where this officer brought it and it has not expired."""
    row = db.session.scalar(
        select(KeptSheet).where(
            KeptSheet.id == number, KeptSheet.person_id == by.person_id, KeptSheet.expires_at > wall
        )
    )
    if row is None or not by.is_desk or ("about" in row.sheet) is not is_calendar:
        raise NotFound(GONE, field="file")
    return row


@dataclass(frozen=True, slots=True)
class Decision:
    """What an officer decided on: a kept file, and the plan that was shown, by its digest."""

    number: int
    shown: str
    wall: datetime


def import_kept(decision: Decision, *, by: Actor, now: datetime) -> Plan:
    """Take a kept file in as it was shown; refused with `Stale` where it would now change something else."""
    with deed("import people", by=by, now=now) as record:
        row = kept_by(decision.number, by=by, wall=decision.wall)
        plan = plan_of(read_entries(unpacked(row.sheet)), by=by)
        if plan.digest != decision.shown:
            raise Stale(MOVED)
        take_in(plan, now=now)
        redraft_all_sessions(now=now)
        db.session.delete(row)
        record.about("people", 0, file=row.name, **counts(plan))
    return plan


def import_sheet(sheet: Sheet, *, name: str, by: Actor, now: datetime) -> Plan:
    """Take a file in at once, as at the terminal, where it has just been shown."""
    with deed("import people", by=by, now=now) as record:
        plan = plan_of(read_entries(sheet), by=by)
        take_in(plan, now=now)
        redraft_all_sessions(now=now)
        record.about("people", 0, file=name, **counts(plan))
    return plan


def plan_for(sheet: Sheet, *, by: Actor) -> Plan:
    """What a file would change now; nothing is written."""
    return plan_of(read_entries(sheet), by=by)


def counts(plan: Plan) -> dict[str, int]:
    """What the audit row keeps: numbers, and nobody's data."""
    return {"rows": len(plan.changing), **{kind.value: plan.count(kind) for kind in EffectKind if plan.count(kind)}}


def take_in(plan: Plan, *, now: datetime) -> None:
    """Make the changes of a plan, the step of a deed; refused where anything is wrong, or nothing would change."""
    if plan.problems:
        raise Invalid(list(plan.problems))
    if not plan.changing:
        raise Refusal(NOTHING)
    people = {line.entry.row: take_person(line, now=now) for line in plan.changing if line.entry.is_person}
    db.session.flush()
    for line in plan.changing:
        agency = db.session.get_one(Agency, line.agency_id)
        if any(effect.kind is EffectKind.MAILBOX for effect in line.effects):
            put_mailbox(agency, line.entry.mailbox)
        if line.part is not None:
            speak_for(agency, people[line.entry.row], is_primary=line.part == "primary")


def take_person(line: Line, *, now: datetime) -> Person:
    """The person of a row, new or changed; an address that moves takes its links and untried letters along."""
    entry = line.entry
    person = Person(agency_id=line.agency_id) if line.person_id is None else db.session.get_one(Person, line.person_id)
    was = person.email
    told = {
        "name_en": entry.name.en,
        "name_th": entry.name.th,
        "position_en": entry.position.en,
        "position_th": entry.position.th,
        "phone": entry.phone,
        "language": entry.language,
        "email": entry.email,
    }
    for name, value in told.items():
        if value:
            setattr(person, name, value)
    person.agency_id = person.agency_id or line.agency_id
    db.session.add(person)
    if was is not None and was != person.email:
        db.session.flush()
        follow(person, was=was, now=now)
    return person
