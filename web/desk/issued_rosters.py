"""Issuing a roster, and reading what was issued."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from scheduler.issued_rosters import issue_roster
from scheduler.queries.issued_rosters import issued_page, to_issue
from scheduler.rules.policy import Permission
from vocabulary.issued import Wish
from vocabulary.refusals import Refusal
from vocabulary.states import Language
from vocabulary.text import N_
from web.access import access
from web.context import actor, now
from web.desk.blueprint import blueprint
from web.forms import Typed, form_page
from web.paper import paper_of

NO_LANGUAGE = N_("Choose the language in which it is issued.")


@blueprint.get("/sessions/<int:session_id>/delegation/issue", endpoint="issue_roster")
@access(Permission.DESK)
def issue_page(session_id: int) -> ResponseReturnValue:
    """What would be issued, as it stands."""
    return issue_form(session_id, language=Language.THAI.value)


def issue_form(
    session_id: int, *, language: str, despite: str = "", refusal: Refusal | None = None
) -> ResponseReturnValue:
    """The form with everything typed, and what is wrong with it."""
    return form_page(
        "desk/issue_roster.html",
        refusal,
        page=to_issue(session_id, actor=actor()),
        language=language,
        despite=despite,
    )


@blueprint.post("/sessions/<int:session_id>/delegation/issue", endpoint="issue_roster_now")
@access(Permission.DESK)
def issue_now(session_id: int) -> ResponseReturnValue:
    """Issue it as it was shown."""
    typed = Typed()
    despite = typed.line("despite")
    try:
        language = typed.needed("language", typed.choice("language", Language), sentence=NO_LANGUAGE)
        typed.check()
        wish = Wish(language or Language.THAI, despite)
        number = issue_roster(session_id, wish, by=actor(), now=now(), seen=typed.line("seen"))
    except Refusal as refusal:
        return issue_form(session_id, language=typed.line("language"), despite=despite, refusal=refusal)
    flash(gettext("Roster no. %(number)s is issued.", number=number), "ok")
    return redirect(url_for("desk.issued_roster", session_id=session_id, number=number), 303)


@blueprint.get("/sessions/<int:session_id>/delegation/issued/<int:number>", endpoint="issued_roster")
@access(Permission.DESK)
def issued(session_id: int, number: int) -> ResponseReturnValue:
    """One issued roster, exactly as it was."""
    against = Typed(request.args).number("against")
    page = issued_page(session_id, number, actor=actor(), against=against)
    return render_template("desk/issued_roster.html", page=page, paper=paper_of(page))
