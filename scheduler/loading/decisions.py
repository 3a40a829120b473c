"""A decision written in a file: keys and days as people write them, read into the same values as a form."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from scheduler.loading.reading import problem, read_file
from scheduler.loading.schema import Entry, Line, Text
from scheduler.queries.listings import Keys
from scheduler.rules.typed import typed_day
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.plan import Days
from vocabulary.refusals import Invalid, Refusal

Day = date | str | None
"""A day of TOML's own, or in quotation marks as people write it."""


class RunEntry(Entry):
    """A further run of days, in the city of the first unless it names another."""

    opens: date | str
    closes: date | str
    city: Line = ""
    venue: Line = ""


class ChangeEntry(Entry):
    """What is decided about one session; `further` are the runs of days after the first one."""

    session: Text
    verb: Verb
    opens: Day = None
    closes: Day = None
    city: Line = ""
    venue: Line = ""
    further: tuple[RunEntry, ...] = ()


class DecisionFile(Entry):
    """A decision: its document, its reason, what it changes, and which consultations follow."""

    document: Line = ""
    dated: Day = None
    reason: Line = ""
    follow: Literal["all", "none"] | list[int] = "all"
    change: tuple[ChangeEntry, ...] = ()


NOT_ON_FILE = "nothing goes by %s; there are: %s"


def read_decision(text: str, *, name: str, keys: Keys, today: date) -> Decision:
    """The decision of a file; refused with every problem at once, each with its line."""
    file = read_file(text, DecisionFile, name=name)
    reader = Reader(text, name, keys, today)
    changes = tuple(reader.change(number, entry) for number, entry in enumerate(file.change))
    dated = reader.day(("dated",), file.dated)
    if reader.problems:
        raise Invalid(reader.problems)
    return Decision(
        changes=changes,
        document=file.document,
        dated=dated,
        reason=file.reason,
        following=followers(file.follow),
    )


def followers(said: str | list[int]) -> frozenset[int] | None:
    """The consultations that follow; None stands for all to which it is proposed."""
    if isinstance(said, str):
        return None if said == "all" else frozenset()
    return frozenset(said)


class Reader:
    """Reads a file's words into values and notes what it cannot read."""

    def __init__(self, text: str, name: str, keys: Keys, today: date) -> None:  # noqa: PLR0917
        self.text, self.name, self.keys, self.today = text, name, keys, today
        self.problems: list[Refusal] = []

    def change(self, number: int, entry: ChangeEntry) -> Change:
        """One change."""
        at = ("change", number)
        return Change(
            session_id=self.number((*at, "session"), entry.session, among=self.keys.sessions) or 0,
            verb=entry.verb,
            opens=self.day((*at, "opens"), entry.opens),
            closes=self.day((*at, "closes"), entry.closes),
            city_id=self.number((*at, "city"), entry.city, among=self.keys.cities),
            venue_id=self.number((*at, "venue"), entry.venue, among=self.keys.venues),
            further=tuple(self.further(at, entry)),
        )

    def further(self, at: tuple[str | int, ...], entry: ChangeEntry) -> Iterator[Days]:
        """The runs of days after the first one, as far as they can be read."""
        for number, run in enumerate(entry.further):
            here = (*at, "further", number)
            opens, closes = self.day((*here, "opens"), run.opens), self.day((*here, "closes"), run.closes)
            city_id = self.number((*here, "city"), run.city, among=self.keys.cities)
            venue_id = self.number((*here, "venue"), run.venue, among=self.keys.venues)
            if opens is not None and closes is not None:
                yield Days(opens, closes, city_id, venue_id)

    def day(self, at: Sequence[str | int], value: Day) -> date | None:
        """A day, however it is written."""
        if value is None:
            return None
        try:
            return typed_day(str(value), field="day", today=self.today)
        except Refusal as refusal:
            self.note(at, str(refusal))
            return None

    def number(self, at: Sequence[str | int], key: str, *, among: Mapping[str, int]) -> int | None:
        """The number behind a key; an empty one has none."""
        if not key:
            return None
        if key in among:
            return among[key]
        self.note(at, NOT_ON_FILE % (key, ", ".join(sorted(among)) or "-"))
        return None

    def note(self, at: Sequence[str | int], reason: str) -> None:
        """Note a problem with the line it stands on."""
        self.problems.append(problem(self.text, tuple(at), reason, name=self.name))
