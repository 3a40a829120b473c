"""Further runs of days in one change: a session set on several, with gaps between them or in two cities."""

from collections.abc import Iterator
from itertools import pairwise

from scheduler.rules.decision_state import State
from scheduler.rules.session_plan import LONGEST_DAYS, LONGEST_GAP, MOST_BLOCKS, TOO_LONG, TOO_MANY
from vocabulary.decisions import Change, SessionState, Verb
from vocabulary.plan import Days
from vocabulary.refusals import Refusal
from vocabulary.text import N_

WITH_DAYS = (Verb.POSTPONE, Verb.RESCHEDULE, Verb.RECONVENE, Verb.RESTORE)

FIRST_FIRST = N_("Enter the first run of days of %(session)s before the others.")
NO_RUNS = N_("This has no new runs of days. Reschedule %(session)s instead, or empty the others.")
BACKWARDS = N_("%(session)s must close on the day it opens or later.")
AFTER = N_("This run of days must begin after %(day)s, when the one before has ended.")
FAR = N_("This run of days begins %(days)s days after the one before has ended. Check the year.")
UNKNOWN = N_("This city is not on file. Choose another.")
NOT_THERE = N_("This building is not in the city chosen. Choose another, or none.")


def run_field(part: str, number: int, *, session_id: int) -> str:
    """The field of a run in the row of a session; the first run has no number."""
    return f"{part}-{session_id}" if number == 1 else f"{part}_{number}-{session_id}"


def further_problems(change: Change, session: SessionState, state: State) -> list[Refusal]:  # noqa: PLR0917
    """What is wrong with the runs after the first one, each on its field."""
    if not change.further:
        return []
    if change.verb not in WITH_DAYS:
        return [Refusal(NO_RUNS, field=field(2, session), session=session.name)]
    if change.opens is None or change.closes is None:
        return [Refusal(FIRST_FIRST, field=field(1, session), session=session.name)]
    if len(change.further) >= MOST_BLOCKS:
        return [Refusal(TOO_MANY, field=field(MOST_BLOCKS, session), most=MOST_BLOCKS)]
    first = Days(change.opens, change.closes)
    return [*order_of_runs(first, change, session=session), *places_of_runs(change, session, state=state)]


def field(number: int, session: SessionState, part: str = "opens") -> str:  # noqa: PLR0917
    """The field of one of its runs."""
    return run_field(part, number, session_id=session.session_id)


def order_of_runs(first: Days, change: Change, *, session: SessionState) -> Iterator[Refusal]:
    """Every run forwards, after the one before and not a year away."""
    for number, (before, run) in enumerate(pairwise((first, *change.further)), start=2):
        gap, days = (run.opens - before.closes).days, (run.closes - run.opens).days + 1
        if run.closes < run.opens:
            yield Refusal(BACKWARDS, field=field(number, session, "closes"), session=session.name)
        elif days > LONGEST_DAYS:
            yield Refusal(TOO_LONG, field=field(number, session, "closes"), days=days, most=LONGEST_DAYS)
        if gap <= 0:
            yield Refusal(AFTER, field=field(number, session), day=before.closes)
        elif gap > LONGEST_GAP:
            yield Refusal(FAR, field=field(number, session), days=gap)


def places_of_runs(change: Change, session: SessionState, *, state: State) -> Iterator[Refusal]:
    """Every city on file, every building in its city."""
    for number, run in enumerate(change.further, start=2):
        city = state.city(run.duty_station_id or change.city_id or session.city_id)
        if city is None:
            yield Refusal(UNKNOWN, field=field(number, session, "city"))
        elif run.venue_id is not None and run.venue_id not in city.venues:
            yield Refusal(NOT_THERE, field=field(number, session, "venue"))
