"""One form, one deed, one receipt: all in one commit."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from models.receipts import Receipt
from scheduler.deed import deed, rehearsing
from scheduler.receipts import KEPT, Form, OtherContent, Repeated, Reply, carrying_out, first_reply, settle
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal

NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
REPLY = Reply(303, "/here", (("ok", "Saved."),))


def form(key: str = "a", digest: str = "d") -> Form:
    return Form(key, digest)


def act(name: str = "something", *, refused: bool = False) -> None:
    with deed(name, by=OPERATOR, now=NOW):
        if refused:
            raise Refusal("No.")


def deeds() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditRow.deed)))


def receipts() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Receipt.key_hash).order_by(Receipt.id)))


def carried_out(sent: Form, *, wall: datetime = NOW) -> None:
    with carrying_out(sent):
        act()
        settle(sent, REPLY, wall=wall)


def test_a_deed_and_the_receipt_of_its_form_are_one_commit(app: Flask) -> None:
    sent = form()
    with carrying_out(sent):
        act()
        with db.engine.connect() as other:
            assert other.execute(select(AuditRow.number)).all() == []
        settle(sent, REPLY, wall=NOW)
    assert (deeds(), receipts()) == (["something"], ["a"])
    assert first_reply(form()) == REPLY


def fail_after_the_deed() -> None:
    with carrying_out(form()):
        act()
        raise ZeroDivisionError


def undo_after_the_deed() -> None:
    sent = form()
    with carrying_out(sent):
        act()
        db.session.rollback()
        settle(sent, REPLY, wall=NOW)


def test_whatever_fails_before_the_answer_undoes_the_deed(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_the_deed()
    assert (deeds(), receipts()) == ([], [])
    act("next")
    assert deeds() == ["next"]


def test_the_same_form_again_gets_its_first_answer_from_within_the_deed(app: Flask) -> None:
    carried_out(form())
    with pytest.raises(Repeated) as repeated, carrying_out(form()):
        act()
    assert repeated.value.reply == REPLY
    assert deeds() == ["something"]


def test_the_same_key_with_other_content_is_refused(app: Flask) -> None:
    carried_out(form())
    with pytest.raises(OtherContent, match="look at what is saved first"), carrying_out(form(digest="other")):
        act()
    assert first_reply(form(digest="other")) is None


def test_a_refused_form_leaves_no_receipt(app: Flask) -> None:
    sent = form()
    with carrying_out(sent):
        with pytest.raises(Refusal):
            act(refused=True)
        settle(sent, None, wall=NOW)
    assert (deeds(), receipts()) == ([], [])
    carried_out(form())
    assert receipts() == ["a"]


def test_what_was_done_before_a_form_was_refused_stays_done_without_a_receipt(app: Flask) -> None:
    sent = form()
    with carrying_out(sent):
        act()
        settle(sent, None, wall=NOW)
    assert (deeds(), receipts()) == (["something"], [])


def test_two_deeds_of_one_form_are_one_commit(app: Flask) -> None:
    sent = form()
    with carrying_out(sent):
        act("first")
        act("second")
        settle(sent, REPLY, wall=NOW)
    assert (deeds(), receipts()) == (["first", "second"], ["a"])


def test_a_second_deed_that_is_refused_undoes_the_first_too(app: Flask) -> None:
    sent = form()
    with carrying_out(sent):
        act("first")
        with pytest.raises(Refusal):
            act("second", refused=True)
        settle(sent, None, wall=NOW)
    assert deeds() == []


def test_an_answer_to_what_was_undone_meanwhile_is_a_fault_of_ours(app: Flask) -> None:
    with pytest.raises(ValueError, match="undone"):
        undo_after_the_deed()
    assert deeds() == []
    act("next")


def test_receipts_are_kept_for_a_day(app: Flask) -> None:
    carried_out(form("a"))
    carried_out(form("b"), wall=NOW + KEPT - timedelta(seconds=1))
    assert receipts() == ["a", "b"]
    carried_out(form("c"), wall=NOW + KEPT)
    assert receipts() == ["b", "c"]


def test_a_rehearsal_within_a_form_leaves_nothing(app: Flask) -> None:
    sent = form()
    with carrying_out(sent):
        with rehearsing():
            act("rehearsed")
        settle(sent, REPLY, wall=NOW)
    assert (deeds(), receipts()) == ([], [])
