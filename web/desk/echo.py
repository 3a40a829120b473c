"""What a typed day was understood as, asked while somebody types: a matter of the calendar, and so everybody's."""

from flask import request
from flask.typing import ResponseReturnValue

from scheduler.rules.policy import Permission
from scheduler.rules.typed import typed_day
from vocabulary.days import long_day
from vocabulary.refusals import Refusal
from web.access import access
from web.context import language, today
from web.desk.blueprint import blueprint
from web.errors import say

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/echo", endpoint="echo")
@access(Permission.PUBLIC)
def echo() -> ResponseReturnValue:
    """Weekday and both eras of the day that `text` means, or the question that it raises; nothing for nothing."""
    text = request.args.get("text", "").strip()
    if not text:
        return "", PLAIN
    try:
        return long_day(typed_day(text, field="text", today=today()), language()), PLAIN
    except Refusal as refusal:
        return say(refusal), PLAIN
