"""The letters that a decision would draft, readable before it is made: one of each wording, and who would get it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mail.letters import plain_letter
from scheduler.decisions import Preview
from scheduler.letters import HIDDEN
from scheduler.rules.decision_meetings import outcomes
from scheduler.rules.decision_runs import run_outcomes
from scheduler.rules.decision_state import Reached
from scheduler.rules.enclosures import carries
from vocabulary.decisions import Message, Place
from vocabulary.invite import Desk, Invite, Invitee, Letter, MeetingFacts, Version
from vocabulary.states import Language, LetterKind, Method, PartStat
from vocabulary.text import Bilingual

AT_ONCE = 6
"""How many letters a page holds: a delegation of thirty would make it ten times as heavy."""


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """One wording as its first reader would see it; `names` are all who would get it."""

    about: Place
    title: Bilingual
    kind: LetterKind
    language: Language
    subject: str
    text: str
    names: tuple[str, ...]
    is_copy: bool


@dataclass(frozen=True, slots=True)
class Source:
    """What the letters of one meeting would be rendered from, and whom they would reach."""

    facts: MeetingFacts
    reached: tuple[Reached, ...]
    comment: str = ""

    def reader_of(self, message: Message) -> Reached:
        """Whom a message reaches."""
        return next(one for one in self.reached if one.holder.invitation_id == message.invitation_id)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """As many of a decision's letters as are read at once: the number of the first, from 1, and how many there are."""

    letters: tuple[DraftLetter, ...]
    first: int
    count: int

    @property
    def last(self) -> int:
        """The number of the last one that is here."""
        return self.first + len(self.letters) - 1

    @property
    def following(self) -> range:
        """The numbers of those that come next."""
        return range(self.last + 1, min(self.last + AT_ONCE, self.count) + 1)


def letters_of(shown: Preview, *, desk: Desk, base_url: str) -> tuple[DraftLetter, ...]:
    """Every wording that the decision would draft, meeting by meeting."""
    page = Page(shown, dict(sources_of(shown)), desk, base_url)
    return tuple(map(page.letter, wordings(page)))


def some_letters(shown: Preview, *, first: int, desk: Desk, base_url: str) -> Sheaf:
    """Those wordings from this number on that one page holds; from the first one where there is no such number."""
    page = Page(shown, dict(sources_of(shown)), desk, base_url)
    every = wordings(page)
    first = first if 0 < first <= len(every) else 1
    return Sheaf(tuple(map(page.letter, every[first - 1 : first - 1 + AT_ONCE])), first, len(every))


def wordings(page: "Page") -> list[list[Message]]:
    """The letters, those of one wording together."""
    groups: dict[object, list[Message]] = {}
    for message in page.shown.consequences.letters:
        groups.setdefault(wording_of(message, page.sources[message.meeting]), []).append(message)
    return list(groups.values())


def sources_of(shown: Preview) -> Iterator[tuple[tuple[Place, int], Source]]:
    """Every meeting of which letters may say something: runs of days of sessions, then consultations."""
    after = {one.session_id: one for one in shown.consequences.after}
    for run in run_outcomes(shown.state, after):
        yield (Place("session", run.session_id), run.number), Source(run.due.facts, run.due.reached)
    decision = shown.decision
    for one in outcomes(shown.state, after, proposals=shown.consequences.proposals):
        about = Place("consultation", one.meeting.consultation_id)
        yield (about, 0), Source(one.facts, one.meeting.reached, decision.reason or decision.document)


def wording_of(message: Message, source: Source) -> tuple[object, ...]:
    """What two letters share that say the same but for the name."""
    reader = source.reader_of(message)
    before = None if reader.holder.told is None else (reader.holder.told.method, reader.holder.told.sequence)
    own = (reader.role, reader.part, reader.answer, reader.held, reader.agency_id if message.is_copy else None)
    return (message.meeting, message.kind, message.language, message.asks_again, own, before)


@dataclass(frozen=True, slots=True)
class Page:
    """Writes the letters of one preview."""

    shown: Preview
    sources: Mapping[tuple[Place, int], Source]
    desk: Desk
    base_url: str

    def letter(self, messages: list[Message]) -> DraftLetter:
        """One wording, with everybody who would get it."""
        first = messages[0]
        source = self.sources[first.meeting]
        words = plain_letter(self.written(first, source))
        return DraftLetter(
            about=first.about,
            title=source.facts.title,
            kind=self.kind(first),
            language=first.language,
            subject=words.subject,
            text=words.text,
            names=tuple(one.name for one in messages),
            is_copy=first.is_copy,
        )

    def kind(self, message: Message) -> LetterKind:
        """The kind of a letter that leaves."""
        if message.kind is None:
            raise ValueError("whoever is told nothing gets no letter")
        return message.kind

    def written(self, message: Message, source: Source) -> Letter:
        """The letter as values; its link leads nowhere."""
        reader = source.reader_of(message)
        told, kind = reader.holder.told, self.kind(message)
        cancels = kind is LetterKind.CANCELLATION
        partstat = PartStat.NEEDS_ACTION if message.asks_again else reader.answer
        return Letter(
            invite=Invite(
                method=Method.CANCEL if cancels else Method.REQUEST,
                facts=source.facts,
                version=Version(message.sequence, self.shown.state.now),
                invitee=Invitee(message.name, message.address, message.language, reader.role, partstat, reader.part),
                whole=message.is_whole,
                comment=source.comment if cancels else "",
            ),
            message_id="",
            dated=self.shown.state.now,
            reply_url=f"{self.base_url}/r/{HIDDEN}",
            previous=None if told is None or told.method is not Method.REQUEST else told.facts,
            desk_phone=self.desk.phone,
            encloses=carries(kind, source.facts.enclosures, held=reader.held),
            copied=colleagues(reader, source) if message.is_copy else None,
        )


def colleagues(mailbox: Reached, source: Source) -> tuple[str, ...]:
    """The people of a mailbox's agency who are still asked."""
    people = [one for one in source.reached if one.person_id is not None and one.holder.wanted]
    return tuple(one.name for one in people if one.agency_id == mailbox.agency_id)
