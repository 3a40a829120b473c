"""Who still has the wrong date: what an invited person knows of a meeting, and whom to call before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from scheduler.rules.replies import FAILED, ON_ITS_WAY
from vocabulary.states import MailState, Participation


@dataclass(frozen=True, slots=True)
class Horizon:
    """So long before a meeting its pages say whom to call, and so long before it silence alone is worth a call."""

    look: timedelta
    silence: timedelta

    def looks(self, starts: datetime | None, now: datetime) -> bool:
        """Whether a meeting is so near that its page says whom to call."""
        return starts is not None and starts - now <= self.look


MEETING = Horizon(timedelta(days=7), timedelta(days=2))
"""Before that, people have the time to answer by themselves."""

JOURNEY = Horizon(timedelta(days=21), timedelta(days=10))
"""To a session of the committee people travel."""

CALLS = 3
"""So many people does a list of calls name; whoever has called these looks at the page of everybody."""

DIALLED = re.compile(r"\+?[\d\s().-]+")


class Knowledge(Enum):
    """What somebody knows of the time and place as they now are; who needs the officer most comes first."""

    UNREACHABLE = "unreachable"
    EARLIER = "holds an earlier time"
    UNTOLD = "not told"
    TOLD = "told, no sign"
    KNOWS = "knows"


class Sign(Enum):
    """What tells so."""

    ANSWERED = "answered"
    FETCHED = "fetched"
    ANSWERED_EARLIER = "answered an earlier time"
    SENT = "sent"
    REFUSED = "refused"
    ON_ITS_WAY = "on its way"
    NOT_RELEASED = "not released"
    NOTHING_LEFT = "nothing left"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Traces:
    """All that is known of one person and one meeting, as numbers of its states.

    `present` is the state from which on somebody knows the time and place; `told` the last one released to the person,
    `held` the last one whose letter was taken by the person's server, `answered` that of the last answer. `told_at` is
    when the present one was first released to the person. `leaves` is one whose invitation was taken back, and
    `told_off` whether that was released.
    """

    present: int
    told: int | None = None
    held: int | None = None
    answered: int | None = None
    mail: MailState | None = None
    told_at: datetime | None = None
    fetched_at: datetime | None = None
    by_hand: bool = False
    leaves: bool = False
    told_off: bool = False

    @property
    def holds_earlier(self) -> bool:
        """Whether a letter about another time or place is the last that arrived."""
        return self.held is not None and self.held < self.present


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody knows, and what tells so; `holds_earlier` makes it worse."""

    knowledge: Knowledge
    sign: Sign
    holds_earlier: bool = False


def finding(traces: Traces) -> Finding:
    """The verdict: a sign of life to the present state counts most, then what became of its letter."""
    if traces.leaves:
        return about_leaving(traces)
    if traces.answered is not None and traces.answered >= traces.present:
        return Finding(Knowledge.KNOWS, Sign.ANSWERED)
    return by_hand(traces) if traces.by_hand else by_letters(traces)


def by_letters(traces: Traces) -> Finding:
    """Of somebody who has not answered: what left, what arrived, and whether the calendar was fetched since."""
    if traces.told is None or traces.told < traces.present:
        return earlier_or_untold(traces, Sign.NOTHING_LEFT if traces.told is None else Sign.NOT_RELEASED)
    if traces.fetched_at is not None and traces.told_at is not None and traces.fetched_at > traces.told_at:
        return Finding(Knowledge.KNOWS, Sign.FETCHED)
    if traces.held is not None and traces.held >= traces.present:
        return Finding(Knowledge.TOLD, Sign.SENT if traces.answered is None else Sign.ANSWERED_EARLIER)
    return about_letter(traces)


def about_letter(traces: Traces) -> Finding:
    """Of somebody whose letter about the present state has not arrived."""
    if traces.mail in FAILED:
        return Finding(Knowledge.UNREACHABLE, Sign.REFUSED, traces.holds_earlier)
    return earlier_or_untold(traces, Sign.ON_ITS_WAY if traces.mail in ON_ITS_WAY else Sign.NOTHING_LEFT)


def about_leaving(traces: Traces) -> Finding:
    """Of somebody who is not invited any more, and perhaps does not know it."""
    if not traces.told_off:
        return Finding(Knowledge.EARLIER, Sign.NOT_RELEASED, holds_earlier=True)
    if traces.mail in FAILED:
        return Finding(Knowledge.UNREACHABLE, Sign.REFUSED, holds_earlier=True)
    if traces.mail in ON_ITS_WAY:
        return Finding(Knowledge.EARLIER, Sign.ON_ITS_WAY, holds_earlier=True)
    return Finding(Knowledge.TOLD, Sign.SENT)


def by_hand(traces: Traces) -> Finding:
    """Of a classified meeting, which the desk tells by another channel: only answers say anything."""
    if traces.answered is None:
        return Finding(Knowledge.UNTOLD, Sign.BY_HAND)
    return Finding(Knowledge.EARLIER, Sign.ANSWERED_EARLIER, holds_earlier=True)


def earlier_or_untold(traces: Traces, sign: Sign) -> Finding:
    """Whoever holds another state is worse off than whoever holds none."""
    return Finding(
        Knowledge.EARLIER if traces.holds_earlier else Knowledge.UNTOLD, sign, holds_earlier=traces.holds_earlier
    )


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody who could be called: `party` is the agency, or the person who speaks for none."""

    number: int
    party: int
    participation: Participation
    finding: Finding


URGENCY = {knowledge: place for place, knowledge in enumerate(Knowledge)}
PARTS = {part: place for place, part in enumerate(Participation)}


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a meeting is; of one that does not take place those are called who have not been reached."""

    starts: datetime | None
    horizon: Horizon = MEETING
    takes_place: bool = True


def to_call(people: Iterable[Callee], near: Nearness, *, now: datetime) -> list[int]:
    """Whom to call before a meeting, by their numbers, the most urgent first; nobody once it has begun.

    An agency one of whose people knows is not called for the silence of another.
    """
    everybody = list(people)
    if near.starts is None or near.starts <= now:
        return []
    knowing = {one.party for one in everybody if one.finding.knowledge is Knowledge.KNOWS}
    silence = near.takes_place and near.starts - now <= near.horizon.silence
    wanted = [one for one in everybody if is_worth_a_call(one, silence=silence, covered=one.party in knowing)]
    return [one.number for one in sorted(wanted, key=lambda one: urgency(one, covered=one.party in knowing))]


def is_worth_a_call(one: Callee, *, silence: bool, covered: bool) -> bool:
    """Whoever cannot be reached always; the silent shortly before; whoever waits for the officer's release never."""
    knowledge, sign = one.finding.knowledge, one.finding.sign
    if knowledge is Knowledge.KNOWS or sign in (Sign.NOT_RELEASED, Sign.NOTHING_LEFT):
        return False
    if knowledge is Knowledge.UNREACHABLE or (sign is Sign.ANSWERED_EARLIER and knowledge is Knowledge.EARLIER):
        return True
    return silence and (one.finding.holds_earlier or not covered)


def urgency(one: Callee, *, covered: bool) -> tuple[object, ...]:
    """What sorts the calls: those who would come at another time, those not reached, the silent; the required first."""
    found = one.finding
    silent_again = found.sign is not Sign.ANSWERED_EARLIER
    return (
        not found.holds_earlier,
        covered,
        URGENCY[found.knowledge],
        silent_again,
        PARTS[one.participation],
        one.number,
    )


def dialled(phone: str) -> str:
    """The number to dial in what is on file as the phone: digits, perhaps after a plus, without an extension."""
    found = DIALLED.match(phone.strip())
    return re.sub(r"[^\d+]", "", found[0]) if found else ""


def counted(findings: Sequence[Finding]) -> dict[Knowledge, int]:
    """How many people know how much."""
    return {knowledge: sum(one.knowledge is knowledge for one in findings) for knowledge in Knowledge}
