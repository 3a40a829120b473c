"""Closed lists of words: what the database stores never changes by accident."""

from enum import Enum

import pytest

from vocabulary import states
from vocabulary.states import DelegateRole, Language, MailState

LISTS = [
    kind for kind in vars(states).values() if isinstance(kind, type) and issubclass(kind, Enum) and kind is not Enum
]


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_stored_words_are_short_and_told_apart(kind: type[Enum]) -> None:
    values = [str(member.value) for member in kind]
    assert len(set(values)) == len(values)
    assert all(0 < len(value) <= 60 for value in values)


def test_each_language_has_its_other() -> None:
    assert Language.THAI.other is Language.ENGLISH
    assert Language.ENGLISH.other is Language.THAI


def test_roles_stand_in_the_order_of_a_roster() -> None:
    assert [role.value for role in DelegateRole] == [
        "head",
        "deputy head",
        "representative",
        "alternate",
        "adviser",
        "secretary",
    ]


def test_an_answer_is_no_state_of_delivery() -> None:
    assert "accepted" not in {state.value for state in MailState}
