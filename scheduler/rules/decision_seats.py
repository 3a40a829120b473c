"""What a decision does to plans of seats: those for other days or another place lapse, in others a seat gets free."""

from collections.abc import Iterator

from scheduler.rules.decision_meetings import Pair
from scheduler.rules.decision_rosters import led_people
from scheduler.rules.decision_sessions import named
from scheduler.rules.decision_state import SeatState, State
from scheduler.rules.seats import lapses, left
from scheduler.rules.session_days import elsewhere
from vocabulary.decisions import Consequence, ConsequenceKind, Gravity, Place, Said, SessionState
from vocabulary.plan import Days
from vocabulary.seats import SeatPlace
from vocabulary.text import N_, Bilingual

LAPSES = N_("Seat plan no. %(number)s of %(session)s, %(days)s, lapses")
ROOMS = N_("Hours and rooms of single days lapse: %(days)s")
ROOMS_WHY = N_("They were said for another place. The usual hours of the new building hold, until you say otherwise.")
FREE = N_("A seat gets free in seat plan no. %(plan)s of %(session)s, %(days)s: %(names)s")
FREE_WHY = N_("No longer on the roster then. The plan holds; say who takes the seat.")
AGAIN = N_("%(why)s. Say anew who sits where.")


def room_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """The days whose hours and rooms were said for another place."""
    gone = elsewhere(pair.before.placed_runs, pair.after.placed_runs)
    lapsing = tuple(
        named(day, Bilingual(own.room) if own.room else None)
        for session_id, day, own in state.own_days
        if session_id == pair.after.session_id and day in gone
    )
    if lapsing:
        what, why = Said(ROOMS, {"days": lapsing}), Said(ROOMS_WHY)
        place = Place("session", pair.after.session_id)
        yield Consequence(ConsequenceKind.SEATS, place, what, why=why, gravity=Gravity.LOOK)


def seat_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """The plans that hold no more, and those in which a seat gets free."""
    after, place = pair.after, Place("session", pair.after.session_id)
    present = people_of(pair.before, state)
    for one in state.seats:
        if one.session_id != after.session_id or one.closes < state.today:
            continue
        then = place_after(one, after, state=state)
        reasons, told = lapses(one.sheet, then), {"session": after.name, "days": Days(one.opens, one.closes)}
        free = tuple(each.name for each in left(one.sheet, then.person_ids) if each.person_id in present)
        if reasons:
            what, why = Said(LAPSES, {"number": one.number, **told}), Said(AGAIN, {"why": reasons})
        elif free:
            what, why = Said(FREE, {"plan": one.number, "names": free, **told}), Said(FREE_WHY)
        else:
            continue
        yield Consequence(ConsequenceKind.SEATS, place, what, why=why, gravity=Gravity.LOOK)


def people_of(session: SessionState, state: State) -> frozenset[int]:
    """Who is on the roster of a session as it stands before or after the decision."""
    delegates = {each.person_id for each in state.attendees if each.session_id == session.session_id}
    return frozenset(delegates | led_people(session, state))


def place_after(one: SeatState, after: SessionState, *, state: State) -> SeatPlace:
    """Where the session meets on the plan's days once the decision is made, and who is on its roster then.

    Rooms are of days, which keep them.
    """
    people = people_of(after, state)
    run = next((run for run in after.blocks if run.opens <= one.opens and one.closes <= run.closes), None)
    if run is None or after.is_off:
        return SeatPlace(person_ids=people)
    city = state.city(after.city_of(run))
    venue = None if city is None else city.venues.get(run.venue_id or 0)
    return SeatPlace(None if city is None else city.name, venue, one.sheet.rooms, is_met=True, person_ids=people)
