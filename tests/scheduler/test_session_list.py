"""Adding a session to a committee's list, and correcting which one it is."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from scheduler.consultations import book
from scheduler.places import add_building, add_city
from scheduler.queries.sessions import parents_to_choose, session_page_for
from scheduler.rules.heads import HeadStatus
from scheduler.session_list import add_session, correct_session
from scheduler.sessions import found
from tests.fixtures import NOW, Letter
from tests.making import HAND, Ministry, make_plan
from tests.scheduler.letters import let_go, letters
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import Days, NewSession, SessionCard, SessionPlan, StationCard
from vocabulary.refusals import Invalid, NotFound, Overtaken, Refusal
from vocabulary.states import ActorKind, LetterKind, SessionKind, SessionStatus
from vocabulary.text import Bilingual

CEREMONY = SessionCard(SessionKind.CEREMONY, title=Bilingual("Signing ceremony in Ha Noi", "พิธีลงนาม ณ กรุงฮานอย"))


def add(card: SessionCard, plan: SessionPlan | None = None) -> int:
    return add_session(NewSession("ahc", card, plan or SessionPlan()), hand=HAND)


def test_a_ceremony_in_a_city_that_no_file_names_asks_who_leads(letter: Letter) -> None:
    city = add_city(StationCard(Bilingual("Ha Noi", "กรุงฮานอย"), "Asia/Ho_Chi_Minh"), by=OPERATOR, now=NOW)
    hall = add_building(city, Bilingual("National Convention Center"), by=OPERATOR, now=NOW)
    days = Days(date(2025, 10, 25), date(2025, 10, 26), venue_id=hall)
    plan = SessionPlan(city, (days,), SessionStatus.CONFIRMED, document="A/RES/79/243, 24 December 2024")
    page = session_page_for(add(CEREMONY, plan), actor=OPERATOR)
    assert (page.line.name, page.line.opens) == (CEREMONY.title, date(2025, 10, 25))
    assert page.line.heads[0].status is HeadStatus.NO_RULE
    assert [venue.en for venue in page.line.venues] == ["National Convention Center"]
    assert page.history == ()
    assert found(page.line.session_id).key == "ceremony"
    row = db.session.scalars(select(AuditRow).where(AuditRow.deed == "add session")).one()
    assert (row.subject_kind, row.subject_id) == ("session", page.line.session_id)


def test_a_reconvened_session_continues_another_and_is_undated(letter: Letter) -> None:
    concluding = add(SessionCard(SessionKind.CONCLUDING))
    reconvened = add(SessionCard(SessionKind.RECONVENED, parent_id=concluding))
    page = session_page_for(reconvened, actor=OPERATOR)
    assert (page.line.name.en, page.parent and page.parent.name.en) == ("Reconvened session", "Concluding session")
    assert found(reconvened).blocks == []


def test_keys_are_short_and_never_taken_twice(letter: Letter) -> None:
    numbers = [
        add(SessionCard(ordinal=7)),
        add(SessionCard(SessionKind.INTERSESSIONAL, 1)),
        add(SessionCard(SessionKind.CEREMONY)),
        add(CEREMONY),
        add(SessionCard(title=Bilingual("Extra session"))),
    ]
    assert [found(number).key for number in numbers] == ["7", "intersessional-1", "ceremony", "ceremony-2", "regular"]


def test_what_is_on_the_list_is_not_added_again(letter: Letter) -> None:
    with pytest.raises(Refusal, match="Session 2 is on the list already"):
        add(SessionCard(ordinal=2))
    with pytest.raises(NotFound):
        add_session(NewSession("nothing", SessionCard(ordinal=9)), hand=HAND)
    with pytest.raises(Invalid):
        add(SessionCard(ordinal=9), SessionPlan(status=SessionStatus.CONFIRMED))
    with pytest.raises(NotFound):
        add(SessionCard(ordinal=9), SessionPlan(duty_station_id=999))


def test_a_card_is_corrected_and_the_key_stays(letter: Letter) -> None:
    number = add(SessionCard(SessionKind.INTERSESSIONAL, 1))
    correct_session(number, SessionCard(SessionKind.ORGANIZATIONAL, parent_id=letter.session_ids["1"]), hand=HAND)
    page = session_page_for(number, actor=OPERATOR)
    assert (page.line.kind, page.line.name.en) == (SessionKind.ORGANIZATIONAL, "Organizational session")
    assert (page.parent and page.parent.session_id, found(number).key) == (letter.session_ids["1"], "intersessional-1")
    with pytest.raises(Refusal, match="is on the list already"):
        correct_session(number, SessionCard(ordinal=3), hand=HAND)


def test_of_two_who_correct_it_the_second_is_told(letter: Letter) -> None:
    number = letter.session_ids["6"]
    seen = session_page_for(number, actor=OPERATOR).card_sight
    correct_session(number, SessionCard(ordinal=8), hand=HAND)
    with pytest.raises(Overtaken):
        correct_session(number, SessionCard(ordinal=9), hand=HAND, seen=seen)


def test_letters_that_name_the_session_are_drafted_anew(ministry: Ministry) -> None:
    consultation = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(consultation)
    correct_session(ministry.session_id, replace(CEREMONY, parent_id=None), hand=HAND)
    assert {kind for _, kind, _ in letters(consultation)} == {LetterKind.UPDATE}


def test_the_sessions_to_continue_are_the_desks_to_see(letter: Letter) -> None:
    committee, parents = parents_to_choose("ahc", actor=OPERATOR)
    assert (committee.en, len(parents)) == ("Ad Hoc Committee", 6)
    with pytest.raises(NotFound):
        parents_to_choose("ahc", actor=Actor(ActorKind.PERSON, "somebody", person_id=1))
    with pytest.raises(NotFound):
        parents_to_choose("nothing", actor=OPERATOR)
