"""What an officer can do with a mail that waits."""

from dataclasses import replace

import pytest

from scheduler.rules.settling import EXCERPT, Act, Plea, acts_on, excerpt
from vocabulary.inbound import Verdict

WAITS = Plea(Verdict.WAITING, is_settled=False, is_planned=True, holds=True)
SESSION = replace(WAITS, is_planned=False, is_session_to_come=True)
ANSWER, ASIDE = Act.ANSWER, Act.SET_ASIDE


@pytest.mark.parametrize(
    ("plea", "acts"),
    [
        (WAITS, (ANSWER, ASIDE)),
        (replace(WAITS, is_settled=True), ()),
        (replace(WAITS, verdict=Verdict.APPLIED), ()),
        (replace(WAITS, verdict=Verdict.QUARANTINED), (ASIDE,)),
        (replace(WAITS, is_planned=False), (ASIDE,)),
        (replace(WAITS, is_planned=False, has_lost=True), (ASIDE,)),
        (replace(SESSION, has_lost=True), (ANSWER, Act.AGAIN, ASIDE)),
        (replace(SESSION, names_substitute=True), (Act.SUBSTITUTE, ANSWER, ASIDE)),
        (replace(WAITS, holds=False), (ASIDE,)),
        (replace(WAITS, proposes_time=True), (Act.MOVE, Act.DECLINE, ANSWER, ASIDE)),
        (replace(WAITS, proposes_time=True, is_outdated=True), (Act.DECLINE, ASIDE)),
        (replace(WAITS, names_substitute=True), (Act.SUBSTITUTE, ANSWER, ASIDE)),
        (replace(WAITS, names_substitute=True, is_outdated=True), (ASIDE,)),
        (replace(WAITS, holds=False, joins=True), (Act.INVITE, ASIDE)),
        (replace(WAITS, is_counter=True, is_planned=False), (Act.DECLINE, ASIDE)),
        (replace(WAITS, asks_again=True, is_planned=False), (Act.AGAIN, ASIDE)),
        (replace(WAITS, verdict=Verdict.QUARANTINED, proposes_time=True, may_be_known=True), (Act.ADDRESS, ASIDE)),
    ],
)
def test_a_mail_offers_what_it_asks_for_and_nothing_that_is_overtaken(plea: Plea, acts: tuple[Act, ...]) -> None:
    assert acts_on(plea) == acts


def test_the_first_words_stand_on_a_few_lines() -> None:
    assert excerpt("  Yes,\n\n we come. ") == "Yes,\nwe come."
    long = excerpt("a" * 500)
    assert (len(long), long[-1]) == (EXCERPT, "…")
