"""A decision about sessions: what it changes and all that follows, from values alone.

The page that shows it beforehand, the terminal and the deed ask this one function, so that what was seen is what
happens. Nothing is forced: a consultation follows its session only where the officer agrees.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import chain

from pydantic import TypeAdapter

from scheduler.rules.decision_conflicts import conflicts
from scheduler.rules.decision_deadlines import deadline_consequences
from scheduler.rules.decision_mandates import mandate_consequences
from scheduler.rules.decision_meetings import Following, Outcome, Pair, following, messages, outcomes, withheld
from scheduler.rules.decision_plans import checked
from scheduler.rules.decision_rosters import roster_consequences
from scheduler.rules.decision_runs import run_messages, run_outcomes
from scheduler.rules.decision_seats import room_consequences, seat_consequences
from scheduler.rules.decision_sessions import (
    closed_consequences,
    head_consequences,
    heads_for,
    other_consequences,
    plan_consequences,
)
from scheduler.rules.decision_state import State
from scheduler.rules.decision_ways import changed
from vocabulary.decisions import Change, Consequence, ConsequenceKind, Consequences, Decision, Proposal, SessionState

ORDER = {kind: number for number, kind in enumerate(ConsequenceKind)}
SHOWN = TypeAdapter(tuple[tuple[Change, ...], Consequences])


def consequences_of(decision: Decision, state: State) -> Consequences:
    """All that the decision brings about; refused with every problem at once where it cannot be made."""
    decision = checked(decision, state)
    pairs = [pair_of(change, state) for change in decision.changes]
    follows = following(state, pairs, ticked=decision.following)
    after = {pair.after.session_id: pair.after for pair in pairs}
    done, runs = outcomes(state, after, proposals=follows.proposals), run_outcomes(state, after)
    found = [
        *chain.from_iterable(of_pair(pair, state) for pair in pairs),
        *clashing(state, after, proposals=follows.proposals),
        *remarks(follows, done),
    ]
    return Consequences(
        before=tuple(pair.before for pair in pairs),
        after=tuple(after.values()),
        consequences=tuple(sorted(found, key=lambda one: ORDER[one.kind])),
        proposals=follows.proposals,
        messages=(*chain.from_iterable(map(run_messages, runs)), *chain.from_iterable(map(messages, done))),
        redrafted=tuple(one.meeting.consultation_id for one in done if one.is_touched),
        invited=tuple(number for number in after if number in state.circles),
    )


def pair_of(change: Change, state: State) -> Pair:
    """A session before and after its change."""
    session = state.session(change.session_id)
    if session is None:
        raise ValueError("a checked decision names sessions that exist")
    return Pair(session, changed(session, change))


def of_pair(pair: Pair, state: State) -> Iterator[Consequence]:
    """What follows for one session."""
    yield from plan_consequences(pair, state)
    yield from head_consequences(pair, state)
    yield from mandate_consequences(pair, state)
    yield from closed_consequences(pair, state)
    yield from deadline_consequences(pair, state)
    yield from roster_consequences(pair, state)
    yield from room_consequences(pair, state)
    yield from seat_consequences(pair, state)
    yield from other_consequences(pair, state)


def clashing(state: State, after: dict[int, SessionState], *, proposals: tuple[Proposal, ...]) -> Iterator[Consequence]:
    """Who is to be in two places at once, across all sessions and committees."""
    sessions = [after.get(one.session_id, one) for one in state.sessions]
    heads = {
        one.session_id: (heads_for(one, state), heads_for(later, state))
        for one, later in zip(state.sessions, sessions, strict=True)
    }
    yield from conflicts(state, sessions, heads=heads, proposals=proposals)


def remarks(follows: Following, done: list[Outcome]) -> Iterator[Consequence]:
    """What is said of consultations beside the proposals."""
    yield from follows.remarks
    for outcome in done:
        yield from withheld(outcome)


def digest_of(decision: Decision, consequences: Consequences) -> str:
    """What a preview showed, in one word: a deed that would do anything else is refused."""
    return sha256(SHOWN.dump_json((decision.changes, consequences))).hexdigest()


def settled(decision: Decision, consequences: Consequences) -> Decision:
    """The decision with the consultations that follow named one by one."""
    return replace(decision, following=consequences.followed)
