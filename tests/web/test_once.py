"""A form does its deed once: sent again by a double click, in two tabs or by a proxy, it gets its first answer."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from models.accounts import LoginSession
from models.database import db
from models.outbox import OutgoingMail
from models.receipts import Receipt
from tests.databases import KINDS
from tests.web.deeds import DEEDS, SIGNING, Deed, doors
from tests.web.page_forms import form_to
from tests.web.posting import send
from tests.web.world import ADMINISTRATOR, ANONYMOUS, World

NO_DEED = {"desk.bring_calendar", "desk.bring_people"}
"""What these keep waits for its officer's decision: nothing of the ministry's changes, so the audit says nothing."""


@pytest.fixture(autouse=True)
def fresh(world: World) -> None:
    """Each test begins with the same world."""
    world.restore()


def sizes(world: World) -> dict[str, int]:
    return {name: len(rows) for name, rows in world.rows().items()}


def test_every_door_that_takes_a_form_has_a_deed_that_is_tried(world: World) -> None:
    assert doors(world.app, keyed=True) - set(DEEDS) == set(), "tests/web/deeds.py holds a form for each such door"
    assert set(DEEDS) - doors(world.app, keyed=True) == set()
    assert doors(world.app, keyed=False) == set(SIGNING)


@pytest.mark.no_cover
@pytest.mark.parametrize("endpoint", sorted(DEEDS))
def test_the_same_form_again_has_the_first_answer_and_no_second_effect(world: World, endpoint: str) -> None:
    deed = DEEDS[endpoint]
    deed.prepared(world)
    made = deed.made(world)
    before = world.rows()
    first = deed.sent(world, made)
    assert first.status_code < 400, first.text
    done = world.rows()
    assert done != before, "this form does nothing, so it proves nothing"
    assert len(done["receipt"]) == len(before["receipt"]) + 1
    for _ in range(2):
        again = deed.sent(world, made)
        assert (again.status_code, again.location) == (first.status_code, first.location)
        assert (
            again.headers.get("Set-Cookie", "").partition(".")[0]
            == first.headers.get("Set-Cookie", "").partition(".")[0]
        )
    assert world.rows() == done


def pressed(deed: Deed, world: World, made: Mapping[str, Any]) -> TestResponse:
    """What a press of the button is answered in the end: a busy database asks to press once more, and keeps nothing."""
    for _ in range(10):
        answer = deed.sent(world, made)
        if answer.status_code != 503:
            return answer
    raise AssertionError("the database was busy ten times over")


QUICK = ("answers.answer", "desk.book_now", "desk.release_now")
"""A reader without a login, one whose form brings files, and one that sends: tried on every run, on both databases."""

ON_BOTH = (
    *QUICK,
    "answers.substitute_now",
    "desk.bring_people",
    "desk.change_role",
    "desk.decide_now",
    "desk.enclose",
    "desk.end_term",
    "desk.hold_mail",
    "desk.settle_invite",
    "focal.answer_meeting",
    "focal.subscribe",
)
"""PostgreSQL's lock and its unique key stand in one place (`scheduler/receipts.py`), whichever door is knocked at.

What may differ from door to door is the deed inside: whether it waits for that lock before it reads. So every door is
tried on SQLite, and on PostgreSQL one of each kind: of every room, with a file, that sends, that keeps no audit.
"""

AT_ONCE = [
    pytest.param(kind, name, marks=() if name in QUICK else pytest.mark.slow)
    for name in sorted(DEEDS)
    for kind in KINDS
    if kind == "sqlite" or name in ON_BOTH
]


@pytest.mark.parametrize(("store", "endpoint"), AT_ONCE, indirect=["store"], scope="module")
def test_the_same_form_three_times_at_once_has_one_effect(world: World, endpoint: str) -> None:
    deed = DEEDS[endpoint]
    deed.prepared(world)
    made, before = deed.made(world), sizes(world)
    with ThreadPoolExecutor(3) as presses:
        answers = list(presses.map(lambda _: pressed(deed, world, made), range(3)))
    assert {(answer.status_code, answer.location) for answer in answers} == {
        (answers[0].status_code, answers[0].location)
    }
    assert answers[0].status_code < 400, answers[0].text
    after = sizes(world)
    deeds = 0 if endpoint in NO_DEED else 1
    assert (after["receipt"], after["audit_row"]) == (before["receipt"] + 1, before["audit_row"] + deeds)


def came_of_it() -> list[int]:
    """How many login sessions and letters there are."""
    db.session.rollback()
    return [db.session.query(kind).count() for kind in (LoginSession, OutgoingMail)]


@pytest.mark.both_databases
@pytest.mark.parametrize("endpoint", sorted(set(SIGNING) - {"account.sign_in_by_password"}))
def test_a_form_of_signing_in_or_out_three_times_at_once_has_one_answer(world: World, endpoint: str) -> None:
    deed = SIGNING[endpoint]
    made, before = deed.made(world), came_of_it()
    with ThreadPoolExecutor(3) as presses:
        answers = list(presses.map(lambda _: pressed(deed, world, made), range(3)))
    assert {(answer.status_code, answer.location) for answer in answers} == {
        (answers[0].status_code, answers[0].location)
    }
    assert answers[0].status_code < 400, answers[0].text
    assert [now - then for now, then in zip(came_of_it(), before, strict=True)] in ([0, 0], [0, 1], [1, 0])


def test_a_form_without_a_key_does_nothing(world: World) -> None:
    deed = DEEDS["desk.book_now"]
    made, before = deed.made(world), world.rows()
    for key in ("", "short", "k" * 201, "ก" * 20):
        answer = deed.sent(world, {**made, "form_key": key})
        assert answer.status_code == 400
        assert "without its key" in answer.text
    assert world.rows() == before


def test_the_key_may_stand_in_the_header(world: World) -> None:
    deed = DEEDS["desk.book_now"]
    made = {**deed.made(world), "form_key": ""}
    twice = [
        deed.browser(world).post(deed.address(world), data=made, headers={"Idempotency-Key": '"0123456789"'})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in twice] == [303, 303]
    assert twice[0].location == twice[1].location


def test_a_key_that_was_used_for_other_words_keeps_them_and_may_be_sent_as_a_new_form(world: World) -> None:
    deed = DEEDS["desk.book_now"]
    made = deed.made(world)
    deed.sent(world, made)
    before = world.rows()
    answer = deed.sent(world, {**made, "title_en": "A second meeting"})
    assert answer.status_code == 422
    assert "already carried out with other content" in answer.text
    assert world.rows() == before
    form = form_to(answer.text, "/consultations/new")
    assert form.fields["title_en"] == "A second meeting"
    assert form.fields["form_key"] != made["form_key"]
    assert deed.sent(world, form.fields.to_dict(flat=False)).status_code == 303


def test_somebody_elses_key_is_no_way_to_their_answer(world: World) -> None:
    deed = DEEDS["desk.change_role"]
    made = deed.made(world)
    deed.sent(world, made)
    other = replace(deed, reader=ADMINISTRATOR)
    answer = other.sent(world, {**other.made(world), "form_key": made["form_key"]})
    assert answer.status_code == 422
    assert "already carried out with other content" in answer.text


def test_a_refused_form_may_be_corrected_and_sent_again(world: World) -> None:
    deed = DEEDS["desk.book_now"]
    made = deed.made(world)
    assert deed.sent(world, {**made, "minutes": "soon"}).status_code == 422
    assert deed.sent(world, made).status_code == 303


def test_a_preview_that_letters_have_overtaken_is_drafted_anew_though_the_release_is_refused(world: World) -> None:
    deed = DEEDS["desk.release_now"]
    made = deed.made(world)
    send(deed.browser(world), f"/consultations/{world.consultations['draft']}/change", {"version": "0"})
    assert deed.sent(world, {**made, "batch": "999"}).status_code == 409
    assert len(world.rows()["receipt"]) == 0


def test_a_calendar_address_is_told_again_to_the_same_form_but_not_once_it_was_ended(world: World) -> None:
    deed = DEEDS["focal.subscribe"]
    made = deed.made(world)
    [address] = {re.findall(r"/feeds/[\w-]+\.ics", deed.sent(world, made).text)[0] for _ in range(3)}
    assert world.browser(ANONYMOUS).get(address).status_code == 200
    number = max(int(str(row[0])) for row in world.rows()["feed_subscription"])
    send(deed.browser(world), f"/my/feed/{number}/end")
    assert deed.sent(world, made).status_code == 404


def test_a_form_that_cannot_be_answered_again_says_that_it_was_carried_out(world: World) -> None:
    deed = DEEDS["desk.book_now"]
    made = deed.made(world)
    deed.sent(world, made)
    with db.engine.begin() as other:
        other.execute(update(Receipt).values(location=None))
    answer = deed.sent(world, made)
    assert answer.status_code == 409
    assert "carried out already" in answer.text


def test_the_secret_of_a_reply_link_is_in_no_receipt(world: World) -> None:
    deed = DEEDS["answers.answer"]
    deed.sent(world, deed.made(world))
    assert world.reply_tokens["own"] not in str(world.rows()["receipt"])
    assert "?recorded=1" in str(world.rows()["receipt"])
