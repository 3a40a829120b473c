"""A file and the database compared, row by row."""

import pytest
from flask import Flask

from models.database import db
from models.people import Agency, Mission, Post
from scheduler.loading.differences import Difference, DifferenceKind, Ledger, named, said
from vocabulary.states import Urgency

ADDED, CHANGED, KEPT = DifferenceKind.ADDED, DifferenceKind.CHANGED, DifferenceKind.KEPT


@pytest.fixture
def ledger(app: Flask) -> Ledger:
    return Ledger()


def test_a_new_row_is_added(ledger: Ledger) -> None:
    row = ledger.put(Mission, {"key": "pm"}, {"name_en": "Mission"})
    assert row.id is not None
    assert ledger.differences == [Difference(ADDED, "mission pm")]


def test_a_row_that_says_the_same_is_no_difference(ledger: Ledger) -> None:
    first = ledger.put(Mission, {"key": "pm"}, {"name_en": "Mission"})
    again = Ledger()
    assert again.put(Mission, {"key": "pm"}, {"name_en": "Mission"}) is first
    assert again.differences == []


def test_a_field_that_differs_is_changed_and_told_before_and_after(ledger: Ledger) -> None:
    ledger.put(Mission, {"key": "pm"}, {"name_en": "Mission", "name_th": "คณะ"})
    again = Ledger()
    row = again.put(Mission, {"key": "pm"}, {"name_en": "Permanent Mission", "name_th": "คณะ"})
    assert row.name_en == "Permanent Mission"
    assert again.differences == [Difference(CHANGED, "mission pm", "name_en", "Mission", "Permanent Mission")]


def test_a_reference_is_told_by_the_key_it_refers_to(ledger: Ledger) -> None:
    first = ledger.put(Mission, {"key": "pm-vienna"}, {})
    second = ledger.put(Mission, {"key": "pm-geneva"}, {})
    ledger.put(Post, {"key": "pr"}, {"mission_id": first.id})
    again = Ledger()
    again.put(Post, {"key": "pr"}, {"mission_id": second.id})
    assert again.differences == [Difference(CHANGED, "post pr", "mission", "pm-vienna", "pm-geneva")]


def test_what_is_kept_is_told_and_not_changed(ledger: Ledger) -> None:
    row = ledger.put(Mission, {"key": "pm"}, {"name_en": "Ours"})
    again = Ledger()
    again.keep(row, "name_en", value="Theirs", what="mission pm")
    again.keep(row, "name_th", value="", what="mission pm")
    assert row.name_en == "Ours"
    assert again.differences == [Difference(KEPT, "mission pm", "name_en", "Ours", "Theirs")]


def test_rows_that_the_file_does_not_name_are_kept(ledger: Ledger) -> None:
    db.session.add(Agency(key="older"))
    ledger.put(Agency, {"key": "newer"}, {})
    ledger.differences.clear()
    ledger.keep_others(Agency, {}, known_by=["key"])
    assert ledger.differences == [Difference(KEPT, "agency older")]


def test_a_list_is_changed_as_a_whole() -> None:
    ledger = Ledger()
    ledger.note_list("approval", "composition", before=[], after=["a", "b"])
    ledger.note_list("approval", "composition", before=["a", "b"], after=["b", "a"])
    assert ledger.differences == [
        Difference(ADDED, "approval", "composition", "", "a, b"),
        Difference(CHANGED, "approval", "composition", "a, b", "b, a"),
    ]


def test_a_word_of_a_closed_list_is_told_as_it_is_stored() -> None:
    assert said(Agency, "urgency", Urgency.MOST_URGENT) == "most urgent"
    assert said(Agency, "name_en", None) == ""


def test_a_row_is_named_by_its_table_and_its_keys(app: Flask) -> None:
    mission = Mission(key="pm-vienna")
    db.session.add(mission)
    db.session.flush()
    assert named(Post, {"mission_id": mission.id, "key": "pr"}) == "post pm-vienna pr"
