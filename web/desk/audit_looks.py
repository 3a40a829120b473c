"""Entries of the audit as a page shows them: in words, in the page's language, with days as its reader writes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext

from scheduler.queries.audit_matters import KINDS as TABLES_OF
from scheduler.queries.audit_namers import beside
from scheduler.queries.audit_names import Name, Names
from scheduler.queries.audit_trail import Change, Entry, Trail
from scheduler.queries.audit_values import Field, Ref, Said
from vocabulary.audit_fields import WORDS, field_name
from vocabulary.audit_words import DEEDS, DETAILS, KINDS, SIGN_INS
from vocabulary.days import clock, local_day, short_day, zone_city
from vocabulary.states import ActorKind, Matter, Trace
from vocabulary.text import BREAK, N_, file_size
from web.context import language
from web.desk.audit_titles import called, plain, telling, value_of

MOST_FIELDS = 12
"""So many fields of one deed stand in a list; its own page has all of them."""

FOLDED = 8
"""From so many fields on they are folded."""

LONGEST = 160
"""Characters of a text in a list."""

ACTORS = {
    ActorKind.LINK: N_("by the link in a letter"),
    ActorKind.OPERATOR: N_("Operator at the terminal"),
    ActorKind.JOB: N_("The service by itself"),
    ActorKind.ANONYMOUS: N_("Somebody who had not signed in"),
}
TRACES = {Trace.ADDED: N_("new"), Trace.CHANGED: N_("changed"), Trace.REMOVED: N_("taken out")}
WAYS = {"password": N_("a password"), "link": N_("a link")}
OWN_PAGES: Mapping[str, Callable[[int], str]] = {
    "agency": lambda number: url_for("desk.agency", agency_id=number),
    "committee_session": lambda number: url_for("desk.session_page", session_id=number),
    "consultation": lambda number: url_for("desk.consultation", consultation_id=number),
    "mail_batch": lambda number: url_for("desk.sent_mail", batch=number),
    "outgoing_mail": lambda number: url_for("desk.mail_page", mail_id=number),
    "person": lambda number: url_for("desk.person", person_id=number),
    "post": lambda number: url_for("desk.post", post_id=number),
    "closure_list": lambda number: url_for("desk.calendar", list_id=number),
}


@dataclass(frozen=True, slots=True)
class ShownField:
    """One column in words, before and after; each may be empty."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What became of one row, or of many of a kind; `fields` is None once it was erased."""

    what: str
    kind: str
    title: str
    url: str
    fields: tuple[ShownField, ...] | None


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One deed in words. `who` is empty once it was erased; `hidden` fields stand on its own page alone."""

    number: int
    at: datetime
    who: str
    who_id: int | None
    way: str
    deed: str
    title: str
    url: str
    is_gone: bool
    details: tuple[tuple[str, str], ...] | None
    changes: tuple[ShownChange, ...]
    hidden: int = 0

    @property
    def is_folded(self) -> bool:
        """Whether there is more than a glance takes in."""
        return sum(len(change.fields or ()) + 1 for change in self.changes) > FOLDED


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says values in the page's language, by the capital's clock; `is_whole` leaves nothing out."""

    names: Names
    tzid: str
    is_whole: bool = False
    matter: Matter | None = None
    committees: Mapping[int, str] = field(default_factory=dict)

    def said(self, value: Said, column: str = "") -> str:
        """One value in words; nothing for none."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        if isinstance(value, Ref):
            return self.name(value)
        if isinstance(value, Enum):
            return gettext(WORDS[value]) if value in WORDS else str(value.value)
        if isinstance(value, date):
            return self.moment(value)
        return self.written(value, column)

    def moment(self, value: date) -> str:
        """A day, or an instant by the capital's clock."""
        if isinstance(value, datetime):
            return f"{short_day(local_day(value, self.tzid), language())} {clock(value, self.tzid)}"
        return short_day(value, language())

    def written(self, value: str | int, column: str) -> str:
        """A number or a text, cut where a list has no room for it."""
        if column == "size" and isinstance(value, int):
            return file_size(value)
        if column == "tzid":
            return zone_city(str(value)).text(language())
        text = str(value).replace(BREAK, "")
        return text if self.is_whole or len(text) <= LONGEST else f"{text[:LONGEST]}…"

    def name(self, ref: Ref) -> str:
        """What a row is called; its number where nobody knows any more."""
        known = self.names.get(ref)
        title = "" if known is None else plain(known.title)
        return title or gettext("no. %(number)s", number=ref.number)

    def is_gone(self, ref: Ref) -> bool:
        """Whether a row is on file no more."""
        known = self.names.get(ref)
        return known is None or known.is_gone

    def page(self, name: Name | None) -> str:
        """The address of the page that shows a row; empty where there is none."""
        page = None if name is None else name.page
        if page is not None and page.kind == "committee" and page.number in self.committees:
            return url_for("desk.overview", key=self.committees[page.number])
        return OWN_PAGES[page.kind](page.number) if page is not None and page.kind in OWN_PAGES else ""

    def entry(self, entry: Entry) -> ShownEntry:
        """One deed, with as many fields as there is room for."""
        about = None if is_of_oneself(entry) else entry.subject
        subject = None if about is None else self.names.get(about)
        changes = [self.change(change, entry) for change in self.ordered(entry.changes)]
        shown = tuple(changes) if self.is_whole else tuple(with_room(changes))
        return ShownEntry(
            number=entry.number,
            at=entry.at,
            who=self.who(entry),
            who_id=entry.actor_id,
            way=gettext(ACTORS[entry.actor_kind]) if entry.actor_kind is ActorKind.LINK else "",
            deed=worded(entry.deed, DEEDS),
            title="" if about is None else self.name(about),
            url=self.page(subject),
            is_gone=about is not None and self.is_gone(about),
            details=None if entry.details is None else tuple(self.details(entry.details)),
            changes=shown,
            hidden=weight(changes) - weight(shown),
        )

    def who(self, entry: Entry) -> str:
        """Who acted, under the name of that day: in the page's language where it is still the name on file."""
        if entry.actor_kind in (ActorKind.OPERATOR, ActorKind.JOB, ActorKind.ANONYMOUS):
            return gettext(ACTORS[entry.actor_kind])
        present = None if entry.actor_id is None else self.names.get(Ref("person", entry.actor_id))
        if present is not None and entry.actor in (present.title.plain.en, present.title.plain.th):
            return plain(present.title)
        return entry.actor or ""

    def details(self, details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What a deed said of itself, in words."""
        for name, told in details.items():
            label = worded(name, DETAILS)
            if isinstance(told, list):
                yield label, "\n".join(map(str, told)) if self.is_whole else str(len(told))
            else:
                yield label, worded(told, WAYS) if name == "by" and told in WAYS else self.said(as_said(told))

    def ordered(self, changes: Sequence[Change]) -> list[Change]:
        """What is asked about comes first."""
        kinds = () if self.matter is None else TABLES_OF[self.matter]
        return sorted(changes, key=lambda change: change.kind not in kinds)

    def change(self, change: Change, entry: Entry) -> ShownChange:
        """What became of one row."""
        one, several = KINDS.get(change.kind, (change.kind, change.kind))
        if change.ref is None:
            return ShownChange("", gettext(several), self.counts(change.fields or ()), "", ())
        fields, title, url = change.fields, self.name(change.ref), self.page(self.names.get(change.ref))
        if change.what is not Trace.CHANGED and fields is not None:
            title, url = self.own_title(fields, but=entry.subject), ""
            fields = fields if self.is_whole else tuple(telling(fields))
        told = None if fields is None else tuple(filter(is_said, (self.column(change.kind, one) for one in fields)))
        what = gettext(TRACES[change.what])
        return ShownChange(what, gettext(one), "" if change.ref == entry.subject else title, url, told)

    def counts(self, fields: Iterable[Field]) -> str:
        """How many rows of a kind were new, changed and taken out."""
        return ", ".join(f"{field.after} {gettext(TRACES[Trace(field.column)])}" for field in fields)

    def column(self, kind: str, field: Field) -> ShownField:
        """One column."""
        label, name = gettext(field_name(kind, field.column)), field.column
        return ShownField(label, self.said(field.before, name), self.said(field.after, name))

    def own_title(self, fields: Iterable[Field], *, but: Ref | None) -> str:
        """What a row that came or went is called by its own columns: by its name, or by the rows that it joins."""
        said = {field.column: value_of(field) for field in fields}
        return called(said) or self.joining(said.values(), but=but)

    def joining(self, values: Iterable[Said], *, but: Ref | None) -> str:
        """What a row without a name of its own is called: by the rows that it joins."""
        known = ((ref, self.names[ref]) for ref in dict.fromkeys(values) if isinstance(ref, Ref) and ref in self.names)
        return plain(beside(*(name.title for ref, name in known if but is None or but not in (ref, name.page))))


def worded(name: str, words: Mapping[str, str]) -> str:
    """A name that the code uses in words; itself where there are none, as in rows of a version to come."""
    return gettext(words[name]) if name in words else name


def is_of_oneself(entry: Entry) -> bool:
    """Whether somebody has signed in or out: who it was need not be said twice."""
    return entry.deed in SIGN_INS and entry.subject == Ref("person", entry.actor_id or 0)


def is_said(shown: ShownField) -> bool:
    """Whether a column says anything at all: one that was empty and went says nothing."""
    return bool(shown.before or shown.after)


def with_room(changes: Iterable[ShownChange]) -> Iterator[ShownChange]:
    """As many changes as a list has room for; the last of them may be cut."""
    room = MOST_FIELDS
    for change in changes:
        if room <= 0:
            return
        room -= 1
        yield replace(change, fields=None if change.fields is None else change.fields[: max(room, 0)])
        room -= len(change.fields or ())


def weight(changes: Iterable[ShownChange]) -> int:
    """How much there is to read."""
    return sum(1 + len(change.fields or ()) for change in changes)


def as_said(told: Any) -> Said:
    """What a deed told, where a page can say it; an instant as one."""
    if isinstance(told, str):
        try:
            return datetime.fromisoformat(told) if "T" in told and "+" in told else told
        except ValueError:
            return told
    return told if isinstance(told, bool | int) else str(told)


@dataclass(frozen=True, slots=True)
class ShownDay:
    """The deeds of one day, the latest first."""

    day: date
    entries: tuple[ShownEntry, ...]


def shown_days(trail: Trail, speaker: Speaker) -> list[ShownDay]:
    """Entries day by day."""
    entries = [speaker.entry(entry) for entry in trail.entries]
    days = groupby(entries, key=lambda entry: local_day(entry.at, speaker.tzid))
    return [ShownDay(day, tuple(several)) for day, several in days]
