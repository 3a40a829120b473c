"""The rows behind who knows: what counts as the present state, and which letters tell of it."""

from datetime import timedelta

from scheduler.consultations import move
from scheduler.queries.who_traces import letters_to, people_asked, present_states, states_of
from tests.making import HAND
from tests.scheduler.letters import MOVED, entry_of, let_go


def test_a_draft_that_moves_the_meeting_counts_before_it_is_released(released: int) -> None:
    entry = entry_of(released).id
    assert present_states([entry]) == {entry: 0}
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert present_states([entry]) == {entry: 1}
    people = people_asked([entry])
    assert [row.told for row in people] == [0, 0, 0]
    let_go(released, minutes=5)
    assert present_states([entry]) == {entry: 1}
    letters = letters_to([people[0].id])[people[0].id]
    assert [one.sequence for one in letters] == [0, 1]
    states = states_of([entry])
    told = states.at(entry, 1)
    assert told is not None
    assert told.starts == MOVED
    assert states.at(entry, 1) is told, "it is thawed once"
    assert states.at(entry, 9) is None
