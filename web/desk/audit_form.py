"""The filter of the audit: what was typed into it, and which entries that asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request

from scheduler.queries.audit_matches import Match, matches
from scheduler.queries.audit_matters import About
from scheduler.queries.audit_trail import Asked
from vocabulary.audit_words import DEEDS
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Matter
from vocabulary.text import N_
from web.context import actor, language, today
from web.forms import CHOOSE, Typed, errors_of

FIELDS = ("who", "kind", "what", "deed", "from", "to", "quiet")
UPSIDE_DOWN = N_("The last day must be the first day or a later one.")


@dataclass(frozen=True, slots=True)
class Filter:
    """The filter as it stands: what it asks for, whom and what it means, and what is wrong with it."""

    values: Mapping[str, str]
    asked: Asked
    people: tuple[Match, ...] = ()
    things: tuple[Match, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return any(self.values.values())

    @property
    def matter(self) -> Matter | None:
        """The kind of thing that is asked about, where it is one."""
        return self.asked.about[0].matter if self.asked.about else None


def read_filter() -> Filter:
    """The filter of this request."""
    typed = Typed(request.args)
    values = {name: typed.line(name) for name in FIELDS}
    people = meant(typed, "who", matter=Matter.PERSON)
    matter = typed.choice("kind", Matter)
    things = meant(typed, "what", matter=matter)
    about = tuple(match.about for match in things) or ((About(matter),) if matter and not values["what"] else ())
    asked = Asked(
        people=tuple(match.number for match in people),
        about=about,
        deed=deed_in(typed),
        since=typed.day("from", today=today()),
        until=typed.day("to", today=today()),
        without_sign_ins=bool(values["quiet"]),
        before=next(iter(Typed(request.args).numbers("before")), None),  # a place that is none is the beginning
    )
    if asked.since is not None and asked.until is not None and asked.until < asked.since:
        typed.problems.append(Refusal(UPSIDE_DOWN, field="to"))
    values["who"] = named(values["who"], people)
    values["what"] = named(values["what"], things)
    return Filter(values, asked, people, things, errors_in(typed))


def meant(typed: Typed, name: str, *, matter: Matter | None) -> tuple[Match, ...]:
    """Whom or what a field means; nothing where it is empty, or where that cannot be said."""
    text = typed.line(name)
    if not text:
        return ()
    try:
        return matches(text, matter, field=name, actor=actor())
    except Refusal as refusal:
        typed.problems.append(refusal)
        return ()


def named(text: str, found: tuple[Match, ...]) -> str:
    """What the field shows: the one thing that is meant by number and name, or what was typed."""
    return sign(found[0]) if len(found) == 1 else text


def sign(match: Match) -> str:
    """A thing as a field takes it again: its number, and its name for the eye."""
    return f"#{match.number} {match.title.text(language())}".strip()


def deed_in(typed: Typed) -> str:
    """The deed that was chosen; what is none of ours is a problem."""
    deed = typed.line("deed")
    if deed and deed not in DEEDS:
        typed.problems.append(Refusal(CHOOSE, field="deed"))
    return deed


def errors_in(typed: Typed) -> Mapping[str, str]:
    """What is wrong, field by field in the page's language."""
    return errors_of(Invalid(typed.problems)) if typed.problems else {}
