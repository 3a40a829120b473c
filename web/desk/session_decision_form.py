"""The form of a decision about sessions: what was typed into it, as a decision, and what a page shows in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from scheduler.rules.decision_plans import field_of
from scheduler.rules.decision_state import State
from scheduler.rules.decision_verbs import verbs_for
from scheduler.rules.session_plan import MOST_BLOCKS
from scheduler.rules.told_decisions import Told, ToldChange, ToldLine
from vocabulary.decisions import Change, ConsequenceKind, Decision, Place, SessionState, Verb
from vocabulary.plan import Days
from vocabulary.text import N_, Bilingual
from web.context import today
from web.desk import options
from web.forms import Typed

VERBS = {
    Verb.POSTPONE: N_("Postponed: to later days, or with no new date yet"),
    Verb.RESCHEDULE: N_("Set on other days"),
    Verb.RELOCATE: N_("Moved to another city or building"),
    Verb.EXTEND: N_("Extended to a later last day"),
    Verb.SUSPEND: N_("Suspended: to be continued"),
    Verb.RECONVENE: N_("Reconvened on further days"),
    Verb.CANCEL: N_("Cancelled"),
    Verb.RESTORE: N_("Restored: the cancellation is taken back"),
}
GROUPS = {
    ConsequenceKind.HEAD: N_("Who leads"),
    ConsequenceKind.MANDATE: N_("Mandate"),
    ConsequenceKind.CONFLICT: N_("In two places at once"),
    ConsequenceKind.CLOSED: N_("Closed days"),
    ConsequenceKind.CONSULTATION: N_("Consultations that stay"),
    ConsequenceKind.DEADLINE: N_("Deadlines"),
    ConsequenceKind.ROSTER: N_("Rosters"),
    ConsequenceKind.SEATS: N_("Rooms and seats"),
    ConsequenceKind.CALENDARS: N_("Calendars"),
    ConsequenceKind.OBLIGATION: N_("Duties"),
}
NO_VERB = N_("Choose what is decided.")
PARTS = ("verb", "opens", "closes", "city", "venue")
RUN = PARTS[1:]
"""The fields of a run of days; those of further ones have their number behind."""
ALL_PARTS = (*PARTS, *(f"{part}_{run}" for run in range(2, MOST_BLOCKS + 1) for part in RUN))
ADD = "add"
"""The button that asks for one more run of days, with the number of the session."""
BOTH_DAYS = N_("Enter the first and the last day, or neither.")
WHOLE = ("document", "dated", "reason")
CHOSEN = "chosen"
"""Says that the boxes of the consultations were shown: without it all follow."""

Fields = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One session of the form, and what stands in its fields."""

    session: SessionState
    verbs: Sequence[tuple[str, str]]
    values: Mapping[str, str]
    runs: tuple[int, ...] = ()

    @property
    def can_add(self) -> bool:
        """Whether there may be one run of days more."""
        return len(self.runs) + 1 < MOST_BLOCKS

    def name(self, part: str) -> str:
        """The name of one of its fields."""
        return field_of(part, self.session.session_id)

    def day(self, part: str) -> date | None:
        """The day that a field holds, for its echo; None where it holds none."""
        return Typed({part: self.values[part]}).day(part, today=today())


def rows_of(fields: Fields, state: State) -> tuple[Row, ...]:
    """A row for each session that was chosen and is on file."""
    chosen = Typed(fields).numbers("session")
    sessions = [one for one in state.sessions if one.session_id in chosen]
    return tuple(row_of(one, fields, today=state.today) for one in sessions)


def row_of(session: SessionState, fields: Fields, *, today: date) -> Row:
    """One row, with the likeliest verb where none was chosen."""
    verbs = verbs_for(session, today=today)
    values = {part: fields.get(field_of(part, session.session_id), "") for part in PARTS}
    if not values["verb"] and verbs:
        values["verb"] = verbs[0].value
    runs = tuple(range(2, further_in(fields, session.session_id) + 1))
    values |= {
        f"{part}_{run}": fields.get(field_of(f"{part}_{run}", session.session_id), "") for run in runs for part in RUN
    }
    return Row(session, options.worded({verb: VERBS[verb] for verb in verbs}), values, runs)


def further_in(fields: Fields, session_id: int) -> int:
    """How many runs of days the row of a session shows: as many as are filled, and one more where it was asked for."""
    filled = [
        run
        for run in range(2, MOST_BLOCKS + 1)
        if any(fields.get(field_of(f"{part}_{run}", session_id), "").strip() for part in RUN)
    ]
    asked = fields.get(ADD, "") == str(session_id)
    return min(max([1, *filled]) + asked, MOST_BLOCKS)


def read_decision(typed: Typed) -> Decision:
    """The decision that was typed; every problem with it is noted, each on its field."""
    following = frozenset(typed.numbers("follow")) if typed.line(CHOSEN) else None
    return Decision(
        changes=tuple(changes_in(typed)),
        document=typed.line("document"),
        dated=typed.day("dated", today=today()),
        reason=typed.line("reason"),
        following=following,
    )


def changes_in(typed: Typed) -> Iterator[Change]:
    """What was typed in each row."""
    for number in dict.fromkeys(typed.numbers("session")):
        verb = typed.needed(field_of("verb", number), typed.choice(field_of("verb", number), Verb), sentence=NO_VERB)
        yield Change(
            session_id=number,
            verb=verb or Verb.CANCEL,
            opens=typed.day(field_of("opens", number), today=today()),
            closes=typed.day(field_of("closes", number), today=today()),
            city_id=typed.number(field_of("city", number)),
            venue_id=typed.number(field_of("venue", number)),
            further=tuple(further_runs(typed, number)),
        )


def further_runs(typed: Typed, session_id: int) -> Iterator[Days]:
    """The runs of days after the first one; a row without days is none."""
    for run in range(2, MOST_BLOCKS + 1):
        opens_field, closes_field = (field_of(f"{part}_{run}", session_id) for part in ("opens", "closes"))
        opens, closes = typed.day(opens_field, today=today()), typed.day(closes_field, today=today())
        city_id, venue_id = (typed.number(field_of(f"{part}_{run}", session_id)) for part in ("city", "venue"))
        if opens is not None and closes is not None:
            yield Days(opens, closes, city_id, venue_id)
        elif opens is not None or closes is not None:
            typed.note(opens_field if opens is None else closes_field, BOTH_DAYS)


def fields_in(fields: Fields) -> list[tuple[str, str]]:
    """Everything of a decision that was sent, and nothing that belongs to the form itself."""
    numbers = fields.getlist("session")
    names = [*WHOLE, CHOSEN, *(f"{part}-{number}" for number in dict.fromkeys(numbers) for part in ALL_PARTS)]
    several = [(name, value) for name in ("session", "follow") for value in fields.getlist(name)]
    return [*several, *((name, fields[name]) for name in names if fields.get(name))]


def without_follow(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same without the boxes, which stand on the page themselves."""
    return [(name, value) for name, value in fields if name not in ("follow", CHOSEN)]


def as_arguments(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The same for an address."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found


def groups_of(told: Told) -> list[tuple[str, tuple[ToldLine, ...]]]:
    """The consequences beside the plans, kind by kind, under their headings."""
    return [(gettext(title), lines) for kind, title in GROUPS.items() if (lines := told.of(kind))]


def names_in(told: Told) -> dict[Place, Bilingual]:
    """What the sessions of a decision are called, by which its lines are told apart; one alone needs no telling."""
    found = {Place("session", one.session): one.name for one in told.changes}
    return found if len(found) > 1 else {}


def plans_of(told: Told) -> list[tuple[ToldChange, ToldLine]]:
    """What was decided about each session, with what its plan is and was."""
    return list(zip(told.changes, told.of(ConsequenceKind.PLAN), strict=True))
