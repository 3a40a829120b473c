"""Letters that came back in the shapes from before RFC 3464: imitations by what these servers are known to write."""

from time import perf_counter

import pytest

from mail.inbound.reading import read_mail
from tests.mails import multipart, part
from vocabulary.inbound import Bounce

LETTER = "<3f9c1a7e@mfa.example>"
OURS = f"From: Desk <samai+tag@mfa.example>\r\nTo: sira@oag.example\r\nMessage-ID: {LETTER}\r\nSubject: Meeting\r\n"

QMAIL = f"""Hi. This is the qmail-send program at relay.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<sira@oag.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 no such mailbox
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Return-Path: <samai@mfa.example>
{OURS}
Hello"""

EXIM = f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  sira@oag.example
    SMTP error from remote mail server after RCPT TO:<sira@oag.example>:
    host mx.oag.example [192.0.2.9]: 552 mailbox full

------ This is a copy of the message, including all the headers. ------

{OURS}"""

EXCHANGE = """Your message did not reach some or all of the intended recipients.

      Subject:  Meeting
      Sent:     4/1/2565 9:00

The following recipient(s) could not be reached:

      Sira on 4/1/2565 9:01
            The e-mail account does not exist at the organization this message was sent to.
            <mail.oag.example #5.1.1>
"""

SENDMAIL = f"""   ----- The following addresses had permanent fatal errors -----
<sira@oag.example>

   ----- Transcript of session follows -----
... while talking to mx.oag.example.:
>>> RCPT To:<sira@oag.example>
<<< 550 5.7.1 Relaying denied

   ----- Original message follows -----

> {OURS}"""

DELAYED = f"""    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************
451 4.4.1 mx.oag.example timed out

{OURS}"""

MDAEMON = f"""The attached message had PERMANENT fatal delivery errors!

sira@oag.example: 550 5.1.1 unknown recipient

{OURS}"""

SMARTER = f"""Could not deliver message to the following recipient(s):

Failed Recipient: sira@oag.example
Reason: Remote host said: 550 No such user

   -- The header and top 20 lines of the message follows --

{OURS}"""

ENABLE = f"""MailEnable: Message could not be delivered to some recipients.
Recipient: [SMTP:sira@oag.example]
Reason: 550 unknown recipient

Message headers follow:
{OURS}"""

YAHOO = f"""Sorry, we were unable to deliver your message to the following address.

<sira@oag.example>:
554: delivery error: this user does not have an account here

--- Below this line is a copy of the message.

{OURS}"""

THAI = f"""ไม่สามารถส่งอีเมลถึงผู้รับได้
sira@oag.example
550 5.1.1 ไม่พบผู้ใช้

{OURS}"""

HEADED = f"""From: Postmaster
To: samai@mfa.example

550 5.1.1 no such user here

{OURS}"""

PAGE = f"<p>The mailbox is unknown.</p><p>550 User not found</p><pre>\n{OURS.replace('<', '&lt;')}</pre>"


def mail(sender: str, subject: str, body: bytes, *headers: str) -> bytes:
    head = [f"From: {sender}", "To: samai@mfa.example", f"Subject: {subject}", "MIME-Version: 1.0", *headers]
    return "\r\n".join([line for line in head if line]).encode() + b"\r\n" + body


def words(text: str) -> bytes:
    return part("text/plain; charset=utf-8", text.replace("\n", "\r\n").encode(), encoding="8bit")


def whole(text: str) -> bytes:
    letter = part("message/rfc822", f"{OURS}\r\nHello".encode(), encoding="7bit")
    return multipart("mixed", words(text), letter, boundary="b")


def bounces(raw: bytes) -> tuple[Bounce, ...]:
    return read_mail(raw).bounces


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (mail("MAILER-DAEMON@relay.example", "failure notice", words(QMAIL)), "550 5.1.1 no such mailbox"),
        (
            mail("Mail Delivery System <Mailer-Daemon@relay.example>", "Mail delivery failed", words(EXIM)),
            "552 mailbox full",
        ),
        (mail("System Administrator <postmaster@oag.example>", "Undeliverable: Meeting", whole(EXCHANGE)), "#5.1.1"),
        (mail("Mail Delivery Subsystem <MAILER-DAEMON>", "Returned mail: User unknown", words(SENDMAIL)), "550 5.7.1"),
        (mail("<>", "Undelivered Mail", words(QMAIL), "Return-Path: <>"), "550 5.1.1"),
        (
            mail("postmaster@oag.example", "Undeliverable: x", words(EXCHANGE), f"In-Reply-To: {LETTER}"),
            "#5.1.1",
        ),
        (
            mail("MDaemon at oag <MDaemon@oag.example>", "Permanent Failure", words(MDAEMON), "Precedence: bulk"),
            "550 5.1.1",
        ),
        (mail("System Administrator <postmaster@oag.example>", "Delivery Failure", words(SMARTER)), "550 No such user"),
        (mail("Postmaster@oag.example", "Message Delivery Failure", words(ENABLE)), "550 unknown recipient"),
        (mail("MAILER-DAEMON@yahoo.example", "Failure Notice", words(YAHOO)), "554: delivery error"),
        (
            mail("ผู้ดูแล <postmaster@oag.example>", "แจ้งผลการส่ง", words(THAI), "Auto-Submitted: auto-replied"),
            "550 5.1.1 ไม่พบผู้ใช้",
        ),
        (
            mail("PostMaster@qq.example", "系统退信", part("text/html; charset=utf-8", PAGE.encode())),
            "550 User not found",
        ),
        (mail("postmaster@oag.example", "Undeliverable: Meeting", words(HEADED)), "550 5.1.1 no such user here"),
        (mail("notice@oag.example", "ส่งอีเมลไม่สำเร็จ: ไม่สามารถส่งได้", words(THAI), "Return-Path: <>"), "550 5.1.1"),
    ],
)
def test_the_letter_and_the_servers_words_are_found(raw: bytes, said: str) -> None:
    found = bounces(raw)
    assert [(one.message_id, one.action) for one in found] == [(LETTER, "failed")]
    assert said in found[0].words
    assert "I'm afraid" not in found[0].words
    assert "samai" not in found[0].words


def test_a_warning_says_that_somebody_still_tries() -> None:
    found = bounces(mail("MAILER-DAEMON@relay.example", "Warning: could not send message", words(DELAYED)))
    assert [(one.message_id, one.action) for one in found] == [(LETTER, "delayed")]


def test_what_does_not_say_which_letter_is_told_all_the_same() -> None:
    for raw in (
        mail("postmaster@oag.example", "Undeliverable: Meeting", words(EXCHANGE)),
        mail("MAILER-DAEMON@oag.example", "failure notice", words("Sorry, no mailbox here by that name.")),
        mail("x@oag.example", "Notice", multipart("report; report-type=delivery-status", words("?"), boundary="b")),
    ):
        assert [(one.message_id, one.action) for one in bounces(raw)] == [("", "failed")]


def test_what_people_and_other_programs_write_is_no_such_mail() -> None:
    for raw in (
        mail("Sira <sira@oag.example>", "Undeliverable: Meeting", words(QMAIL)),
        mail("postmaster@oag.example", "Maintenance on Sunday", words("The mail server rests.")),
        mail("MAILER-DAEMON@oag.example", "Quota report", words("You use 80 per cent.")),
        mail("sira@oag.example", "Out of office", words("Back on Monday."), "Return-Path: <>"),
    ):
        assert bounces(raw) == ()


def test_of_many_letters_that_are_named_a_few_are_looked_at() -> None:
    many = "\n".join(f"Message-ID: <{number}@mfa.example>" for number in range(50))
    assert len(bounces(mail("MAILER-DAEMON@oag.example", "failure notice", words(many)))) == 5


@pytest.mark.parametrize("junk", ["\n" * 60_000, "> " * 30_000, "-" * 60_000, "Message-ID:" + " " * 60_000])
def test_rubbish_takes_no_time(junk: str) -> None:
    began = perf_counter()
    bounces(mail("MAILER-DAEMON@oag.example", "failure notice", words(junk)))
    assert perf_counter() - began < 2
