"""Decisions about sessions: typed, looked at with all they bring about, made once, released or undone."""

from collections import Counter

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.decision_letters import some_letters
from scheduler.decision_releases import recall_decision, release_decision
from scheduler.decisions import Preview, decide, preview, undo
from scheduler.queries.decision_pages import decision_page
from scheduler.queries.decisions import decision_state
from scheduler.queries.sessions import places_to_choose
from scheduler.rules.policy import Permission
from scheduler.rules.told_decisions import told
from vocabulary.decisions import Place
from vocabulary.refusals import Refusal, Stale
from vocabulary.text import Bilingual
from web.access import access
from web.context import actor, hand, now, settings, wall
from web.desk import options
from web.desk.blueprint import blueprint
from web.desk.release import MARKED_FIELDS, due_at, released, undo_seconds
from web.desk.session_decision_form import (
    VERBS,
    Fields,
    as_arguments,
    fields_in,
    groups_of,
    names_in,
    plans_of,
    read_decision,
    rows_of,
    without_follow,
)
from web.forms import Typed, errors_of, form_page


@blueprint.get("/decisions/new", endpoint="decide")
@access(Permission.DESK)
def decide_page() -> ResponseReturnValue:
    """The form of a decision: which sessions, and what becomes of each."""
    return decision_form(request.args)


def decision_form(fields: Fields, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    state, places = decision_state(now()), places_to_choose()
    rows = rows_of(fields, state)
    chosen = {row.session.session_id for row in rows}
    return form_page(
        "desk/decide.html",
        refusal,
        rows=rows,
        others=[one for one in state.sessions if one.session_id not in chosen],
        committees={one.committee_id: one.name for one in state.committees},
        fields=fields,
        cities=[("", gettext("The present one")), *options.cities(places)[:-1]],
        buildings=[("", gettext("The present one, should the city stay")), *options.buildings(places)[1:]],
        dated=Typed(fields).day("dated"),
    )


@blueprint.get("/decisions/preview", endpoint="decision_preview")
@access(Permission.DESK)
def preview_page() -> ResponseReturnValue:
    """All that the decision would bring about; nothing is changed by looking."""
    return looked_at(request.args)


def looked_at(fields: Fields, *, problem: Stale | None = None) -> ResponseReturnValue:
    """The preview; the form where the decision cannot be made."""
    typed = Typed(fields)
    try:
        decision = read_decision(typed)
        typed.check()
        shown = preview(decision, hand=hand())
    except Refusal as refusal:
        return decision_form(fields, refusal=refusal)
    body = preview_body(fields, shown, problem)
    return body, 200 if problem is None else problem.status


def preview_body(fields: Fields, shown: Preview, problem: Stale | None) -> str:  # noqa: PLR0917 - what the page holds
    """The page of a preview."""
    sent, words = fields_in(fields), told(shown.decision, shown.consequences)
    return render_template(
        "desk/preview_decision.html",
        shown=shown,
        told=words,
        plans=plans_of(words),
        groups=groups_of(words),
        names=names_in(words),
        counts=Counter(one.kind for one in shown.consequences.letters),
        sheaf=some_letters(shown, first=letter_in(fields), desk=settings().desk, base_url=settings().base_url),
        titles=titles_in(shown),
        hidden=without_follow(sent),
        back=url_for("desk.decide", **as_arguments(sent)),  # type: ignore[arg-type] # mypy sees url_for's own options
        verbs=VERBS,
        errors={} if problem is None else errors_of(problem),
    )


def letter_in(fields: Fields) -> int:
    """The number of the first letter to be read; what is none is the first of all."""
    return next(iter(Typed(fields).numbers("letters")), 1)


def letters_asked(fields: Fields) -> dict[str, list[str] | str]:
    """Which letters are to be read, for an address; nothing where it is the decision that is looked at anew."""
    return {"letters": [str(letter_in(fields))], "_anchor": "letters"} if "letters" in fields else {}


def titles_in(shown: Preview) -> dict[Place, Bilingual]:
    """What the meetings are called of which somebody may be told."""
    consultations = {Place("consultation", one.consultation_id): one.title for one in shown.state.meetings}
    return consultations | {Place("session", one.session_id): one.name for one in shown.consequences.after}


@blueprint.post("/decisions", endpoint="decide_now")
@access(Permission.DESK)
def decide_now() -> ResponseReturnValue:
    """Make the decision as it was shown; or only show it with other boxes ticked, or with other letters."""
    if "look" in request.form or "letters" in request.form:
        address = as_arguments(fields_in(request.form)) | letters_asked(request.form)
        return redirect(url_for("desk.decision_preview", **address), 303)  # type: ignore[arg-type] # as above
    typed = Typed()
    try:
        decision = read_decision(typed)
        typed.check()
        number = decide(decision, hand=hand(), seen=typed.line("seen"))
    except Stale as stale:
        return looked_at(request.form, problem=stale)
    except Refusal as refusal:
        return decision_form(request.form, refusal=refusal)
    flash(gettext("Decided. Nobody has been told yet."), "ok")
    return redirect(url_for("desk.decision", decision_id=number), 303)


@blueprint.get("/decisions/<int:decision_id>", endpoint="decision")
@access(Permission.DESK)
def one_decision(decision_id: int) -> ResponseReturnValue:
    """What was decided, and how far its letters are."""
    return decision_view(decision_id)


def decision_view(decision_id: int, *, problem: Refusal | None = None) -> ResponseReturnValue:
    """The page, with what went wrong when its letters were to be released."""
    page = decision_page(decision_id, actor=actor(), wall=wall())
    body = render_template(
        "desk/decision.html",
        page=page,
        plans=plans_of(page.told),
        groups=groups_of(page.told),
        names=names_in(page.told),
        verbs=VERBS,
        labels=MARKED_FIELDS,
        waits=undo_seconds(),
        errors={} if problem is None else errors_of(problem),
    )
    return body, 200 if problem is None else problem.status


@blueprint.post("/decisions/<int:decision_id>/release", endpoint="release_decision")
@access(Permission.DESK)
def release_now(decision_id: int) -> ResponseReturnValue:
    """Let all letters of the decision go."""
    typed = Typed()
    try:
        batches, aware = typed.numbers("batch"), bool(typed.line("aware"))
        typed.check()
        count = release_decision(decision_id, batches, by=actor(), now=now(), due_at=due_at(), aware=aware)
    except Refusal as refusal:
        return decision_view(decision_id, problem=refusal)
    flash(released(count), "ok")
    return redirect(url_for("desk.decision", decision_id=decision_id), 303)


@blueprint.post("/decisions/<int:decision_id>/recall", endpoint="recall_decision")
@access(Permission.DESK)
def recall_now(decision_id: int) -> ResponseReturnValue:
    """Call the letters back, as long as none of them has left."""
    try:
        recall_decision(decision_id, by=actor(), now=now())
    except Refusal as refusal:
        return decision_view(decision_id, problem=refusal)
    flash(gettext("The letters are called back. They wait for their release again."), "ok")
    return redirect(url_for("desk.decision", decision_id=decision_id), 303)


@blueprint.post("/decisions/<int:decision_id>/undo", endpoint="undo_decision")
@access(Permission.DESK)
def undo_now(decision_id: int) -> ResponseReturnValue:
    """Take the decision back as a whole."""
    try:
        undo(decision_id, hand=hand())
    except Refusal as refusal:
        return decision_view(decision_id, problem=refusal)
    flash(gettext("Undone. Everything is as it was before this decision."), "ok")
    return redirect(url_for("desk.decision", decision_id=decision_id), 303)
