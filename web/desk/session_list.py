"""The list of a committee's sessions: adding one, and correcting which one it is."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.queries.sessions import SessionPage, parents_to_choose, session_page_for
from scheduler.rules.policy import Permission
from scheduler.rules.sights import sight_of_session_card
from scheduler.session_list import add_session, correct_session
from vocabulary.plan import NewSession, SessionCard
from vocabulary.refusals import Refusal
from vocabulary.states import SessionKind, SessionStatus
from vocabulary.text import Bilingual
from web.access import access
from web.context import actor, hand
from web.desk.blueprint import blueprint
from web.desk.session_form import ADD, Filled, card_offered, filled_in, offered, read_plan, typed_in
from web.forms import Typed, form_page
from web.sights import merged, seen_in_form, sight_for


@blueprint.get("/committees/<key>/sessions/new", endpoint="new_session")
@access(Permission.DESK)
def new_session_page(key: str) -> ResponseReturnValue:
    """The form of a session that is to be added."""
    fresh = {**sight_of_session_card(SessionCard()), "status": SessionStatus.PROVISIONAL.value}
    return new_form(key, Filled(fresh))


@blueprint.post("/committees/<key>/sessions/new", endpoint="add_session")
@access(Permission.DESK)
def add_session_now(key: str) -> ResponseReturnValue:
    """Add the session, or only show what was understood, or one more run of days."""
    if ADD in request.form:
        return new_form(key, filled_in(request.form))
    values = typed_in()
    typed = Typed(values)
    try:
        card, plan = read_card(typed), read_plan(typed)
        typed.check()
        if "check" in request.form:
            return new_form(key, filled_in(values))
        number = add_session(NewSession(key, card, plan), hand=hand())
    except Refusal as refusal:
        return new_form(key, filled_in(values), refusal=refusal)
    flash(gettext("The session is on the list. Nothing was mailed."), "ok")
    return redirect(url_for("desk.session_page", session_id=number), 303)


def new_form(key: str, filled: Filled, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    committee, parents = parents_to_choose(key, actor=actor())
    return form_page(
        "desk/new_session.html",
        refusal,
        key=key,
        committee=committee,
        filled=filled,
        offered={**offered().choices, **card_offered(parents)},
    )


@blueprint.get("/sessions/<int:session_id>/name", endpoint="name_session")
@access(Permission.DESK)
def name_page(session_id: int) -> ResponseReturnValue:
    """The form of which session it is."""
    page = session_page_for(session_id, actor=actor())
    return name_form(page, page.card_sight)


@blueprint.post("/sessions/<int:session_id>/name", endpoint="name_session_now")
@access(Permission.DESK)
def name_now(session_id: int) -> ResponseReturnValue:
    """Correct which session it is."""
    page, typed = session_page_for(session_id, actor=actor()), Typed()
    try:
        card = read_card(typed)
        typed.check()
        correct_session(session_id, card, hand=hand(), seen=seen_in_form())
    except Refusal as refusal:
        return name_form(page, request.form.to_dict(), refusal=refusal)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("desk.session_page", session_id=session_id), 303)


def name_form(page: SessionPage, values: Mapping[str, str], *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    _, parents = parents_to_choose(page.committee_key, actor=actor())
    choices = card_offered([one for one in parents if one.session_id != page.line.session_id])
    return form_page(
        "desk/name_session.html",
        refusal,
        page=page,
        sight=sight_for(
            page.card_sight, refusal, choices={"parent": dict(choices["parents"]), "kind": dict(choices["kinds"])}
        ),
        values=merged(values, refusal),
        offered=choices,
    )


def read_card(typed: Typed) -> SessionCard:
    """Which session was typed."""
    return SessionCard(
        kind=typed.choice("kind", SessionKind) or SessionKind.REGULAR,
        ordinal=typed.number("ordinal"),
        title=Bilingual(typed.line("title_en"), typed.line("title_th")),
        parent_id=typed.number("parent"),
    )
