"""What a mail says, and why it was ruled on as it was, as sentences."""

import pytest

from vocabulary.inbound import Arrival, Reason


def test_a_reason_is_a_sentence_with_its_values() -> None:
    assert str(Reason("It is from %(address)s.", {"address": "a@b.example"})) == "It is from a@b.example."
    assert str(Reason("100 % of it.")) == "100 % of it."


@pytest.mark.parametrize(("senders", "sender"), [((), ""), (("a@b.example",), "a@b.example"), (("a@b", "c@d"), "")])
def test_only_one_from_is_a_sender(senders: tuple[str, ...], sender: str) -> None:
    assert Arrival(senders=senders).sender == sender
