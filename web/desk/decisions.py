"""What waits for a decision on a page: its two forms, to say yes and to refuse it with a reason."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from vocabulary.plan import Sight
from vocabulary.refusals import Refusal
from web.sights import FormSight, plain, sight_for


class Waiting(Protocol):
    """Something to decide: its number on the page, and what its forms show of the rows."""

    @property
    def number(self) -> int:
        """By which the forms tell it apart."""

    @property
    def sight(self) -> Sight:
        """What the forms show."""


S = TypeVar("S", bound=Waiting)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that was sent and refused: about which of those that wait, and what was typed for a refusal of it."""

    number: int
    refusal: Refusal
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionForm(Generic[S]):
    """What waits with its two forms, to confirm and to refuse it."""

    sheet: S
    confirm: FormSight
    refuse: FormSight
    reason: str = ""


def decision_form(sheet: S, sent: Decision | None) -> DecisionForm[S]:
    """The forms as they are; the one that was sent back says what somebody else has changed meanwhile."""
    fresh = FormSight(plain(sheet.sight))
    if sent is None or sent.number != sheet.number:
        return DecisionForm(sheet, fresh, fresh)
    back = sight_for(sheet.sight, sent.refusal)
    if sent.reason is None:
        return DecisionForm(sheet, back, fresh)
    return DecisionForm(sheet, fresh, back, sent.reason)
