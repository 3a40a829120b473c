"""The form of a session's plan: what was typed into it, as a plan, and what a page shows in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import request

from scheduler.queries.sessions import SessionPage
from scheduler.rules.session_plan import checked_plan
from vocabulary.days import short_day
from vocabulary.plan import SessionPlan
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Modality, SessionStatus, Stage
from vocabulary.text import N_
from web.context import language, today
from web.forms import Typed
from web.sights import merged

STATUSES = {
    SessionStatus.PROVISIONAL: N_("Provisional: not confirmed yet"),
    SessionStatus.CONFIRMED: N_("Confirmed"),
    SessionStatus.POSTPONED: N_("Postponed"),
    SessionStatus.SUSPENDED: N_("Suspended: to be continued"),
    SessionStatus.HELD: N_("Held"),
    SessionStatus.CANCELLED: N_("Cancelled"),
}
MODALITIES = {
    Modality.IN_PERSON: N_("In person"),
    Modality.ONLINE: N_("Online"),
    Modality.HYBRID: N_("Hybrid"),
}
STAGES = {
    Stage.EXCHANGE_OF_VIEWS: N_("Exchange of views"),
    Stage.NEGOTIATION: N_("Negotiation"),
    Stage.CONCLUSION: N_("Conclusion"),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields of the form."""

    values: Mapping[str, str]

    def day(self, name: str) -> date | None:
        """The day that a field holds, for its echo; None where it holds none."""
        return Typed(self.values).day(name, today=today())

    def overtaken(self, refusal: Refusal | None) -> "Filled":
        """The same; in fields that nobody has touched here, what somebody else has made of them meanwhile."""
        return Filled(merged(self.values, refusal))


def typed_in() -> Filled:
    """The form as it was sent."""
    return Filled(request.form.to_dict())


def filled_from(page: SessionPage) -> Filled:
    """The form of the present plan, its days written as this reader writes them."""
    plan = page.plan
    return Filled(
        {
            "duty_station": str(plan.duty_station_id or ""),
            "venue": str(plan.venue_id or ""),
            "opens": written(plan.opens),
            "closes": written(plan.closes),
            "status": plan.status.value,
            "modality": "" if plan.modality is None else plan.modality.value,
            "stage": "" if plan.stage is None else plan.stage.value,
            "document": "",
        }
    )


def written(day: date | None) -> str:
    """A day as this reader would type it."""
    return "" if day is None else short_day(day, language())


def read_plan(typed: Typed) -> SessionPlan:
    """The plan that was typed; every problem with it is noted, each on its field."""
    plan = SessionPlan(
        duty_station_id=typed.number("duty_station"),
        venue_id=typed.number("venue"),
        opens=typed.day("opens", today=today()),
        closes=typed.day("closes", today=today()),
        status=typed.choice("status", SessionStatus) or SessionStatus.PROVISIONAL,
        modality=typed.choice("modality", Modality),
        stage=typed.choice("stage", Stage),
        document=typed.line("document"),
    )
    note_problems(typed, plan)
    return plan


def note_problems(typed: Typed, plan: SessionPlan) -> None:
    """Note what is wrong with the plan itself, unless one of its days could not even be read."""
    noted = {problem.field for problem in typed.problems}
    if noted & {"opens", "closes"}:
        return
    try:
        checked_plan(plan, today=today())
    except Invalid as invalid:
        typed.problems += [problem for problem in invalid.problems if problem.field not in noted]
