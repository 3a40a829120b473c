"""Finding meetings, people, agencies and letters by what stands in them, in Thai and English."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, column, false, func, select, table, true

from models.database import db
from models.outbox import OutgoingMail
from models.search import LOOKUP, SearchEntry
from scheduler.queries.search_words import recipient
from scheduler.rules.search_terms import Piece, folded, has_any, marked, terms_of, tidied
from vocabulary.actor import Actor
from vocabulary.states import SearchKind
from vocabulary.text import Bilingual

PER_GROUP = 5
PER_PAGE = 50
MOST_LINES = 3
INDEXED = 3
"""Letters that a look-up by trigrams needs; what is shorter is looked for in every entry."""

LOOK_UP = table(LOOKUP, column("rowid", Integer))

Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LetterTo:
    """A letter to somebody who was searched for."""

    mail_id: int
    line: Line


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; `lines` are those of its words that were searched for, where its name does not show it."""

    kind: SearchKind
    subject_id: int
    title: Bilingual
    detail: Bilingual
    lines: tuple[Line, ...]
    letters: tuple[LetterTo, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the best, and how many there are in all."""

    kind: SearchKind
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """All that was found, in groups; `terms` is what is to be marked."""

    terms: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def total(self) -> int:
        """How many things were found."""
        return sum(group.total for group in self.groups)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: in everything, or a page of one kind."""

    query: str
    kind: SearchKind | None = None
    page: int = 1

    @property
    def places(self) -> tuple[int, int]:
        """The first and the last place of each kind that are shown."""
        if self.kind is None:
            return 1, PER_GROUP
        return (self.page - 1) * PER_PAGE + 1, self.page * PER_PAGE


def search(wanted: Wanted, *, actor: Actor) -> Results:
    """What this actor may find; two queries, however much it is. Refused: a query that is too short or too long."""
    terms = terms_of(wanted.query)
    rows: Sequence[Any] = db.session.execute(placed(wanted, terms, actor=actor)).all()
    letters = letters_in([entry.subject_id for entry, _ in rows if entry.kind is SearchKind.LETTER])
    hits = [(hit_of(entry, terms, letters=letters), total) for entry, total in rows]
    groups = []
    for kind in SearchKind:
        of_kind = [(hit, total) for hit, total in hits if hit.kind is kind]
        if of_kind:
            groups.append(Group(kind, tuple(hit for hit, _ in of_kind), of_kind[0][1]))
    return Results(terms, tuple(groups))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """What somebody may find: the desk everything, since its pages show it everything; nobody else anything."""
    return true() if actor.is_desk else false()


def placed(wanted: Wanted, terms: Sequence[str], *, actor: Actor) -> Select[tuple[SearchEntry, int]]:
    """The entries that are shown, with how many of their kind there are."""
    number = func.row_number().over(partition_by=SearchEntry.kind, order_by=ranks(wanted.query, terms))
    of_kind = [] if wanted.kind is None else [SearchEntry.kind == wanted.kind]
    inner = (
        select(SearchEntry.id, number.label("place"), func.count().over(partition_by=SearchEntry.kind).label("total"))
        .where(visible_to(actor), *of_kind, *map(holds, terms))
        .subquery()
    )
    return (
        select(SearchEntry, inner.c.total)
        .join(inner, inner.c.id == SearchEntry.id)
        .where(inner.c.place.between(*wanted.places))
        .order_by(inner.c.place)
    )


def ranks(query: str, terms: Sequence[str]) -> list[ColumnElement[int]]:
    """The order within a kind: found in its first line, then found as it was typed, then the latest."""
    phrase = folded(tidied(query))
    first = terms[0]
    return [
        case((SearchEntry.folded.startswith(first, autoescape=True), 0), else_=1),
        case((SearchEntry.folded.contains(phrase, autoescape=True), 0), else_=1),
        SearchEntry.subject_id.desc(),
    ]


def holds(term: str) -> ColumnElement[bool]:
    """Whether an entry holds this word, or part of a word: by SQLite's trigrams where it has enough letters."""
    if db.engine.dialect.name == "sqlite" and len(term) >= INDEXED:
        quoted = '"' + term.replace('"', '""') + '"'
        return SearchEntry.id.in_(select(LOOK_UP.c.rowid).where(column(LOOKUP).op("MATCH")(quoted)))
    return SearchEntry.folded.contains(term, autoescape=True)


def letters_in(batch_ids: Iterable[int]) -> Mapping[int, list[tuple[int, str]]]:
    """By batch: its letters, as (number, recipient)."""
    rows = db.session.execute(
        select(OutgoingMail.batch_id, OutgoingMail.id, OutgoingMail.name, OutgoingMail.address)
        .where(OutgoingMail.batch_id.in_(batch_ids))
        .order_by(OutgoingMail.id)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for batch_id, mail_id, name, address in rows:
        found.setdefault(batch_id or 0, []).append((mail_id, recipient(name, address)))
    return found


def hit_of(entry: SearchEntry, terms: Sequence[str], *, letters: Mapping[int, list[tuple[int, str]]]) -> Hit:
    """An entry as a hit, with the lines that say why it was found."""
    shown = {entry.title_en, entry.title_th, entry.detail_en, entry.detail_th}
    own = letters.get(entry.subject_id, []) if entry.kind is SearchKind.LETTER else []
    recipients = [(number, line) for number, line in own if has_any(line, terms)]
    shown.update(line for _, line in own)
    lines = [line for line in entry.words.split("\n") if line not in shown and has_any(line, terms)]
    return Hit(
        kind=entry.kind,
        subject_id=entry.subject_id,
        title=entry.title,
        detail=entry.detail,
        lines=tuple(marked(line, terms) for line in lines[:MOST_LINES]),
        letters=tuple(LetterTo(number, marked(line, terms)) for number, line in recipients[:MOST_LINES]),
    )
