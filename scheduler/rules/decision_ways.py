"""What each verb makes of a session: its days, its city and its state as they shall be."""

from collections.abc import Callable
from dataclasses import replace

from vocabulary.decisions import Change, SessionState, Verb
from vocabulary.plan import Days
from vocabulary.states import SessionStatus


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


def runs_of(first: Days, change: Change, *, city_id: int | None) -> tuple[Days, ...]:
    """All runs of a change: those in the city of the first say none, and keep its building unless they name one."""
    runs = [first]
    for run in change.further:
        is_there = run.duty_station_id in (None, city_id)
        venue_id = run.venue_id or (first.venue_id if is_there else None)
        runs.append(Days(run.opens, run.closes, None if is_there else run.duty_station_id, venue_id))
    return tuple(runs)


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
