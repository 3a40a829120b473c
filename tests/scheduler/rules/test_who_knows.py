"""What an invited person knows of the present time, by what is known of letters, answers and calendars."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.rules.who_knows import (
    JOURNEY,
    Callee,
    Finding,
    Knowledge,
    Nearness,
    Sign,
    Traces,
    counted,
    dialled,
    finding,
    to_call,
)
from vocabulary.states import MailState, Participation

NOON = datetime(2022, 1, 4, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
SENT, REFUSED, BOUNCED, QUEUED = MailState.SENT, MailState.REFUSED, MailState.BOUNCED, MailState.QUEUED


@pytest.mark.parametrize(
    ("traces", "knowledge", "sign"),
    [
        (Traces(1, told=1, held=1, mail=SENT, answered=1), Knowledge.KNOWS, Sign.ANSWERED),
        (Traces(1, told=2, held=1, mail=REFUSED, answered=1), Knowledge.KNOWS, Sign.ANSWERED),
        (Traces(1, told=1, held=1, mail=SENT, told_at=NOON, fetched_at=LATER), Knowledge.KNOWS, Sign.FETCHED),
        (Traces(1, told=1, held=0, mail=REFUSED, told_at=NOON, fetched_at=LATER), Knowledge.KNOWS, Sign.FETCHED),
        (Traces(1, told=1, held=1, mail=SENT, told_at=LATER, fetched_at=NOON), Knowledge.TOLD, Sign.SENT),
        (Traces(1, told=1, held=1, mail=SENT, fetched_at=LATER), Knowledge.TOLD, Sign.SENT),
        (Traces(0, told=0, held=0, mail=SENT, told_at=NOON), Knowledge.TOLD, Sign.SENT),
        (Traces(1, told=1, held=1, mail=SENT, answered=0), Knowledge.TOLD, Sign.ANSWERED_EARLIER),
        (Traces(1, told=2, held=1, mail=BOUNCED), Knowledge.TOLD, Sign.SENT),
        (Traces(1, told=1, held=0, mail=REFUSED), Knowledge.UNREACHABLE, Sign.REFUSED),
        (Traces(0, told=0, mail=BOUNCED), Knowledge.UNREACHABLE, Sign.REFUSED),
        (Traces(1, told=1, held=0, mail=QUEUED), Knowledge.EARLIER, Sign.ON_ITS_WAY),
        (Traces(0, told=0, mail=QUEUED), Knowledge.UNTOLD, Sign.ON_ITS_WAY),
        (Traces(0, told=0), Knowledge.UNTOLD, Sign.NOTHING_LEFT),
        (Traces(0), Knowledge.UNTOLD, Sign.NOTHING_LEFT),
        (Traces(1, told=0, held=0, mail=SENT, answered=0), Knowledge.EARLIER, Sign.NOT_RELEASED),
        (Traces(1, told=0, mail=REFUSED), Knowledge.UNTOLD, Sign.NOT_RELEASED),
        (Traces(1, by_hand=True), Knowledge.UNTOLD, Sign.BY_HAND),
        (Traces(1, by_hand=True, answered=0), Knowledge.EARLIER, Sign.ANSWERED_EARLIER),
        (Traces(1, by_hand=True, answered=1), Knowledge.KNOWS, Sign.ANSWERED),
        (Traces(0, told=0, held=0, mail=SENT, leaves=True), Knowledge.EARLIER, Sign.NOT_RELEASED),
        (Traces(0, told=1, held=0, mail=REFUSED, leaves=True, told_off=True), Knowledge.UNREACHABLE, Sign.REFUSED),
        (Traces(0, told=1, held=0, mail=QUEUED, leaves=True, told_off=True), Knowledge.EARLIER, Sign.ON_ITS_WAY),
        (Traces(0, told=1, held=1, mail=SENT, leaves=True, told_off=True), Knowledge.TOLD, Sign.SENT),
    ],
)
def test_a_verdict_follows_from_letters_answers_and_calendars(traces: Traces, knowledge: Knowledge, sign: Sign) -> None:
    found = finding(traces)
    assert (found.knowledge, found.sign) == (knowledge, sign)


def callee(number: int, knowledge: Knowledge, sign: Sign, *, party: int | None = None, earlier: bool = False) -> Callee:
    return Callee(number, party or number, Participation.REQUIRED, Finding(knowledge, sign, earlier))


PEOPLE = [
    callee(1, Knowledge.TOLD, Sign.SENT),
    callee(2, Knowledge.TOLD, Sign.ANSWERED_EARLIER),
    callee(3, Knowledge.UNREACHABLE, Sign.REFUSED),
    callee(4, Knowledge.UNREACHABLE, Sign.REFUSED, earlier=True),
    callee(5, Knowledge.EARLIER, Sign.ON_ITS_WAY, earlier=True),
    callee(6, Knowledge.EARLIER, Sign.NOT_RELEASED, earlier=True),
    callee(7, Knowledge.UNTOLD, Sign.NOTHING_LEFT),
    callee(8, Knowledge.UNTOLD, Sign.BY_HAND),
    callee(9, Knowledge.KNOWS, Sign.ANSWERED),
    callee(10, Knowledge.TOLD, Sign.SENT, party=9),
    callee(11, Knowledge.UNREACHABLE, Sign.REFUSED, party=9),
    callee(12, Knowledge.EARLIER, Sign.ANSWERED_EARLIER, earlier=True),
]


def test_those_who_would_come_at_another_time_are_called_first_and_the_silent_last() -> None:
    assert to_call(PEOPLE, Nearness(NOON + timedelta(days=1)), now=NOON) == [4, 12, 5, 3, 8, 2, 1, 11]


def test_days_before_only_those_are_called_whom_no_letter_reaches() -> None:
    assert to_call(PEOPLE, Nearness(NOON + timedelta(days=5)), now=NOON) == [4, 12, 3, 11]


def test_those_who_travel_are_called_for_their_silence_earlier() -> None:
    ahead = Nearness(NOON + timedelta(days=5), JOURNEY)
    assert to_call(PEOPLE, ahead, now=NOON) == [4, 12, 5, 3, 8, 2, 1, 11]


def test_of_what_does_not_take_place_only_those_are_called_whom_that_did_not_reach() -> None:
    off = Nearness(NOON + timedelta(days=1), takes_place=False)
    assert to_call(PEOPLE, off, now=NOON) == [4, 12, 3, 11]


@pytest.mark.parametrize("starts", [None, NOON])
def test_nobody_is_called_about_a_meeting_that_has_begun_or_has_no_hour(starts: datetime | None) -> None:
    assert to_call(PEOPLE, Nearness(starts), now=NOON) == []


def test_everybody_is_counted() -> None:
    assert counted([one.finding for one in PEOPLE]) == {
        Knowledge.UNREACHABLE: 3,
        Knowledge.EARLIER: 3,
        Knowledge.UNTOLD: 2,
        Knowledge.TOLD: 3,
        Knowledge.KNOWS: 1,
    }


@pytest.mark.parametrize(
    ("phone", "number"),
    [("02 142 0000", "021420000"), ("+66 (0) 2-142-0000 ต่อ 123", "+66021420000"), ("ต่อ 12", ""), ("", "")],
)
def test_a_phone_is_dialled_without_its_extension(phone: str, number: str) -> None:
    assert dialled(phone) == number
