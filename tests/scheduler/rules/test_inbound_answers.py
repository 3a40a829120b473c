"""What an invited person's own calendar says, one branch of the rule after the other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.rules import inbound_answers as rule
from scheduler.rules.inbound_cases import Known
from tests.scheduler.rules.ruling import ENDS, HERE, KNOWN, LAST, MAIL, OWN, STAMP, WARUT, being, meeting, ruled, saying
from vocabulary.inbound import Arrival, Attendee, Verdict
from vocabulary.states import Method, PartStat

LATE = being(ends=HERE - timedelta(hours=2))
AGAIN = being(last=LAST)
HIS = Attendee(WARUT.address, "DECLINED")
Q, N, W, S, A = Verdict.QUARANTINED, Verdict.IGNORED, Verdict.WAITING, Verdict.STALE, Verdict.APPLIED

TABLE: dict[str, tuple[Arrival, Known, Verdict, str]] = {
    "an answer": (MAIL, KNOWN, A, rule.APPLIED),
    "an answer beside somebody else's": (saying(attendees=(HIS, OWN)), KNOWN, A, rule.APPLIED),
    "an answer twice": (saying(attendees=(OWN, OWN)), KNOWN, A, rule.APPLIED),
    "only somebody else's": (saying(attendees=(HIS,)), KNOWN, Q, rule.FOR_ANOTHER),
    "nobody's": (saying(attendees=()), KNOWN, Q, rule.NOBODYS),
    "nobody's address": (saying(attendees=(Attendee(""),)), KNOWN, Q, rule.NOBODYS),
    "both yes and no": (saying(attendees=(OWN, replace(OWN, partstat="DECLINED"))), KNOWN, Q, rule.CONTRADICTS),
    "never sent": (MAIL, being(told=None), Q, rule.NEVER_SENT),
    "a version to come": (saying(sequence=4), KNOWN, Q, rule.NEVER_ISSUED),
    "an editorial version before": (saying(sequence=2), KNOWN, A, rule.APPLIED),
    "an earlier time": (saying(sequence=1), KNOWN, S, rule.EARLIER_TIME),
    "classified": (MAIL, meeting(is_classified=True), W, rule.CLASSIFIED),
    "cancelled": (MAIL, being(told=Method.CANCEL), N, rule.CANCELLED),
    "over": (MAIL, LATE, N, rule.OVER),
    "over by a clock that is ahead": (saying(stamp=ENDS + timedelta(days=9)), KNOWN, A, rule.APPLIED),
    "one of a series": (saying(recurrence="20220111T070000Z"), KNOWN, W, rule.ONE_OCCURRENCE),
    "not yet": (saying(attendees=(replace(OWN, partstat="NEEDS-ACTION"),)), KNOWN, N, rule.NO_ANSWER),
    "no word": (saying(attendees=(replace(OWN, partstat="X-PERHAPS"),)), KNOWN, W, rule.STRANGE_ANSWER),
    "the same again": (MAIL, AGAIN, Verdict.DUPLICATE, rule.AGAIN),
    "later": (saying(stamp=STAMP + timedelta(seconds=1)), AGAIN, A, rule.APPLIED),
    "earlier": (saying(stamp=STAMP - timedelta(seconds=1)), AGAIN, S, rule.OLDER),
    "a later clock but an earlier version": (saying(sequence=2, stamp=HERE), AGAIN, S, rule.OLDER),
    "an earlier clock but a later version": (MAIL, being(last=replace(LAST, sequence=2, stamp=HERE)), A, rule.APPLIED),
    "another at the same moment": (saying(comment="No"), AGAIN, W, rule.BOTH),
    "without a stamp": (saying(stamp=None), AGAIN, A, rule.APPLIED),
    "a refresh": (saying(method="REFRESH", attendees=()), KNOWN, W, rule.REFRESH),
    "a refresh for somebody else": (saying(method="REFRESH", attendees=(HIS,)), KNOWN, W, rule.REFRESH),
}


@pytest.mark.parametrize("name", TABLE)
def test_an_answer_counts_where_it_is_its_givers_and_to_what_stands(name: str) -> None:
    arrival, known, verdict, reason = TABLE[name]
    ruling = ruled(arrival, known)
    assert (ruling.verdict, ruling.reason.message) == (verdict, reason)
    recorded = reason in (rule.APPLIED, rule.EARLIER_TIME)
    assert (ruling.given is not None) is recorded
    assert ruling.asked is not None


def test_a_clock_that_is_ahead_is_set_back_to_the_receipt() -> None:
    for stamp, counts in ((HERE + timedelta(days=300), HERE), (None, HERE), (STAMP, STAMP)):
        given = ruled(saying(stamp=stamp)).given
        assert given is not None
        assert (given.stamp, given.partstat, given.sequence) == (counts, PartStat.ACCEPTED, 3)
