"""Who still has the wrong date: what everybody invited to a consultation knows of it, and whom to call."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.queries.who_knows import who_sheet
from scheduler.rules.policy import Permission
from web.access import access
from web.context import actor, now
from web.desk.blueprint import blueprint


@blueprint.get("/consultations/<int:consultation_id>/who", endpoint="who")
@access(Permission.DESK)
def who_page(consultation_id: int) -> ResponseReturnValue:
    """Per person: the last letter, the last answer, when the calendar was last fetched, and what follows."""
    return render_template("desk/who.html", sheet=who_sheet(consultation_id, actor=actor(), now=now()))
