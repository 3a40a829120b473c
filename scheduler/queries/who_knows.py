"""Who still has the wrong date: the last letter, the last answer and the last fetching of everybody invited."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.invitations import Answer
from models.people import abbreviation_of
from scheduler.queries.answers import last_answers
from scheduler.queries.classified import classified_entries
from scheduler.queries.consultations import visible
from scheduler.queries.preparations import Preparation
from scheduler.queries.who_traces import facts_of_states, fetched_by, letters_to, people_asked, present_states
from scheduler.rules.who_knows import CALLS, LOOK_WITHIN, Callee, Finding, Knowledge, Traces, counted, finding, to_call
from vocabulary.actor import Actor
from vocabulary.invite import MeetingFacts
from vocabulary.states import (
    ConsultationStatus,
    LetterKind,
    MailState,
    Method,
    Participation,
    PartStat,
)
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class LetterMark:
    """The last letter released to somebody, what it told, and how it stands; `words` are the server's."""

    mail_id: int
    kind: LetterKind
    state: MailState
    words: str
    released_at: datetime | None
    sent_at: datetime | None
    told: MeetingFacts


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """The last answer of somebody, and what it was an answer to, where letters told of that."""

    partstat: PartStat
    said_at: datetime
    asked: MeetingFacts | None
    counts: bool


@dataclass(frozen=True, slots=True)
class WhoLine:
    """One invited person with all that tells what he or she knows; `leaves` is one who is not asked any more."""

    invitation_id: int
    person_id: int
    name: Bilingual
    phone: str
    address: str
    agency_id: int | None
    agency: Bilingual | None
    abbreviation: Bilingual | None
    participation: Participation
    leaves: bool
    finding: Finding
    letter: LetterMark | None
    answer: AnswerMark | None
    fetched_at: datetime | None

    @property
    def callee(self) -> Callee:
        """The same as somebody who could be called."""
        party = self.agency_id or -self.person_id
        return Callee(self.invitation_id, party, self.participation, self.finding)


@dataclass(frozen=True, slots=True)
class WhoSheet:
    """A consultation with everybody who is invited, those first who need the officer most; `calls` are to be called."""

    consultation_id: int
    title: Bilingual
    committee: Bilingual
    starts: datetime | None
    tzid: str
    status: ConsultationStatus
    is_classified: bool
    lines: tuple[WhoLine, ...]
    calls: tuple[WhoLine, ...]

    @property
    def counts(self) -> Mapping[Knowledge, int]:
        """How many know how much."""
        return counted([line.finding for line in self.lines])

    @property
    def first_calls(self) -> tuple[WhoLine, ...]:
        """As many as somebody calls at once."""
        return self.calls[:CALLS]


def who_sheet(consultation_id: int, *, actor: Actor, now: datetime) -> WhoSheet:
    """One consultation, for the desk alone; so many queries, however many people."""
    row = visible(consultation_id, actor=actor)
    return sheets_of([row], now=now)[0]


def calls_before(coming: Iterable[Preparation], *, now: datetime) -> tuple[WhoSheet, ...]:
    """Of these consultations, those of the coming days before which somebody must be called, the earliest first.

    Eight queries where there are such, else none.
    """
    near = [one.consultation_id for one in coming if one.is_coming(now) and is_near(one.starts, now)]
    if not near:
        return ()
    rows = db.session.scalars(
        select(Consultation).where(Consultation.id.in_(near)).order_by(Consultation.starts, Consultation.id)
    ).all()
    return tuple(sheet for sheet in sheets_of(rows, now=now) if sheet.calls)


def is_near(starts: datetime | None, now: datetime) -> bool:
    """Whether a meeting is so near that its page says whom to call."""
    return starts is not None and starts - now <= LOOK_WITHIN


def sheets_of(rows: Sequence[Consultation], *, now: datetime) -> list[WhoSheet]:
    """These consultations with everybody invited."""
    lines = who_knows([row.entry_id for row in rows])
    found = []
    for row in rows:
        people = lines[row.entry_id]
        planned = row.status is ConsultationStatus.PLANNED
        order = to_call((line.callee for line in people), starts=row.starts if planned else None, now=now)
        by_number = {line.invitation_id: line for line in people}
        found.append(
            WhoSheet(
                consultation_id=row.id,
                title=row.title,
                committee=row.committee.short_name,
                starts=row.starts,
                tzid=row.tzid,
                status=row.status,
                is_classified=row.classification.is_marked,
                lines=tuple(sorted(people, key=gravity)),
                calls=tuple(by_number[number] for number in order),
            )
        )
    return found


GRAVITY = {knowledge: place for place, knowledge in enumerate(Knowledge)}


def gravity(line: WhoLine) -> tuple[object, ...]:
    """Who needs the officer most comes first."""
    return GRAVITY[line.finding.knowledge], not line.finding.holds_earlier, line.invitation_id


def who_knows(entry_ids: Collection[int]) -> Mapping[int, list[WhoLine]]:
    """By calendar entry, what everybody who is or was invited knows of it; seven queries, however many there are."""
    rows = people_asked(entry_ids)
    ids = [row.id for row in rows]
    history = History(
        present=present_states(entry_ids),
        letters=letters_to(ids),
        answers=last_answers(ids),
        facts=facts_of_states(entry_ids),
        fetched=fetched_by({row.person_id for row in rows}),
        by_hand=classified_entries(),
    )
    found: dict[int, list[WhoLine]] = {entry_id: [] for entry_id in entry_ids}
    for row in rows:
        line = history.of(row)
        if line is not None:
            found[row.entry_id].append(line)
    return found


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of some meetings' invited, to be read by invitation and by person."""

    present: Mapping[int, int]
    letters: Mapping[int, Sequence[Any]]
    answers: Mapping[int, Answer]
    facts: Mapping[tuple[int, int], MeetingFacts]
    fetched: Mapping[int, datetime]
    by_hand: frozenset[int]

    def of(self, row: Any) -> WhoLine | None:
        """One person; None for whoever was withdrawn before anything left, or knows that he or she is."""
        letters, answer, present = self.letters.get(row.id, ()), self.answers.get(row.id), self.present[row.entry_id]
        leaves, told_off = row.withdrawn_at is not None, row.told_method is Method.CANCEL
        last = letters[-1] if letters else None
        if leaves and (row.told is None or (told_off and last is not None and last.state is MailState.SENT)):
            return None
        traces = Traces(
            present=present,
            told=row.told,
            held=max((one.sequence for one in letters if one.state is MailState.SENT), default=None),
            answered=None if answer is None else answer.sequence,
            mail=None if last is None else last.state,
            told_at=min(
                (one.released_at for one in letters if one.sequence >= present and one.released_at), default=None
            ),
            fetched_at=self.fetched.get(row.person_id),
            by_hand=row.entry_id in self.by_hand,
            leaves=leaves,
            told_off=told_off,
        )
        return self.line(row, finding(traces), leaves=leaves)

    def line(self, row: Any, found: Finding, *, leaves: bool) -> WhoLine:
        """The person with letter, answer and calendar as the page shows them."""
        agency = None if row.agency_id is None else Bilingual(row.agency_en, row.agency_th)
        short = None if agency is None else abbreviation_of(agency, Bilingual(row.abbreviation_en, row.abbreviation_th))
        return WhoLine(
            invitation_id=row.id,
            person_id=row.person_id,
            name=Bilingual(row.name_en, row.name_th),
            phone=row.phone,
            address=row.email or "",
            agency_id=row.agency_id,
            agency=agency,
            abbreviation=short,
            participation=row.participation,
            leaves=leaves,
            finding=found,
            letter=self.letter(row),
            answer=self.answer(row),
            fetched_at=self.fetched.get(row.person_id),
        )

    def letter(self, row: Any) -> LetterMark | None:
        """The last letter that was let go; of a classified meeting none is spoken of."""
        letters = () if row.entry_id in self.by_hand else self.letters.get(row.id, ())
        if not letters:
            return None
        last = letters[-1]
        told = self.facts[row.entry_id, last.sequence]
        return LetterMark(last.id, last.kind, last.state, last.reply_text, last.released_at, last.sent_at, told)

    def answer(self, row: Any) -> AnswerMark | None:
        """The last answer."""
        last = self.answers.get(row.id)
        if last is None:
            return None
        asked = self.facts.get((row.entry_id, last.sequence))
        counts = last.sequence >= self.present[row.entry_id]
        return AnswerMark(last.partstat, last.said_at, asked, counts)
