"""Search: one box over meetings, people, agencies and letters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.home import committee_keys
from scheduler.queries.search import Hit, Line, Results, Wanted, search
from scheduler.rules.policy import Permission
from scheduler.rules.search_terms import marked
from vocabulary.refusals import Refusal
from vocabulary.states import SearchKind
from vocabulary.text import N_
from web.access import access
from web.context import actor, language
from web.desk.blueprint import blueprint
from web.forms import Typed, errors_of

KINDS = {
    SearchKind.CONSULTATION: (N_("Consultations"), "calendar"),
    SearchKind.SESSION: (N_("Sessions"), "pin"),
    SearchKind.PERSON: (N_("People"), "user"),
    SearchKind.AGENCY: (N_("Agencies"), "agency"),
    SearchKind.LETTER: (N_("Letters"), "mail"),
    SearchKind.COMMITTEE: (N_("Committees"), "document"),
}
NOTHING = Results((), ())


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One hit in the page's language, with what was searched for marked."""

    url: str
    title: Line
    detail: Line
    lines: tuple[Line, ...]
    letters: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The hits of one kind; `more` leads to the rest of them, or is empty."""

    kind: str
    name: str
    icon: str
    total: int
    hits: tuple[ShownHit, ...]
    more: str


@blueprint.get("/search", endpoint="search")
@access(Permission.DESK)
def search_page() -> ResponseReturnValue:
    """What was found, in groups; an empty box where nothing is asked."""
    typed = Typed(request.args)
    wanted = Wanted(typed.line("q"), typed.choice("kind", SearchKind), max(1, typed.number("page") or 1))
    try:
        results = search(wanted, actor=actor()) if wanted.query else NOTHING
    except Refusal as refusal:
        return page(wanted, NOTHING, errors=errors_of(refusal)), refusal.status
    return page(wanted, results)


def page(wanted: Wanted, results: Results, *, errors: Mapping[str, str] | None = None) -> str:
    """The page with its groups."""
    groups = shown_groups(wanted, results)
    return render_template("desk/search.html", wanted=wanted, results=results, groups=groups, errors=errors or {})


def shown_groups(wanted: Wanted, results: Results) -> list[ShownGroup]:
    """The groups in the page's language."""
    addresses = places()
    return [
        ShownGroup(
            kind=group.kind.value,
            name=gettext(KINDS[group.kind][0]),
            icon=KINDS[group.kind][1],
            total=group.total,
            hits=tuple(shown(hit, results.terms, url=addresses[hit.kind](hit.subject_id)) for hit in group.hits),
            more=more_of(wanted, group.kind, total=group.total),
        )
        for group in results.groups
    ]


def shown(hit: Hit, terms: tuple[str, ...], *, url: str) -> ShownHit:
    """One hit in the page's language; its name in the other stands beneath where only that was found."""
    title, detail = hit.title.text(language()), hit.detail.text(language())
    other = hit.title.text(language().other)
    title_line = marked(title, terms)
    beside = marked(other, terms) if other != title else ()
    is_hidden = any(piece.marked for piece in beside) and not any(piece.marked for piece in title_line)
    return ShownHit(
        url=url,
        title=title_line,
        detail=marked(detail, terms),
        lines=(beside, *hit.lines) if is_hidden else hit.lines,
        letters=tuple((url_for("desk.mail_page", mail_id=one.mail_id), one.line) for one in hit.letters),
    )


def more_of(wanted: Wanted, kind: SearchKind, *, total: int) -> str:
    """Where the rest of a kind is shown."""
    last = wanted.places[1]
    if total <= last:
        return ""
    following = 1 if wanted.kind is None else wanted.page + 1
    return url_for("desk.search", q=wanted.query, kind=kind.value, page=following)


def places() -> Mapping[SearchKind, Callable[[int], str]]:
    """The page of each thing."""
    keys = committee_keys()
    return {
        SearchKind.CONSULTATION: lambda number: url_for("desk.consultation", consultation_id=number),
        SearchKind.SESSION: lambda number: url_for("desk.session_page", session_id=number),
        SearchKind.PERSON: lambda number: url_for("desk.person", person_id=number),
        SearchKind.AGENCY: lambda number: url_for("desk.people", _anchor=f"agency-{number}"),
        SearchKind.LETTER: lambda number: url_for("desk.sent_mail", batch=number),
        SearchKind.COMMITTEE: lambda number: url_for("desk.overview", key=keys[number]),
    }
