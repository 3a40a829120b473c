"""The ledger of answers: every answer ever given to a meeting, and which of them stand."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.queries.ledger import ledger_of
from scheduler.queries.occasions import CONSULTATION
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.policy import Permission
from vocabulary.decisions import Place
from web.access import access
from web.context import actor
from web.desk.blueprint import blueprint


@blueprint.get("/consultations/<int:consultation_id>/answers", endpoint="ledger")
@access(Permission.DESK)
def ledger_page(consultation_id: int) -> ResponseReturnValue:
    """Every answer with its source; who has given none comes last."""
    return shown(Place(CONSULTATION, consultation_id))


@blueprint.get("/sessions/<int:session_id>/answers", endpoint="session_ledger")
@access(Permission.DESK)
def session_ledger_page(session_id: int) -> ResponseReturnValue:
    """The same of a session's delegation."""
    return shown(Place(SESSION, session_id))


def shown(place: Place) -> ResponseReturnValue:
    """The page of either."""
    return render_template("desk/ledger.html", ledger=ledger_of(place, actor=actor()))
