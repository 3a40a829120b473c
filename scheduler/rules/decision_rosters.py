"""What a decision does to rosters: those that were issued are superseded, the others name people for another plan."""

from collections.abc import Iterator, Sequence

from scheduler.rules.decision_meetings import Pair
from scheduler.rules.decision_sessions import heads_for
from scheduler.rules.decision_state import IssuedState, State
from scheduler.rules.issued_rosters import runs_said
from scheduler.rules.rosters import Leader, leaders
from vocabulary.days import bilingual_day
from vocabulary.decisions import Consequence, ConsequenceKind, Gravity, Place, Said, SessionState
from vocabulary.issued import Sheet, SheetRun
from vocabulary.states import DelegateRole
from vocabulary.text import N_, Bilingual

ROSTER = N_("The roster of %(session)s names %(count)s people for the former plan")
ROSTER_WHY = N_("No roster in force says so. Look through the delegation before you issue one.")
SUPERSEDED = N_("Roster no. %(number)s of %(session)s, issued on %(day)s, is superseded")
OFF_WHY = N_("The session does not meet on these days any more. Issue the next one once it has days again.")
PLAN_WHY = N_("It says %(before)s. Issue the next one for %(now)s.")
HEAD_WHY = N_("Others lead than it says. Issue the next one.")

Led = tuple[tuple[object, ...], ...]
"""Who leads as a roster says it: number, name, post, whether as co-head, and in which cities."""


def roster_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """The issued rosters that it supersedes; where none was issued, how many people are named for the former plan."""
    after, place = pair.after, Place("session", pair.after.session_id)
    issued = [one for one in state.issued if one.session_id == after.session_id]
    for one in issued:
        why = why_superseded(one, after, state=state)
        if why is not None:
            told = {"number": one.number, "session": after.name, "day": bilingual_day(one.issued_on)}
            yield Consequence(ConsequenceKind.ROSTER, place, Said(SUPERSEDED, told), why=why, gravity=Gravity.LOOK)
    going = sum(one.session_id == after.session_id for one in state.attendees)
    if going and not issued:
        what = Said(ROSTER, {"session": after.name, "count": going})
        yield Consequence(ConsequenceKind.ROSTER, place, what, why=Said(ROSTER_WHY), gravity=Gravity.LOOK)


def why_superseded(one: IssuedState, after: SessionState, *, state: State) -> Said | None:
    """Why a roster that is in force says what holds no more, or None where it still holds."""
    sheet, runs = one.sheet, runs_after(after, state)
    if not after.is_off and runs and runs[-1].closes < state.today:
        return None  # what is over stands as it was issued
    if sheet.is_off != after.is_off:
        return Said(OFF_WHY)
    now, before = runs_said(runs), runs_said(sheet.runs)
    if now != before:
        return Said(PLAN_WHY, {"now": now, "before": before})
    return None if led_by(sheet) == led_after(after, state) else Said(HEAD_WHY)


def runs_after(session: SessionState, state: State) -> Sequence[SheetRun]:
    """The runs of a session's days as a roster says them."""
    found = []
    for run in session.blocks:
        city = state.city(session.city_of(run))
        venue = None if city is None else city.venues.get(run.venue_id or 0)
        found.append(SheetRun(run.opens, run.closes, None if city is None else city.name, venue))
    return found


def led_by(sheet: Sheet) -> Led:
    """Who leads by a sheet."""
    return tuple(
        (line.person_id, line.name, line.position, line.is_co_head, line.cities)
        for line in sheet.lines
        if line.role is DelegateRole.HEAD
    )


def led_after(session: SessionState, state: State) -> Led:
    """Who leads once the decision is made."""
    return tuple(
        (one.person_id, one.name, one.head.title or Bilingual(""), one.head.place > 1, one.cities)
        for one in leaders_after(session, state)
    )


def led_people(session: SessionState, state: State) -> set[int]:
    """The numbers of whoever leads then."""
    return {one.person_id for one in leaders_after(session, state)}


def leaders_after(session: SessionState, state: State) -> tuple[Leader, ...]:
    """Whoever leads then, in order."""
    cities = [state.city(session.city_of(run)) for run in session.blocks] or [None]
    names = [None if city is None else city.name for city in cities]
    return leaders(list(zip(names, heads_for(session, state), strict=True)))
