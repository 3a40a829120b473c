"""Loading as a rehearsal and as a deed."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from models.audit import AuditRow
from models.committees import Committee
from models.database import db
from models.people import Agency
from models.sessions import CommitteeSession
from scheduler.loading.deeds import Source, differences_of, load_committee
from scheduler.loading.differences import DifferenceKind
from tests.auditing import details
from tests.conftest import ROOT
from tests.scheduler.loading.small import changed, source
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Invalid
from vocabulary.states import ActorKind, SessionStatus

NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)


def letter() -> Source:
    return Source((ROOT / "committees" / "ahc.toml").read_text("utf-8"), "ahc.toml", "mfa.example")


def rows() -> int:
    return sum(len(db.session.execute(select(table)).all()) for table in db.metadata.sorted_tables)


def test_a_rehearsal_tells_every_difference_and_writes_nothing(app: Flask) -> None:
    rehearsed = differences_of(letter(), now=NOW)
    assert rehearsed.committee == "ahc"
    assert {one.kind for one in rehearsed.differences} == {DifferenceKind.ADDED}
    assert rows() == 0


def test_the_deed_does_what_the_rehearsal_told(app: Flask) -> None:
    rehearsed = differences_of(letter(), now=NOW)
    assert load_committee(letter(), by=OPERATOR, now=NOW) == rehearsed


def test_loading_a_file_again_changes_nothing(app: Flask) -> None:
    load_committee(letter(), by=OPERATOR, now=NOW)
    before = rows()
    assert differences_of(letter(), now=NOW).differences == ()
    assert load_committee(letter(), by=OPERATOR, now=NOW).differences == ()
    assert rows() == before + 3, "one more audit row, with who did it and what the deed said"


def test_the_letter_gives_six_sessions_two_of_them_dated(app: Flask) -> None:
    load_committee(letter(), by=OPERATOR, now=NOW)
    sessions = db.session.scalars(select(CommitteeSession).order_by(CommitteeSession.ordinal)).all()
    assert [one.duty_station.key for one in sessions if one.duty_station] == [
        "new-york", "vienna", "new-york", "vienna", "vienna", "new-york",
    ]  # fmt: skip
    assert [one.status for one in sessions] == [SessionStatus.CONFIRMED] * 2 + [SessionStatus.PROVISIONAL] * 4
    assert [bool(one.blocks) for one in sessions] == [True, True, False, False, False, False]


def test_names_hold_marks_where_a_line_may_break_and_lose_them_where_none_is_wanted(app: Flask) -> None:
    load_committee(letter(), by=OPERATOR, now=NOW)
    police = db.session.scalars(select(Agency).where(Agency.key == "rtp")).one()
    assert police.name.th == "สำนักงาน|ตำรวจ|แห่งชาติ"
    assert police.name.plain.th == "สำนักงานตำรวจแห่งชาติ"


def test_a_wrong_file_changes_nothing(app: Flask) -> None:
    load_committee(source(), by=OPERATOR, now=NOW)
    before = rows()
    with pytest.raises(Invalid):
        load_committee(changed('post = "pr-nairobi"', 'post = "x"'), by=OPERATOR, now=NOW)
    assert rows() == before


def test_two_committees_stand_side_by_side(app: Flask) -> None:
    load_committee(letter(), by=OPERATOR, now=NOW)
    loaded = load_committee(source(), by=OPERATOR, now=NOW)
    assert {one.kind for one in loaded.differences} == {DifferenceKind.ADDED}
    assert set(db.session.scalars(select(Committee.key))) == {"ahc", "moss"}


def test_the_audit_row_says_which_file_changed_what(app: Flask) -> None:
    load_committee(source(), by=OPERATOR, now=NOW)
    load_committee(changed('name.en = "Royal Botanic Garden"', 'name.en = "Botanic Garden"'), by=OPERATOR, now=NOW)
    audit = db.session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(1)).one()
    assert (audit.deed, audit.actor_kind, audit.subject_kind) == ("load committee", ActorKind.OPERATOR, "committee")
    assert details(audit) == {
        "file": "moss.toml",
        "changes": ["changed agency garden name_en: Royal Botanic Garden -> Botanic Garden"],
    }
