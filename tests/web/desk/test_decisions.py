"""The two forms of an open hand-over."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from scheduler.queries.hand_overs import Asked, HandOverSheet
from scheduler.queries.people import PersonLine
from vocabulary.plan import HandOverPlan, PersonCard
from vocabulary.refusals import Overtaken
from vocabulary.states import Duty, HandOverState, Language
from vocabulary.text import Bilingual
from web.desk.decisions import Decision, decision_form

SIRA = PersonLine(3, Bilingual("Mr Sira"), Bilingual(""), "sira@oag.example", "", Language.THAI, Duty.NONE, active=True)
PLAN = HandOverPlan(PersonCard(Bilingual("Ms Mali"), email="mali@oag.example"), date(2022, 1, 4))
ASKED = Asked(HandOverState.OPEN, PLAN, datetime(2022, 1, 4, tzinfo=UTC), "")
SHEET = HandOverSheet(3, SIRA, ASKED, known=None, known_agency=None, namesake=None, moves=())


@pytest.mark.parametrize("reason", [None, "No."])
def test_what_was_overtaken_stands_in_the_form_that_was_sent(app: Flask, reason: str | None) -> None:
    refusal = Overtaken("Look", seen={}, present=SHEET.sight, mine=None)
    with app.test_request_context("/", method="POST"):
        form = decision_form(SHEET, Decision(3, refusal, reason))
        others = decision_form(SHEET, Decision(4, refusal, reason))
    assert (form.confirm.change is None, form.refuse.change is None) == (reason is not None, reason is None)
    assert form.reason == (reason or "")
    assert (others.confirm.change, others.refuse.change, others.reason) == (None, None, "")
