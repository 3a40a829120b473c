"""What a decision does to plans of seats: those for other days, another place or other people lapse."""

from collections.abc import Iterator

from scheduler.rules.decision_meetings import Pair
from scheduler.rules.decision_rosters import led_people
from scheduler.rules.decision_state import SeatState, State
from scheduler.rules.seats import lapses
from vocabulary.decisions import Consequence, ConsequenceKind, Gravity, Place, Said, SessionState
from vocabulary.plan import Days
from vocabulary.seats import SeatPlace
from vocabulary.text import N_

LAPSES = N_("Seat plan no. %(number)s of %(session)s, %(days)s, lapses")
AGAIN = N_("%(why)s. Say anew who sits where.")


def seat_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """The plans that hold no more."""
    after, place = pair.after, Place("session", pair.after.session_id)
    for one in state.seats:
        if one.session_id != after.session_id or one.closes < state.today:
            continue
        reasons = lapses(one.sheet, place_after(one, after, state=state))
        if reasons:
            told = {"number": one.number, "session": after.name, "days": Days(one.opens, one.closes)}
            why = Said(AGAIN, {"why": reasons})
            yield Consequence(ConsequenceKind.SEATS, place, Said(LAPSES, told), why=why, gravity=Gravity.LOOK)


def place_after(one: SeatState, after: SessionState, *, state: State) -> SeatPlace:
    """Where the session meets on the plan's days once the decision is made, and who is on its roster then.

    Rooms are of days, which keep them.
    """
    delegates = {each.person_id for each in state.attendees if each.session_id == after.session_id}
    people = frozenset(delegates | led_people(after, state))
    run = next((run for run in after.blocks if run.opens <= one.opens and one.closes <= run.closes), None)
    if run is None or after.is_off:
        return SeatPlace(person_ids=people)
    city = state.city(after.city_of(run))
    venue = None if city is None else city.venues.get(run.venue_id or 0)
    return SeatPlace(None if city is None else city.name, venue, one.sheet.rooms, is_met=True, person_ids=people)
