"""A zone whose rules change after its meetings were told (case G09)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from jobs.worker import heed_zone_rules
from models.database import db
from scheduler.consultations import book, found
from scheduler.drafts import draft_of
from scheduler.rules.frozen_facts import thawed
from scheduler.zone_rules import follow_zone_rules
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.letters import entry_of, let_go
from vocabulary.actor import job
from vocabulary.plan import Invited

RULES = replace(HAND, by=job("time zones"))


def told_by_other_rules(consultation_id: int) -> None:
    """As if the clock had been an hour behind when its letters were written."""
    revision = entry_of(consultation_id).issued_revision
    assert revision is not None
    revision.facts = {**revision.facts, "wall": revision.facts["wall"].replace("T14:", "T13:")}
    db.session.commit()


def drafted(consultation_id: int) -> list[int]:
    batch = draft_of(entry_of(consultation_id).id)
    return [] if batch is None else [mail.body.revision.sequence for mail in batch.mails if mail.body.revision]


def test_only_what_moved_is_told_anew(ministry: Ministry, released: int) -> None:
    other = book(
        ministry.session_id, make_plan(NOW + timedelta(days=20)), invited=Invited(ministry.agency_ids), hand=HAND
    )
    let_go(other)
    assert follow_zone_rules(hand=RULES) == (), "as long as the rules are those of the letters"
    revision = entry_of(released).issued_revision
    assert revision is not None
    assert thawed(revision.facts).wall == "2022-01-11T14:00"
    told_by_other_rules(released)
    starts, ends = found(released).starts, found(released).ends
    assert starts is not None
    assert ends is not None
    assert follow_zone_rules(hand=RULES) == (released,)
    hour = timedelta(hours=1)
    assert (found(released).starts, found(released).ends) == (starts - hour, ends - hour)
    assert drafted(released) == [1, 1, 1], "SEQUENCE rises, and an officer lets the updates go"
    assert drafted(other) == []
    assert follow_zone_rules(hand=RULES) == (), "once"
    let_go(released, minutes=1)
    assert follow_zone_rules(hand=RULES) == ()


def test_nothing_is_told_anew_of_what_was_never_told_or_is_over(app: Flask, ministry: Ministry, booked: int) -> None:
    assert follow_zone_rules(hand=RULES) == ()
    heed_zone_rules(app)
    let_go(booked)
    told_by_other_rules(booked)
    heed_zone_rules(app)
    assert drafted(booked) == [], "it was years ago by the wall clock"


def test_one_that_cannot_be_moved_any_more_keeps_no_other_from_being_told(
    ministry: Ministry, released: int, caplog: pytest.LogCaptureFixture
) -> None:
    other = book(
        ministry.session_id, make_plan(NOW + timedelta(days=20)), invited=Invited(ministry.agency_ids), hand=HAND
    )
    let_go(other)
    starts = found(released).starts
    assert starts is not None
    for number in (released, other):
        revision = entry_of(number).issued_revision
        assert revision is not None
        told = thawed(revision.facts).wall
        revision.facts = {**revision.facts, "wall": f"{told[:11]}{int(told[11:13]) - 1:02}{told[13:]}"}
    db.session.commit()
    soon = replace(RULES, now=starts - timedelta(minutes=30))
    assert follow_zone_rules(hand=soon) == (other,), "the hour that was meant of the first is over"
    assert found(released).starts == starts
    assert drafted(released) == []
    assert "time zones have other rules now" in caplog.text
