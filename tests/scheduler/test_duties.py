"""Who works at the desk: an administrator's word, and one administrator is always left."""

import pytest
from flask import Flask
from sqlalchemy import select

from models.accounts import LoginSession
from models.database import db
from models.people import Person
from scheduler.accounts import Moment
from scheduler.duties import give_duty
from scheduler.queries.actors import actor_of
from scheduler.queries.desk_people import at_the_desk
from tests.fixtures import signed_in
from tests.making import NOW, make_person
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.refusals import Forbidden, Refusal
from vocabulary.states import Duty

AT = Moment(NOW, NOW)


def add(name: str, duty: Duty = Duty.NONE) -> int:
    person = make_person(name, duty=duty)
    db.session.add(person)
    db.session.commit()
    return person.id


def actor(number: int) -> Actor:
    return actor_of(db.session.get_one(Person, number), today=NOW.date())


def test_an_administrator_makes_an_officer_who_works_from_the_next_sign_in_on(app: Flask) -> None:
    chief, anan = add("chief", Duty.ADMINISTRATOR), add("anan")
    signed_in(app, anan)
    assert not actor(anan).is_desk
    give_duty(anan, Duty.DESK_OFFICER, by=actor(chief), at=AT)
    assert (actor(anan).is_desk, actor(anan).is_administrator) == (True, False)
    assert db.session.scalars(select(LoginSession.ended_at)).one() == NOW
    assert [one.person_id for one in at_the_desk(actor=OPERATOR)] == [chief, anan]


def test_the_same_duty_again_ends_no_sign_in(app: Flask) -> None:
    anan = add("anan", Duty.DESK_OFFICER)
    signed_in(app, anan)
    give_duty(anan, Duty.DESK_OFFICER, by=OPERATOR, at=AT)
    assert db.session.scalars(select(LoginSession.ended_at)).one() is None


def test_the_last_administrator_stays_one(app: Flask) -> None:
    chief, other = add("chief", Duty.ADMINISTRATOR), add("other", Duty.ADMINISTRATOR)
    db.session.get_one(Person, other).active = False
    db.session.commit()
    for by in (actor(chief), OPERATOR):
        with pytest.raises(Refusal, match="Nobody else is an administrator"):
            give_duty(chief, Duty.DESK_OFFICER, by=by, at=AT)
    db.session.get_one(Person, other).active = True
    db.session.commit()
    give_duty(chief, Duty.NONE, by=actor(chief), at=AT)
    assert not actor(chief).is_desk


def test_only_an_administrator_says_who_works_at_the_desk(app: Flask) -> None:
    officer, anan = add("officer", Duty.DESK_OFFICER), add("anan")
    for by in (actor(officer), actor(anan), ANONYMOUS):
        with pytest.raises(Forbidden):
            give_duty(anan, Duty.ADMINISTRATOR, by=by, at=AT)


def test_whoever_has_no_address_cannot_sign_in_and_gets_no_duty(app: Flask) -> None:
    anan = add("anan")
    db.session.get_one(Person, anan).email = None
    db.session.commit()
    with pytest.raises(Refusal, match="e-mail address on file first"):
        give_duty(anan, Duty.DESK_OFFICER, by=OPERATOR, at=AT)
    give_duty(anan, Duty.NONE, by=OPERATOR, at=AT)
