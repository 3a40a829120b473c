"""The form of a session's plan: what was typed into it, as a plan, and what a page shows in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.queries.sessions import Parent, SessionPage, places_to_choose
from scheduler.rules.session_plan import MOST_BLOCKS, checked_plan, field_of
from scheduler.rules.sights import sight_of_session_plan
from vocabulary.days import short_day
from vocabulary.plan import Days, SessionPlan
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Modality, SessionKind, SessionStatus, Stage
from vocabulary.text import N_
from web.context import language, today
from web.desk import options
from web.forms import Typed, form_without
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
KINDS = {
    SessionKind.REGULAR: N_("Regular session"),
    SessionKind.ORGANIZATIONAL: N_("Organizational session"),
    SessionKind.CONCLUDING: N_("Concluding session"),
    SessionKind.RECONVENED: N_("Reconvened session"),
    SessionKind.INTERSESSIONAL: N_("Intersessional consultation"),
    SessionKind.CEREMONY: N_("Ceremony"),
}
STAGES = {
    Stage.EXCHANGE_OF_VIEWS: N_("Exchange of views"),
    Stage.NEGOTIATION: N_("Negotiation"),
    Stage.CONCLUSION: N_("Conclusion"),
}


ROW = re.compile("(?:opens|closes|venue|duty_station)_([1-9][0-9]?)")
ADD = "add"
"""The button that asks for one more run of days and saves nothing."""

BOTH_DAYS = N_("Enter the first and the last day, or neither.")


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one run of days, counted from 1, and what stands in its city's and building's."""

    number: int
    opens: str
    closes: str
    duty_station: str
    venue: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields of the form, with so many rows of days."""

    values: Mapping[str, str]
    count: int = 1

    @property
    def rows(self) -> list[Row]:
        """The rows of days, one at least."""
        return [row_of(number) for number in range(1, self.count + 1)]

    @property
    def can_add(self) -> bool:
        """Whether there may be a row more."""
        return self.count < MOST_BLOCKS

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")

    def day(self, name: str) -> date | None:
        """The day that a field holds, for its echo; None where it holds none."""
        return Typed(self.values).day(name, today=today())

    def overtaken(self, refusal: Refusal | None) -> "Filled":
        """The same; in fields that nobody has touched here, what somebody else has made of them meanwhile."""
        values = merged(self.values, refusal)
        return Filled(values, max(self.count, rows_in(values)))


@dataclass(frozen=True, slots=True)
class Offered:
    """What the fields of a plan offer, and what their numbers stand for by field."""

    choices: Mapping[str, list[options.Option]]
    names: Mapping[str, Mapping[str, str]]


def offered() -> Offered:
    """Every city and building on file, and the words of the closed lists, in the page's language."""
    places = places_to_choose()
    cities, buildings = options.cities(places), options.buildings(places)
    more = [("", gettext("The same city as above")), *cities[:-1]]
    names = {
        field_of(name, number): dict(choices)
        for number in range(1, MOST_BLOCKS + 1)
        for name, choices in (("duty_station", more if number > 1 else cities), ("venue", buildings))
    }
    return Offered(
        {
            "cities": cities,
            "more_cities": more,
            "buildings": buildings,
            "statuses": options.worded(STATUSES),
            "modalities": options.worded(MODALITIES, unknown=True),
            "stages": options.worded(STAGES, unknown=True),
        },
        names,
    )


def card_offered(parents: Iterable[Parent]) -> dict[str, list[options.Option]]:
    """The kinds of session, and the sessions that another one may continue."""
    named = [(str(one.session_id), options.plain(one.name)) for one in parents]
    return {"kinds": options.worded(KINDS), "parents": [("", gettext("None")), *named]}


def row_of(number: int) -> Row:
    """The names of the fields of one row; the first run's city is the session's."""
    return Row(number, *(field_of(name, number) for name in ("opens", "closes", "duty_station", "venue")))


def rows_in(names: Iterable[str]) -> int:
    """How many rows of days a form has, by the names of its fields; never more than a session may have and one."""
    numbers = [int(found[1]) for found in map(ROW.fullmatch, names) if found]
    return min(max([1, *numbers]), MOST_BLOCKS + 1)


def typed_in() -> MultiDict[str, str]:
    """The form as it was sent, its rows without days left out and the others moved up."""
    count = rows_in(request.form)
    rows = [row_of(number) for number in range(1, count + 1)]
    dated = [
        row
        for row in rows
        if any(one.strip() for name in (row.opens, row.closes) for one in request.form.getlist(name))
    ]
    if [row.number for row in dated] == list(range(1, len(dated) + 1)):
        return request.form
    return moved_up(rows, dated)


def moved_up(rows: Sequence[Row], dated: Sequence[Row]) -> MultiDict[str, str]:
    """The form with these rows of days alone; the second that becomes the first brings its city along."""
    moved = form_without({field for row in rows for field in fields_of(row)})
    for number, row in enumerate(dated, start=1):
        for name, old in zip(fields_of(row_of(number)), fields_of(row), strict=True):
            sent = request.form.getlist(old)
            moved.setlist(name, sent if any(sent) or name != "duty_station" else request.form.getlist(name))
    moved.setlistdefault("duty_station", request.form.getlist("duty_station"))
    return moved


def fields_of(row: Row) -> tuple[str, ...]:
    """The names of a row's fields."""
    return row.opens, row.closes, row.duty_station, row.venue


def filled_in(values: MultiDict[str, str]) -> Filled:
    """The form as it was sent, with one more row where that was asked for."""
    more = 1 if ADD in values else 0
    return Filled(values.to_dict(), min(rows_in(values) + more, MOST_BLOCKS))


def filled_from(page: SessionPage) -> Filled:
    """The form of the present plan, its days written as this reader writes them."""
    sight = sight_of_session_plan(page.plan)
    return Filled({**{name: shown(name, value) for name, value in sight.items()}, "document": ""}, rows_in(sight))


def shown(name: str, value: str) -> str:
    """A value of a sight as this reader would type it."""
    is_day = value and name.partition("_")[0] in ("opens", "closes")
    return short_day(date.fromisoformat(value), language()) if is_day else value


def read_plan(typed: Typed) -> SessionPlan:
    """The plan that was typed; every problem with it is noted, each on its field."""
    plan = SessionPlan(
        duty_station_id=typed.number("duty_station"),
        blocks=tuple(read_days(typed)),
        status=typed.choice("status", SessionStatus) or SessionStatus.PROVISIONAL,
        modality=typed.choice("modality", Modality),
        stage=typed.choice("stage", Stage),
        document=typed.line("document"),
    )
    note_problems(typed, plan)
    return plan


def read_days(typed: Typed) -> Iterator[Days]:
    """The runs of days that can be read; a row with only one of its days is noted."""
    for number in range(1, rows_in(typed.values) + 1):
        row = row_of(number)
        opens, closes = typed.day(row.opens, today=today()), typed.day(row.closes, today=today())
        station = None if number == 1 else typed.number(row.duty_station)
        venue = typed.number(row.venue)
        if opens is not None and closes is not None:
            yield Days(opens, closes, station, venue)
        elif opens is not None or closes is not None:
            missing = row.opens if opens is None else row.closes
            typed.note(missing, BOTH_DAYS)


def note_problems(typed: Typed, plan: SessionPlan) -> None:
    """Note what is wrong with the plan itself, unless one of its days could not even be read."""
    noted = {problem.field for problem in typed.problems}
    if any(field and field.partition("_")[0] in ("opens", "closes") for field in noted):
        return
    try:
        checked_plan(plan, today=today())
    except Invalid as invalid:
        typed.problems += [problem for problem in invalid.problems if problem.field not in noted]
