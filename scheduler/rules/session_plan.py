"""What a session's plan must be, and how a plan that was given up is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

from scheduler.rules.lengths import too_long
from vocabulary.plan import Days, SessionPlan
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Modality, SessionStatus, Stage
from vocabulary.text import N_, Bilingual, clean_line

LONGEST_DAYS = 100
LONGEST_GAP = 300
"""Days between two runs: with more, a year is wrong, or it is another session."""

MOST_BLOCKS = 12
LONGEST_DOCUMENT = 500

WITH_DAYS = {SessionStatus.CONFIRMED, SessionStatus.SUSPENDED, SessionStatus.HELD}

BACKWARDS = N_("The session must close on the day it opens or later.")
TOO_LONG = N_("These are %(days)s days; a session has %(most)s at most. Check the year.")
NO_CITY = N_("Choose the city where the session meets on these days.")
OVERLAP = N_("These days begin before run %(other)s of days has ended. Correct one of the two.")
FAR_APART = N_("Run %(number)s of days begins %(days)s days after the one before has ended. Check the year.")
TOO_MANY = N_("A session has %(most)s runs of days at most. Enter the others as another session.")
NO_DAYS = N_("Enter the days of the session before you say so, or choose another state.")
NOT_YET = N_("This session has not begun yet. Record it as held once it has.")


@dataclass(frozen=True, slots=True)
class FormerDays:
    """A run of days as it once was, with the names that its places then had."""

    opens: date
    closes: date
    city: Bilingual | None = None
    venue: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class FormerPlan:
    """A session's plan as it once was, complete in itself: names and not numbers, so that it never changes again."""

    status: SessionStatus
    city: Bilingual | None = None
    blocks: tuple[FormerDays, ...] = ()
    modality: Modality | None = None
    stage: Stage | None = None

    @property
    def opens(self) -> date | None:
        """Its first day, or None where it had none."""
        return self.blocks[0].opens if self.blocks else None

    @property
    def closes(self) -> date | None:
        """Its last day, or None where it had none."""
        return self.blocks[-1].closes if self.blocks else None


FORMER = TypeAdapter(FormerPlan)


def frozen_plan(plan: FormerPlan) -> dict[str, Any]:
    """The plan as JSON, for a revision's row."""
    dumped: dict[str, Any] = FORMER.dump_python(plan, mode="json")
    return dumped


def thawed_plan(stored: dict[str, Any]) -> FormerPlan:
    """The plan that a revision's row holds; an old one, of a session's only run of days, reads as one."""
    if "blocks" in stored or stored.get("opens") is None:
        return FORMER.validate_python(stored)
    only = {name: stored.get(name) for name in ("opens", "closes", "city", "venue")}
    return FORMER.validate_python({**stored, "blocks": [only]})


def field_of(name: str, number: int) -> str:
    """A field of a run of days in a form, counted from 1: the first has no number."""
    return name if number == 1 else f"{name}_{number}"


def city_field(number: int) -> str:
    """The field of a run's city; the first run meets in the session's."""
    return field_of("duty_station", number)


def checked_plan(plan: SessionPlan, *, today: date) -> SessionPlan:
    """The plan with clean text and its runs in order; refused with every problem at once, each on its field."""
    plan = replace(plan, document=clean_line(plan.document))
    problems = [*day_problems(plan), *state_problems(plan, today=today), *text_problems(plan)]
    if problems:
        raise Invalid(problems)
    return in_order(plan)


def in_order(plan: SessionPlan) -> SessionPlan:
    """The same plan said in one way: runs by their days, the session in the city of the first, others in their own."""
    if not plan.blocks:
        return plan
    blocks = sorted(placed(plan), key=lambda block: block.opens)
    station = blocks[0].duty_station_id
    own = [block if block.duty_station_id != station else replace(block, duty_station_id=None) for block in blocks]
    return replace(plan, duty_station_id=station, blocks=tuple(own))


def placed(plan: SessionPlan) -> tuple[Days, ...]:
    """The runs of days, each with the city where it meets."""
    return tuple(replace(block, duty_station_id=block.duty_station_id or plan.duty_station_id) for block in plan.blocks)


def day_problems(plan: SessionPlan) -> list[Refusal]:
    """Every run of days forwards and somewhere, and no two at once."""
    problems = [
        problem for number, block in enumerate(placed(plan), start=1) for problem in block_problems(block, number)
    ]
    if len(plan.blocks) > MOST_BLOCKS:
        problems.append(Refusal(TOO_MANY, field=field_of("opens", MOST_BLOCKS + 1), most=MOST_BLOCKS))
    return problems or list(neighbour_problems(plan))


def block_problems(block: Days, number: int) -> Iterator[Refusal]:
    """What is wrong with one run of days by itself."""
    if block.closes < block.opens:
        yield Refusal(BACKWARDS, field=field_of("closes", number))
        return
    days = (block.closes - block.opens).days + 1
    if days > LONGEST_DAYS:
        yield Refusal(TOO_LONG, field=field_of("closes", number), days=days, most=LONGEST_DAYS)
    if block.duty_station_id is None:
        yield Refusal(NO_CITY, field=city_field(number))


def neighbour_problems(plan: SessionPlan) -> Iterator[Refusal]:
    """Runs that overlap or lie too far apart, told on the later of the two; numbers are those of the form."""
    runs = sorted(enumerate(plan.blocks, start=1), key=lambda run: run[1].opens)
    for (other, before), (number, block) in pairwise(runs):
        gap = (block.opens - before.closes).days
        if gap <= 0:
            yield Refusal(OVERLAP, field=field_of("opens", number), other=other)
        elif gap > LONGEST_GAP:
            yield Refusal(FAR_APART, field=field_of("opens", number), number=number, days=gap)


def state_problems(plan: SessionPlan, *, today: date) -> list[Refusal]:
    """What is confirmed, suspended or held has days; what is held has begun."""
    if plan.status in WITH_DAYS and plan.opens is None:
        return [Refusal(NO_DAYS, field="status")]
    if plan.status is SessionStatus.HELD and plan.opens is not None and plan.opens > today:
        return [Refusal(NOT_YET, field="status")]
    return []


def text_problems(plan: SessionPlan) -> list[Refusal]:
    """Nothing is cut off in silence."""
    return too_long(LONGEST_DOCUMENT, document=plan.document)
