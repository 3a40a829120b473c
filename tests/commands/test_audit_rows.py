"""Entries of the audit as the terminal prints them."""

from dataclasses import replace
from datetime import date

from commands.audit_rows import as_json_row, as_row
from scheduler.queries.audit_names import Name, Names
from scheduler.queries.audit_trail import Change, Entry
from scheduler.queries.audit_values import Field, Ref
from tests.making import NOW
from vocabulary.states import ActorKind, ConsultationStatus, Trace
from vocabulary.text import Bilingual

SUBJECT = Ref("consultation", 5)
NAMES: Names = {SUBJECT: Name(Bilingual("Prepar|ation", "การ|หารือ"))}
ENTRY = Entry(
    number=7,
    at=NOW,
    deed="change consultation",
    actor_kind=ActorKind.PERSON,
    actor="Ms Anan",
    actor_id=1,
    subject_kind="consultation",
    subject=SUBJECT,
    details={"word": "x"},
    changes=(),
    previous="0" * 64,
    digest="1" * 64,
)


def changed(*fields: Field, what: Trace = Trace.CHANGED, kind: str = "consultation") -> Change:
    return Change(what, kind, 5, fields)


def test_a_line_tells_what_changed_in_words() -> None:
    fields = (
        Field("status", ConsultationStatus.PLANNED, ConsultationStatus.HELD),
        Field("place", "", "Ha|ll"),
    )
    row = as_row(replace(ENTRY, changes=(changed(*fields),)), NAMES)
    assert row["about"] == "Preparation"
    assert row["what"] == "Changed a consultation"
    assert row["changed"] == "State: Planned -> Held, Place: - -> Hall"


def test_rows_that_came_went_and_were_counted_are_told_in_short() -> None:
    changes = (
        changed(Field("day", None, date(2022, 1, 4)), what=Trace.ADDED, kind="paper"),
        Change(Trace.COUNTED, "outgoing_mail", None, (Field("added", None, 3),)),
        Change(Trace.CHANGED, "odd", 1, None),
        changed(Field("session_id", Ref("committee_session", 9), None)),
    )
    row = as_row(replace(ENTRY, changes=changes[:3]), NAMES)
    assert row["changed"] == "Enclosure added; Letters: 3 added; odd (erased)"
    assert as_row(replace(ENTRY, changes=changes[3:]), NAMES)["changed"] == "Session: committee_session:9 -> -"


def test_what_is_too_long_for_a_table_is_cut_and_what_was_erased_says_so() -> None:
    row = as_row(replace(ENTRY, actor=None, subject=None, changes=(changed(Field("agenda", "", "x" * 99)),)), NAMES)
    assert (row["who"], row["about"]) == ("(erased)", "")
    assert str(row["changed"]).endswith("x…")
    assert as_row(replace(ENTRY, deed="old deed"), NAMES)["what"] == "old deed"


def test_json_tells_everything_and_what_was_erased_is_null() -> None:
    change = changed(Field("session_id", None, Ref("committee_session", 2)))
    told = as_json_row(replace(ENTRY, changes=(change, replace(change, fields=None))), NAMES)
    assert told["subject"] == {"kind": "consultation", "number": 5, "name": "Preparation"}
    assert told["actor"] == {"kind": ActorKind.PERSON, "person": 1, "name": "Ms Anan"}
    assert told["details"] == {"word": "x"}
    session = {"kind": "committee_session", "number": 2, "name": "committee_session:2"}
    assert told["changes"] == [
        {
            "what": Trace.CHANGED,
            "kind": "consultation",
            "number": 5,
            "columns": {"session_id": [None, session]},
        },
        {"what": Trace.CHANGED, "kind": "consultation", "number": 5, "columns": None},
    ]
    assert as_json_row(replace(ENTRY, subject=None), NAMES)["subject"] == "consultation"
    assert as_json_row(replace(ENTRY, subject=None, subject_kind=""), NAMES)["subject"] is None
