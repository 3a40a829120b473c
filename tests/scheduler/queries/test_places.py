"""Cities and buildings on file, by their keys, for the desk."""

import pytest

from scheduler.queries.places import cities_on_file, place_named
from tests.fixtures import Letter
from vocabulary.actor import OPERATOR, Actor
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind


def test_places_go_by_their_keys(letter: Letter) -> None:
    spot = place_named("vic-vienna", actor=OPERATOR)
    assert (spot.station_id, spot.venue_id is None) == (place_named("vienna", actor=OPERATOR).station_id, False)
    with pytest.raises(NotFound, match="There are: "):
        place_named("hanoi", actor=OPERATOR)


def test_nobody_but_the_desk_looks_at_places(letter: Letter) -> None:
    outsider = Actor(ActorKind.PERSON, "somebody", person_id=1)
    with pytest.raises(NotFound):
        cities_on_file(actor=outsider)
    with pytest.raises(NotFound):
        place_named("vienna", actor=outsider)
