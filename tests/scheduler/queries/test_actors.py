"""Who somebody is today."""

from datetime import date, timedelta

import pytest
from flask import Flask

from models.database import db
from models.people import FocalPoint, OfficeHolder, Person, Post
from scheduler.queries.actors import active_person, actor_of, anybody_active, as_actor
from tests.making import focal_point, make_person
from vocabulary.states import ActorKind, Duty

TODAY = date(2022, 1, 4)
DAY = timedelta(days=1)


def kept(*rows: object) -> None:
    db.session.add_all(rows)
    db.session.commit()


def test_somebody_acts_under_his_name_and_duty(app: Flask) -> None:
    person = make_person("anan", duty=Duty.DESK_OFFICER)
    kept(person)
    actor = as_actor(person)
    assert (actor.kind, actor.label, actor.person_id) == (ActorKind.PERSON, "Ms Anan Tuayang", person.id)
    assert actor.is_desk
    assert not actor.is_administrator


def test_the_thai_name_stands_where_there_is_no_english_one(app: Flask) -> None:
    assert as_actor(Person(name_th="นาย|อนันต์", name_en="", duty=Duty.NONE)).label == "นายอนันต์"


@pytest.mark.parametrize(
    ("ended_on", "speaks"), [(None, True), (TODAY + DAY, True), (TODAY, False), (TODAY - DAY, False)]
)
def test_a_focal_point_speaks_for_the_agency_until_the_day_of_the_end(
    app: Flask, ended_on: date | None, speaks: bool
) -> None:
    point, other = focal_point(1), focal_point(2)
    point.ended_on = ended_on
    kept(point, other)
    assert actor_of(point.person, today=TODAY).agency_ids == ({point.agency_id} if speaks else set())


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
    ],
)
def test_a_post_is_held_from_its_first_day_to_its_last(
    app: Flask, since: date, until: date | None, holds: bool
) -> None:
    post = Post(key="pr-vienna", title_en="Permanent Representative")
    person = make_person("head")
    kept(OfficeHolder(post=post, person=person, since=since, until=until))
    assert actor_of(person, today=TODAY).post_ids == ({post.id} if holds else set())


@pytest.mark.both_databases
def test_speaking_for_two_agencies_is_two_agencies(app: Flask) -> None:
    first, second = focal_point(1), focal_point(2)
    kept(first, second)
    kept(FocalPoint(agency_id=second.agency_id, person_id=first.person_id, is_primary=False))
    assert actor_of(first.person, today=TODAY).agency_ids == {first.agency_id, second.agency_id}


def test_an_address_finds_its_person_in_any_spelling_while_active(app: Flask) -> None:
    person = make_person("Anan")
    kept(person)
    assert active_person(" anan@AGENCY.example\n") is person
    assert active_person("") is None
    person.active = False
    db.session.commit()
    assert active_person("anan@agency.example") is None


def test_the_stand_in_is_somebody_with_an_address(app: Flask) -> None:
    assert anybody_active() is None
    without, disabled, person = make_person("without"), make_person("disabled"), make_person("anan")
    without.email, disabled.active = None, False
    kept(without, disabled)
    kept(person)
    assert anybody_active() is person
