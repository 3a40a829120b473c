"""What waits for an officer: another time, a substitute, somebody who is not invited."""

from dataclasses import replace

import pytest

from scheduler.rules import inbound_proposals as rule
from scheduler.rules.inbound_cases import Known
from tests.scheduler.rules.ruling import KNOWN, OWN, SIRA, STARTS, WARUT, being, mail, meeting, ruled, saying
from vocabulary.inbound import Arrival, Attendee, Verdict

TIME = "2022-01-12T07:00:00+00:00"
STRANGER = ("eve@else.example",)
SUBSTITUTE = "somchai@oag.example"


def by_stranger(*attendees: Attendee, method: str = "REPLY") -> Arrival:
    return replace(saying(attendees=attendees, method=method), senders=STRANGER, sender_name="Eve")


def sent(*others: str) -> Arrival:
    own = replace(OWN, partstat="DELEGATED", delegated_to=others)
    return saying(attendees=(own, Attendee(SUBSTITUTE, name="Mr Somchai")))


TABLE: dict[str, tuple[Arrival, Known, Verdict, str]] = {
    "another time": (saying(method="COUNTER", starts=TIME), KNOWN, Verdict.WAITING, rule.COUNTER),
    "the same time": (saying(method="COUNTER"), KNOWN, Verdict.WAITING, rule.NO_TIME),
    "no time": (saying(method="COUNTER", starts=""), KNOWN, Verdict.WAITING, rule.NO_TIME),
    "for an earlier time": (
        saying(method="COUNTER", starts=TIME, sequence=1),
        KNOWN,
        Verdict.WAITING,
        rule.COUNTER_OUTDATED,
    ),
    "for what Outlook calls the original": (
        saying(method="COUNTER", starts=TIME, original_starts=STARTS),
        KNOWN,
        Verdict.WAITING,
        rule.COUNTER,
    ),
    "for another original": (
        saying(method="COUNTER", starts=TIME, original_starts=TIME),
        KNOWN,
        Verdict.WAITING,
        rule.COUNTER_OUTDATED,
    ),
    "nothing was told yet": (
        saying(method="COUNTER", starts=TIME, original_starts=TIME),
        meeting(starts=""),
        Verdict.WAITING,
        rule.COUNTER,
    ),
    "a substitute": (sent(SUBSTITUTE), KNOWN, Verdict.WAITING, rule.SUBSTITUTE),
    "no substitute named": (sent(), KNOWN, Verdict.WAITING, rule.NO_SUBSTITUTE),
    "uninvited": (by_stranger(Attendee(*STRANGER, "ACCEPTED")), KNOWN, Verdict.WAITING, rule.UNINVITED),
    "the substitute's own": (
        by_stranger(Attendee(*STRANGER, "ACCEPTED", delegated_from=(SIRA.address,))),
        KNOWN,
        Verdict.WAITING,
        rule.UNINVITED_SUBSTITUTE,
    ),
    "for somebody invited": (by_stranger(OWN), KNOWN, Verdict.QUARANTINED, rule.IMPOSTOR),
    "a counter for somebody invited": (by_stranger(OWN, method="COUNTER"), KNOWN, Verdict.QUARANTINED, rule.IMPOSTOR),
    "a secretary": (by_stranger(replace(OWN, sent_by=STRANGER[0])), KNOWN, Verdict.WAITING, rule.SECRETARY),
    "asks for the invitation": (by_stranger(method="REFRESH"), KNOWN, Verdict.IGNORED, rule.ASKS),
    "withdrawn": (saying(), being(withdrawn=True), Verdict.WAITING, rule.WITHDRAWN),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_is_asked_for_waits_and_changes_nothing(name: str) -> None:
    arrival, known, verdict, reason = TABLE[name]
    ruling = ruled(arrival, known)
    assert (ruling.verdict, ruling.reason.message) == (verdict, reason)
    assert ruling.given is None


def test_a_proposal_holds_both_times_and_whether_it_is_outdated() -> None:
    assert ruled(saying(method="COUNTER", starts=TIME, ends="", place="Room 2")).proposed == {
        "starts": TIME,
        "ends": "",
        "original_starts": STARTS,
        "place": "Room 2",
        "outdated": False,
    }


def test_who_shall_come_instead_and_who_wants_to_join_is_named() -> None:
    ruling = ruled(sent(SUBSTITUTE, "else@oag.example"))
    assert ruling.proposed == {
        "substitutes": [
            {"address": SUBSTITUTE, "name": "Mr Somchai"},
            {"address": "else@oag.example", "name": ""},
        ]
    }
    assert str(ruling.reason) == "Ms Sira wants somebody else to come instead: Mr Somchai, else@oag.example."
    joins = ruled(by_stranger(Attendee(STRANGER[0], "ACCEPTED", delegated_from=(WARUT.address,)))).proposed
    assert joins == {"joins": {"address": STRANGER[0], "name": "Eve", "instead_of": WARUT.address}}


def test_a_withdrawn_person_is_still_named() -> None:
    assert ruled(mail(), being(withdrawn=True)).asked == replace(SIRA, withdrawn=True)
