"""What a decision does to the sessions themselves: plan, head, closed days, roster, calendars and duties."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from scheduler.rules.decision_meetings import Pair
from scheduler.rules.decision_state import CityState, State
from scheduler.rules.heads import Head, HeadStatus, Seat, Succession, each_once, heads_of
from scheduler.rules.office_days import office_day
from vocabulary.days import ERA, weekday_day
from vocabulary.decisions import Consequence, ConsequenceKind, Gravity, Place, Said, SessionState
from vocabulary.states import Language, SessionStatus
from vocabulary.text import N_, Bilingual

STATUSES = {
    SessionStatus.PROVISIONAL: N_("Provisional"),
    SessionStatus.CONFIRMED: N_("Confirmed"),
    SessionStatus.POSTPONED: N_("Postponed"),
    SessionStatus.SUSPENDED: N_("Suspended"),
    SessionStatus.HELD: N_("Held"),
    SessionStatus.CANCELLED: N_("Cancelled"),
}
PLAN = N_("%(status)s · %(days)s · %(place)s")
NO_DATES = N_("No dates yet")
NO_CITY = N_("City not known")

IN_TURN = N_("One after the other: %(heads)s")
TOGETHER = N_("Together, in this order: %(heads)s")
LEADS = N_("%(name)s, %(title)s")
BY_DECISION = N_("%(name)s, by a decision")
POST = N_("%(title)s; the person is known with the days")
VACANT = N_("%(title)s (vacant)")
NO_RULE = N_("Nobody: no rule names a post for %(city)s")
NOBODY = N_("Nobody, while the city is not known")
DECIDED = N_("Decided: %(reason)s")
PASSES_ON = N_("%(name)s hands the post over on %(day)s, while the session meets")
FALLS_VACANT = N_("%(name)s leaves the post before %(day)s, while the session meets")
PASSES_WHY = N_("From that day on %(name)s holds it. Decide who leads to the end.")
RECORD_THEN = N_("Nobody is on file from that day on. Record who takes up the post or acts in it.")
BY_CITY = N_("The city says which post leads (%(source)s).")
BY_DAY = N_("Whoever holds the post on the opening day leads (%(source)s).")
DECIDE = N_("Decide who leads.")
RECORD = N_("Record who holds the post or acts in it on the opening day.")
STILL = N_("%(name)s leads by a decision, in whatever city")
RESTS = N_("The decision that %(name)s leads in %(city)s rests")
RESTS_WHY = N_("It was made for that city. Decide anew who leads, should the rule not be meant.")
RUN_RESTS = N_("The decision that %(name)s leads on the days from %(day)s rests")
RUN_RESTS_WHY = N_("It was made for days that begin then. Decide anew who leads, should the rule not be meant.")
STILL_WHY = N_("The decision names a person and not a city. Look whether it still holds.")

CLOSED_ON = N_("%(list)s: closed on %(days)s")
NO_LIST = N_("%(city)s: closed days in %(years)s are not known")
NO_LIST_WHY = N_("No list is on file for that, and none is guessed.")
SOURCE = N_("List: %(source)s.")

DROPPED = N_("Subscribed calendars drop %(session)s")
DROPPED_WHY = N_("It keeps its identity: with new days the same entry comes back.")
SHOWN = N_("Subscribed calendars show the new plan of %(session)s")
SHOWN_WHY = N_("They fetch it by themselves. Whoever was invited sees there what the last letter says.")
DUTIES = N_("Duties of the letter that stay open: %(count)s")
DUTIES_WHY = N_("No session that does not meet fulfils them.")


Runs = tuple[tuple[Head, ...], ...]
"""Who leads, run by run of a session's days."""


def plan_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """The plan itself: what it is, and what it was."""
    place = Place("session", pair.after.session_id)
    after, before = plan_said(pair.after, state), plan_said(pair.before, state)
    yield Consequence(ConsequenceKind.PLAN, place, after, before=before)


def plan_said(session: SessionState, state: State) -> Said:
    """State, days and city of a session in one line."""
    days: object = session.blocks or Said(NO_DATES)
    return Said(PLAN, {"status": Said(STATUSES[session.status]), "days": days, "place": place_said(session, state)})


def place_said(session: SessionState, state: State) -> object:
    """The cities of its days, with the buildings that are known; the city meant while it has no days."""
    if session.city_id is None:
        return Said(NO_CITY)
    found: list[Bilingual | None] = []
    for run in session.blocks:
        city = state.city(session.city_of(run))
        if city is not None:
            found += [city.name, city.venues.get(run.venue_id or 0)]
    meant = None if session.blocks else state.city(session.city_id)
    return tuple(dict.fromkeys(filter(None, found))) if meant is None else (meant.name,)


def heads_for(session: SessionState, state: State) -> tuple[tuple[Head, ...], ...]:
    """Who leads each run of its days, by rule, tenure and decision; one run while it is undated."""
    dated: list[tuple[int | None, date | None, date | None]] = [
        (session.city_of(run), run.opens, run.closes) for run in session.blocks
    ]
    return tuple(
        heads_of(
            Seat(city_id, None if (city := state.city(city_id)) is None else city.name, opens, closes),
            rules=state.committee(session.committee_id).rules,
            tenures=state.tenures,
            overrides=state.overrides.get(session.session_id, ()),
        )
        for city_id, opens, closes in dated or [(session.city_id, None, None)]
    )


def led(heads: Iterable[tuple[Head, ...]]) -> tuple[Head, ...]:
    """Whoever leads on any of the days, each once."""
    return each_once(head for several in heads for head in several)


def head_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """Another head, why, and what somebody must do where there is none."""
    runs_before, runs_after = heads_for(pair.before, state), heads_for(pair.after, state)
    after, known = led(runs_after), {identity(head) for head in led(runs_before)}
    place, moves = Place("session", pair.after.session_id), cities_of(pair.before) != cities_of(pair.after)
    yield from run_decisions_left(pair, state)
    if moves:
        yield from decisions_left(pair, state)
    yield from passings(runs_before, runs_after, place=place)
    if known == {identity(head) for head in after}:
        return
    unsettled = [head for head in after if is_unsettled(head)]
    new = [head for head in after if identity(head) not in known]
    why = head_why((unsettled or new or after)[0], moves=moves)
    gravity = Gravity.ACT if unsettled else Gravity.PLAIN
    yield Consequence(
        ConsequenceKind.HEAD, place, heads_said(runs_after), why=why, before=heads_said(runs_before), gravity=gravity
    )


def is_unsettled(head: Head) -> bool:
    """Whether nobody leads unless somebody does something about it."""
    return head.needs_decision or head.status is HeadStatus.VACANT


def passings(before: Runs, after: Runs, *, place: Place) -> Iterator[Consequence]:
    """A post that passes on to somebody else while the session meets on its new days, and did not before."""
    known = {one.succession for several in before for one in several}
    for head in dict.fromkeys(one for several in after for one in several):
        if head.succession is not None and head.succession not in known:
            yield passing(head, head.succession, place=place)


def passing(head: Head, succession: Succession, *, place: Place) -> Consequence:
    """Who hands the post over, and to whom, or that it falls vacant."""
    told = {"title": head.title, "name": head.name, "day": succession.day}
    if succession.name:
        what, why = Said(PASSES_ON, told), Said(PASSES_WHY, {"name": succession.name})
    else:
        what, why = Said(FALLS_VACANT, told), Said(RECORD_THEN)
    return Consequence(ConsequenceKind.HEAD, place, what, why=why, gravity=Gravity.LOOK)


def decisions_left(pair: Pair, state: State) -> Iterator[Consequence]:
    """What a move makes of the decisions on who leads: one for a city left rests, one for whatever city goes along."""
    place, cities = Place("session", pair.after.session_id), cities_of(pair.after)
    gone = cities_of(pair.before) - cities
    for one in state.overrides.get(pair.after.session_id, ()):
        told: dict[str, object] = {"name": tuple(head.name for head in one.heads), "city": one.city}
        if one.opens is not None and all(run.opens != one.opens for run in pair.after.blocks):
            continue  # it rests, as told
        if one.duty_station_id is None:
            yield Consequence(ConsequenceKind.HEAD, place, Said(STILL, told), why=Said(STILL_WHY), gravity=Gravity.LOOK)
        elif one.duty_station_id in gone:
            yield Consequence(ConsequenceKind.HEAD, place, Said(RESTS, told), why=Said(RESTS_WHY), gravity=Gravity.LOOK)


def run_decisions_left(pair: Pair, state: State) -> Iterator[Consequence]:
    """The decisions for a run of days that begins then no more: they rest."""
    place = Place("session", pair.after.session_id)
    gone = {run.opens for run in pair.before.blocks} - {run.opens for run in pair.after.blocks}
    for one in state.overrides.get(pair.after.session_id, ()):
        if one.opens in gone:
            told = {"name": tuple(head.name for head in one.heads), "day": one.opens}
            what = Said(RUN_RESTS, told)
            yield Consequence(ConsequenceKind.HEAD, place, what, why=Said(RUN_RESTS_WHY), gravity=Gravity.LOOK)


def identity(head: Head) -> tuple[object, ...]:
    """What makes a head another one."""
    return (head.status, head.post_id, head.person_id, head.city if head.needs_decision else None)


def cities_of(session: SessionState) -> set[int | None]:
    """Where a session meets, or is meant to."""
    return {session.city_of(run) for run in session.blocks} or {session.city_id}


def heads_said(runs: Sequence[tuple[Head, ...]]) -> Said:
    """Who leads, one after the other where it meets in several cities."""
    each = tuple({tuple(map(identity, heads)): run_said(heads) for heads in runs}.values())
    return each[0] if len(each) == 1 else Said(IN_TURN, {"heads": each})


def run_said(heads: tuple[Head, ...]) -> Said:
    """Who leads a run of days, several of them together."""
    if len(heads) == 1:
        return head_said(heads[0])
    return Said(TOGETHER, {"heads": tuple(map(head_said, heads))})


def head_said(head: Head) -> Said:
    """Who leads, as far as it is known."""
    message = {
        HeadStatus.KNOWN: LEADS,
        HeadStatus.UNDATED: POST,
        HeadStatus.VACANT: VACANT,
        HeadStatus.NO_RULE: NO_RULE,
        HeadStatus.NO_CITY: NOBODY,
        HeadStatus.OVERRIDDEN: BY_DECISION,
    }[head.status]
    return Said(message, {"name": head.name, "title": head.title, "city": head.city})


def head_why(head: Head, *, moves: bool) -> Said:
    """Why it is this one; or what must be done where it is nobody."""
    if head.needs_decision:
        return Said(DECIDE)
    if head.status is HeadStatus.VACANT:
        return Said(RECORD)
    if head.status is HeadStatus.OVERRIDDEN:
        return Said(DECIDED, {"reason": head.reason})
    return Said(BY_CITY if moves else BY_DAY, {"source": head.source})


def closed_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """The closed days that the new days hit: of the capital's offices, and of the city where it meets."""
    if pair.after.is_off:
        return
    before, after = days_of(pair.before), days_of(pair.after)
    home = state.home_of(pair.after)
    for city in (one for one in state.cities if one.city_id != home.city_id):
        new = sorted(day for number, day in after - before if number == city.city_id)
        yield from closures(city, new, session=pair.after)
    new = sorted({day for _, day in after} - {day for _, day in before})
    yield from closures(home, new, session=pair.after)


def days_of(session: SessionState) -> set[tuple[int, date]]:
    """Every day of a session with its city, 0 where that is not known."""
    return {
        (session.city_of(run) or 0, run.opens + timedelta(days=number))
        for run in session.blocks
        for number in range((run.closes - run.opens).days + 1)
    }


def closures(city: CityState, days: list[date], *, session: SessionState) -> Iterator[Consequence]:
    """Which of these days a city's list closes, and the years for which there is none."""
    place, known = Place("session", session.session_id), [office_day(day, city.closed) for day in days]
    shut = tuple(named(one.day, one.reason) for one in known if one.is_open is False and not one.is_weekend)
    if shut and city.closed is not None:
        what = Said(CLOSED_ON, {"list": city.closed.name, "days": shut})
        why = Said(SOURCE, {"source": city.closed.source}) if city.closed.source else None
        yield Consequence(ConsequenceKind.CLOSED, place, what, why=why, gravity=Gravity.LOOK)
    years = tuple(sorted({one.day.year for one in known if one.is_open is None}))
    if years:
        what = Said(NO_LIST, {"city": city.name, "years": tuple(map(both_years, years))})
        yield Consequence(ConsequenceKind.CLOSED, place, what, why=Said(NO_LIST_WHY))


def both_years(year: int) -> Bilingual:
    """A year in the era that each language counts in."""
    return Bilingual(str(year), str(year + ERA))


def named(day: date, reason: Bilingual | None) -> Bilingual:
    """A closed day with what it is called."""
    english, thai = (weekday_day(day, language) for language in (Language.ENGLISH, Language.THAI))
    if reason is None:
        return Bilingual(english, thai)
    return Bilingual(f"{english} ({reason.text(Language.ENGLISH)})", f"{thai} ({reason.text(Language.THAI)})")


def other_consequences(pair: Pair, state: State) -> Iterator[Consequence]:
    """What was subscribed for the former plan, and what stays owed."""
    after, place = pair.after, Place("session", pair.after.session_id)
    was_shown, is_shown = (bool(one.blocks) and not one.is_off for one in (pair.before, after))
    if is_shown:
        yield Consequence(ConsequenceKind.CALENDARS, place, Said(SHOWN, {"session": after.name}), why=Said(SHOWN_WHY))
    elif was_shown:
        what = Said(DROPPED, {"session": after.name})
        yield Consequence(ConsequenceKind.CALENDARS, place, what, why=Said(DROPPED_WHY))
    duties = state.committee(after.committee_id).open_duties
    if after.is_off and duties:
        what = Said(DUTIES, {"count": duties})
        yield Consequence(ConsequenceKind.OBLIGATION, place, what, why=Said(DUTIES_WHY))
