"""What a session's plan must be, and how a plan that was given up is kept."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from scheduler.rules.lengths import too_long
from vocabulary.plan import SessionPlan
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Modality, SessionStatus, Stage
from vocabulary.text import N_, Bilingual, clean_line

LONGEST_DAYS = 100
LONGEST_DOCUMENT = 500

WITH_DAYS = {SessionStatus.CONFIRMED, SessionStatus.SUSPENDED, SessionStatus.HELD}

BOTH_DAYS = N_("Enter the first and the last day, or neither.")
BACKWARDS = N_("The session must close on the day it opens or later.")
TOO_LONG = N_("These are %(days)s days; a session has %(most)s at most. Check the year.")
NO_CITY = N_("Choose the city where the session meets on these days.")
NO_DAYS = N_("Enter the days of the session before you say so, or choose another state.")
NOT_YET = N_("This session has not begun yet. Record it as held once it has.")


@dataclass(frozen=True, slots=True)
class FormerPlan:
    """A session's plan as it once was, complete in itself: names and not numbers, so that it never changes again."""

    status: SessionStatus
    city: Bilingual | None = None
    venue: Bilingual | None = None
    opens: date | None = None
    closes: date | None = None
    modality: Modality | None = None
    stage: Stage | None = None


FORMER = TypeAdapter(FormerPlan)


def frozen_plan(plan: FormerPlan) -> dict[str, Any]:
    """The plan as JSON, for a revision's row."""
    dumped: dict[str, Any] = FORMER.dump_python(plan, mode="json")
    return dumped


def thawed_plan(stored: dict[str, Any]) -> FormerPlan:
    """The plan that a revision's row holds."""
    return FORMER.validate_python(stored)


def checked_plan(plan: SessionPlan, *, today: date) -> SessionPlan:
    """The plan with clean text; refused with every problem at once, each on its field."""
    plan = replace(plan, document=clean_line(plan.document))
    problems = [*day_problems(plan), *state_problems(plan, today=today), *text_problems(plan)]
    if problems:
        raise Invalid(problems)
    return plan


def day_problems(plan: SessionPlan) -> list[Refusal]:
    """Both days or neither, in their order, and where it is then."""
    if plan.opens is None or plan.closes is None:
        missing = "opens" if plan.opens is None else "closes"
        return [] if plan.opens == plan.closes else [Refusal(BOTH_DAYS, field=missing)]
    if plan.closes < plan.opens:
        return [Refusal(BACKWARDS, field="closes")]
    days = (plan.closes - plan.opens).days + 1
    problems = []
    if days > LONGEST_DAYS:
        problems.append(Refusal(TOO_LONG, field="closes", days=days, most=LONGEST_DAYS))
    if plan.duty_station_id is None:
        problems.append(Refusal(NO_CITY, field="duty_station"))
    return problems


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
