"""Reports on letters that did not arrive."""

from dataclasses import replace

import pytest

from scheduler.rules import inbound_bounces as rule
from scheduler.rules.inbound_cases import Returned
from tests.scheduler.rules.ruling import KNOWN, mail, ruled
from vocabulary.inbound import Arrival, Bounce, Came, Verdict
from vocabulary.states import MailState

FAILED = Bounce("<x@mfa.example>", "failed", "5.1.1", "550 5.1.1 no such user", "sira@oag.example")
LETTER = Returned(9, MailState.SENT, "sira@oag.example", 5, 11)


def report(*bounces: Bounce) -> Arrival:
    return mail(calendar=None, bounces=bounces, is_report=True, senders=())


TABLE: dict[str, tuple[Arrival, MailState, Verdict, str]] = {
    "a letter that left": (report(FAILED), MailState.SENT, Verdict.APPLIED, rule.RETURNED),
    "a letter that is leaving": (report(FAILED), MailState.SENDING, Verdict.APPLIED, rule.RETURNED),
    "known already": (report(FAILED), MailState.BOUNCED, Verdict.DUPLICATE, rule.KNOWN_ALREADY),
    "refused before": (report(FAILED), MailState.REFUSED, Verdict.DUPLICATE, rule.KNOWN_ALREADY),
    "on its way again": (report(FAILED), MailState.QUEUED, Verdict.IGNORED, rule.SUPERSEDED),
    "one of two": (report(replace(FAILED, action="delivered"), FAILED), MailState.SENT, Verdict.APPLIED, rule.RETURNED),
    "not yet": (report(replace(FAILED, action="delayed")), MailState.SENT, Verdict.IGNORED, rule.DELAYED),
    "arrived": (report(replace(FAILED, action="relayed")), MailState.SENT, Verdict.IGNORED, rule.DELIVERED),
    "of another letter": (report(replace(FAILED, message_id="")), MailState.SENT, Verdict.WAITING, rule.UNKNOWN),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_report_says_what_became_of_its_letter(name: str) -> None:
    arrival, state, verdict, reason = TABLE[name]
    known = replace(KNOWN, returned={FAILED.message_id: replace(LETTER, state=state)})
    ruling = ruled(arrival, known)
    assert (ruling.came, ruling.verdict, ruling.reason.message) == (Came.BOUNCE, verdict, reason)


@pytest.mark.parametrize(
    ("words", "code"), [("550 5.1.1 no", 550), ("smtp 452 full", 452), ("5.1.1", None), ("user 12550 unknown", None)]
)
def test_the_servers_number_is_found_in_its_words(words: str, code: int | None) -> None:
    assert rule.code_in(words) == code


def test_a_report_without_words_tells_its_number() -> None:
    assert rule.words_of(replace(FAILED, words="")) == "5.1.1"
    assert rule.words_of(replace(FAILED, words="", status="")) == "-"
