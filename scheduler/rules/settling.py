"""What an officer can do with a mail that waits, by what it is and what it asks for."""

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


def acts_on(plea: Plea) -> tuple[Act, ...]:
    """What can be done in one click: nothing to what is settled; a quarantined mail is nobody's word."""
    if plea.is_settled or plea.verdict not in (Verdict.WAITING, Verdict.QUARANTINED):
        return ()
    waits = plea.verdict is Verdict.WAITING and plea.is_planned
    is_to_come = plea.verdict is Verdict.WAITING and (plea.is_planned or plea.is_session_to_come)
    is_lost = plea.has_lost and is_to_come
    able = {
        Act.MOVE: waits and plea.proposes_time and plea.holds and not plea.is_outdated,
        Act.DECLINE: (waits and plea.proposes_time) or (plea.verdict is Verdict.WAITING and plea.is_counter),
        Act.SUBSTITUTE: is_to_come and plea.names_substitute and plea.holds and not plea.is_outdated,
        Act.INVITE: waits and plea.joins,
        Act.ANSWER: is_to_come and plea.holds and not plea.is_outdated and not plea.asks_again,
        Act.AGAIN: plea.verdict is Verdict.WAITING and plea.holds and (is_lost or plea.asks_again),
        Act.ADDRESS: plea.may_be_known,
        Act.SET_ASIDE: True,
    }
    return tuple(act for act in Act if able[act])


def excerpt(words: str) -> str:
    """The first words of a mail, on a few lines."""
    text = "\n".join(line for line in (one.strip() for one in words.splitlines()) if line)
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"
