"""When a verb cannot be used on a session as it is: the first thing that a decision is asked."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from scheduler.rules.decision_further import further_problems
from scheduler.rules.decision_state import CityState, State
from scheduler.rules.decision_ways import redated
from scheduler.rules.lengths import too_long
from scheduler.rules.session_plan import LONGEST_DAYS, LONGEST_DOCUMENT, TOO_LONG
from vocabulary.decisions import Change, Decision, SessionState, Verb
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import SessionStatus
from vocabulary.text import N_, clean_line

NO_SESSION = N_("This session does not exist.")
NOTHING = N_("Choose at least one session, and say what is decided about it.")
TWICE = N_("Two changes of %(session)s at once. Keep one of them.")
HELD = N_("%(session)s has been held: its days are history. Leave it out.")
IS_CANCELLED = N_("%(session)s is cancelled. Restore it first.")
IS_SUSPENDED = N_("%(session)s is suspended. Reconvene it instead.")
NOT_CANCELLED = N_("%(session)s is not cancelled: there is nothing to restore.")
NOT_SUSPENDED = N_("%(session)s is not suspended: there is nothing to reconvene. Reschedule it instead.")
NOT_BEGUN = N_("%(session)s has not begun yet. Postpone it instead.")
UNDATED = N_("%(session)s has no days yet. Reschedule it instead.")
ALREADY_POSTPONED = N_("%(session)s is postponed already. Reschedule it once its new days are known.")
BOTH_DAYS = N_("Enter the first and the last day of %(session)s.")
NO_LAST_DAY = N_("Enter the new last day of %(session)s.")
BACKWARDS = N_("%(session)s must close on the day it opens or later.")
EARLIER = N_("%(session)s closes on %(day)s now. Enter a later last day, or reschedule it.")
NOT_LATER = N_("%(session)s opens on %(day)s now. Enter later days, or reschedule it.")
NOT_AFTER = N_("%(session)s met until %(day)s. It reconvenes after that day.")
OUTSIDE = N_("%(session)s meets until %(day)s. Its last day cannot be later than that, nor before it opened.")
SAME_DAYS = N_("%(session)s has these days already. Enter others, or leave it out.")
UNKNOWN_CITY = N_("This city is not on file. Choose another.")
NO_CITY = N_("Choose the city where %(session)s meets on these days.")
WHICH_CITY = N_("Choose the city that %(session)s moves to.")
SAME_CITY = N_("%(session)s meets there already. Choose another city, or leave it out.")
NOT_THERE = N_("This building is not in the city chosen. Choose another, or none.")
UNDOCUMENTED = N_("Say which document this is the date of.")
FUTURE = N_("This day is yet to come. Check the date of the document.")

POSSIBLE: Mapping[SessionStatus, tuple[Collection[Verb], str]] = {
    SessionStatus.HELD: ((), HELD),
    SessionStatus.CANCELLED: ((Verb.RESTORE,), IS_CANCELLED),
    # RESTORE is refused of it too, by the sentence that says why: it is not cancelled.
    SessionStatus.SUSPENDED: ((Verb.RECONVENE, Verb.CANCEL, Verb.EXTEND, Verb.RESTORE), IS_SUSPENDED),
}
"""What alone can be decided about a session in such a state, and what is said of anything else."""

UNDOES: Mapping[Verb, tuple[SessionStatus, str]] = {
    Verb.RESTORE: (SessionStatus.CANCELLED, NOT_CANCELLED),
    Verb.RECONVENE: (SessionStatus.SUSPENDED, NOT_SUSPENDED),
}
"""The state that a verb brings a session out of, and what is said where it is not in it."""

KEEPS_DAYS = (Verb.RELOCATE, Verb.CANCEL)
SETS_LAST_DAY = (Verb.EXTEND, Verb.SUSPEND)
CAN_DO_WITHOUT_DAYS = (Verb.POSTPONE, Verb.RESTORE)


def checked(decision: Decision, state: State) -> Decision:
    """The decision with clean text; refused with every problem at once, each on the field of its change."""
    decision = replace(decision, document=clean_line(decision.document), reason=clean_line(decision.reason))
    problems = too_long(LONGEST_DOCUMENT, document=decision.document, reason=decision.reason)
    problems += dating_problems(decision, state.today)
    problems += [] if decision.changes else [Refusal(NOTHING, field="sessions")]
    seen: set[int] = set()
    for change in decision.changes:
        session = state.session(change.session_id)
        if session is None:
            problems.append(Refusal(NO_SESSION, field="sessions"))
        elif change.session_id in seen:
            problems.append(refused(TWICE, session, at="verb"))
        else:
            problems += problems_with(change, session, state=state)
        seen.add(change.session_id)
    if problems:
        raise Invalid(problems)
    return decision


def dating_problems(decision: Decision, today: date) -> list[Refusal]:
    """A date belongs to a document, which has been written."""
    if decision.dated is None:
        return []
    if not decision.document:
        return [Refusal(UNDOCUMENTED, field="document")]
    return [Refusal(FUTURE, field="dated")] if decision.dated > today else []


def field_of(name: str, session_id: int) -> str:
    """The name of a field in the row of a session."""
    return f"{name}-{session_id}"


def refused(message: str, session: SessionState, *, at: str, **values: object) -> Refusal:
    """A refusal on a field of a session's row."""
    return Refusal(message, field=field_of(at, session.session_id), session=session.name, **values)


def problems_with(change: Change, session: SessionState, *, state: State) -> list[Refusal]:
    """What is wrong with one change: the first problem with its verb, else those with its days and its city."""
    standing = standing_problem(change, session) or undated_problem(change, session, today=state.today)
    if standing is not None:
        return [standing]
    found = [*day_problems(change, session), *place_problems(change, session, state=state)]
    return found or further_problems(change, session, state)


def standing_problem(change: Change, session: SessionState) -> Refusal | None:
    """Why a session in its state cannot be changed so at all; None where it can."""
    verb, status = change.verb, session.status
    possible, instead = POSSIBLE.get(status, (Verb, ""))
    if verb not in possible:
        return refused(instead, session, at="verb")
    needed, missing = UNDOES.get(verb, (status, ""))
    return None if status is needed else refused(missing, session, at="verb")


def undated_problem(change: Change, session: SessionState, *, today: date) -> Refusal | None:
    """Why a session cannot be changed so while it has no days, or before they have come; None where it can."""
    if change.verb in SETS_LAST_DAY and session.opens is None:
        return refused(UNDATED, session, at="verb")
    if change.verb is Verb.SUSPEND and session.opens is not None and session.opens > today:
        return refused(NOT_BEGUN, session, at="verb")
    says_nothing = change.verb is Verb.POSTPONE and change.opens is change.closes is None
    if says_nothing and session.status is SessionStatus.POSTPONED:
        return refused(ALREADY_POSTPONED, session, at="opens")
    return None


def day_problems(change: Change, session: SessionState) -> list[Refusal]:
    """The days that the verb needs, in their order and after those that they follow."""
    if change.verb in KEEPS_DAYS:
        return []
    if change.verb in SETS_LAST_DAY:
        return last_day_problems(change, session)
    if change.verb in CAN_DO_WITHOUT_DAYS and change.opens is change.closes is None:
        return []
    if change.opens is None or change.closes is None:
        return [refused(BOTH_DAYS, session, at="opens" if change.opens is None else "closes")]
    if change.closes < change.opens:
        return [refused(BACKWARDS, session, at="closes")]
    return [*length_problems(change.opens, change.closes, session=session), *order_problems(change, session)]


def last_day_problems(change: Change, session: SessionState) -> list[Refusal]:
    """A session that is extended ends later; one that is suspended ends within its days."""
    opens, closes, last = session.opens, session.closes, change.closes
    if opens is None or closes is None:
        raise ValueError("only a session with days is extended or suspended")
    if change.verb is Verb.SUSPEND:
        outside = last is not None and not opens <= last <= closes
        return [refused(OUTSIDE, session, at="closes", day=closes)] if outside else []
    if last is None:
        return [refused(NO_LAST_DAY, session, at="closes")]
    if last <= closes:
        return [refused(EARLIER, session, at="closes", day=closes)]
    return length_problems(session.blocks[-1].opens, last, session=session)


def length_problems(opens: date, closes: date, *, session: SessionState) -> list[Refusal]:
    """More days than any session has are a wrong year."""
    days = (closes - opens).days + 1
    if days <= LONGEST_DAYS:
        return []
    field = field_of("closes", session.session_id)
    return [Refusal(TOO_LONG, field=field, days=days, most=LONGEST_DAYS)]


def order_problems(change: Change, session: SessionState) -> list[Refusal]:
    """Postponed is later, reconvened is after; the same days are no change."""
    if session.opens is None or session.closes is None or change.opens is None:
        return []
    match change.verb:
        case Verb.POSTPONE if change.opens <= session.opens:
            return [refused(NOT_LATER, session, at="opens", day=session.opens)]
        case Verb.RECONVENE if change.opens <= session.closes:
            return [refused(NOT_AFTER, session, at="opens", day=session.closes)]
        case Verb.RESCHEDULE if days_and_cities(redated(session, change)) == days_and_cities(session):
            return [refused(SAME_DAYS, session, at="opens")]
    return []


def days_and_cities(session: SessionState) -> list[tuple[date, date, int | None]]:
    """When and where it meets, run by run."""
    return [(run.opens, run.closes, session.city_of(run)) for run in session.blocks]


def place_problems(change: Change, session: SessionState, *, state: State) -> list[Refusal]:
    """The city is on file, the building stands in it, and days have a city."""
    if change.city_id is not None and state.city(change.city_id) is None:
        return [Refusal(UNKNOWN_CITY, field=field_of("city", session.session_id))]
    if change.verb is Verb.RELOCATE:
        return relocation_problems(change, session, state=state)
    city = state.city(change.city_id or session.city_id)
    if not stands_in(city, change.venue_id):
        return [Refusal(NOT_THERE, field=field_of("venue", session.session_id))]
    return [refused(NO_CITY, session, at="city")] if change.opens is not None and city is None else []


def relocation_problems(change: Change, session: SessionState, *, state: State) -> list[Refusal]:
    """A session moves to a city that is named, and to another city or building than its own."""
    if change.city_id is None:
        return [refused(WHICH_CITY, session, at="city")]
    if not stands_in(state.city(change.city_id), change.venue_id):
        return [Refusal(NOT_THERE, field=field_of("venue", session.session_id))]
    venues = {run.venue_id for run in session.blocks}
    is_there = change.city_id == session.city_id and venues <= {change.venue_id, None}
    return [refused(SAME_CITY, session, at="city")] if is_there else []


def stands_in(city: CityState | None, venue_id: int | None) -> bool:
    """Whether a building is one of the city's; no building is none of another's."""
    return venue_id is None or (city is not None and venue_id in city.venues)
