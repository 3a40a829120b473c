"""An open hand-over on the agency's page: its two forms, to confirm and to refuse it."""

from dataclasses import dataclass

from scheduler.queries.hand_overs import HandOverSheet
from vocabulary.refusals import Refusal
from web.sights import FormSight, plain, sight_for


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a hand-over that was sent and refused: about whom, and what was typed for a refusal of it."""

    person_id: int
    refusal: Refusal
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """An open hand-over with its two forms, to confirm and to refuse it."""

    sheet: HandOverSheet
    confirm: FormSight
    refuse: FormSight
    reason: str = ""


def decision_form(sheet: HandOverSheet, sent: Decision | None) -> DecisionForm:
    """The forms as they are; the one that was sent back says what somebody else has changed meanwhile."""
    fresh = FormSight(plain(sheet.sight))
    if sent is None or sent.person_id != sheet.person_id:
        return DecisionForm(sheet, fresh, fresh)
    back = sight_for(sheet.sight, sent.refusal)
    if sent.reason is None:
        return DecisionForm(sheet, back, fresh)
    return DecisionForm(sheet, fresh, back, sent.reason)
