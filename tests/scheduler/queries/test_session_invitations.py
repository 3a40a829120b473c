"""The invitations of a session as its page shows them."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models.database import db
from models.delegations import Delegate
from models.people import Person
from scheduler.delegations import withdraw_delegate
from scheduler.people import edit_person
from scheduler.queries.people import card_of
from scheduler.queries.rosters import roster_for
from scheduler.queries.session_invitations import InvitedDelegation, guest_asked, invited_delegation
from scheduler.queries.sights import session_plan
from scheduler.sessions import found, plan_session
from tests.fixtures import Letter, People
from tests.making import HAND
from tests.scheduler.delegations import invited, let_session_go, named
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import Days
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind


def shown(session_id: int) -> InvitedDelegation:
    roster = roster_for(session_id, actor=OPERATOR)
    return invited_delegation(roster, today=HAND.now.date(), wall=HAND.now)


def test_the_page_tells_who_is_asked(letter: Letter, people: People) -> None:
    page = shown(invited(letter, people))
    assert [guest.leads for guest in page.guests] == [True, False, False, False, False]
    first = page.guests[0]
    assert page.on_roster[people.head_vienna] is first
    assert guest_asked(page, first.invited.invitation_id, actor=OPERATOR) is first
    stranger = Actor(ActorKind.PERSON, "A stranger", person_id=people.focal["moj"])
    with pytest.raises(NotFound):
        guest_asked(page, first.invited.invitation_id, actor=stranger)


def test_whoever_cannot_be_written_to_is_named(letter: Letter, people: People) -> None:
    person = db.session.get_one(Person, people.focal["moj"])
    edit_person(person.id, replace(card_of(person), email=""), by=HAND.by, now=HAND.now)
    number = invited(letter, people, "2", "nsc")
    assert shown(number).unreachable == ()


def test_each_guest_says_of_which_days_where_there_are_several(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    first, second = Days(date(2022, 5, 30), date(2022, 6, 3)), Days(date(2022, 6, 7), date(2022, 6, 10))
    plan = session_plan(found(number))
    plan_session(number, replace(plan, blocks=(first, second)), hand=HAND)
    let_session_go(number)
    page = shown(number)
    assert page.several_runs
    assert len(page.guests) == 10
    plan_session(number, replace(plan, blocks=(first,)), hand=HAND)
    page = shown(number)
    assert sum(guest.days is None for guest in page.guests) == 5
    assert not page.several_runs
    assert named(letter, people, "2", "moj")


def test_the_line_of_the_roster_shows_no_invitation_that_was_taken_back(letter: Letter, people: People) -> None:
    number = invited(letter, people, "2", "moj")
    assert people.focal["moj"] in shown(number).on_roster
    rows = select(Delegate.id).where(Delegate.person_id == people.focal["moj"])
    withdraw_delegate(db.session.scalars(rows).one(), by=HAND.by, now=HAND.now)
    page = shown(number)
    assert people.focal["moj"] in [guest.invited.person_id for guest in page.guests]
    assert people.focal["moj"] not in page.on_roster
