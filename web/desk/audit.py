"""The audit: who did what to what, when, and what stood there before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.audit import audit_head, last_check
from scheduler.queries.audit_matches import Match
from scheduler.queries.audit_trail import Trail, audit_entry, audit_trail
from scheduler.queries.home import committee_keys, home_tzid
from scheduler.rules.policy import Permission
from vocabulary.audit_words import DEEDS, MATTERS
from vocabulary.text import N_
from web.access import access
from web.context import actor
from web.desk.audit_form import Filter, read_filter, sign
from web.desk.audit_looks import Speaker, shown_days
from web.desk.audit_titles import plain
from web.desk.blueprint import blueprint

LABELS = {
    "who": N_("Person"),
    "deed": N_("What was done"),
    "kind": N_("About which kind of thing"),
    "what": N_("About what"),
    "from": N_("First day"),
    "to": N_("Last day"),
    "quiet": N_("Leave out signing in and out"),
}


@dataclass(frozen=True, slots=True)
class Narrower:
    """A link to one of several things that were meant."""

    url: str
    label: str


@blueprint.get("/audit", endpoint="audit")
@access(Permission.DESK)
def audit_page() -> ResponseReturnValue:
    """The entries that are asked for, the latest first."""
    chosen = read_filter()
    trail = Trail((), {}) if chosen.errors else audit_trail(chosen.asked, actor=actor())
    zone = home_tzid()
    speaker = Speaker(trail.names, zone, matter=chosen.matter, committees=committee_keys())
    body = render_template(
        "desk/audit.html",
        chosen=chosen,
        days=shown_days(trail, speaker),
        older="" if trail.older is None else address(chosen.values, before=trail.older),
        latest=address(chosen.values),
        narrower=[*narrowed(chosen, "who", found=chosen.people), *narrowed(chosen, "what", found=chosen.things)],
        deeds=choices(DEEDS),
        matters=choices({matter.value: words for matter, words in MATTERS.items()}),
        head=audit_head(),
        check=last_check(),
        zone=zone,
        told=told_of(chosen),
        errors=chosen.errors,
    )
    return body, 422 if chosen.errors else 200


@blueprint.get("/audit/<int:number>", endpoint="audit_entry")
@access(Permission.DESK)
def entry_page(number: int) -> ResponseReturnValue:
    """One entry with all that it holds."""
    trail, zone = audit_entry(number, actor=actor()), home_tzid()
    speaker = Speaker(trail.names, zone, is_whole=True, committees=committee_keys())
    (row,) = trail.entries
    return render_template("desk/audit_entry.html", entry=speaker.entry(row), row=row, zone=zone)


def told_of(chosen: Filter) -> list[tuple[str, str]]:
    """What the filter leaves, in words: (label, value), the value empty where the label says it all."""
    values, deed = dict(chosen.values), chosen.asked.deed
    if deed in DEEDS:
        values["deed"] = gettext(DEEDS[deed])
    if chosen.matter is not None and values["kind"]:
        values["kind"] = gettext(MATTERS[chosen.matter])
    values["quiet"] = ""
    return [(gettext(LABELS[name]), values[name]) for name in LABELS if chosen.values[name]]


def choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """A closed list to choose from, and everything."""
    return [("", gettext("All")), *((value, gettext(text)) for value, text in words.items())]


def narrowed(chosen: Filter, name: str, *, found: Sequence[Match]) -> Iterator[Narrower]:
    """A link to each of several things that a field may mean."""
    if len(found) > 1:
        for match in found:
            kind = match.about.matter.value if name == "what" else chosen.values["kind"]
            values = {**chosen.values, name: f"#{match.number}", "kind": kind}
            yield Narrower(address(values), plain(match.title) or sign(match))


def address(values: Mapping[str, Any], **more: Any) -> str:
    """The page with this filter."""
    return url_for("desk.audit", **{name: value for name, value in {**values, **more}.items() if value})
