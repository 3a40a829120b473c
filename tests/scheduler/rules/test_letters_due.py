"""Who is owed which letter, and under which number."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.letters_due import (
    Holder,
    Issued,
    Meeting,
    Told,
    by_sequence,
    is_changed,
    is_material,
    letters_due,
    material_sequence,
)
from vocabulary.invite import City, MeetingFacts
from vocabulary.states import LetterKind, Method, Modality
from vocabulary.text import Bilingual

NINE_THIRTY = datetime(2022, 1, 11, 2, 30, tzinfo=UTC)
FACTS = MeetingFacts(
    uid="u@mfa.example",
    title=Bilingual("Consultation", "การหารือ"),
    tzid="Asia/Bangkok",
    cities=(City(Bilingual("Bangkok", "กรุงเทพฯ"), "Asia/Bangkok"),),
    organizer_name="Desk",
    organizer_address="samai+1@mfa.example",
    starts=NINE_THIRTY,
    ends=NINE_THIRTY + timedelta(hours=2),
    place="Room 1",
)
LATER = replace(FACTS, starts=NINE_THIRTY + timedelta(hours=4), ends=NINE_THIRTY + timedelta(hours=6))
TYPO = replace(FACTS, agenda="1. Opening")
TOLD = Told(Method.REQUEST, 0, FACTS)
ISSUED = Issued(sequence=0, material_sequence=0, current_sequence=0, facts=FACTS, cancelled=False)


def kinds(meeting: Meeting, *holders: Holder) -> list[tuple[int, LetterKind, int]]:
    return [(due.invitation_id, due.kind, due.sequence) for due in letters_due(meeting, holders)]


def test_a_first_invitation_has_sequence_nought() -> None:
    assert kinds(Meeting(FACTS, cancelled=False, issued=None), Holder(1, wanted=True, told=None)) == [
        (1, LetterKind.INVITATION, 0)
    ]


def test_nobody_hears_of_a_meeting_that_did_not_change() -> None:
    assert kinds(Meeting(FACTS, cancelled=False, issued=ISSUED), Holder(1, wanted=True, told=TOLD)) == []


def test_a_moved_meeting_is_an_update_with_a_higher_sequence_that_asks_again() -> None:
    [due] = letters_due(Meeting(LATER, cancelled=False, issued=ISSUED), [Holder(1, wanted=True, told=TOLD)])
    assert (due.kind, due.sequence, due.asks_again) == (LetterKind.UPDATE, 1, True)


def test_a_corrected_agenda_keeps_the_sequence_and_the_answer() -> None:
    [due] = letters_due(Meeting(TYPO, cancelled=False, issued=ISSUED), [Holder(1, wanted=True, told=TOLD)])
    assert (due.kind, due.sequence, due.asks_again) == (LetterKind.UPDATE, 0, False)


def test_somebody_added_is_invited_under_the_present_number_and_the_others_hear_nothing() -> None:
    moved = replace(ISSUED, sequence=3, current_sequence=3)
    holders = Holder(1, wanted=True, told=TOLD), Holder(2, wanted=True, told=None)
    assert kinds(Meeting(FACTS, cancelled=False, issued=moved), *holders) == [(2, LetterKind.INVITATION, 3)]


def test_somebody_removed_gets_a_higher_cancellation_and_the_others_hear_nothing() -> None:
    holders = Holder(1, wanted=True, told=TOLD), Holder(2, wanted=False, told=TOLD)
    [due] = letters_due(Meeting(FACTS, cancelled=False, issued=ISSUED), holders)
    assert (due.invitation_id, due.kind, due.sequence, due.whole) == (2, LetterKind.CANCELLATION, 1, False)


def test_somebody_removed_before_anything_left_hears_nothing() -> None:
    assert kinds(Meeting(FACTS, cancelled=False, issued=None), Holder(1, wanted=False, told=None)) == []


def test_cancelling_reaches_those_who_hold_an_invitation_and_nobody_else() -> None:
    holders = Holder(1, wanted=True, told=TOLD), Holder(2, wanted=True, told=None)
    [due] = letters_due(Meeting(FACTS, cancelled=True, issued=ISSUED), holders)
    assert (due.invitation_id, due.kind, due.sequence, due.whole) == (1, LetterKind.CANCELLATION, 1, True)


def test_nobody_is_cancelled_twice() -> None:
    gone = Told(Method.CANCEL, 1, FACTS)
    issued = replace(ISSUED, sequence=1, current_sequence=1, cancelled=True)
    assert kinds(Meeting(FACTS, cancelled=True, issued=issued), Holder(1, wanted=True, told=gone)) == []


def test_a_meeting_reinstated_invites_anew_above_its_cancellation() -> None:
    gone = Told(Method.CANCEL, 1, FACTS)
    issued = replace(ISSUED, sequence=1, current_sequence=1, cancelled=True)
    meeting = Meeting(FACTS, cancelled=False, issued=issued)
    assert kinds(meeting, Holder(1, wanted=True, told=gone)) == [(1, LetterKind.INVITATION, 2)]


def test_somebody_invited_again_gets_a_number_above_the_cancellation() -> None:
    gone = Told(Method.CANCEL, 1, FACTS)
    issued = replace(ISSUED, sequence=1)
    meeting = Meeting(FACTS, cancelled=False, issued=issued)
    assert kinds(meeting, Holder(1, wanted=True, told=gone), Holder(2, wanted=True, told=TOLD)) == [
        (1, LetterKind.INVITATION, 2)
    ]


def test_a_corrected_agenda_keeps_the_higher_number_of_somebody_invited_again() -> None:
    again = Told(Method.REQUEST, 2, FACTS)
    issued = replace(ISSUED, sequence=2)
    meeting = Meeting(TYPO, cancelled=False, issued=issued)
    assert kinds(meeting, Holder(1, wanted=True, told=again), Holder(2, wanted=True, told=TOLD)) == [
        (1, LetterKind.UPDATE, 2),
        (2, LetterKind.UPDATE, 0),
    ]


@pytest.mark.parametrize(
    "change",
    [{"place": "Room 2"}, {"modality": Modality.HYBRID}, {"tzid": "Europe/Vienna"}, {"ends": LATER.ends}],
    ids=str,
)
def test_time_place_and_form_are_material(change: dict[str, object]) -> None:
    assert is_material(FACTS, replace(FACTS, **change))  # type: ignore[arg-type]


def test_a_new_link_is_told_but_asks_for_no_new_answer() -> None:
    linked = replace(FACTS, link="https://meet.example/1")
    assert is_changed(FACTS, linked)
    assert not is_material(FACTS, linked)


def test_who_else_is_invited_changes_nobodys_letter() -> None:
    assert not is_changed(FACTS, replace(FACTS, invited=(Bilingual("Police", ""),)))


def test_answers_count_from_the_last_material_change_on() -> None:
    issued = replace(ISSUED, sequence=4, material_sequence=2)
    assert material_sequence(Meeting(TYPO, cancelled=False, issued=issued)) == 2
    assert material_sequence(Meeting(LATER, cancelled=False, issued=issued)) == 5
    assert material_sequence(Meeting(FACTS, cancelled=False, issued=None)) == 0


def test_letters_are_grouped_by_the_revision_they_need_lowest_first() -> None:
    again = Told(Method.REQUEST, 2, FACTS)
    meeting = Meeting(TYPO, cancelled=False, issued=replace(ISSUED, sequence=2))
    due = letters_due(meeting, [Holder(1, wanted=True, told=again), Holder(2, wanted=True, told=TOLD)])
    assert [(sequence, [letter.invitation_id for letter in group]) for sequence, group in by_sequence(due).items()] == [
        (0, [2]),
        (2, [1]),
    ]


@given(
    told=st.none() | st.builds(Told, st.sampled_from(Method), st.integers(0, 5), st.sampled_from([FACTS, LATER, TYPO])),
    wanted=st.booleans(),
    cancelled=st.booleans(),
    was_cancelled=st.booleans(),
    facts=st.sampled_from([FACTS, LATER, TYPO]),
)
def test_no_letter_ever_goes_below_what_its_reader_holds(
    told: Told | None, wanted: bool, cancelled: bool, was_cancelled: bool, facts: MeetingFacts
) -> None:
    issued = Issued(sequence=5, material_sequence=1, current_sequence=5, facts=TYPO, cancelled=was_cancelled)
    for due in letters_due(Meeting(facts, cancelled, issued), [Holder(1, wanted=wanted, told=told)]):
        assert told is None or due.sequence >= told.sequence
        if told is not None and due.kind is not LetterKind.UPDATE:
            assert due.sequence > told.sequence
