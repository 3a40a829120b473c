"""Who is owed which letter about a meeting, and under which number (RFC 5546, 2.1.4, 3.2.2, 3.2.5).

Everybody's own history decides: one ATTENDEE a message means that nobody else's changes touch it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from vocabulary.invite import MeetingFacts
from vocabulary.states import LetterKind, Method


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was last told: an invitation or a cancellation, its number and its facts."""

    method: Method
    sequence: int
    facts: MeetingFacts
    leads: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """One invited person: still wanted or not, as its head or not, and what was last told, None where nothing left.

    `part` is as what exactly somebody goes to a session; what letters told before they said so is no other part.
    `moved_from` is the address at which the invitation is held where that is this person's no more.
    """

    invitation_id: int
    wanted: bool
    told: Told | None
    leads: bool = False
    part: str = ""
    moved_from: str = ""

    @property
    def holds(self) -> bool:
        """Whether an invitation was the last that was told."""
        return self.told is not None and self.told.method is Method.REQUEST

    @property
    def has_another_part(self) -> bool:
        """Whether this person leads and was not told so, or leads no more."""
        return self.told is not None and self.told.leads != self.leads

    @property
    def is_called_otherwise(self) -> bool:
        """Whether this person was told another part than that in which he or she now goes."""
        return self.told is not None and bool(self.told.part) and self.told.part != self.part


@dataclass(frozen=True, slots=True)
class Issued:
    """How the meeting stands on the wire: the highest number issued to anyone, and the last facts issued."""

    sequence: int
    material_sequence: int
    current_sequence: int
    facts: MeetingFacts
    cancelled: bool


@dataclass(frozen=True, slots=True)
class DueLetter:
    """One letter owed; `asks_again` tells an update that wants a new answer from one that keeps the old.

    `address` is where it goes, where that is not where its reader is written to.
    """

    invitation_id: int
    kind: LetterKind
    sequence: int
    asks_again: bool
    whole: bool
    address: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting as it now stands, and as it was last issued: None where nothing was.

    `begins` is the number that the first letters carry: higher where answers were kept before any letter left.
    """

    facts: MeetingFacts
    cancelled: bool
    issued: Issued | None
    begins: int = 0


def is_material(before: MeetingFacts, after: MeetingFacts) -> bool:
    """Whether time, place or form changed, so that everybody must answer again.

    RFC 5546, 2.1.4 names the times; the place is our own rule. A new link or agenda asks for no new answer.
    """
    return essentials(before) != essentials(after)


def essentials(facts: MeetingFacts) -> tuple[object, ...]:
    """When, where and in what form: what an answer was given for."""
    return (facts.starts, facts.ends, facts.first_day, facts.last_day, facts.tzid, facts.place, facts.modality)


def is_changed(before: MeetingFacts, after: MeetingFacts) -> bool:
    """Whether a reader would see a difference; who else is invited is none of it, nor what other sessions there are."""
    return replace(before, invited=(), related=()) != replace(after, invited=(), related=())


def letters_due(meeting: Meeting, holders: Iterable[Holder]) -> list[DueLetter]:
    """Every letter owed, in the order of the holders; nobody who is not affected is in it."""
    return [letter for holder in holders for letter in letters_to(holder, meeting)]


def letters_to(holder: Holder, meeting: Meeting) -> Iterator[DueLetter]:
    """What one person is owed: the letter, and a cancellation where a calendar at an address left behind holds it.

    The invitation at the new address is numbered above that cancellation: both may end in one calendar.
    """
    kind = kind_due(holder, meeting)
    if holder.moved_from and holder.holds:
        gone = numbered(holder, LetterKind.CANCELLATION, meeting=meeting)
        yield replace(gone, address=holder.moved_from)
        kind = kind if kind is LetterKind.CANCELLATION else LetterKind.INVITATION
    if kind is not None:
        yield numbered(holder, kind, meeting=meeting)


def kind_due(holder: Holder, meeting: Meeting) -> LetterKind | None:
    """Which letter this person is owed, if any: never a cancellation of what was never announced."""
    if meeting.cancelled or not holder.wanted:
        return LetterKind.CANCELLATION if holder.holds else None
    if holder.told is None or not holder.holds:
        return LetterKind.INVITATION
    is_news = holder.has_another_part or holder.is_called_otherwise or is_changed(holder.told.facts, meeting.facts)
    return LetterKind.UPDATE if is_news else None


def numbered(holder: Holder, kind: LetterKind, *, meeting: Meeting) -> DueLetter:
    """The letter with its SEQUENCE: higher than all before where an answer is asked anew or something ends."""
    return DueLetter(
        invitation_id=holder.invitation_id,
        kind=kind,
        sequence=sequence_for(holder, kind, meeting=meeting),
        asks_again=asks_again(holder, kind, meeting=meeting),
        whole=meeting.cancelled,
    )


def asks_again(holder: Holder, kind: LetterKind, *, meeting: Meeting) -> bool:
    """Whether this letter wants a new answer."""
    if kind is LetterKind.UPDATE and holder.told is not None:
        return is_material(holder.told.facts, meeting.facts)
    return kind is LetterKind.INVITATION


def sequence_for(holder: Holder, kind: LetterKind, *, meeting: Meeting) -> int:
    """The SEQUENCE of one letter; an editorial update keeps the reader's own (RFC 5546, 3.2.2.2)."""
    issued = meeting.issued
    if issued is None:
        return meeting.begins
    if holder.moved_from and kind is LetterKind.INVITATION:
        return issued.sequence + 2
    if turns(meeting, issued) or kind is LetterKind.CANCELLATION or holder.has_another_part:
        return issued.sequence + 1
    if holder.told is None:
        return issued.current_sequence
    if kind is LetterKind.INVITATION:
        return issued.sequence + 1
    return issued.current_sequence if asks_again(holder, kind, meeting=meeting) else holder.told.sequence


def turns(meeting: Meeting, issued: Issued) -> bool:
    """Whether the meeting itself changed materially since it was last issued."""
    return meeting.cancelled != issued.cancelled or is_material(issued.facts, meeting.facts)


def material_sequence(meeting: Meeting) -> int:
    """The number from which an answer counts once these letters are out."""
    if meeting.issued is None:
        return meeting.begins
    return meeting.issued.sequence + 1 if turns(meeting, meeting.issued) else meeting.issued.material_sequence


def by_sequence(letters: Iterable[DueLetter]) -> Mapping[int, list[DueLetter]]:
    """The letters grouped by the revision they need, lowest number first."""
    groups: dict[int, list[DueLetter]] = {}
    for letter in sorted(letters, key=lambda due: due.sequence):
        groups.setdefault(letter.sequence, []).append(letter)
    return groups
