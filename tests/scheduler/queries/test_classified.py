"""What is classified, and what only bears a mark of it."""

from collections.abc import Mapping

import pytest

from models.consultations import Consultation
from models.database import db
from scheduler.consultations import found
from scheduler.queries.classified import classified_entries, classified_meeting, holders_of, is_classified, marks_on
from vocabulary.states import Classification

SILENT = dict.fromkeys(("title_th", "title_en", "agenda", "place", "letter_number", "cancel_reason"), "")


def meeting(classification: Classification = Classification.UNCLASSIFIED, *, words: Mapping[str, str]) -> Consultation:
    return Consultation(classification=classification, **{**SILENT, **words})


def test_a_meeting_is_classified_from_the_lowest_mark_upwards(booked: int) -> None:
    consultation = found(booked)
    number = consultation.entry_id
    assert (is_classified(number), classified_meeting(number), classified_entries()) == (False, None, frozenset())
    consultation.classification = Classification.CONFIDENTIAL
    db.session.commit()
    assert (is_classified(number), classified_entries()) == (True, frozenset({number}))
    assert classified_meeting(number) is consultation


def test_whom_a_letter_may_have_reached_holds_an_invitation(released: int) -> None:
    assert holders_of(found(released).entry_id) == 3


def test_whoever_has_only_a_draft_holds_none(booked: int) -> None:
    assert holders_of(found(booked).entry_id) == 0


@pytest.mark.parametrize("field", SILENT)
def test_a_mark_in_any_word_of_a_meeting_is_pointed_out(field: str) -> None:
    assert [(one.field, one.mark) for one in marks_on(meeting(words={field: "1. SECRET annex"}))] == [(field, "secret")]


def test_of_what_is_classified_already_no_mark_is_pointed_out() -> None:
    assert marks_on(meeting(Classification.SECRET, words={"agenda": "SECRET"})) == ()
    assert marks_on(meeting(words={"agenda": "1. Opening"})) == ()
