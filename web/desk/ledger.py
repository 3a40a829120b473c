"""The ledger of answers: every answer ever given to a consultation, and which of them stand."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scheduler.queries.ledger import ledger_of
from scheduler.rules.policy import Permission
from web.access import access
from web.context import actor
from web.desk.blueprint import blueprint


@blueprint.get("/consultations/<int:consultation_id>/answers", endpoint="ledger")
@access(Permission.DESK)
def ledger_page(consultation_id: int) -> ResponseReturnValue:
    """Every answer with its source; who has given none comes last."""
    return render_template("desk/ledger.html", ledger=ledger_of(consultation_id, actor=actor()))
