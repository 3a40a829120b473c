"""What the door takes and gives."""

import pytest

from mail.wire import Outcome, Receipt, Wire, one_line


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (250, Outcome.SENT),
        (450, Outcome.LATER),
        (550, Outcome.REFUSED),
        (354, Outcome.LATER),
        (-1, Outcome.LATER),
    ],
)
def test_the_first_digit_of_a_reply_decides(code: int, outcome: Outcome) -> None:
    assert Receipt.for_reply(code, b"said so") == Receipt(outcome, code, "said so")


def test_a_failure_that_is_not_the_recipients_may_be_tried_again_whatever_its_code() -> None:
    assert Receipt.later(535, b"who are you") == Receipt(Outcome.LATER, 535, "who are you")


def test_what_a_server_says_becomes_one_bounded_printable_line() -> None:
    assert one_line(b"5.1.1\r\nno \x1b[31msuch\xff user") == "5.1.1 no [31msuch\ufffd user"
    assert len(one_line("x" * 9999)) == 500


@pytest.mark.parametrize(
    ("sender", "recipient", "identity"),
    [
        ("desk@mfa.example\r\nX: y", "chanika@oag.example", "<a@b>"),
        ("desk@mfa.example", "chanika@oag.example>\r\nRCPT TO:<x@y.example", "<a@b>"),
        ("desk@mfa.example", "chanika@oag.example", "<a@b>\r\nX: y"),
    ],
)
def test_an_envelope_that_is_not_plain_cannot_be_made(sender: str, recipient: str, identity: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        Wire(sender, recipient, identity, b"")
