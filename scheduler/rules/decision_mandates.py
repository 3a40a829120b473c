"""What a decision does to the verdict on a delegation: with another city or another day somebody else may lead."""

from collections.abc import Iterator

from scheduler.rules.decision_meetings import Pair
from scheduler.rules.decision_sessions import heads_for, led
from scheduler.rules.decision_state import State
from scheduler.rules.mandate import Facts, Mandate, Verdict, mandate_of
from vocabulary.decisions import Consequence, ConsequenceKind, Gravity, Place, Said, SessionState
from vocabulary.text import N_

BECAUSE = N_("%(reasons)s. %(way)s")


def mandate_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """Another verdict, or the same for other reasons; nothing where nothing of it changes."""
    before, after = (mandate_in(one, state) for one in (pair.before, pair.after))
    if (before.verdict, before.open_reasons) == (after.verdict, after.open_reasons):
        return
    yield Consequence(
        ConsequenceKind.MANDATE,
        Place("session", pair.after.session_id),
        after.said,
        why=why_outside(after) or after.ground,
        before=before.said,
        gravity=Gravity.ACT if after.verdict is Verdict.OUTSIDE else Gravity.PLAIN,
    )


def mandate_in(session: SessionState, state: State) -> Mandate:
    """The verdict on the delegation to this session, as it is or would be."""
    return mandate_of(state.mandates.get(session.session_id, Facts()), led(heads_for(session, state)))


def why_outside(mandate: Mandate) -> Said | None:
    """What stands against it, and what would turn the first of that within."""
    if not mandate.open_reasons:
        return None
    reasons = tuple(reason.what for reason in mandate.open_reasons)
    return Said(BECAUSE, {"reasons": reasons, "way": mandate.open_reasons[0].way})
