"""What becomes of reminders whose time has come."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.rules.reminder_judgement import CAP_PAUSE, Claimed, Holder, Meeting, Room, verdicts
from tests.scheduler.rules.test_reminder_plan import HOME
from vocabulary.reminders import ReminderKind, ReminderState, Wait
from vocabulary.states import MailState

NOW = datetime(2022, 2, 14, 2, tzinfo=UTC)
EVENING = datetime(2022, 2, 14, 12, tzinfo=UTC)
MEETING = Meeting(datetime(2022, 2, 22, 7, tzinfo=UTC), stands=True, paused=False, sequence=1)
SOON = replace(MEETING, starts=datetime(2022, 2, 15, 1, tzinfo=UTC))
HOLDER = Holder(holds=True, is_silent=True, comes=False, letter=MailState.SENT, seat=HOME)
COMES = replace(HOLDER, is_silent=False, comes=True)
STEPS = [Claimed(number, 7, ReminderKind.ANSWER, step, 1) for number, step in ((1, 20), (2, 10), (3, 5))]
NEARS = Claimed(4, 7, ReminderKind.MEETING, 1, 1)

SENT, JOINED, WITHHELD = ReminderState.SENT, ReminderState.JOINED, ReminderState.WITHHELD
HELD, MISSED, PLANNED = ReminderState.HELD, ReminderState.MISSED, ReminderState.PLANNED


def judged(
    claimed: list[Claimed], holder: Holder = HOLDER, *, meeting: Meeting = MEETING, now: datetime = NOW, left: int = 9
) -> list[ReminderState]:
    """What becomes of each, in their order."""
    found = {
        one.reminder_id: one.state
        for one in verdicts(claimed, meeting, holders={7: holder}, now=now, room=Room(left, 2))
    }
    return [found[one.id] for one in claimed]


@pytest.mark.parametrize(
    ("claimed", "holder", "expected"),
    [
        (STEPS[:1], HOLDER, [SENT]),
        (STEPS, HOLDER, [JOINED, JOINED, SENT]),
        (STEPS, replace(HOLDER, is_silent=False), [WITHHELD] * 3),
        (STEPS, replace(HOLDER, holds=False), [WITHHELD] * 3),
        (STEPS, replace(HOLDER, letter=MailState.BOUNCED), [WITHHELD] * 3),
        (STEPS, replace(HOLDER, letter=None), [WITHHELD] * 3),
        (STEPS, replace(HOLDER, letter=MailState.SENDING), [PLANNED] * 3),
        (STEPS, replace(HOLDER, reminded=2), [PLANNED] * 3),
        ([replace(STEPS[0], sequence=0), STEPS[1]], HOLDER, [WITHHELD, SENT]),
        ([*STEPS, NEARS], COMES, [WITHHELD, WITHHELD, WITHHELD, SENT]),
        ([NEARS], HOLDER, [WITHHELD]),
    ],
)
def test_one_letter_a_person_for_what_is_still_missing(
    claimed: list[Claimed], holder: Holder, expected: list[ReminderState]
) -> None:
    assert judged(claimed, holder) == expected


@pytest.mark.parametrize(
    ("meeting", "now", "expected"),
    [
        (replace(MEETING, stands=False), NOW, WITHHELD),
        (replace(MEETING, paused=True), NOW, HELD),
        (MEETING, MEETING.starts, MISSED),
        (replace(MEETING, paused=True), MEETING.starts, MISSED),
        (SOON, NOW, SENT),
        (SOON, EVENING, MISSED),
        (MEETING, EVENING, PLANNED),
    ],
    ids=["moved", "paused", "begun", "begun in a pause", "in time", "no hour left", "late in the evening"],
)
def test_a_meeting_that_moved_rests_or_has_begun(meeting: Meeting, now: datetime, expected: ReminderState) -> None:
    assert judged(STEPS[:1], meeting=meeting, now=now) == [expected]


def test_what_a_cap_keeps_back_waits_and_is_not_lost() -> None:
    other = [Claimed(number, invitation, ReminderKind.ANSWER, 5, 1) for number, invitation in ((1, 7), (2, 8))]
    found = list(verdicts(other, MEETING, holders={7: HOLDER, 8: HOLDER}, now=NOW, room=Room(1, 2)))
    assert [(one.state, one.waits, one.again_at) for one in found] == [
        (SENT, None, None),
        (PLANNED, Wait.CAP, NOW + CAP_PAUSE),
    ]
