"""What an officer can do with a mail that waits, by what it is and what it asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from vocabulary.inbound import Verdict

EXCERPT = 300
"""Characters of a mail that stand in a list, and that an answer recorded from it keeps as its comment."""


class Act(Enum):
    """One way to settle a mail; the order is that of the buttons."""

    MOVE = "move"
    DECLINE = "decline"
    SUBSTITUTE = "substitute"
    INVITE = "invite"
    ANSWER = "answer"
    AGAIN = "send again"
    ADDRESS = "address"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Plea:
    """What a mail asks for, as far as it decides what can be done with it.

    `is_planned` says that its meeting is a consultation that can still change, `is_session_to_come` that it is a
    session to which answers are still recorded, `holds` that the sender holds an invitation to it, `is_outdated` that a
    proposal is for an earlier version, `is_counter` that a calendar proposes something for a meeting that stands.
    `asks_again` that it asks for the invitation once more, `has_lost` that it may do so in words, and `may_be_known`
    that it may come from somebody invited, under another address.
    """

    verdict: Verdict
    is_settled: bool
    is_planned: bool = False
    is_session_to_come: bool = False
    holds: bool = False
    proposes_time: bool = False
    is_counter: bool = False
    is_outdated: bool = False
    names_substitute: bool = False
    joins: bool = False
    asks_again: bool = False
    has_lost: bool = False
    may_be_known: bool = False

    @property
    def is_to_come(self) -> bool:
        """Whether its meeting, of either kind, is still to be answered for."""
        return self.is_planned or self.is_session_to_come

    @property
    def is_current(self) -> bool:
        """Whether it is the word of somebody invited, about the meeting as it stands now."""
        return self.holds and not self.is_outdated


ABLE: Mapping[Act, Callable[[Plea], bool]] = {
    Act.MOVE: lambda plea: plea.is_planned and plea.proposes_time and plea.is_current,
    Act.DECLINE: lambda plea: plea.is_counter or (plea.is_planned and plea.proposes_time),
    Act.SUBSTITUTE: lambda plea: plea.is_to_come and plea.names_substitute and plea.is_current,
    Act.INVITE: lambda plea: plea.is_planned and plea.joins,
    Act.ANSWER: lambda plea: plea.is_to_come and plea.is_current and not plea.asks_again,
    # Who asks by calendar is heard at any time; words alone may mean anything once the meeting is over.
    Act.AGAIN: lambda plea: plea.holds and (plea.asks_again or (plea.has_lost and plea.is_to_come)),
    Act.ADDRESS: lambda plea: plea.may_be_known,
    Act.SET_ASIDE: lambda _: True,
}
"""When a mail that waits lets an act be done."""

OF_NOBODY = (Act.ADDRESS, Act.SET_ASIDE)
"""All that can be done with a mail that is kept apart: it is nobody's word until its address is somebody's."""


def acts_on(plea: Plea) -> tuple[Act, ...]:
    """What can be done in one click, in the order of the buttons; nothing with what is settled or came to its end."""
    if plea.is_settled:
        return ()
    match plea.verdict:
        case Verdict.WAITING:
            offered = tuple(Act)
        case Verdict.QUARANTINED:
            offered = OF_NOBODY
        case _:
            return ()
    return tuple(act for act in offered if ABLE[act](plea))


def excerpt(words: str) -> str:
    """The first words of a mail, on a few lines."""
    text = "\n".join(line for line in (one.strip() for one in words.splitlines()) if line)
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"
