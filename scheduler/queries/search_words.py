"""The words under which everything on file can be found, read from the rows themselves."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from models.calendar_entries import Revision
from models.committees import CabinetApproval, Committee, Discharge, Obligation
from models.consultations import Consultation
from models.database import Base, db
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.people import Agency, Person
from models.resolutions import CabinetResolution
from models.sessions import Block, CommitteeSession, SessionRevision
from scheduler.queries.session_lines import name_of
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.search_terms import folded, tidied
from vocabulary.days import bilingual_day, local_day
from vocabulary.states import BatchState, SearchKind
from vocabulary.text import Bilingual

LONGEST = 500
"""Characters of a name or of a line beneath it, as their columns hold them."""

R = TypeVar("R", bound=Base)
Ids = Collection[int] | None
Fields = dict[str, str]
NOTHING = Bilingual("")


@dataclass(frozen=True, slots=True)
class Found:
    """What one thing is called, what stands beneath its name, and every text in which it can be found."""

    title: Bilingual
    detail: Bilingual
    texts: tuple[str | Bilingual, ...]

    @property
    def fields(self) -> Fields:
        """The columns of its entry; the same lines whatever the order of languages, each once."""
        lines = dict.fromkeys(line for text in (self.title, self.detail, *self.texts) for line in lines_of(text))
        words = "\n".join(lines)
        return {
            "title_en": tidied(self.title.en)[:LONGEST],
            "title_th": tidied(self.title.th)[:LONGEST],
            "detail_en": tidied(self.detail.en)[:LONGEST],
            "detail_th": tidied(self.detail.th)[:LONGEST],
            "words": words,
            "folded": folded(words),
        }


def lines_of(text: str | Bilingual) -> Iterable[str]:
    """The lines of a text in both its languages, without empty ones."""
    several = (text.th, text.en) if isinstance(text, Bilingual) else (text,)
    return filter(None, (tidied(line) for one in several for line in one.split("\n")))


def words_on_file(kind: SearchKind, ids: Ids = None) -> Mapping[int, Fields]:
    """By number: the entries of these rows, or of all; what cannot be found is not there."""
    return {number: found.fields for number, found in READERS[kind](ids)}


def rows_of(table: type[R], ids: Ids, *options: Any) -> Iterable[R]:
    """These rows of a table, or all of them, as the database holds them: what was read of them before may be old."""
    wanted = select(table).options(*options).execution_options(populate_existing=True)
    return db.session.scalars(wanted.where(*among(table, ids))).unique()


def among(table: Any, ids: Ids) -> list[ColumnElement[bool]]:
    """The condition that a row is one of these; none for all."""
    return [] if ids is None else [table.id.in_(ids)]


Reader = Callable[[Ids], Iterable[tuple[int, Found]]]


def consultations(ids: Ids) -> Iterable[tuple[int, Found]]:
    """By title, place, agenda and the number of the official letter; a cancelled one by its reason too."""
    for row in rows_of(Consultation, ids):
        texts = (row.place, row.agenda, row.letter_number, row.link, row.cancel_reason)
        yield row.id, Found(row.title, bilingual_day(row.day), texts)


def sessions(ids: Ids) -> Iterable[tuple[int, Found]]:
    """By name, committee and places, and by the documents on which it was planned, led and resolved on."""
    papers = papers_of_sessions(ids)
    options = (
        joinedload(CommitteeSession.committee),
        selectinload(CommitteeSession.own_days),
        selectinload(CommitteeSession.head_overrides),
        selectinload(CommitteeSession.revisions).joinedload(SessionRevision.decision),
        joinedload(CommitteeSession.duty_station),
        selectinload(CommitteeSession.blocks).options(joinedload(Block.venue), joinedload(Block.duty_station)),
    )
    for row in rows_of(CommitteeSession, ids, *options):
        city = NOTHING if row.duty_station is None else row.duty_station.name
        places = [place for block in row.blocks for place in (block.duty_station, block.venue) if place is not None]
        others = dict.fromkeys(place.name for place in places if place is not row.duty_station)
        name, opens = name_of(row), row.opens
        title = Bilingual(f"{name.en} · {city.en}", f"{name.th} · {city.th}") if row.duty_station else name
        detail = row.committee.short_name if opens is None else bilingual_day(opens)
        rooms = dict.fromkeys(day.room for day in row.own_days)
        texts = (*rooms, *papers.get(row.id, ()), *documents_of(row))
        yield row.id, Found(title, detail, (row.committee.short_name, city, *others, *texts))


def documents_of(row: CommitteeSession) -> Iterable[str]:
    """The documents and reasons by which a session was planned, moved and led."""
    for revision in row.revisions:
        decision = revision.decision
        yield from (revision.document,) if decision is None else (decision.document, decision.reason)
    for override in row.head_overrides:
        yield from (override.document, override.reason)


def papers_of_sessions(ids: Ids) -> Mapping[int, list[str]]:
    """By session: what Cabinet resolved on its delegation, and what shows that a duty was met before it."""
    found: dict[int, list[str]] = defaultdict(list)
    for table, texts in (
        (CabinetResolution, (CabinetResolution.document,)),
        (Discharge, (Discharge.document, Discharge.remark)),
    ):
        wanted = select(table.session_id, *texts).where(table.session_id.is_not(None)).order_by(table.id)
        for number, *words in db.session.execute(wanted if ids is None else wanted.where(table.session_id.in_(ids))):
            found[number].extend(words)
    return found


def people(ids: Ids) -> Iterable[tuple[int, Found]]:
    """By name, position, address and telephone."""
    for row in rows_of(Person, ids):
        yield row.id, Found(row.name, row.position, (row.email or "", row.phone))


def agencies(ids: Ids) -> Iterable[tuple[int, Found]]:
    """By name, abbreviation and unit."""
    for row in rows_of(Agency, ids):
        unit = Bilingual(row.unit_en, row.unit_th)
        yield row.id, Found(row.name, row.abbreviation, (unit, row.key))


def letters(ids: Ids) -> Iterable[tuple[int, Found]]:
    """What was released together: by the meeting's title, the number of the official letter, and every recipient.

    Letters that were only drafted are none yet, and those by which people sign in are about nothing on file.
    """
    recipients = recipients_of(ids)
    released = (
        select(MailBatch.id, MailBatch.released_at, func.max(MailBody.revision_id))
        .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .where(MailBatch.state == BatchState.RELEASED, *among(MailBatch, ids))
        .where(MailBatch.released_at.is_not(None), MailBody.revision_id.is_not(None))
        .group_by(MailBatch.id, MailBatch.released_at)
    )
    rows: Any = db.session.execute(released).all()  # neither the moment nor the revision is missing
    revisions = db.session.scalars(select(Revision).where(Revision.id.in_([row[2] for row in rows])))
    facts = {revision.id: thawed(revision.facts) for revision in revisions}
    for number, released_at, revision_id in rows:
        told = facts[revision_id]
        letter_number = told.letter.number if told.letter else ""
        yield (
            number,
            Found(told.title, bilingual_day(local_day(released_at, told.tzid)), (letter_number, *recipients[number])),
        )


def recipients_of(ids: Ids) -> Mapping[int, list[str]]:
    """By batch: whom its letters go to."""
    rows = db.session.execute(
        select(OutgoingMail.batch_id, OutgoingMail.name, OutgoingMail.address)
        .where(*([OutgoingMail.batch_id.is_not(None)] if ids is None else [OutgoingMail.batch_id.in_(ids)]))
        .order_by(OutgoingMail.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for batch_id, name, address in rows:
        found[batch_id or 0].append(recipient(name, address))
    return found


def recipient(name: str, address: str) -> str:
    """Whom a letter went to, on one line."""
    return tidied(f"{name} <{address}>")


def committees(ids: Ids) -> Iterable[tuple[int, Found]]:
    """By names and symbol, the resolutions it rests on, its approval, what it owes, and what shows that it was met."""
    options = (
        selectinload(Committee.instruments),
        selectinload(Committee.obligations).selectinload(Obligation.discharges),
        joinedload(Committee.approval).selectinload(CabinetApproval.legal_bases),
    )
    for row in rows_of(Committee, ids, *options):
        approval = row.approval
        texts: tuple[str | Bilingual, ...] = (
            row.symbol,
            row.name,
            row.delegation,
            approval.reference,
            approval.decision,
            *(one.title for one in row.instruments),
            *(one.title for one in approval.legal_bases),
            *(one.text for one in row.obligations),
            *(text for one in row.obligations for shown in one.discharges for text in (shown.document, shown.remark)),
        )
        yield row.id, Found(row.short_name, approval.reference, texts)


READERS: Mapping[SearchKind, Reader] = {
    SearchKind.CONSULTATION: consultations,
    SearchKind.SESSION: sessions,
    SearchKind.PERSON: people,
    SearchKind.AGENCY: agencies,
    SearchKind.LETTER: letters,
    SearchKind.COMMITTEE: committees,
}
