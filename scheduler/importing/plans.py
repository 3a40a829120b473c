"""What a spreadsheet would change: every row held against what is on file, and against the other rows."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import Enum
from typing import Any

from models.people import Agency, Person
from scheduler.importing.entries import Entry, Reading
from scheduler.importing.known import Known, Standing
from scheduler.importing.wording import at
from scheduler.people import DESKS_ADDRESS
from vocabulary.actor import Actor
from vocabulary.columns import Column, label_of
from vocabulary.refusals import Refusal
from vocabulary.states import Duty
from vocabulary.text import BREAK, N_, Bilingual

NO_AGENCY = N_("no agency on file is called “%(agency)s”. Add it under People first, or correct the name.")
NEAREST = N_("no agency on file is called “%(agency)s”. Did you mean %(nearest)s?")
SEVERAL_AGENCIES = N_("several agencies are called “%(agency)s”. Write the key of the one: %(keys)s.")
SAME_ADDRESS = N_("row %(other)s has this address already. One person stands in one row.")
SAME_NAME = N_("row %(other)s names the same person with another address. Keep one of the two rows.")
TWO_PRIMARY = N_(
    "row %(other)s is the primary focal point of this agency already. An agency has one: make this a backup."
)
NO_PRIMARY = N_("this would leave the agency without a primary focal point. Make one of its rows primary.")
TWO_MAILBOXES = N_("row %(other)s gives this agency another mailbox. An agency has one.")
ELSEWHERE = N_(
    "%(name)s is on file under %(agency)s. Correct the agency here, or move the person on the person’s page."
)
NO_NAME = N_("nobody on file has this address. Write the person’s name.")


class EffectKind(Enum):
    """What happens to a person or an agency by one row."""

    NEW = "new"
    CHANGED = "changed"
    ADDRESS = "address"
    PRIMARY = "primary"
    BACKUP = "backup"
    STEPS_BACK = "steps back"
    MAILBOX = "mailbox"


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that would change; `column` and the words before and after are those of a changed field."""

    kind: EffectKind
    column: Column | None = None
    before: str | Bilingual = ""
    after: str | Bilingual = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row with what it would change: nothing where `effects` is empty. `person_id` is None for somebody new."""

    entry: Entry
    agency_id: int
    agency: Bilingual
    person_id: int | None
    name: Bilingual
    effects: tuple[Effect, ...]
    part: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a spreadsheet would change, and every problem; with a problem nothing is changed at all."""

    lines: tuple[Line, ...]
    problems: tuple[Refusal, ...]

    @property
    def digest(self) -> str:
        """Tells this plan from another: what is confirmed must be what was shown."""
        return hashlib.sha256(
            repr([(line.entry, line.person_id, line.effects) for line in self.lines]).encode()
        ).hexdigest()

    @property
    def changing(self) -> tuple[Line, ...]:
        """The rows that change something."""
        return tuple(line for line in self.lines if line.effects)

    def count(self, kind: EffectKind) -> int:
        """How often something of this kind would happen."""
        return sum(effect.kind is kind for line in self.lines for effect in line.effects)


def plan_of(reading: Reading, *, by: Actor) -> Plan:
    """What these rows would change now, as this officer may."""
    if not reading.entries:
        return Plan((), reading.problems)
    planner = Planner(Known.now(), by)
    lines = [line for entry in reading.entries if (line := planner.line(entry)) is not None]
    lines = list(planner.with_parts(lines))
    problems = sorted([*reading.problems, *planner.problems], key=lambda problem: int(str(problem.values["row"])))
    return Plan(tuple(lines), tuple(problems))


@dataclass
class Planner:
    """Holds rows against what is on file; problems are collected."""

    known: Known
    by: Actor
    problems: list[Refusal] = field(default_factory=list)
    addresses: dict[str, int] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    mailboxes: dict[int, Entry] = field(default_factory=dict)

    def note(self, entry: Entry, column: Column, *, why: str, **values: Any) -> None:
        """Note what is wrong in one cell."""
        self.problems.append(at(entry.row, column.label, reason=Refusal(why, **values)))

    def line(self, entry: Entry) -> Line | None:
        """One row, but for who is primary; None where its agency or its person is not known."""
        agency = self.agency(entry) if entry.agency else None
        if agency is None:
            return None
        effects = list(self.mailbox(entry, agency))
        if not entry.is_person:
            return Line(entry, agency.id, agency.name, None, Bilingual(""), tuple(effects), None)
        if not entry.email or not self.is_first(entry):
            return None
        person = self.person(entry, agency)
        if person is None:
            if not (entry.name.en or entry.name.th):
                self.note(entry, Column.NAME_TH, why=NO_NAME)
                return None
            effects.append(Effect(EffectKind.NEW))
            return Line(entry, agency.id, agency.name, None, entry.name, tuple(effects), entry.part)
        self.look_at(entry, person, agency=agency)
        effects += changes(entry, person)
        return Line(entry, agency.id, agency.name, person.id, person.name, tuple(effects), entry.part)

    def agency(self, entry: Entry) -> Agency | None:
        """The agency that a row names by key, abbreviation or name."""
        found = self.known.agencies_called(entry.agency)
        if len(found) == 1:
            return found[0]
        if found:
            keys = ", ".join(agency.key for agency in found)
            self.note(entry, Column.AGENCY, why=SEVERAL_AGENCIES, agency=entry.agency, keys=keys)
            return None
        near = get_close_matches(entry.agency, self.known.agency_words(), n=1, cutoff=0.5)
        if near:
            self.note(entry, Column.AGENCY, why=NEAREST, agency=entry.agency, nearest=near[0])
        else:
            self.note(entry, Column.AGENCY, why=NO_AGENCY, agency=entry.agency)
        return None

    def is_first(self, entry: Entry) -> bool:
        """Whether no row before has this address."""
        other = self.addresses.setdefault(entry.email, entry.row)
        if other != entry.row:
            self.note(entry, Column.EMAIL, why=SAME_ADDRESS, other=other)
        return other == entry.row

    def person(self, entry: Entry, agency: Agency) -> Person | None:
        """Whoever has this address, else whoever has this name at this agency."""
        return self.known.by_address.get(entry.email) or self.known.namesake(entry.name, agency_id=agency.id)

    def look_at(self, entry: Entry, person: Person, *, agency: Agency) -> None:
        """Refuse what would be done to the wrong person."""
        other = self.people.setdefault(person.id, entry.row)
        if other != entry.row:
            self.note(entry, Column.EMAIL, why=SAME_NAME, other=other)
        if person.agency_id not in (None, agency.id) and person.agency is not None:
            values = {"name": person.name.plain, "agency": person.agency.name.plain}
            self.note(entry, Column.AGENCY, why=ELSEWHERE, **values)
        if person.email != entry.email and person.duty is not Duty.NONE and not self.by.is_administrator:
            self.note(entry, Column.EMAIL, why=DESKS_ADDRESS)

    def mailbox(self, entry: Entry, agency: Agency) -> Iterator[Effect]:
        """The mailbox of the agency, told once."""
        if not entry.mailbox:
            return
        first = self.mailboxes.setdefault(agency.id, entry)
        if first.mailbox != entry.mailbox:
            self.note(entry, Column.MAILBOX, why=TWO_MAILBOXES, other=first.row)
        before = "" if agency.mailbox is None else agency.mailbox.address
        if first is entry and before != entry.mailbox:
            yield Effect(EffectKind.MAILBOX, Column.MAILBOX, before, entry.mailbox)

    def with_parts(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The rows with who becomes primary and who backup, agency by agency in the order of the rows."""
        several = list(lines)
        by_agency: dict[int, list[Line]] = {}
        for line in several:
            if line.entry.is_person:
                by_agency.setdefault(line.agency_id, []).append(line)
        settled = {one.entry.row: one for own in by_agency.values() for one in self.settled(own)}
        yield from (settled.get(line.entry.row, line) for line in several)

    def settled(self, own: list[Line]) -> Iterator[Line]:
        """The rows of one agency: one of them primary, or the one who is already, or the first."""
        standing = self.known.standing(own[0].agency_id)
        chosen = [line for line in own if line.part == "primary"]
        for line in chosen[1:]:
            self.note(line.entry, Column.PART, why=TWO_PRIMARY, other=chosen[0].entry.row)
        stays = stays_primary(standing, own)
        unsaid = [] if stays else [line for line in own if line.part is None]
        first = next(iter([*chosen, *unsaid]), None)
        if first is None and not stays:
            self.note(own[0].entry, Column.PART, why=NO_PRIMARY)
        yield from (settled_line(line, standing, first=first) for line in own)


def stays_primary(standing: Standing, own: Iterable[Line]) -> bool:
    """Whether the agency has a primary focal point whom no row makes a backup."""
    demoted = any(line.person_id == standing.primary and line.part == "backup" for line in own)
    return standing.primary is not None and not demoted


def settled_line(line: Line, standing: Standing, *, first: Line | None) -> Line:
    """One row with its part in the agency; without a new primary one, the present one stays."""
    is_present = line.person_id is not None and line.person_id == standing.primary
    if line is first or (first is None and is_present):
        effects = () if is_present else (Effect(EffectKind.PRIMARY, before=standing.name),)
        return replace(line, part="primary", effects=(*line.effects, *effects))
    return replace(line, part="backup", effects=(*line.effects, *backup_effects(line, standing, stood=is_present)))


def backup_effects(line: Line, standing: Standing, *, stood: bool) -> Iterator[Effect]:
    """What it means for somebody to be a backup: a step back from being primary, new, or nothing."""
    if stood:
        yield Effect(EffectKind.STEPS_BACK)
    elif line.person_id not in standing.present:
        yield Effect(EffectKind.BACKUP)


def changes(entry: Entry, person: Person) -> Iterator[Effect]:
    """The fields that a row says otherwise than they are on file; an empty cell says nothing."""
    if person.email != entry.email:
        yield Effect(EffectKind.ADDRESS, Column.EMAIL, person.email or "", entry.email)
    told = {
        Column.NAME_TH: (person.name_th, entry.name.th),
        Column.NAME_EN: (person.name_en, entry.name.en),
        Column.POSITION_TH: (person.position_th, entry.position.th),
        Column.POSITION_EN: (person.position_en, entry.position.en),
        Column.PHONE: (person.phone, entry.phone),
    }
    for column, (before, after) in told.items():
        if after and after != before.replace(BREAK, ""):
            yield Effect(EffectKind.CHANGED, column, before, after)
    if entry.language is not None and entry.language is not person.language:
        was, becomes = label_of(person.language.value), label_of(entry.language.value)
        yield Effect(EffectKind.CHANGED, Column.LANGUAGE, was, becomes)
