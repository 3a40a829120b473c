"""What waits for the officer, in which order, and when it begins to wait."""

from datetime import date, timedelta

import pytest

from scheduler.rules.waiting import (
    SENTENCES,
    ComingSession,
    Waiting,
    WaitingKind,
    about_preparation,
    in_order,
    waiting,
)
from vocabulary.text import Bilingual

TODAY = date(2022, 1, 4)


def coming(days: int, *, missing: int = 0, is_prepared: bool = True, number: int = 1) -> ComingSession:
    return ComingSession(
        session_id=number,
        name=Bilingual(f"Session {number}"),
        opens=TODAY + timedelta(days=days),
        agencies=7,
        missing=missing,
        is_prepared=is_prepared,
    )


def kinds(*sessions: ComingSession) -> list[tuple[WaitingKind, int]]:
    return [(one.kind, one.subject_id) for one in about_preparation(sessions, today=TODAY)]


def test_names_are_waited_for_from_sixty_days_before_a_session() -> None:
    assert kinds(coming(61, missing=3)) == []
    assert kinds(coming(60, missing=3)) == [(WaitingKind.NO_NAMES, 1)]
    assert kinds(coming(60)) == []


def test_the_next_session_without_a_consultation_waits_for_one() -> None:
    first, second = coming(30, is_prepared=False), coming(90, is_prepared=False, number=2)
    assert kinds(second, first) == [(WaitingKind.NO_CONSULTATION, 1)]
    assert kinds(coming(30), second) == [(WaitingKind.NO_CONSULTATION, 2)]


def test_a_session_far_away_waits_for_nothing() -> None:
    assert kinds(coming(184, missing=7, is_prepared=False)) == []


def test_the_gravest_comes_first() -> None:
    found = [waiting(kind, 1) for kind in reversed(WaitingKind)]
    assert [one.kind for one in in_order(found)] == list(WaitingKind)


@pytest.mark.parametrize("kind", WaitingKind)
def test_every_kind_has_its_sentences(kind: WaitingKind) -> None:
    assert all(SENTENCES[kind])


def test_a_sentence_says_how_many_agencies_are_missing() -> None:
    [one] = about_preparation([coming(13, missing=5)], today=TODAY)
    assert said(one) == "Session 1 lacks names from 5 of 7 agencies. It opens on 17 January 2022"


def said(one: Waiting) -> str:
    return f"{one.message % one.values}. {one.detail % one.values}"
