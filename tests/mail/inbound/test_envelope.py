"""Headers: from whom, about which letter, and whether anybody wrote it."""

from email import message_from_bytes, message_from_string

import pytest

from mail.inbound.envelope import Headers, envelope_of
from vocabulary.inbound import Arrival, Check


def read(*lines: str) -> Arrival:
    return envelope_of(Headers.of(message_from_string("\n".join(lines) + "\n\n")))


def test_who_sent_it_and_what_it_answers() -> None:
    arrival = read(
        "From: Ms Sira <sira@oag.example>", "Sender: Office <Office@oag.example>", "Reply-To: sira@oag.example",
        "To: Desk <samai+tag@mfa.example>", "Delivered-To: samai@mfa.example", "Message-ID: <1@oag.example>",
        "In-Reply-To: <b@mfa.example>", "References: <a@mfa.example> <b@mfa.example>", "Subject: Tuesday",
    )  # fmt: skip
    assert (arrival.senders, arrival.sender_name) == (("sira@oag.example",), "Ms Sira")
    assert (arrival.sent_by, arrival.reply_to) == (("office@oag.example",), ("sira@oag.example",))
    assert arrival.recipients == ("samai+tag@mfa.example", "samai@mfa.example")
    assert (arrival.message_id, arrival.references) == ("<1@oag.example>", ("<b@mfa.example>", "<a@mfa.example>"))
    assert (arrival.subject, arrival.posing_as, arrival.automatic) == ("Tuesday", "", "")


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ('From: "sira@oag.example" <eve@else.example>', "sira@oag.example"),
        ("From: =?utf-8?q?sira=40oag.example?= <eve@else.example>", "sira@oag.example"),
        ('From: "eve@else.example" <eve@else.example>', ""),
        ("From: eve@else.example", ""),
        ('From: "a@ b" <eve@else.example>', ""),
    ],
)
def test_an_address_in_a_name_is_seen(line: str, address: str) -> None:
    assert read(line).posing_as == address


def test_two_froms_are_two() -> None:
    assert len(read("From: a@b.example", "From: c@d.example").senders) == 2
    assert len(read("From: a@b.example, c@d.example").senders) == 2


@pytest.mark.parametrize(
    ("line", "automatic", "generated"),
    [
        ("Auto-Submitted: auto-replied (vacation)", "Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: auto-generated", "", True),
        ("Auto-Submitted: No", "", False),
        ("Precedence: bulk", "Precedence: bulk", False),
        ("Precedence: first-class", "", False),
        ("X-Autoreply: yes", "X-Autoreply", False),
        ("List-Id: <x.example>", "List-Id", False),
        ("Return-Path: <>", "Return-Path: <>", False),
        ("Return-Path: <a@b.example>", "", False),
        ("Subject: Automatic reply: Invitation", "", True),
        ("Subject: Re: Automatic reply: Invitation", "", False),
    ],
)
def test_what_nobody_wrote_says_so(line: str, automatic: str, *, generated: bool) -> None:
    arrival = read(line)
    assert (arrival.automatic, arrival.generated) == (automatic, generated)


def test_what_servers_found_is_read_with_whom_it_is_about() -> None:
    arrival = read(
        "Authentication-Results: mx.mfa.example (filter) 1; dmarc=fail (p=none) header.from=oag.example;",
        ' spf=pass smtp.mailfrom="x@list.example"; dkim=none; nonsense',
        "Authentication-Results: ",
    )
    assert arrival.checks == (
        Check("mx.mfa.example", "dmarc", "fail", "oag.example"),
        Check("mx.mfa.example", "spf", "pass", "list.example"),
        Check("mx.mfa.example", "dkim", "none", ""),
    )


def test_octets_where_only_ascii_belongs_are_spelled_out_and_the_mail_is_read() -> None:
    raw = (
        b"From: sira@oag.example\nMessage-ID: <\xa1\xd21@oag.example>\nReferences: <\xe0\xb8\x812@mfa.example>\n"
        b"Auto-Submitted: \xa1auto\nAuthentication-Results: mx\xa1.mfa.example; dkim=pass header.d=oag\xd2.example\n\n"
    )
    arrival = envelope_of(Headers.of(message_from_bytes(raw)))
    assert arrival.message_id == r"<\udca1\udcd21@oag.example>"
    assert arrival.references == (r"<\udce0\udcb8\udc812@mfa.example>",)
    assert arrival.automatic.isascii()
    assert [(one.server, one.domain) for one in arrival.checks] == [(r"mx\udca1.mfa.example", r"oag\udcd2.example")]
