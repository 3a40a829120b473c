"""Mails in words: all of them wait, each with what it seems to be about."""

from dataclasses import replace

import pytest

from scheduler.rules import inbound_messages as rule
from scheduler.rules.inbound_cases import Known
from tests.scheduler.rules.ruling import KNOWN, MEETING, SIRA, mail, ruled
from vocabulary.inbound import Arrival, Came, Carrier, Verdict

WORDS = mail(calendar=None, words="We will come.")
STRANGER = replace(WORDS, senders=("eve@else.example",))
ELSEWHERE = replace(KNOWN, by_tag=None, by_uid=None)
TABLE: dict[str, tuple[Arrival, Known, str]] = {
    "of somebody invited": (WORDS, KNOWN, rule.SAID),
    "as an answer to a letter": (WORDS, replace(ELSEWHERE, by_thread=MEETING), rule.SAID),
    "of a stranger": (STRANGER, KNOWN, rule.ABOUT),
    "about nothing": (WORDS, ELSEWHERE, rule.ON_FILE),
    "of nobody on file": (STRANGER, replace(ELSEWHERE, person_id=None), rule.STRANGER),
    "for Outlook alone": (replace(WORDS, carrier=Carrier.TNEF), KNOWN, rule.TNEF),
    "encrypted": (replace(WORDS, carrier=Carrier.SEALED), KNOWN, rule.SEALED),
}


@pytest.mark.parametrize("name", TABLE)
def test_words_wait_for_a_reader(name: str) -> None:
    arrival, known, reason = TABLE[name]
    ruling = ruled(arrival, known)
    assert (ruling.came, ruling.verdict, ruling.reason.message) == (Came.MESSAGE, Verdict.WAITING, reason)
    assert (ruling.asked == SIRA) is (arrival.sender == SIRA.address and ruling.meeting is not None)
