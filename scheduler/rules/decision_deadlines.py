"""What a decision means for its sessions' deadlines: they stay as they were announced, until somebody corrects them.

Where the session opens on another day it is worked out when they would be, as far before the opening as until now.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from scheduler.rules.deadlines import effective, instant_of
from scheduler.rules.decision_meetings import Pair
from scheduler.rules.decision_state import CityState, State
from vocabulary.days import zone_city
from vocabulary.deadlines import DeadlineCard
from vocabulary.decisions import Consequence, ConsequenceKind, Gravity, Hour, Place, Said, SessionState
from vocabulary.text import N_, Bilingual

STAYS = N_("Deadline: %(name)s, %(when)s in %(city)s")
OFF = N_(
    "It stays as it was announced for the former days. Take it off the session, or move it once new days are known."
)
MOVES = N_(
    "It stays as it was announced for the former days. As far before the new opening it would be %(when)s, and at the"
    " office %(office)s: correct it once it is announced."
)
UNKNOWN = N_("not known")


def deadline_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """The deadlines to come that were announced for an opening day which is another now, or none."""
    after, former = pair.after, pair.before.opens or pair.before.was_to_open
    opens = opening(after)
    if former is None or former == opens or (opens is None and opening(pair.before) is None):
        return
    place, home = Place("session", after.session_id), state.home_of(after)
    for session_id, card in state.deadlines:
        if session_id != after.session_id or instant_of(card) <= state.now:
            continue
        told = {"name": card.name, "when": Hour(instant_of(card), card.tzid), "city": city_of(card, state)}
        why = Said(OFF) if opens is None else moved(card, opens - former, home=home)
        yield Consequence(ConsequenceKind.DEADLINE, place, Said(STAYS, told), why=why, gravity=Gravity.LOOK)


def opening(session: SessionState) -> date | None:
    """The day on which it opens, as far as it does."""
    return None if session.is_off else session.opens


def moved(card: DeadlineCard, by: timedelta, *, home: CityState) -> Said:
    """When a deadline would be that moves with the opening, by its own clock and at the office."""
    card = replace(card, day=card.day + by)
    ends = effective(card, home=home.tzid, closed=home.closed).ends
    office = Said(UNKNOWN) if ends is None else Hour(ends, home.tzid)
    return Said(MOVES, {"when": Hour(instant_of(card), card.tzid), "office": office})


def city_of(card: DeadlineCard, state: State) -> Bilingual:
    """By whose clock it is: a city on file, else the one after which the zone is named."""
    return next((one.name for one in state.cities if one.tzid == card.tzid), zone_city(card.tzid))
