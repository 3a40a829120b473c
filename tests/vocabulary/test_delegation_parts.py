"""As what somebody goes to a session, in words."""

import pytest

from vocabulary.delegation_parts import DelegationPart
from vocabulary.states import Capacity, DelegateRole, Language

HEAD = DelegateRole.HEAD


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (DelegationPart(HEAD), "You lead the delegation."),
        (DelegationPart(HEAD, capacity=Capacity.ACTING), "You lead the delegation, acting for the post."),
        (DelegationPart(HEAD, capacity=Capacity.CHARGE), "You lead the delegation as chargé d’affaires a.i."),
        (DelegationPart(HEAD, 2), "You lead the delegation as co-head no. 2."),
        (DelegationPart(DelegateRole.ADVISER), "You go as an adviser in the delegation."),
    ],
)
def test_a_part_is_said_exactly_and_kept_as_a_line(part: DelegationPart, said: str) -> None:
    assert part.said(Language.ENGLISH) == said
    assert part.said(Language.THAI).startswith("ท่านเป็น")
    assert DelegationPart.of(part.text) == part


def test_of_other_meetings_there_is_none() -> None:
    assert DelegationPart.of("") is None
