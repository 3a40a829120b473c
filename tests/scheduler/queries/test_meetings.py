"""Meetings as the invited know them: what was released to them, and nothing that still waits in a draft."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.database import db
from models.people import FocalPoint
from scheduler.consultations import book, cancel, move, withdraw
from scheduler.queries.meetings import MyMeeting, begins, cities_in, meeting_by_link, my_meeting, my_meetings
from tests.making import HAND, NOW, Ministry, make_person, make_plan
from tests.scheduler.giving import invitation_of, say
from tests.scheduler.letters import MOVED, let_go
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, Actor
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, Language, PartStat

HOUR = timedelta(hours=1)


def person(person_id: int) -> Actor:
    return Actor(ActorKind.PERSON, "Somebody", person_id=person_id)


def only(ministry: Ministry) -> MyMeeting:
    [found] = my_meetings(actor=person(ministry.person_ids[0]))
    return found


def test_what_was_not_released_is_not_known(ministry: Ministry, booked: int) -> None:
    assert my_meetings(actor=person(ministry.person_ids[0])) == ()


def test_a_meeting_is_known_as_it_was_told(ministry: Ministry, released: int) -> None:
    found = only(ministry)
    assert (found.facts.title.en, found.language) == ("Preparatory consultation", Language.THAI)
    assert [city.starts for city in found.cities] == ["14:00", "08:00"]
    assert found.is_open(NOW)


def test_a_move_is_known_once_it_is_released(ministry: Ministry, released: int) -> None:
    move(released, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    assert only(ministry).facts.starts != MOVED
    let_go(released)
    assert only(ministry).facts.starts == MOVED


def test_an_answer_stands_until_the_time_changes(ministry: Ministry, released: int) -> None:
    say(ministry.person_ids[0], PartStat.ACCEPTED)
    standing = only(ministry).standing
    assert standing is not None
    assert standing.partstat is PartStat.ACCEPTED
    assert only(ministry).earlier is None
    move(released, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    let_go(released, minutes=5)
    assert only(ministry).standing is None
    assert only(ministry).earlier == standing


def test_a_cancelled_meeting_is_told_from_one_persons_removal(ministry: Ministry, released: int) -> None:
    withdraw(invitation_of(ministry.person_ids[1]).id, hand=HAND)
    let_go(released)
    removed = my_meetings(actor=person(ministry.person_ids[1]))[0]
    assert (removed.withdrawn, removed.cancelled, removed.is_open(NOW)) == (True, False, False)
    cancel(released, reason="", hand=HAND)
    assert only(ministry).is_open(NOW), "nobody has been told yet"
    let_go(released)
    assert (only(ministry).withdrawn, only(ministry).cancelled) == (False, True)


def test_a_meeting_that_has_ended_is_not_open(ministry: Ministry, released: int) -> None:
    ends = only(ministry).facts.ends
    assert ends is not None
    assert only(ministry).is_open(ends - timedelta(seconds=1))
    assert only(ministry).is_over(ends)
    assert not only(ministry).is_open(ends)


def test_the_earliest_meeting_comes_first(ministry: Ministry, released: int) -> None:
    earlier = book(ministry.session_id, make_plan(NOW + HOUR), invited=ministry.everybody, hand=HAND)
    let_go(earlier)
    found = my_meetings(actor=person(ministry.person_ids[0]))
    assert [each.facts.starts for each in found] == [NOW + HOUR, make_plan().starts]


def test_nobody_sees_the_meetings_of_somebody_else(ministry: Ministry, released: int) -> None:
    own = invitation_of(ministry.person_ids[0]).id
    assert my_meeting(own, actor=person(ministry.person_ids[0])).invitation_id == own
    for actor in (person(ministry.person_ids[1]), ANONYMOUS):
        with pytest.raises(NotFound):
            my_meeting(own, actor=actor)
    assert my_meetings(actor=ANONYMOUS) == ()


def test_a_link_opens_its_own_generation_alone(ministry: Ministry, released: int) -> None:
    invitation = invitation_of(ministry.person_ids[0])
    assert meeting_by_link((invitation.id, 1)).invitation_id == invitation.id
    for numbers in ((invitation.id, 2), (999, 1), None):
        with pytest.raises(NotFound, match="link"):
            meeting_by_link(numbers)


def test_whole_days_have_no_hours_in_any_city(ministry: Ministry, released: int) -> None:
    first, last = date(2022, 5, 30), date(2022, 6, 10)
    facts = replace(only(ministry).facts, starts=None, ends=None, first_day=first, last_day=last)
    assert cities_in(facts) == ()


def test_three_meetings_take_as_many_questions_as_one(ministry: Ministry, released: int) -> None:
    actor = person(ministry.person_ids[0])
    once = questions(lambda: my_meetings(actor=actor))
    for _ in range(2):
        let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))
    assert questions(lambda: my_meetings(actor=actor)) == once


def test_the_latest_answer_of_a_colleague_who_was_invited_too_is_shown_beside(ministry: Ministry) -> None:
    backups = [make_person(f"backup{number}") for number in (1, 2)]
    db.session.add_all(
        FocalPoint(agency_id=ministry.agency_ids[0], person=backup, is_primary=False) for backup in backups
    )
    db.session.commit()
    let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))
    assert only(ministry).beside is None
    first, second = (backup.id for backup in backups)
    say(second, PartStat.DECLINED, at=NOW + HOUR)
    say(first, PartStat.ACCEPTED)
    beside = only(ministry).beside
    assert beside is not None
    assert (beside.name.en, beside.said.partstat) == ("Ms Backup2 Tuayang", PartStat.DECLINED)
    [other] = my_meetings(actor=person(ministry.person_ids[1]))
    assert other.beside is None


def test_whole_days_stand_before_the_hours_of_their_first(ministry: Ministry, released: int) -> None:
    facts = only(ministry).facts
    assert facts.starts is not None
    day = facts.starts.date()
    days = replace(facts, starts=None, ends=None, first_day=day, last_day=day)
    assert begins(days) < begins(facts) < begins(replace(days, first_day=day + timedelta(days=1)))
