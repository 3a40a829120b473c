"""What a mail may do, in the order of the dangers."""

from dataclasses import replace

import pytest

from scheduler.rules import inbound
from scheduler.rules.inbound_cases import Known
from scheduler.rules.inbound_services import THROUGH as THROUGH_SERVICE
from tests.scheduler.rules.ruling import KNOWN, MAIL, MEETING, OTHER, mail, ruled, saying
from vocabulary.inbound import Arrival, Bounce, Came, Check, Reason, Verdict

MADE = Bounce("<x@mfa.example>", "failed", "5.1.1", "550 no", "sira@oag.example")
UNKNOWN = replace(KNOWN, by_tag=None, by_uid=None)
BY_UID = replace(KNOWN, by_tag=None)
Q, N, W, D = Verdict.QUARANTINED, Verdict.IGNORED, Verdict.WAITING, Verdict.DUPLICATE

TABLE: dict[str, tuple[Arrival, Known, Came, Verdict, str]] = {
    "unreadable": (mail(fault=Reason("It is too large.")), KNOWN, Came.UNREADABLE, Q, "It is too large."),
    "repeated": (MAIL, replace(KNOWN, is_repeated=True), Came.REPLY, D, inbound.REPEATED),
    "a bounce twice": (mail(bounces=(MADE,)), replace(KNOWN, is_repeated=True), Came.BOUNCE, D, inbound.REPEATED),
    "words twice": (mail(calendar=None), replace(KNOWN, is_repeated=True), Came.MESSAGE, D, inbound.REPEATED),
    "a letter of ours": (MAIL, replace(KNOWN, is_own=True), Came.OWN, N, inbound.OWN),
    "from the desk": (mail(senders=("samai@mfa.example",)), KNOWN, Came.OWN, N, inbound.OWN),
    "from a meeting's address": (mail(senders=("samai+tag@mfa.example",)), KNOWN, Came.OWN, N, inbound.OWN),
    "a bounce": (mail(bounces=(MADE,), calendar=None), KNOWN, Came.BOUNCE, W, "A letter did not arrive"),
    "a receipt": (mail(is_report=True, calendar=None), KNOWN, Came.AUTOREPLY, N, inbound.RECEIPT),
    "an autoreply": (mail(automatic="Precedence: bulk"), KNOWN, Came.AUTOREPLY, N, "A program wrote this"),
    "a note by a program": (mail(generated=True, calendar=None), KNOWN, Came.AUTOREPLY, N, "A program wrote this"),
    "an answering machine": (
        mail(generated=True, calendar=None, subject="Out of Office: Invitation"),
        KNOWN,
        Came.AUTOREPLY,
        N,
        "A program wrote this by itself (Subject: Out of Office: Invitation)",
    ),
    "a calendar that sends by itself": (mail(generated=True), KNOWN, Came.REPLY, Verdict.APPLIED, "The answer of"),
    "nobody": (mail(senders=()), KNOWN, Came.REPLY, Q, "The mail does not say"),
    "of no meeting": (MAIL, UNKNOWN, Came.REPLY, Q, inbound.NO_MEETING),
    "found by its UID alone": (MAIL, BY_UID, Came.REPLY, Verdict.APPLIED, "The answer of"),
    "found by its address alone": (MAIL, replace(KNOWN, by_uid=None), Came.REPLY, Verdict.APPLIED, "The answer of"),
    "two meetings": (MAIL, replace(KNOWN, by_tag=OTHER), Came.REPLY, Q, inbound.TWO_MEETINGS),
    "an unknown UID": (saying(uid="x"), replace(KNOWN, by_uid=None), Came.REPLY, Q, inbound.TWO_MEETINGS),
    "no organizer": (saying(organizer=""), KNOWN, Came.REPLY, Verdict.APPLIED, "The answer of"),
    "the desk as organizer": (saying(organizer="samai@mfa.example"), KNOWN, Came.REPLY, Verdict.APPLIED, "The ans"),
    "a foreign organizer": (saying(organizer="x@y.example"), KNOWN, Came.REPLY, Q, "The calendar part names another"),
    "another meeting as organizer": (saying(organizer=OTHER.organizer), KNOWN, Came.REPLY, Q, "The calendar part nam"),
    "no method": (saying(method=""), KNOWN, Came.MESSAGE, W, "The calendar part is neither"),
    "somebody's own meeting": (saying(method="REQUEST"), UNKNOWN, Came.ORGANIZER, W, inbound.INVITES_US),
    **{
        f"{method} from outside": (saying(method=method), KNOWN, Came.ORGANIZER, N, "Only this desk changes")
        for method in inbound.OF_ORGANIZERS
    },
}

NOBODYS = "Cloud-No_Reply@cloud.example".lower()
FOR_SIRA = mail(senders=(NOBODYS,), reply_to=("sira@oag.example",))
BAD = (Check("mx.mfa.example", "dmarc", "fail", "cloud.example"),)
THROUGH: dict[str, tuple[Arrival, Verdict]] = {
    "a service answers for its user": (FOR_SIRA, W),
    "from an address that somebody reads": (replace(FOR_SIRA, senders=("x@cloud.example",)), Q),
    "for two people": (replace(FOR_SIRA, reply_to=("sira@oag.example", "warut@rtp.example")), Q),
    "for somebody else than it names": (replace(FOR_SIRA, reply_to=("warut@rtp.example",)), Q),
    "in words": (replace(FOR_SIRA, calendar=None), W),
    "not from that service": (replace(FOR_SIRA, checks=BAD), Q),
    "for a version never sent": (replace(FOR_SIRA, calendar=saying(sequence=9).calendar), Q),
}


@pytest.mark.parametrize("name", THROUGH)
def test_what_a_calendar_service_sends_for_its_user_is_never_applied_by_itself(name: str) -> None:
    arrival, verdict = THROUGH[name]
    ruling = ruled(arrival)
    assert ruling.verdict is verdict
    if name == "a service answers for its user":
        assert (ruling.reason.message, ruling.asked) == (THROUGH_SERVICE, MEETING.people[0])


@pytest.mark.parametrize("name", TABLE)
def test_a_mail_is_ruled_on_by_what_is_most_dangerous_about_it(name: str) -> None:
    arrival, known, came, verdict, reason = TABLE[name]
    ruling = ruled(arrival, known)
    assert (ruling.came, ruling.verdict) == (came, verdict)
    assert str(ruling.reason).startswith(reason) or ruling.reason.message == reason
    assert (ruling.given is None) is (verdict is not Verdict.APPLIED)


def test_an_answer_names_whose_it_is() -> None:
    ruling = ruled()
    assert ruling.meeting == MEETING
    assert ruling.asked == MEETING.people[0]
    assert str(ruling.reason) == "The answer of Ms Sira is on record."
