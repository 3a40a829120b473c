"""What the roles in a delegation are called."""

from vocabulary.roles import CO_HEAD, ROLE_WORDS, role_word
from vocabulary.states import DelegateRole


def test_every_role_has_a_word_and_whoever_leads_beside_another_one_too() -> None:
    assert set(ROLE_WORDS) == set(DelegateRole)
    assert role_word(DelegateRole.HEAD) == "Head of delegation"
    assert role_word(DelegateRole.HEAD, is_co_head=True) == CO_HEAD
