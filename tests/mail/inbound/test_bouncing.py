"""Reports of delivery in the shapes that servers give them."""

from base64 import b64encode
from email import message_from_bytes

import pytest

from mail.inbound.bouncing import bounces_in
from tests.mails import Reply, joined, multipart, part, report
from vocabulary.inbound import Bounce

LETTER = "<letter@mfa.example>"
REPORT = 'report; report-type="delivery-status"'


def read(raw: bytes) -> tuple[Bounce, ...]:
    return bounces_in(message_from_bytes(raw))


def test_a_report_says_which_letter_came_back_and_in_whose_words() -> None:
    (bounce,) = read(report(LETTER))
    assert bounce == Bounce(LETTER, "failed", "5.1.1", "550 5.1.1 no such user", "focal1@agency.example")
    assert read(report(LETTER, action="delayed", words="busy"))[0].words == "busy"


def test_the_whole_letter_may_be_attached() -> None:
    status = part("message/delivery-status", b"Reporting-MTA: x\r\n\r\nAction: failed\r\n", encoding="7bit")
    letter = part("message/rfc822", f"Message-ID:\r\n {LETTER}\r\n\r\nHello".encode(), encoding="7bit")
    (bounce,) = read(joined(Reply(), multipart(REPORT, status, letter, boundary="b")))
    assert (bounce.message_id, bounce.recipient, bounce.words) == (LETTER, "", "")


@pytest.mark.parametrize(
    "raw",
    [
        joined(Reply(), part("text/plain", b"x")),
        joined(Reply(), multipart(REPORT, part("text/plain", b"x"), boundary="b")),
        joined(Reply(), multipart(REPORT, part("message/disposition-notification", b"Disposition: x"), boundary="b")),
        joined(Reply(), b"Content-Type: multipart/report; boundary=b\r\n\r\nnothing"),
        joined(Reply(), multipart(REPORT, part("message/delivery-status", b"x", encoding="7bit"), boundary="b")),
    ],
)
def test_what_reports_on_no_letter_is_none(raw: bytes) -> None:
    assert read(raw) == ()


def test_a_report_without_the_letter_names_none() -> None:
    status = part("message/delivery-status", b"Reporting-MTA: x\r\n\r\nAction: failed\r\n", encoding="7bit")
    headers = part("text/rfc822-headers", b"Subject: x\r\n", encoding="7bit")
    (bounce,) = read(joined(Reply(), multipart(REPORT, status, headers, boundary="b")))
    assert bounce.message_id == ""
    nothing = b"Content-Type: message/rfc822\r\n\r\n"
    assert read(joined(Reply(), multipart(REPORT, status, nothing, boundary="b")))[0].message_id == ""


STATUS = (
    "Reporting-MTA: dns; mx.oag.example\r\n\r\nFinal-Recipient: utf-8; ชื่อ@oag.example\r\nAction: failed\r\n"
    "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n"
).encode()
RETURNED = f"From: samai@mfa.example\r\nMessage-ID: {LETTER}\r\n\r\nHello".encode()


@pytest.mark.parametrize("letter", ["message/global", "message/global-headers"])
def test_a_report_for_addresses_beyond_ascii_says_the_same(letter: str) -> None:
    """The form of Postfix where a letter went with SMTPUTF8: an imitation."""
    status = part("message/global-delivery-status", STATUS, encoding="8bit")
    (bounce,) = read(joined(Reply(), multipart(REPORT, status, part(letter, RETURNED, encoding="8bit"), boundary="b")))
    assert bounce == Bounce(LETTER, "failed", "5.1.1", "550 5.1.1 no such user", "ชื่อ@oag.example")


def test_a_report_that_a_gateway_has_encoded_says_the_same() -> None:
    status, letter = part("message/delivery-status", STATUS), part("message/rfc822", RETURNED)
    (bounce,) = read(joined(Reply(), multipart(REPORT, status, letter, boundary="b")))
    assert (bounce.message_id, bounce.words) == (LETTER, "550 5.1.1 no such user")


def test_what_is_not_what_it_is_said_to_be_encoded_in_reports_on_nothing() -> None:
    status = part("message/delivery-status", b"a", encoding="base64").replace(b64encode(b"a"), b"a")
    assert read(joined(Reply(), multipart(REPORT, status, boundary="b"))) == ()
