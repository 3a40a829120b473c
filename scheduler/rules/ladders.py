"""What a ladder of reminders may say."""

from collections.abc import Iterable

from vocabulary.plan import Sight
from vocabulary.refusals import Invalid, Refusal
from vocabulary.reminders import MOST_DAYS, MOST_STEPS, Ladder, LadderStep
from vocabulary.text import N_

TOO_FAR = N_("Write a number of office days from 0 to %(most)s.")
TWICE = N_("Two steps are on the same day. Leave one of them out.")
TOO_MANY = N_("A ladder has %(most)s steps at the most. Leave some out.")


def checked_ladder(steps: Iterable[LadderStep], before: int) -> Ladder:
    """The ladder with its earliest step first; refused with everything that is wrong with it."""
    ladder = Ladder(tuple(sorted(steps, key=lambda step: -step.days)), before)
    problems = []
    days = [step.days for step in ladder.steps]
    if any(not 0 <= number <= MOST_DAYS for number in days):
        problems.append(Refusal(TOO_FAR, field="steps", most=MOST_DAYS))
    if len(set(days)) < len(days):
        problems.append(Refusal(TWICE, field="steps"))
    if len(days) > MOST_STEPS:
        problems.append(Refusal(TOO_MANY, field="steps", most=MOST_STEPS))
    if not 0 <= before <= MOST_DAYS:
        problems.append(Refusal(TOO_FAR, field="before", most=MOST_DAYS))
    if problems:
        raise Invalid(problems)
    return ladder


def sight_of_ladder(ladder: Ladder) -> Sight:
    """A ladder as its form shows it."""
    return {"steps": ladder.text, "before": str(ladder.before)}
