"""Who is to be in two places at once, from the rows: heads, delegates and the invited, across all committees."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.invitations import Invitation
from models.people import OfficeHolder, Person
from models.sessions import CommitteeSession
from scheduler.answers import GivenAnswer, record_answer
from scheduler.consultations import book, withdraw
from scheduler.delegations import name_delegate
from scheduler.loading.deeds import Source, load_committee
from scheduler.queries.actors import actor_of
from scheduler.queries.consultations import consultation_sheet
from scheduler.queries.engagements import (
    bookings_at,
    bookings_for_head,
    bookings_now,
    bookings_of_committee,
    bookings_of_person,
)
from scheduler.queries.overview import overview_for
from scheduler.rules.double_bookings import Attendance
from scheduler.rules.waiting import WaitingKind
from scheduler.sessions import decide_head
from tests.fixtures import NOW, ROOT, Letter, People
from tests.making import HAND, make_plan
from tests.scheduler.letters import let_go
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Place
from vocabulary.plan import HeadDecision, Invited, Nomination
from vocabulary.states import AnswerSource, DelegateRole, PartStat, SessionStatus

pytestmark = pytest.mark.both_databases
FILE = ROOT / "tests" / "data" / "second-committee.toml"
IN_JANUARY = datetime(2022, 1, 25, 7, 0, tzinfo=UTC)


@pytest.fixture
def wetlands(app: Flask, letter: Letter) -> dict[str, int]:
    """The second committee's sessions by their keys; its first meets in New York with the letter's first."""
    load_committee(Source(Path(FILE).read_text("utf-8"), FILE.name, "mfa.example"), by=OPERATOR, now=NOW)
    rows = db.session.scalars(select(CommitteeSession).join(Committee).where(Committee.key == "wetlands"))
    found = {row.key: row.id for row in rows}
    db.session.rollback()
    return found


def at(session_id: int) -> Place:
    return Place("session", session_id)


def name(session_id: int, letter: Letter, person_id: int) -> None:
    """Put somebody on a roster; the letter's second session has the prosecutors' focal point already."""
    nomination = Nomination(letter.agency_ids["oag"], DelegateRole.ADVISER, person_id=person_id)
    name_delegate(session_id, nomination, by=OPERATOR, now=NOW)


def meeting(letter: Letter, *agencies: str, starts: datetime = IN_JANUARY) -> int:
    invited = Invited(agency_ids=tuple(letter.agency_ids[key] for key in agencies))
    return book(letter.session_ids["2"], make_plan(starts), invited=invited, hand=HAND)


def test_a_head_who_leads_in_two_committees_at_once_is_seen_from_both(
    letter: Letter, people: People, wetlands: dict[str, int]
) -> None:
    first, second = letter.session_ids["1"], wetlands["1"]
    for here, there in ((first, second), (second, first)):
        (found,) = bookings_at(at(here), now=NOW)
        assert found.other is not None
        assert (found.one.person_id, found.one.place, found.other.place) == (people.head_new_york, at(here), at(there))
        assert (found.one.attendance, found.is_between_committees) == (Attendance.HEAD, True)
        assert found.days == ((date(2022, 1, 24), date(2022, 1, 28)),)
    assert bookings_at(at(letter.session_ids["2"]), now=NOW) == ()
    assert len(bookings_of_person(people.head_new_york, now=NOW)) == 1
    assert bookings_of_person(people.head_vienna, now=NOW) == ()


def test_each_committee_sees_it_from_its_own_side_and_it_waits_on_both_overviews(
    letter: Letter, wetlands: dict[str, int]
) -> None:
    keys = {"ahc": letter.session_ids["1"], "wetlands": wetlands["1"]}
    for key, session_id in keys.items():
        number = db.session.scalars(select(Committee.id).where(Committee.key == key)).one()
        (found,) = bookings_of_committee(number, now=NOW)
        assert found.one.place == at(session_id)
        waits = overview_for(key, actor=OPERATOR, now=NOW).waiting
        assert [one.subject_id for one in waits if one.kind is WaitingKind.TWO_PLACES] == [session_id]


def test_a_delegate_on_two_rosters_and_somebody_invited_meanwhile_are_found(
    letter: Letter, people: People, wetlands: dict[str, int]
) -> None:
    sira = people.focal["oag"]
    name(wetlands["2"], letter, sira)
    (found,) = bookings_at(at(wetlands["2"]), now=NOW)
    assert (found.one.attendance, found.days) == (Attendance.DELEGATE, ((date(2022, 6, 6), date(2022, 6, 10)),))
    number = meeting(letter, "oag", starts=datetime(2022, 6, 7, 7, 0, tzinfo=UTC))
    assert {one.other.place.number for one in bookings_at(Place("consultation", number), now=NOW) if one.other} == {
        letter.session_ids["2"],
        wetlands["2"],
    }
    waits = overview_for("ahc", actor=OPERATOR, now=NOW).waiting
    assert WaitingKind.TWO_PLACES in {one.kind for one in waits}


def test_two_consultations_at_one_hour_wait_as_meetings(letter: Letter) -> None:
    one, other = meeting(letter, "oag"), meeting(letter, "oag", "moj")
    assert [
        found.other.place.number for found in bookings_at(Place("consultation", other), now=NOW) if found.other
    ] == [one]
    waits = overview_for("ahc", actor=OPERATOR, now=NOW).waiting
    assert [each.subject_id for each in waits if each.kind is WaitingKind.TWO_MEETINGS] == [one]


def test_whoever_declined_or_was_withdrawn_is_not_in_two_places(letter: Letter) -> None:
    one, other = meeting(letter, "oag"), meeting(letter, "oag")
    assert len(bookings_now(NOW)) == 1
    let_go(one)
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert invitation is not None
    answer = GivenAnswer(PartStat.DECLINED, "", AnswerSource.PHONE, "Mr Sira", NOW)
    record_answer(invitation.id, answer, by=OPERATOR, now=NOW)
    assert bookings_now(NOW) == ()
    again = meeting(letter, "oag")
    assert len(bookings_now(NOW)) == 1
    withdrawn = db.session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()
    assert withdrawn is not None
    withdraw(withdrawn.id, hand=HAND)
    assert again
    assert bookings_at(Place("consultation", other), now=NOW) == ()


def test_what_is_over_postponed_or_cancelled_is_no_double_booking(letter: Letter, wetlands: dict[str, int]) -> None:
    assert bookings_now(datetime(2022, 2, 1, tzinfo=UTC)) == ()
    for status in (SessionStatus.POSTPONED, SessionStatus.CANCELLED):
        db.session.get_one(CommitteeSession, wetlands["1"]).status = status
        db.session.commit()
        assert bookings_now(NOW) == ()


def test_a_head_is_told_of_another_session_of_his_own_and_only_that_there_is_one_otherwise(
    letter: Letter, people: People, wetlands: dict[str, int]
) -> None:
    head = actor_of(db.session.get_one(Person, people.head_new_york), today=NOW.date())
    (found,) = bookings_for_head(letter.session_ids["1"], actor=head, now=NOW)
    assert found.other is not None
    name(wetlands["2"], letter, people.focal["oag"])
    meeting(letter, "oag", starts=datetime(2022, 6, 7, 7, 0, tzinfo=UTC))
    vienna = actor_of(db.session.get_one(Person, people.head_vienna), today=NOW.date())
    (hidden,) = bookings_for_head(letter.session_ids["2"], actor=vienna, now=NOW)
    assert (hidden.one.person_id, hidden.other) == (people.focal["oag"], None)


def test_as_many_questions_for_many_as_for_none(letter: Letter, people: People, wetlands: dict[str, int]) -> None:
    def ask() -> object:
        return bookings_now(NOW)

    few = questions(ask)
    for key in ("oag", "moj"):
        nomination = Nomination(letter.agency_ids[key], DelegateRole.ADVISER, person_id=people.focal[key])
        name_delegate(wetlands["2"], nomination, by=OPERATOR, now=NOW)
    for _ in range(3):
        meeting(letter, "oag", "moj", starts=datetime(2022, 6, 7, 7, 0, tzinfo=UTC))
    assert len(bookings_now(NOW)) > 5
    assert questions(ask) == few


def test_a_vacant_post_leads_nowhere(letter: Letter, wetlands: dict[str, int]) -> None:
    for held in db.session.scalars(select(OfficeHolder)):
        db.session.delete(held)
    db.session.commit()
    assert bookings_now(NOW) == ()


def test_whoever_leads_a_session_is_busy_when_a_consultation_is_looked_at(letter: Letter, people: People) -> None:
    number = book(
        letter.session_ids["2"],
        make_plan(datetime(2022, 1, 20, 15, 0, tzinfo=UTC)),
        invited=Invited(person_ids=(people.head_new_york,)),
        hand=HAND,
    )
    outlook = consultation_sheet(number, actor=OPERATOR, wall=NOW).outlook
    assert outlook is not None
    assert [(one.person_id, one.title.en) for one in outlook.busy] == [(people.head_new_york, "Session 1 · New York")]


def test_a_co_head_is_there_as_well_as_the_first(letter: Letter, people: People) -> None:
    heads = HeadDecision(people.head_vienna, "Minister's decision", co_heads=(people.head_new_york,))
    decide_head(letter.session_ids["2"], heads, by=OPERATOR, now=NOW)
    invited = Invited(person_ids=(people.head_new_york, people.head_vienna))
    book(letter.session_ids["3"], make_plan(datetime(2022, 6, 7, 7, 0, tzinfo=UTC)), invited=invited, hand=HAND)
    found = bookings_at(at(letter.session_ids["2"]), now=NOW)
    assert {(one.one.person_id, one.one.attendance) for one in found} == {
        (people.head_vienna, Attendance.HEAD),
        (people.head_new_york, Attendance.HEAD),
    }
