"""The bytes of a subscribed calendar: made once a version, from pieces made once for everybody."""

from datetime import timedelta

import pytest

from scheduler.consultations import book, move
from scheduler.feeds import subscribe
from scheduler.queries.feed_bodies import BODIES, PIECES, body_of, tag_of
from scheduler.queries.feeds import Subscription, subscription_by
from scheduler.rules.tokens import token_hash
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.letters import MOVED, let_go, queries_of
from vocabulary.actor import Actor
from vocabulary.states import ActorKind


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    PIECES.clear()
    BODIES.clear()


def subscription(person_id: int) -> Subscription:
    owner = Actor(ActorKind.PERSON, "Somebody", person_id=person_id)
    return subscription_by(token_hash(subscribe(by=owner, now=NOW)), wall=NOW)


def test_a_calendar_is_made_once_a_version(ministry: Ministry, released: int) -> None:
    asked = subscription(ministry.person_ids[0])
    first = body_of(asked)
    assert queries_of(lambda: body_of(asked)) == 0
    assert body_of(asked) is first


def test_what_is_forgotten_is_made_again_byte_for_byte(ministry: Ministry, released: int) -> None:
    asked = subscription(ministry.person_ids[0])
    first = body_of(asked)
    PIECES.clear()
    BODIES.clear()
    assert body_of(asked) == first


def test_a_change_writes_one_piece_anew(ministry: Ministry, released: int) -> None:
    let_go(book(ministry.session_id, make_plan(MOVED), invited=ministry.everybody, hand=HAND))
    person_id = ministry.person_ids[0]
    before = body_of(subscription(person_id))
    made = len(PIECES)
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=2), hand=HAND)
    let_go(released, minutes=5)
    assert body_of(subscription(person_id)) != before
    assert (made, len(PIECES)) == (2, 3)


def test_two_readers_of_one_language_share_the_pieces(ministry: Ministry, released: int) -> None:
    first, _, third = ministry.person_ids
    body_of(subscription(first))
    body_of(subscription(third))
    assert len(PIECES) == 1


def test_as_many_questions_for_many_meetings_as_for_one(ministry: Ministry, released: int) -> None:
    asked = subscription(ministry.person_ids[0])
    one = queries_of(lambda: body_of(asked))
    for days in (1, 2, 3):
        plan = make_plan(MOVED + timedelta(days=days))
        let_go(book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND))
    asked = subscription(ministry.person_ids[0])
    PIECES.clear()
    assert queries_of(lambda: body_of(asked)) == one


def test_the_tag_names_version_language_and_day(ministry: Ministry) -> None:
    asked = subscription(ministry.person_ids[0])
    assert tag_of(asked).endswith("-th-2022-01-04")
