"""What a decision means for the invited delegations of its sessions: every run of their days, and who is told what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scheduler.rules.decision_meetings import messages_to
from scheduler.rules.decision_sessions import heads_for
from scheduler.rules.decision_state import Circle, CityState, State
from scheduler.rules.letters_due import Meeting, letters_due
from scheduler.rules.meeting_hours import OwnDay, Whereabouts, days_of_run, hours_told
from scheduler.rules.reminder_plan import Seat, answer_day, asked_for
from scheduler.rules.session_days import elsewhere
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
    days, own, home = session.placed_runs, own_days_after(session, state), state.home_of(session)
    runs, heads = runs_after(circle, days), heads_for(session, state)
    stays = (asking(circle, stay_on(each, state, own=own, home=home), today=state.today) for each in days)
    placed = [
        Placed(run, stay, parts_of(leading)) for run, stay, leading in zip(runs, stays, heads[: len(days)], strict=True)
    ]
    placed += [Placed(run, None) for run in left_over(circle, runs)]
    topic = replace(circle.topic, status=session.status, modality=session.modality)
    return runs_due(replace(circle, topic=topic), placed, today=state.today)


def own_days_after(session: SessionState, state: State) -> dict[date, OwnDay]:
    """What was said of single days of a session and still holds: not what was said of another place."""
    before = state.session(session.session_id) or session
    gone = elsewhere(before.placed_runs, session.placed_runs)
    return {day: own for number, day, own in state.own_days if number == session.session_id and day not in gone}


def stay_on(days: Days, state: State, *, own: Mapping[date, OwnDay], home: CityState) -> Stay:
    """A run with the names of its city and building, its meetings, and the day by which answers are of use."""
    city = state.city(days.duty_station_id)
    where = whereabouts(city, days.venue_id, home=home.tzid)
    return Stay(
        days.opens,
        days.closes,
        city=None if city is None else City(city.name, city.tzid),
        building=None if city is None else city.venues.get(days.venue_id or 0),
        meetings=hours_told(days_of_run(days, own, where=where)),
        answer_day=answer_day(days.opens, where.tzid, home=Seat(home.tzid, home.closed), today=state.today),
    )


def whereabouts(city: CityState | None, venue_id: int | None, *, home: str) -> Whereabouts:
    """What is known of a building and its city for the hours of meetings."""
    if city is None:
        return Whereabouts(hours=None, city=None, tzid=None, closed=None, home=home)
    return Whereabouts(city.hours.get(venue_id or 0), city.name, city.tzid, city.closed, home=home)


def asking(circle: Circle, stay: Stay, *, today: date) -> Stay:
    """A run with the day by which its invited are asked to answer."""
    return replace(stay, answer_day=asked_for(circle.answer_by, stay.answer_day, opens=stay.opens, today=today))


def run_messages(outcome: RunOutcome) -> Iterator[Message]:
    """What everybody whom the letters of a run reach is told by the decision: a letter, or nothing."""
    due = outcome.due
    meeting = Meeting(due.facts, due.cancelled, due.run.issued, begins=due.run.begins)
    letters = letters_due(meeting, [one.holder for one in due.reached])
    about = Place("session", outcome.session_id)
    for message in messages_to(due.reached, letters, about=about, is_whole=due.cancelled):
        yield replace(message, run=outcome.number)
