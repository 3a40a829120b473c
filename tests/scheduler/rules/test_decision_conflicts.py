"""Who is to be in two places at once by a decision."""

from dataclasses import replace
from datetime import UTC, date, datetime

from scheduler.rules.heads import Named, Override
from tests.scheduler.rules.worlds import (
    LATER,
    LATER_CLOSES,
    NEW_YORK,
    VIENNA,
    appointment,
    attendee,
    change,
    english,
    found,
    meeting,
    only,
    session,
    world,
)
from vocabulary.decisions import ConsequenceKind, Place, Verb
from vocabulary.plan import Days
from vocabulary.states import SessionStatus
from vocabulary.text import Bilingual

TO_SECOND = {"opens": date(2022, 6, 6), "closes": date(2022, 6, 17)}
KIND = ConsequenceKind.CONFLICT


def test_a_delegate_of_two_sessions_at_once_is_named() -> None:
    state = world(attendees=(attendee(1), attendee(2)))
    result = found(state, change(Verb.POSTPONE, **TO_SECOND))
    assert english(result, KIND) == [
        "Person 300: at AHC: Session 1 and at AHC: Session 2 at the same time",
    ]
    [clash] = only(result, KIND)
    assert clash.place == Place("session", 2)
    assert clash.why is not None


def test_a_head_of_two_committees_at_once_is_named() -> None:
    other = session(3, committee_id=2, blocks=(Days(LATER, LATER_CLOSES),))
    result = found(world(session(1), other), change(Verb.POSTPONE, opens=LATER, closes=LATER_CLOSES))
    assert english(result, KIND) == ["Naruemon: at AHC: Session 1 and at Tax: Session 3 at the same time"]


def test_one_committee_alone_is_not_named() -> None:
    state = world(attendees=(attendee(1), attendee(2)))
    alone = found(replace(state, committees=state.committees[:1]), change(Verb.POSTPONE, **TO_SECOND))
    assert english(alone, KIND) == ["Person 300: at Session 1 and at Session 2 at the same time"]


def test_a_clash_that_was_there_before_is_no_news() -> None:
    both = session(2, city_id=VIENNA)
    state = world(session(1), both, attendees=(attendee(1), attendee(2)))
    assert english(found(state, change(Verb.EXTEND, closes=date(2022, 1, 29))), KIND) == []


def test_whoever_is_invited_while_the_session_meets_is_named() -> None:
    during = datetime(2022, 3, 1, 7, 0, tzinfo=UTC)
    state = world(attendees=(attendee(1),), appointments=(appointment(starts=during), appointment(12, person_id=500)))
    result = found(state, change(Verb.POSTPONE, opens=LATER, closes=LATER_CLOSES))
    assert english(result, KIND) == ["Person 300: at AHC: Session 1 and at Meeting 11 at the same time"]


def test_a_consultation_that_follows_may_meet_another() -> None:
    follows = datetime(2022, 2, 22, 7, 30, tzinfo=UTC)
    state = world(
        meetings=(meeting(),),
        appointments=(appointment(10), appointment(11, starts=follows), appointment(12, person_id=301)),
    )
    moves = change(Verb.POSTPONE, opens=LATER, closes=LATER_CLOSES)
    assert english(found(state, moves), KIND) == ["Person 300: at Meeting 10 and at Meeting 11 at the same time"]
    assert english(found(state, moves, following=frozenset()), KIND) == []


def test_what_is_called_off_meets_nothing() -> None:
    state = world(meetings=(meeting(),), appointments=(appointment(10),), attendees=(attendee(1),))
    assert english(found(state, change(Verb.CANCEL)), KIND) == []


def test_a_head_by_decision_is_looked_for_as_well() -> None:
    override = Override((Named(300, Bilingual("Minister"), Bilingual("Minister")),), "Cabinet", "")
    state = world(attendees=(attendee(2),), overrides={1: (override,)})
    assert english(found(state, change(Verb.POSTPONE, **TO_SECOND)), KIND) == [
        "Person 300: at AHC: Session 1 and at AHC: Session 2 at the same time"
    ]


def test_a_session_without_a_city_goes_by_the_clock_of_the_world() -> None:
    nowhere = session(1, city_id=None, status=SessionStatus.PROVISIONAL)
    state = world(nowhere, session(2, city_id=NEW_YORK, blocks=()), attendees=(attendee(1), attendee(2)))
    moves = change(Verb.RESCHEDULE, 2, opens=date(2022, 1, 28), closes=date(2022, 1, 28))
    assert english(found(state, moves), KIND) == [
        "Person 300: at AHC: Session 1 and at AHC: Session 2 at the same time"
    ]
