"""Whether a mail is believed about who sent it."""

import pytest

from scheduler.rules import inbound_senders as rule
from tests.scheduler.rules.ruling import KNOWN, SIRA, mail, ruled
from vocabulary.inbound import Arrival, Check, Verdict

OURS = "mx.mfa.example"


def found(*results: tuple[str, str, str], server: str = OURS) -> Arrival:
    return mail(checks=tuple(Check(server, *one) for one in results))


DOUBTED: dict[str, tuple[Arrival, str]] = {
    "no sender": (mail(senders=()), rule.NO_SENDER),
    "a sender without an address": (mail(senders=("",)), rule.NO_SENDER),
    "two senders": (mail(senders=(SIRA.address, "eve@else.example")), rule.TWO_SENDERS),
    "another address shown": (mail(posing_as="warut@rtp.example"), rule.POSING),
    "sent by another": (mail(sent_by=("calendar-notification@google.com", "eve@else.example")), rule.SENT_BY_ANOTHER),
    "answers elsewhere": (mail(reply_to=(SIRA.address, "eve@else.example")), rule.REPLY_ELSEWHERE),
    "answers nowhere": (mail(reply_to=("",)), rule.REPLY_ELSEWHERE),
    "DMARC failed": (found(("dmarc", "fail", "oag.example"), ("spf", "pass", "oag.example")), rule.NOT_AUTHENTIC),
    "DKIM failed": (found(("dkim", "fail", "oag.example")), rule.NOT_AUTHENTIC),
    "SPF failed": (found(("spf", "fail", "mail.oag.example")), rule.NOT_AUTHENTIC),
    "DKIM passed for another": (
        found(("spf", "fail", "oag.example"), ("dkim", "pass", "evil.example")),
        rule.NOT_AUTHENTIC,
    ),
}
BELIEVED = {
    "itself as sender": mail(sent_by=(SIRA.address,), reply_to=(SIRA.address,)),
    "Google": mail(sent_by=("calendar-notification@google.com",)),
    "nothing found": found(("dmarc", "none", "oag.example"), ("dkim", "none", "")),
    "another server's word": found(("dmarc", "fail", "oag.example"), server="mx.else.example"),
    "about another domain": found(("dkim", "fail", "list.example"), ("spf", "fail", "")),
    "forwarded": found(("spf", "fail", "oag.example"), ("dkim", "pass", "oag.example")),
    "DMARC passed": found(("dmarc", "pass", "oag.example"), ("spf", "fail", "oag.example")),
}


@pytest.mark.parametrize("name", DOUBTED)
def test_what_pretends_is_quarantined(name: str) -> None:
    arrival, reason = DOUBTED[name]
    ruling = ruled(arrival)
    assert (ruling.verdict, ruling.reason.message, ruling.given) == (Verdict.QUARANTINED, reason, None)


@pytest.mark.parametrize("name", BELIEVED)
def test_what_is_only_odd_is_believed(name: str) -> None:
    assert ruled(BELIEVED[name], KNOWN).verdict is Verdict.APPLIED


def test_without_a_server_of_ours_no_such_header_counts() -> None:
    assert rule.doubt_about(found(("dmarc", "fail", "oag.example"), server=""), server="") is None


def test_words_may_have_another_address_for_answers() -> None:
    assert ruled(mail(calendar=None, reply_to=("office@oag.example",))).verdict is Verdict.WAITING
