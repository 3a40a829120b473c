"""Who still has the wrong date: what everybody invited to a meeting knows of it, and whom to call."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.who_knows import who_sheet
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.policy import Permission
from vocabulary.decisions import Place
from web.access import access
from web.context import actor, now
from web.desk.blueprint import blueprint


@blueprint.get("/consultations/<int:consultation_id>/who", endpoint="who")
@access(Permission.DESK)
def who_page(consultation_id: int) -> ResponseReturnValue:
    """Per person: the last letter, the last answer, when the calendar was last fetched, and what follows."""
    return shown(Place(CONSULTATION, consultation_id))


@blueprint.get("/sessions/<int:session_id>/who", endpoint="session_who")
@access(Permission.DESK)
def session_who_page(session_id: int) -> ResponseReturnValue:
    """The same of a session's delegation, run by run of its days."""
    return shown(Place(SESSION, session_id))


def shown(place: Place) -> ResponseReturnValue:
    """The page of either."""
    return render_template("desk/who.html", sheet=who_sheet(place, actor=actor(), now=now()))
