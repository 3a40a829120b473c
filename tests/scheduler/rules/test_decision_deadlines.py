"""What a decision says of the deadlines of its sessions."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.scheduler.rules.worlds import CITIES, OPENS, VIENNA, change, found, only, session, world
from vocabulary.deadlines import DeadlineCard
from vocabulary.decisions import Change, ConsequenceKind, Verb
from vocabulary.states import SessionStatus
from vocabulary.text import Bilingual

SIX = time(18)
REGISTRATION = DeadlineCard(Bilingual("Registration", "ลงทะเบียน"), date(2022, 1, 14), SIX, "America/New_York")
OVER = DeadlineCard(Bilingual("Papers"), date(2022, 1, 3), SIX, "America/New_York")
ELSEWHERE = DeadlineCard(Bilingual("Speakers"), date(2022, 1, 15), SIX, "Asia/Ho_Chi_Minh")
DEADLINES = ((1, REGISTRATION), (1, OVER), (2, REGISTRATION))

ANNOUNCED = "It stays as it was announced for the former days."
STAYS = "Deadline: Registration, Fri 14 Jan 2022 18:00 in New York"
OFF = f"{ANNOUNCED} Take it off the session, or move it once new days are known."
LATER = (
    f"{ANNOUNCED} As far before the new opening it would be Fri 25 Feb 2022 18:00, and at the office Fri 25 Feb 2022"
    " 16:30: correct it once it is announced."
)


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        (change(Verb.POSTPONE), [(STAYS, OFF)]),
        (change(Verb.CANCEL), [(STAYS, OFF)]),
        (change(Verb.POSTPONE, opens=date(2022, 2, 28), closes=date(2022, 3, 11)), [(STAYS, LATER)]),
        (change(Verb.EXTEND, closes=date(2022, 1, 31)), []),
        (change(Verb.RELOCATE, city_id=VIENNA), []),
    ],
)
def test_deadlines_to_come_are_pointed_out_where_the_opening_day_is_another(
    decided: Change, said: list[tuple[str, str]]
) -> None:
    consequences = found(world(deadlines=DEADLINES), decided)
    told = only(consequences, ConsequenceKind.DEADLINE)
    assert [(str(one.what.both), str(one.why.both)) for one in told if one.why] == said


def test_a_session_that_has_no_days_is_asked_about_once_it_has() -> None:
    off = session(1, status=SessionStatus.POSTPONED, blocks=(), was_to_open=OPENS)
    unlisted = (replace(CITIES[0], closed=None), *CITIES[1:])
    state = world(off, deadlines=((1, ELSEWHERE),), cities=unlisted)
    assert only(found(state, change(Verb.RELOCATE, city_id=VIENNA)), ConsequenceKind.DEADLINE) == []
    later = change(Verb.RESCHEDULE, opens=date(2022, 2, 28), closes=date(2022, 3, 11))
    [one] = only(found(state, later), ConsequenceKind.DEADLINE)
    assert str(one.what.both) == "Deadline: Speakers, Sat 15 Jan 2022 18:00 in Ho Chi Minh"
    assert one.why is not None
    assert "and at the office not known:" in str(one.why.both), "no list is on file"


def test_a_session_that_never_had_days_had_no_deadline_before_them() -> None:
    state = world(session(1, status=SessionStatus.PROVISIONAL, blocks=()), deadlines=DEADLINES)
    dated = change(Verb.RESCHEDULE, opens=date(2022, 2, 28), closes=date(2022, 3, 11))
    assert only(found(state, dated), ConsequenceKind.DEADLINE) == []
