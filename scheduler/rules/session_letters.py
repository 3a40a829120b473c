"""Who is asked to which days of a session, as what, and what stands of them: deeds and previews ask this one function.

The head of mission is asked as the chair of the days that he or she leads, every delegate to all days. Whoever has no
address is asked by nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scheduler.rules.decision_state import Circle, Guest, Reached, RunState
from scheduler.rules.heads import Head
from scheduler.rules.letters_due import Holder
from scheduler.rules.session_days import keepers
from scheduler.rules.session_facts import OFF, Identity, Stay, run_facts
from vocabulary.delegation_parts import DelegationPart
from vocabulary.invite import Firmness, MeetingFacts
from vocabulary.plan import Days
from vocabulary.states import Capacity, DelegateRole, Participation, SessionStatus


@dataclass(frozen=True, slots=True)
class Placed:
    """A run with the place and the heads that it shall have; without a place it rests."""

    run: RunState
    stay: Stay | None
    heads: Mapping[int, DelegationPart] = field(default_factory=dict)


def parts_of(heads: Iterable[Head]) -> dict[int, DelegationPart]:
    """Those who lead, as far as they are known, in their order: each with place and capacity."""
    return {
        head.person_id: DelegationPart(DelegateRole.HEAD, head.place, head.capacity or Capacity.SUBSTANTIVE)
        for head in heads
        if head.person_id is not None
    }


@dataclass(frozen=True, slots=True)
class RunDue:
    """A run as it shall stand: what its letters are rendered from, whether it is off, and whom they reach."""

    run: RunState
    facts: MeetingFacts
    cancelled: bool
    reached: tuple[Reached, ...]


def runs_due(circle: Circle, placed: Iterable[Placed], *, today: date) -> tuple[RunDue, ...]:
    """Every run that calendars know or shall know; nothing of days that are over is told to anybody."""
    if circle.topic.status is SessionStatus.HELD:
        return ()
    found = (run_due(circle, one, today=today) for one in placed)
    return tuple(due for due in found if due is not None)


def run_due(circle: Circle, placed: Placed, *, today: date) -> RunDue | None:
    """One run; None where it is over, or rests and nobody has heard of it."""
    run, stay = placed.run, None if circle.topic.status in OFF else placed.stay
    known = None if run.issued is None else run.issued.facts
    last = max((day for day in (stay and stay.closes, known and known.last_day) if day), default=None)
    if last is None or last < today:
        return None
    if stay is None:
        return None if known is None else off(circle, run, known=known)
    facts, reached = run_facts(circle.topic, stay, identity=run.identity), tuple(asked(circle, placed))
    return RunDue(run, facts, cancelled=False, reached=reached)


def off(circle: Circle, run: RunState, *, known: MeetingFacts) -> RunDue:
    """A run that is off, told by the days that were known; whoever has left the delegation is asked no more."""
    going = {guest.person_id for guest in circle.delegates}
    reached = tuple(
        one if one.person_id in going or one.role is Participation.CHAIR else asked_no_more(one) for one in run.reached
    )
    why = OFF.get(circle.topic.status, Firmness.GIVEN_UP)
    return RunDue(run, replace(known, firmness=why), cancelled=True, reached=reached)


def asked(circle: Circle, placed: Placed) -> Iterator[Reached]:
    """Everybody who was ever asked to this run, and whoever is to be asked now."""
    wanted = wanted_for(circle, placed.heads)
    for one in placed.run.reached:
        part = wanted.get(one.person_id or 0)
        yield asked_no_more(one) if part is None else asked_as(one, part)
    known = {one.person_id for one in placed.run.reached}
    for number, part in wanted.items():
        if number not in known:
            yield asked_as(new_guest(guest_of(circle, number)), part)


def wanted_for(circle: Circle, heads: Mapping[int, DelegationPart]) -> dict[int, DelegationPart]:
    """Whom a run asks, and as what: its heads first; nobody who cannot be written to."""
    wanted = dict(heads)
    for guest in circle.delegates:
        wanted.setdefault(guest.person_id, DelegationPart(guest.role))
    return {number: part for number, part in wanted.items() if guest_of(circle, number).address}


def guest_of(circle: Circle, person_id: int) -> Guest:
    """The person of this number among those who may be asked."""
    return circle.people[person_id]


def asked_no_more(one: Reached) -> Reached:
    """Somebody who is not asked any more."""
    return replace(one, holder=replace(one.holder, wanted=False))


def asked_as(one: Reached, part: DelegationPart) -> Reached:
    """Somebody who is asked, in this part."""
    role = Participation.CHAIR if part.leads else Participation.REQUIRED
    holder = replace(one.holder, wanted=True, leads=part.leads, part=part.text)
    return replace(one, role=role, part=part, holder=holder)


def new_guest(guest: Guest) -> Reached:
    """Somebody who is asked for the first time."""
    holder = Holder(-guest.person_id, wanted=True, told=None)
    return Reached(
        holder,
        guest.name,
        guest.address,
        guest.language,
        person_id=guest.person_id,
        agency_id=guest.agency_id,
    )


def without_address(circle: Circle, heads: Iterable[int]) -> tuple[Guest, ...]:
    """Those of the delegation who cannot be written to, each once."""
    going = dict.fromkeys([*heads, *(guest.person_id for guest in circle.delegates)])
    return tuple(guest for number in going if not (guest := guest_of(circle, number)).address)


def runs_after(circle: Circle, days: Sequence[Days]) -> tuple[RunState, ...]:
    """By what calendars would know these runs, in their order: as writing the days keeps, takes up and makes them."""
    present = sorted((run for run in circle.runs if run.days is not None), key=opening_of)
    resting = sorted((run for run in circle.runs if run.days is None), key=resting_order)
    kept = keepers([run.days for run in present if run.days is not None], days)
    found: list[RunState] = []
    for which, run in zip(kept, days, strict=True):
        if which is not None:
            found.append(present[which] if present[which].days == run else present[which].raised)
        elif resting:
            found.append(resting.pop(0).raised)
        else:
            found.append(RunState(0, Identity("", organizer=circle.organizer)))
    return tuple(found)


def opening_of(run: RunState) -> date:
    """The first day of a run that does not rest."""
    return date.max if run.days is None else run.days.opens


def resting_order(run: RunState) -> tuple[float, int]:
    """Which identity is taken up first: the one that came to rest last."""
    if run.rested is None:
        return (0.0, 0)
    stamp, position = run.rested
    return (-stamp.timestamp(), position)


def left_over(circle: Circle, taken: Iterable[RunState]) -> Iterator[RunState]:
    """The identities that rest beside these: one that is given up is news as well."""
    numbers = {run.entry_id for run in taken}
    for run in circle.runs:
        if run.entry_id not in numbers:
            yield run if run.days is None else run.raised
