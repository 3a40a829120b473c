"""What an invited person's answer and letter add up to, and what an agency has answered.

An agency has one answer: the latest that counts, whoever of its people gave it. Where they differ, the desk asks.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import NamedTuple

from vocabulary.states import AnswerSource, MailState, PartStat
from vocabulary.text import Bilingual


class ReplyState(Enum):
    """One cell of the matrix; what asks for attention first comes first."""

    NOT_DELIVERED = "not delivered"
    EARLIER_TIME = "earlier time"
    NO_REPLY = "no reply"
    QUEUED = "queued"
    DRAFT = "draft"
    DELEGATED = "delegated"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    NOT_INVITED = "not invited"


ANSWERED = {
    PartStat.ACCEPTED: ReplyState.ACCEPTED,
    PartStat.TENTATIVE: ReplyState.TENTATIVE,
    PartStat.DECLINED: ReplyState.DECLINED,
    PartStat.DELEGATED: ReplyState.DELEGATED,
}
SAID = (ReplyState.ACCEPTED, ReplyState.TENTATIVE, ReplyState.DECLINED)
"""What an agency can answer; that somebody else comes is no answer yet."""

SPEAKING = (*ANSWERED.values(), ReplyState.EARLIER_TIME)
"""In these a cell shows what was said, in all others what became of the letter."""

ON_ITS_WAY = (MailState.QUEUED, MailState.SENDING)
FAILED = (MailState.REFUSED, MailState.BOUNCED)
URGENCY = {state: number for number, state in enumerate(ReplyState)}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer on record: what, when, by whom, in which way."""

    answer_id: int
    partstat: PartStat
    comment: str
    source: AnswerSource
    said_by: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the last letter to somebody stands; `words` are the mail server's, or ours where it was set aside."""

    mail_id: int
    state: MailState
    address: str
    attempts: int
    words: str
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """One invited person: what was sent and what was answered.

    `standing` is the answer that counts, `last` the last one given, perhaps to an earlier time. `holds` tells whether
    an invitation has been released to this person and not taken back. `by_hand` is a classified meeting's: it has no
    letters, and the desk keeps the answers.
    """

    invitation_id: int
    person_id: int
    name: Bilingual
    agency_id: int | None
    agency: Bilingual | None
    abbreviation: Bilingual | None
    withdrawn: bool
    holds: bool
    delivery: Delivery | None = None
    standing: Said | None = None
    last: Said | None = None
    by_hand: bool = False

    @property
    def failed(self) -> bool:
        """Whether the last letter did not arrive."""
        return not self.by_hand and self.delivery is not None and self.delivery.state in FAILED

    @property
    def reply(self) -> "Reply":
        """What a cell shows of this person."""
        return reply_of(self)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a cell shows: the state, since when, from whom, in which way."""

    state: ReplyState
    at: datetime | None = None
    name: Bilingual | None = None
    source: AnswerSource | None = None
    comment: str = ""
    invitation_id: int | None = None


NOT_INVITED = Reply(ReplyState.NOT_INVITED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How a meeting's invited stand: one count an agency, or a person who speaks for none."""

    accepted: int = 0
    tentative: int = 0
    declined: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        """How many were asked."""
        return self.accepted + self.tentative + self.declined + self.waiting


def reply_of(invited: Invited) -> Reply:
    """One person's cell: the answer that counts, else what happened to the letter; a bounce outranks silence."""
    state = state_of(invited)
    said = (invited.standing or invited.last) if state in SPEAKING else None
    if said is not None:
        return Reply(state, said.said_at, invited.name, said.source, said.comment, invited.invitation_id)
    delivery = None if invited.by_hand else invited.delivery
    sent_at = None if delivery is None else delivery.sent_at
    return Reply(state, sent_at, invited.name, invitation_id=invited.invitation_id)


def state_of(invited: Invited) -> ReplyState:
    """Where one person's answer stands."""
    return stands(
        None if invited.standing is None else invited.standing.partstat,
        None if invited.delivery is None else invited.delivery.state,
        earlier=invited.last is not None,
        by_hand=invited.by_hand,
    )


@cache
def stands(standing: PartStat | None, mail: MailState | None, *, earlier: bool, by_hand: bool = False) -> ReplyState:
    """The same by the answer that counts, the last letter, and whether there ever was an answer."""
    if standing in ANSWERED:
        return ANSWERED[standing]
    if by_hand:
        return ReplyState.EARLIER_TIME if earlier else ReplyState.NO_REPLY
    if mail is None or mail is MailState.DRAFT:
        return ReplyState.DRAFT
    if mail in FAILED:
        return ReplyState.NOT_DELIVERED
    if earlier:
        return ReplyState.EARLIER_TIME
    return ReplyState.QUEUED if mail in ON_ITS_WAY else ReplyState.NO_REPLY


def agency_replies(people: Sequence[Invited]) -> tuple[Reply, ...]:
    """What an agency has answered: one reply, or several, the latest first, where its people differ."""
    if not people:
        return (NOT_INVITED,)
    voices = [Voice(state_of(one), None if one.standing is None else latest(one)) for one in people]
    return tuple(reply_of(people[number]) for number in deciding(voices))


class Voice(NamedTuple):
    """One of an agency's people: where his or her answer stands, and what sorts it by when it was given."""

    state: ReplyState
    given: tuple[datetime | str, int] | None


def deciding(voices: Sequence[Voice]) -> list[int]:
    """Whose replies an agency's cell shows: of each different answer the latest, the latest of all first.

    Without an answer it is whoever asks for attention first. Whoever sends somebody else leaves the answer to others.
    """
    spoken = [number for number, voice in enumerate(voices) if voice.given is not None]
    answered = [number for number in spoken if voices[number].state in SAID] or spoken
    if not answered:
        return [min(range(len(voices)), key=lambda number: URGENCY[voices[number].state])]
    answered.sort(key=lambda number: voices[number].given or (), reverse=True)
    latest_of_a_kind: dict[ReplyState, int] = {}
    for number in answered:
        latest_of_a_kind.setdefault(voices[number].state, number)
    return list(latest_of_a_kind.values())


def latest(invited: Invited) -> tuple[datetime, int]:
    """By when an answer was given, and of two given at once by which was recorded later."""
    said = invited.standing
    if said is None:
        raise ValueError("somebody without an answer has no latest one")
    return said.said_at, said.answer_id


def tally(cells: Iterable[tuple[Reply, ...]]) -> Tally:
    """The counts of a meeting; of differing answers the latest counts."""
    return tally_of(Counter(cell[0].state for cell in cells))


def tally_of(counts: Mapping[ReplyState, int]) -> Tally:
    """The same from how often each state is there."""
    accepted, tentative, declined = (counts.get(state, 0) for state in SAID)
    asked = sum(count for state, count in counts.items() if state is not ReplyState.NOT_INVITED)
    return Tally(accepted, tentative, declined, waiting=asked - accepted - tentative - declined)


@dataclass(frozen=True, slots=True)
class Dispute:
    """An agency whose people have answered differently: the latest first, which counts until the agency was asked."""

    agency: Bilingual
    replies: tuple[Reply, ...]


def disputes(people: Iterable[Invited]) -> tuple[Dispute, ...]:
    """Where the officer has to ask: each agency whose invited people say different things."""
    wanted = (one for one in people if not one.withdrawn)
    voices = ((several[0].agency, agency_replies(several)) for several in parties(wanted).values())
    return tuple(Dispute(agency, replies) for agency, replies in voices if agency is not None and len(replies) > 1)


def parties(people: Iterable[Invited]) -> dict[tuple[str, int], list[Invited]]:
    """The invited as those who answer once: each agency with its people, and each person who speaks for none."""
    found: dict[tuple[str, int], list[Invited]] = {}
    for one in people:
        key = ("person", one.person_id) if one.agency_id is None else ("agency", one.agency_id)
        found.setdefault(key, []).append(one)
    return found
