"""Which session a session is, and what no two may share."""

import pytest

from scheduler.rules.session_card import Listed, checked_session_card
from vocabulary.plan import SessionCard
from vocabulary.refusals import Invalid
from vocabulary.states import SessionKind
from vocabulary.text import Bilingual

SIGNING = Bilingual("Signing of the Convention", "พิธีลงนามอนุสัญญา")
ON_LIST = [
    Listed(1, SessionCard(ordinal=1), Bilingual("Session 1")),
    Listed(2, SessionCard(ordinal=2), Bilingual("Session 2")),
    Listed(3, SessionCard(SessionKind.CONCLUDING, parent_id=2), Bilingual("Concluding session")),
    Listed(4, SessionCard(SessionKind.CEREMONY, title=SIGNING), SIGNING),
]


def fields(card: SessionCard, own: int | None = None) -> list[str | None]:
    with pytest.raises(Invalid) as refused:
        checked_session_card(card, ON_LIST, own=own)
    return [problem.field for problem in refused.value.problems]


@pytest.mark.parametrize(
    "card",
    [
        SessionCard(ordinal=3),
        SessionCard(SessionKind.INTERSESSIONAL, 1),
        SessionCard(SessionKind.CEREMONY),
        SessionCard(SessionKind.CONCLUDING, title=Bilingual("Concluding session, part two")),
        SessionCard(SessionKind.RECONVENED, parent_id=3),
    ],
)
def test_the_list_is_open_ended(card: SessionCard) -> None:
    assert checked_session_card(card, ON_LIST) == card


def test_a_kind_has_each_number_once() -> None:
    assert fields(SessionCard(ordinal=2)) == ["ordinal"]
    assert checked_session_card(SessionCard(ordinal=2), ON_LIST, own=2).ordinal == 2
    assert fields(SessionCard(ordinal=2), own=1) == ["ordinal"]


def test_two_without_a_number_differ_by_their_titles() -> None:
    assert fields(SessionCard(SessionKind.CONCLUDING)) == ["ordinal"]
    marked = Bilingual("Signing of the Convention", "พิธีลงนาม|อนุสัญญา")
    assert fields(SessionCard(SessionKind.CEREMONY, title=marked)) == ["ordinal"]


@pytest.mark.parametrize("ordinal", [0, -1, 1000])
def test_numbers_begin_at_one(ordinal: int) -> None:
    assert fields(SessionCard(ordinal=ordinal)) == ["ordinal"]


def test_a_title_is_clean_and_not_too_long() -> None:
    card = checked_session_card(SessionCard(SessionKind.CEREMONY, title=Bilingual(" High-level\n day ")), ON_LIST)
    assert card.title.en == "High-level day"
    assert fields(SessionCard(ordinal=7, title=Bilingual("x" * 501))) == ["title_en"]


def test_no_session_continues_itself_even_by_a_detour() -> None:
    assert fields(SessionCard(ordinal=2, parent_id=2), own=2) == ["parent"]
    assert fields(SessionCard(ordinal=2, parent_id=3), own=2) == ["parent"]
    assert fields(SessionCard(ordinal=7, parent_id=99)) == ["parent"]
