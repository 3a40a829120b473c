"""What each verb makes of a session, and when it cannot: the first half of a decision."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from scheduler.rules.decision_further import further_problems, runs_of
from scheduler.rules.decision_state import State
from scheduler.rules.lengths import too_long
from scheduler.rules.session_plan import LONGEST_DAYS, LONGEST_DOCUMENT, TOO_LONG
from vocabulary.decisions import Change, Decision, SessionState, Verb
from vocabulary.plan import Days
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

WHILE_SUSPENDED = (Verb.RECONVENE, Verb.CANCEL, Verb.EXTEND)


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
    standing = next(standing_problems(change, session, today=state.today), None)
    if standing is not None:
        return [standing]
    found = [*day_problems(change, session), *place_problems(change, session, state=state)]
    return found or further_problems(change, session, state)


def standing_problems(change: Change, session: SessionState, *, today: date) -> Iterator[Refusal]:
    """Whether a session in this state can be changed so at all."""
    verb, status = change.verb, session.status
    is_suspended, is_cancelled = status is SessionStatus.SUSPENDED, status is SessionStatus.CANCELLED
    is_undated, is_to_come = session.opens is None, session.opens is not None and session.opens > today
    closing = verb in (Verb.EXTEND, Verb.SUSPEND)
    says_nothing = verb is Verb.POSTPONE and change.opens is change.closes is None
    for applies, message, at in (
        (status is SessionStatus.HELD, HELD, "verb"),
        (verb is Verb.RESTORE and not is_cancelled, NOT_CANCELLED, "verb"),
        (verb is not Verb.RESTORE and is_cancelled, IS_CANCELLED, "verb"),
        (verb is Verb.RECONVENE and not is_suspended, NOT_SUSPENDED, "verb"),
        (is_suspended and verb not in WHILE_SUSPENDED, IS_SUSPENDED, "verb"),
        (closing and is_undated, UNDATED, "verb"),
        (verb is Verb.SUSPEND and is_to_come, NOT_BEGUN, "verb"),
        (says_nothing and status is SessionStatus.POSTPONED, ALREADY_POSTPONED, "opens"),
    ):
        if applies:
            yield refused(message, session, at=at)


def day_problems(change: Change, session: SessionState) -> list[Refusal]:
    """The days that the verb needs, in their order and after those that they follow."""
    if change.verb in (Verb.RELOCATE, Verb.CANCEL):
        return []
    if change.verb in (Verb.EXTEND, Verb.SUSPEND):
        return last_day_problems(change, session)
    if change.opens is None or change.closes is None:
        optional = change.verb in (Verb.POSTPONE, Verb.RESTORE) and change.opens is change.closes
        missing = "opens" if change.opens is None else "closes"
        return [] if optional else [refused(BOTH_DAYS, session, at=missing)]
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
    if change.verb is Verb.POSTPONE and change.opens <= session.opens:
        return [refused(NOT_LATER, session, at="opens", day=session.opens)]
    if change.verb is Verb.RECONVENE and change.opens <= session.closes:
        return [refused(NOT_AFTER, session, at="opens", day=session.closes)]
    if change.verb is Verb.RESCHEDULE and days_and_cities(redated(session, change)) == days_and_cities(session):
        return [refused(SAME_DAYS, session, at="opens")]
    return []


def days_and_cities(session: SessionState) -> list[tuple[date, date, int | None]]:
    """When and where it meets, run by run."""
    return [(run.opens, run.closes, session.city_of(run)) for run in session.blocks]


def place_problems(change: Change, session: SessionState, *, state: State) -> list[Refusal]:
    """The city is on file, the building stands in it, and days have a city."""
    if change.city_id is not None and state.city(change.city_id) is None:
        return [Refusal(UNKNOWN_CITY, field=field_of("city", session.session_id))]
    if change.verb is Verb.RELOCATE and change.city_id is None:
        return [refused(WHICH_CITY, session, at="city")]
    city = state.city(change.city_id or session.city_id)
    if change.venue_id is not None and (city is None or change.venue_id not in city.venues):
        return [Refusal(NOT_THERE, field=field_of("venue", session.session_id))]
    if change.opens is not None and city is None:
        return [refused(NO_CITY, session, at="city")]
    venues = {run.venue_id for run in session.blocks}
    if change.verb is Verb.RELOCATE and change.city_id == session.city_id and venues <= {change.venue_id, None}:
        return [refused(SAME_CITY, session, at="city")]
    return []


def changed(session: SessionState, change: Change) -> SessionState:
    """The session as the change leaves it; whatever the verb does not name stays."""
    return WAYS[change.verb](session, change)


def venue_after(session: SessionState, change: Change) -> int | None:
    """The building: the one chosen, else the present one as long as the city stays, else that of the days given up."""
    if change.venue_id is not None:
        return change.venue_id
    if change.city_id not in (None, session.city_id):
        return None
    return session.blocks[0].venue_id if session.blocks else session.was_in


def redated(session: SessionState, change: Change) -> SessionState:
    """The session on the days of the change, or on its present ones where it names none."""
    city_id = change.city_id or session.city_id
    if change.opens is None or change.closes is None:
        return replace(session, city_id=city_id)
    run = Days(change.opens, change.closes, venue_id=venue_after(session, change))
    return replace(session, city_id=city_id, blocks=runs_of(run, change, city_id=city_id))


def rescheduled(session: SessionState, change: Change) -> SessionState:
    """Other days; what was postponed is provisional again."""
    status = SessionStatus.PROVISIONAL if session.status is SessionStatus.POSTPONED else session.status
    return replace(redated(session, change), status=status)


def postponed(session: SessionState, change: Change) -> SessionState:
    """Later days, or none until they are known."""
    if change.opens is not None:
        return rescheduled(session, change)
    return replace(session, city_id=change.city_id or session.city_id, status=SessionStatus.POSTPONED, blocks=())


def relocated(session: SessionState, change: Change) -> SessionState:
    """The same days in another city or building, all of them."""
    blocks = tuple(replace(run, venue_id=change.venue_id, duty_station_id=None) for run in session.blocks)
    return replace(session, city_id=change.city_id, blocks=blocks)


def extended(session: SessionState, change: Change) -> SessionState:
    """A later last day."""
    last = session.blocks[-1]
    return replace(session, blocks=(*session.blocks[:-1], replace(last, closes=change.closes or last.closes)))


def suspended(session: SessionState, change: Change) -> SessionState:
    """To be continued; on the day named its meetings ended."""
    last = change.closes
    if last is None:
        return replace(session, status=SessionStatus.SUSPENDED)
    runs = (replace(run, closes=min(run.closes, last)) for run in session.blocks if run.opens <= last)
    return replace(session, status=SessionStatus.SUSPENDED, blocks=tuple(runs))


def reconvened(session: SessionState, change: Change) -> SessionState:
    """Further days after those it met on."""
    new = redated(session, change)
    cities = [new.city_of(run) for run in new.blocks]
    runs = [
        replace(run, duty_station_id=None if city == session.city_id else city)
        for run, city in zip(new.blocks, cities, strict=True)
    ]
    return replace(session, status=SessionStatus.CONFIRMED, blocks=(*session.blocks, *runs))


def cancelled(session: SessionState, _change: Change) -> SessionState:
    """Its days stay on record, and nobody goes."""
    return replace(session, status=SessionStatus.CANCELLED)


def restored(session: SessionState, change: Change) -> SessionState:
    """It is to meet again, on the days of before unless others are named."""
    return replace(redated(session, change), status=SessionStatus.PROVISIONAL)


WAYS: dict[Verb, Callable[[SessionState, Change], SessionState]] = {
    Verb.POSTPONE: postponed,
    Verb.RESCHEDULE: rescheduled,
    Verb.RELOCATE: relocated,
    Verb.EXTEND: extended,
    Verb.SUSPEND: suspended,
    Verb.RECONVENE: reconvened,
    Verb.CANCEL: cancelled,
    Verb.RESTORE: restored,
}
