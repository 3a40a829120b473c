"""Who is to be in two places at once by a decision, and was not before it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.rules.clashes import overlapping
from scheduler.rules.decision_state import Appointment, State
from scheduler.rules.heads import Head
from vocabulary.decisions import Consequence, ConsequenceKind, Course, Gravity, Place, Proposal, Said, SessionState
from vocabulary.plan import Days
from vocabulary.text import N_, Bilingual

ALSO = N_("%(names)s: at %(one)s and at %(other)s at the same time")
DAYS = N_("%(one)s meets on %(days)s.")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody is at something from `starts` to `ends`, end excluded."""

    person_id: int
    name: Bilingual
    place: Place
    title: Bilingual
    starts: datetime
    ends: datetime


Clash = tuple[Place, Place]
Heads = tuple[tuple[Head, ...], ...]
"""Who leads, run by run of a session's days."""


def conflicts(
    state: State,
    sessions: Sequence[SessionState],
    *,
    heads: Mapping[int, tuple[Heads, Heads]],
    proposals: Iterable[Proposal],
) -> Iterator[Consequence]:
    """The clashes that the decision makes: heads and delegates at two sessions, or at a session and a consultation.

    `heads` are those before and after, by session; `sessions` all of them as they would be.
    """
    before = list(stays(state, state.sessions, heads={number: pair[0] for number, pair in heads.items()}))
    after = list(stays(state, sessions, heads={number: pair[1] for number, pair in heads.items()}))
    known = clashes([*before, *engagements(state.appointments)])
    found = clashes([*after, *engagements(rearranged(state.appointments, proposals))])
    by_number, titles = {one.session_id: one for one in sessions}, titles_of(state)
    for pair, people in found.items():
        names = {number: name for number, name in people.items() if number not in known.get(pair, {})}
        if names:
            yield conflict(pair, tuple(names.values()), sessions=by_number, titles=titles)


def conflict(
    pair: Clash,
    names: tuple[Bilingual, ...],
    *,
    sessions: Mapping[int, SessionState],
    titles: Mapping[Place, Bilingual],
) -> Consequence:
    """One clash with everybody whom it concerns."""
    first, second = pair
    what = Said(ALSO, {"names": names, "one": titles[first], "other": titles[second]})
    session = sessions.get(first.number) if first.kind == "session" else None
    why = None if session is None else Said(DAYS, {"one": session.name, "days": session.blocks})
    return Consequence(ConsequenceKind.CONFLICT, second, what, why=why, gravity=Gravity.ACT)


def titles_of(state: State) -> dict[Place, Bilingual]:
    """What the places of a clash are called; a session with its committee, since that may be another one."""
    titles = {Place("consultation", one.consultation_id): one.title for one in state.appointments}
    several = len(state.committees) > 1
    for one in state.sessions:
        short = state.committee(one.committee_id).name
        name = Bilingual(f"{short.en}: {one.name.en}", f"{short.th}: {one.name.th}") if several else one.name
        titles[Place("session", one.session_id)] = name
    return titles


def stays(state: State, sessions: Iterable[SessionState], *, heads: Mapping[int, Heads]) -> Iterator[Stay]:
    """Everybody who goes to a session, by the clock of its city: its roster, and whoever leads on those days."""
    going: defaultdict[int, dict[int, Bilingual]] = defaultdict(dict)
    for one in state.attendees:
        going[one.session_id][one.person_id] = one.name
    for session in sessions:
        if not session.is_off:
            for run, leading in zip(session.blocks, heads[session.session_id], strict=False):
                yield from run_stays(run, session, people=led_by(leading) | going[session.session_id], state=state)


def led_by(heads: Iterable[Head]) -> dict[int, Bilingual]:
    """The heads, as far as the people are known."""
    return {head.person_id: head.name for head in heads if head.person_id is not None and head.name is not None}


def run_stays(run: Days, session: SessionState, *, people: Mapping[int, Bilingual], state: State) -> Iterator[Stay]:
    """These people's days at a session."""
    place, tzid = Place("session", session.session_id), tzid_of(run, session, state=state)
    starts, ends = midnight(run.opens, tzid), midnight(run.closes + DAY, tzid)
    yield from (Stay(number, name, place, session.name, starts, ends) for number, name in people.items())


def tzid_of(run: Days, session: SessionState, *, state: State) -> str:
    """The clock of the city where a session meets on these days."""
    city = state.city(session.city_of(run))
    return "UTC" if city is None else city.tzid


def midnight(day: date, tzid: str) -> datetime:
    """The instant at which a day begins somewhere."""
    return datetime.combine(day, time(), ZoneInfo(tzid)).astimezone(UTC)


def engagements(appointments: Iterable[Appointment]) -> Iterator[Stay]:
    """Everybody's consultations."""
    for one in appointments:
        place = Place("consultation", one.consultation_id)
        yield Stay(one.person_id, one.name, place, one.title, one.starts, one.ends)


def rearranged(appointments: Iterable[Appointment], proposals: Iterable[Proposal]) -> Iterator[Appointment]:
    """The same after what is followed: moved, or gone."""
    followed = {one.consultation_id: one for one in proposals if one.is_followed}
    for one in appointments:
        proposal = followed.get(one.consultation_id)
        if proposal is None:
            yield one
        elif proposal.course is Course.MOVE:
            yield replace(one, starts=proposal.starts, ends=proposal.ends)


def clashes(found: Iterable[Stay]) -> dict[Clash, dict[int, Bilingual]]:
    """By pair of places: everybody who is to be in both at once."""
    pairs: dict[Clash, dict[int, Bilingual]] = {}
    for one, other in overlapping(found):
        pairs.setdefault(ordered(one.place, other.place), {})[one.person_id] = one.name
    return pairs


def ordered(one: Place, other: Place) -> Clash:
    """A pair in one order, a session first."""
    first, second = sorted((one, other), key=lambda place: (place.kind != "session", place.number))
    return first, second
