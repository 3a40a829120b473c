"""Who still has the wrong date: the last letter, the last answer and the last fetching of everybody invited."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.people import abbreviation_of
from scheduler.queries.classified import classified_entries
from scheduler.queries.occasions import CONSULTATION, Occasion, Part, occasion_at, occasions_of
from scheduler.queries.preparations import Preparation
from scheduler.queries.session_lines import SessionLine
from scheduler.queries.who_traces import (
    States,
    answers_last,
    fetched_by,
    letters_to,
    people_asked,
    present_states,
    states_of,
)
from scheduler.rules.double_bookings import SESSION, midnight
from scheduler.rules.session_facts import OFF
from scheduler.rules.who_knows import (
    CALLS,
    JOURNEY,
    MEETING,
    Callee,
    Finding,
    Knowledge,
    Nearness,
    Traces,
    counted,
    finding,
    to_call,
)
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.invite import MeetingFacts
from vocabulary.states import LetterKind, MailState, Method, Participation, PartStat, SessionStatus
from vocabulary.text import Bilingual

A_DAY = timedelta(days=1)


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
    entry_id: int
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


@dataclass(frozen=True, slots=True)
class WhoSheet:
    """A meeting with everybody who is invited, those first who need the officer most; `calls` are to be called."""

    occasion: Occasion
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


def who_sheet(place: Place, *, actor: Actor, now: datetime) -> WhoSheet:
    """One consultation or session, for the desk alone; so many queries, however many people."""
    return sheets_of([occasion_at(place, actor=actor)], now=now)[0]


def calls_before(
    coming: Iterable[Preparation], sessions: Iterable[SessionLine] = (), *, now: datetime
) -> tuple[WhoSheet, ...]:
    """Of these meetings, those of the coming days before which somebody must be called, the earliest first.

    Ten queries at the most where there are such, else none.
    """
    near = [
        Place(CONSULTATION, one.consultation_id)
        for one in coming
        if one.is_coming(now) and MEETING.looks(one.starts, now)
    ]
    near += [Place(SESSION, line.session_id) for line in sessions if is_near(line, now)]
    if not near:
        return ()
    return tuple(sheet for sheet in sheets_of(occasions_of(near), now=now) if sheet.calls)


def is_near(line: SessionLine, now: datetime) -> bool:
    """Whether a run of a session's days is so near that its page says whom to call."""
    if line.status in OFF or line.status is SessionStatus.HELD:
        return False
    return any((now - A_DAY).date() <= run.opens <= (now + JOURNEY.look).date() for run in line.runs)


def sheets_of(occasions: Sequence[Occasion], *, now: datetime) -> list[WhoSheet]:
    """These meetings with everybody invited."""
    lines = who_knows([number for one in occasions for number in one.entry_ids])
    found = []
    for one in occasions:
        people = [line for number in one.entry_ids for line in lines[number]]
        calls = calls_of(one, people, now=now)
        found.append(WhoSheet(one, lines=tuple(sorted(people, key=gravity)), calls=calls))
    return found


def calls_of(one: Occasion, people: Sequence[WhoLine], *, now: datetime) -> tuple[WhoLine, ...]:
    """Whom to call before a meeting, run by run of a session's days, and nobody twice."""
    found: dict[int, WhoLine] = {}
    for part in one.parts:
        here = {line.invitation_id: line for line in people if line.entry_id == part.entry_id}
        near = Nearness(
            starts=starts_of(part, here.values()),
            horizon=JOURNEY if one.is_session else MEETING,
            takes_place=not part.is_off,
        )
        for number in to_call((callee(line, alone=one.is_session) for line in here.values()), near, now=now):
            found.setdefault(here[number].person_id, here[number])
    return tuple(found.values())


def starts_of(part: Part, people: Iterable[WhoLine]) -> datetime | None:
    """When a part begins; one that has no days any more, when those who were told of it would come."""
    if part.starts is not None:
        return part.starts
    told = (line.letter.told for line in people if line.letter is not None)
    days = [midnight(facts.first_day, facts.tzid) for facts in told if facts.first_day is not None]
    return max(days, default=None)


def callee(line: WhoLine, *, alone: bool) -> Callee:
    """Somebody as one who could be called; a delegate answers for himself or herself."""
    party = -line.person_id if alone or line.agency_id is None else line.agency_id
    return Callee(line.invitation_id, party, line.participation, line.finding)


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
        answers=answers_last(ids),
        facts=states_of(entry_ids),
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
    answers: Mapping[int, Any]
    facts: States
    fetched: Mapping[int, datetime]
    by_hand: frozenset[int]

    def of(self, row: Any) -> WhoLine | None:
        """One person; None for whoever was withdrawn before anything left, or knows that he or she is."""
        letters, answer, present = self.letters.get(row.id, ()), self.answers.get(row.id), self.present[row.entry_id]
        state = letters[-1].state if letters else None
        leaves, told_off = row.withdrawn_at is not None, row.told_method is Method.CANCEL
        knows_it = told_off and state is MailState.SENT
        if leaves and (row.told is None or knows_it):
            return None
        traces = Traces(
            present=present,
            told=row.told,
            held=max((one.sequence for one in letters if one.state is MailState.SENT), default=None),
            answered=None if answer is None else answer.sequence,
            mail=state,
            told_at=told_first(letters, present),
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
            entry_id=row.entry_id,
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
        told = self.facts.at(row.entry_id, last.sequence)
        if told is None:
            raise ValueError(f"letter {last.id} tells of no state of its meeting")
        return LetterMark(last.id, last.kind, last.state, last.reply_text, last.released_at, last.sent_at, told)

    def answer(self, row: Any) -> AnswerMark | None:
        """The last answer."""
        last = self.answers.get(row.id)
        if last is None:
            return None
        asked = self.facts.at(row.entry_id, last.sequence)
        counts = last.sequence >= self.present[row.entry_id]
        return AnswerMark(last.partstat, last.said_at, asked, counts)


def told_first(letters: Iterable[Any], present: int) -> datetime | None:
    """When the first letter was released that tells of the present state, or of a later one."""
    return min((one.released_at for one in letters if one.sequence >= present and one.released_at), default=None)
