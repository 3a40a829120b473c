"""What a decision means for the invited delegations of its sessions: every run of their days, and who is told what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scheduler.rules.decision_meetings import messages_to
from scheduler.rules.decision_sessions import heads_for
from scheduler.rules.decision_state import Circle, State
from scheduler.rules.letters_due import Meeting, letters_due
from scheduler.rules.session_facts import Stay
from scheduler.rules.session_letters import Placed, RunDue, left_over, parts_of, runs_after, runs_due
from vocabulary.decisions import Message, Place, SessionState
from vocabulary.invite import City
from vocabulary.plan import Days


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """A run of a session's days as a decision would leave it; they are numbered from 1."""

    session_id: int
    number: int
    due: RunDue


def run_outcomes(state: State, after: Mapping[int, SessionState]) -> list[RunOutcome]:
    """Every run of the sessions whose delegations are invited, session by session."""
    return [
        RunOutcome(session_id, number, due)
        for session_id, session in after.items()
        if session_id in state.circles
        for number, due in enumerate(dues_of(state.circles[session_id], session, state=state), start=1)
    ]


def dues_of(circle: Circle, session: SessionState, *, state: State) -> tuple[RunDue, ...]:
    """The runs of one session."""
    days = [replace(run, duty_station_id=session.city_of(run)) for run in session.blocks]
    runs, heads = runs_after(circle, days), heads_for(session, state)
    placed = [
        Placed(run, stay_on(each, state), parts_of(leading))
        for run, each, leading in zip(runs, days, heads[: len(days)], strict=True)
    ]
    placed += [Placed(run, None) for run in left_over(circle, runs)]
    topic = replace(circle.topic, status=session.status, modality=session.modality)
    return runs_due(replace(circle, topic=topic), placed, today=state.today)


def stay_on(days: Days, state: State) -> Stay:
    """A run with the names of its city and building."""
    city = state.city(days.duty_station_id)
    return Stay(
        days.opens,
        days.closes,
        city=None if city is None else City(city.name, city.tzid),
        building=None if city is None or days.venue_id is None else city.venues.get(days.venue_id),
    )


def run_messages(outcome: RunOutcome) -> Iterator[Message]:
    """What everybody whom the letters of a run reach is told by the decision: a letter, or nothing."""
    due = outcome.due
    meeting = Meeting(due.facts, due.cancelled, due.run.issued, begins=due.run.begins)
    letters = letters_due(meeting, [one.holder for one in due.reached])
    about = Place("session", outcome.session_id)
    for message in messages_to(due.reached, letters, about=about, is_whole=due.cancelled):
        yield replace(message, run=outcome.number)
