"""What a subscribed calendar shows, and to whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from models.committees import Committee
from models.database import db
from models.demonstration import Demonstration
from models.people import Person
from models.sessions import CommitteeSession
from scheduler.consultations import book, cancel, move
from scheduler.feeds import revoke, subscribe
from scheduler.queries.feeds import subscription_by, subscriptions_of
from scheduler.queries.sights import session_plan
from scheduler.rules.tokens import token_hash
from scheduler.sessions import decide_head, plan_session
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.feeds import feed_of
from tests.scheduler.letters import MOVED, let_go, queries_of
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR, Actor
from vocabulary.invite import FeedItem
from vocabulary.plan import HeadDecision, Invited, SessionPlan
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, Language, SessionStatus

TODAY = date(2022, 1, 4)


def feed(person_id: int, *, today: date = TODAY, language: Language = Language.ENGLISH) -> tuple[FeedItem, ...]:
    return feed_of(person_id, today=today, language=language)


def titles(person_id: int) -> list[str]:
    return [item.facts.title.en for item in feed(person_id)]


def person(person_id: int) -> Actor:
    return Actor(ActorKind.PERSON, "Somebody", person_id=person_id)


def test_a_meeting_shows_once_it_is_released_and_as_it_was_released(ministry: Ministry, booked: int) -> None:
    assert feed(ministry.person_ids[0]) == ()
    let_go(booked)
    [item] = feed(ministry.person_ids[0])
    assert (item.facts.starts, item.version.sequence, item.tentative) == (make_plan().starts, 0, False)
    move(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert feed(ministry.person_ids[0]) == (item,)
    let_go(booked, minutes=5)
    [moved] = feed(ministry.person_ids[0])
    assert (moved.facts.uid, moved.facts.starts, moved.version.sequence) == (item.facts.uid, MOVED, 1)


def test_a_cancelled_meeting_leaves_once_that_is_released(ministry: Ministry, released: int) -> None:
    cancel(released, reason="", hand=HAND)
    assert len(feed(ministry.person_ids[0])) == 1
    let_go(released)
    assert feed(ministry.person_ids[0]) == ()


def test_a_focal_point_follows_the_dated_sessions_of_the_committee(letter: Letter, people: People) -> None:
    first, second = feed(people.focal["oag"])
    assert first.facts.title.en == "Ad Hoc Committee: Session 1 · New York"
    assert (first.facts.first_day, first.facts.last_day) == (date(2022, 1, 17), date(2022, 1, 28))
    assert second.facts.place == "Vienna International Centre, Vienna"
    assert not second.tentative


def test_a_place_is_named_in_the_readers_language(letter: Letter, people: People) -> None:
    place = feed(people.focal["oag"], language=Language.THAI)[1].facts.place_in(Language.THAI)
    assert "|" not in place
    assert "เวียนนา" in place


def test_a_head_follows_only_the_sessions_that_the_post_leads(letter: Letter, people: People) -> None:
    assert titles(people.head_vienna) == ["Ad Hoc Committee: Session 2 · Vienna"]
    assert titles(people.head_new_york) == ["Ad Hoc Committee: Session 1 · New York"]


def test_a_decision_moves_a_session_into_another_heads_calendar(letter: Letter, people: People) -> None:
    decide_head(
        letter.session_ids["2"],
        HeadDecision(people.head_new_york, "The Minister decided so."),
        by=OPERATOR,
        now=NOW,
    )
    assert titles(people.head_vienna) == []
    assert len(titles(people.head_new_york)) == 2


def test_a_co_head_follows_the_session_too(letter: Letter, people: People) -> None:
    decision = HeadDecision(people.head_vienna, "The Minister decided so.", co_heads=(people.head_new_york,))
    decide_head(letter.session_ids["2"], decision, by=OPERATOR, now=NOW)
    assert len(titles(people.head_vienna)) == 1
    assert len(titles(people.head_new_york)) == 2


def test_a_post_given_up_gives_up_its_sessions(letter: Letter, people: People) -> None:
    assert feed(people.head_vienna, today=date(2020, 9, 30)) == ()


def test_a_session_called_off_is_no_longer_shown_and_a_provisional_one_only_tentatively(
    letter: Letter, people: People
) -> None:
    row = db.session.get_one(CommitteeSession, letter.session_ids["2"])
    plan = SessionPlan(
        duty_station_id=row.duty_station_id, blocks=session_plan(row).blocks, status=SessionStatus.PROVISIONAL
    )
    plan_session(row.id, plan, hand=HAND)
    assert feed(people.head_vienna)[0].tentative
    row.status = SessionStatus.CANCELLED
    db.session.commit()
    assert feed(people.head_vienna) == ()


def test_whoever_speaks_for_no_agency_and_holds_no_post_sees_own_meetings_alone(letter: Letter, people: People) -> None:
    assert feed(people.administrator) == ()


def test_the_coordinators_focal_point_follows_the_committee(letter: Letter, people: People) -> None:
    assert len(feed(people.desk)) == 2


def test_meetings_and_sessions_stand_in_the_order_of_their_days(letter: Letter, people: People) -> None:
    invited = Invited((letter.agency_ids["oag"],))
    let_go(book(letter.session_ids["2"], make_plan(datetime(2022, 2, 1, 7, 0, tzinfo=UTC)), invited=invited, hand=HAND))
    names = titles(people.focal["oag"])
    assert names[1] == "Preparatory consultation"
    assert len(names) == 3


def test_a_token_opens_its_subscription_in_one_question(app: Flask, letter: Letter, people: People) -> None:
    token = subscribe(by=person(people.focal["oag"]), now=NOW)
    db.session.rollback()
    db.session.expunge_all()
    found = []
    assert queries_of(lambda: found.append(subscription_by(token_hash(token), wall=NOW))) == 1
    assert (found[0].person_id, found[0].language) == (people.focal["oag"], Language.THAI)


def test_the_day_is_the_capitals_and_in_a_demonstration_its_own(letter: Letter, people: People) -> None:
    token = token_hash(subscribe(by=person(people.desk), now=NOW))
    late = datetime(2026, 5, 1, 18, 0, tzinfo=UTC)
    assert subscription_by(token, wall=late).day == date(2026, 5, 2)
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=late, latest=NOW))
    db.session.commit()
    assert subscription_by(token, wall=late + timedelta(days=1)).day == date(2022, 1, 5)


def test_a_token_that_ended_or_whose_owner_is_disabled_opens_nothing(letter: Letter, people: People) -> None:
    first, second = (subscribe(by=person(people.desk), now=NOW) for _ in range(2))
    newest, oldest = subscriptions_of(people.desk)
    revoke(oldest.id, by=person(people.desk), now=NOW)
    with pytest.raises(NotFound):
        subscription_by(token_hash(first), wall=NOW)
    assert subscription_by(token_hash(second), wall=NOW).id == newest.id
    assert [line.id for line in subscriptions_of(people.desk)] == [newest.id]
    db.session.get_one(Person, people.desk).active = False
    db.session.commit()
    with pytest.raises(NotFound):
        subscription_by(token_hash(second), wall=NOW)


def test_without_a_committee_the_day_is_that_of_utc(app: Flask) -> None:
    somebody = Person(name_en="Ms A", email="a@agency.example")
    db.session.add(somebody)
    db.session.commit()
    assert db.session.query(Committee).count() == 0
    token = subscribe(by=person(somebody.id), now=NOW)
    assert subscription_by(token_hash(token), wall=datetime(2026, 5, 1, 23, 0, tzinfo=UTC)).day == date(2026, 5, 1)


def test_three_meetings_take_as_many_questions_as_one(letter: Letter, people: People) -> None:
    invited = Invited((letter.agency_ids["oag"],))
    let_go(book(letter.session_ids["2"], make_plan(), invited=invited, hand=HAND))
    once = questions(lambda: feed(people.focal["oag"]))
    for _ in range(2):
        let_go(book(letter.session_ids["2"], make_plan(MOVED), invited=invited, hand=HAND))
    assert questions(lambda: feed(people.focal["oag"])) == once
