"""Who leads which session, as the rows have it."""

from datetime import date

from sqlalchemy import select

from models.database import db
from models.people import OfficeHolder
from models.sessions import CommitteeSession
from scheduler.queries.heads import city_colours, leadership_of, leads
from scheduler.rules.heads import Head, HeadStatus
from scheduler.sessions import decide_head
from tests.fixtures import NOW, Letter, People
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import HeadDecision
from vocabulary.states import ActorKind
from vocabulary.text import Bilingual


def head(letter: Letter, key: str) -> Head:
    committee_session = db.session.get_one(CommitteeSession, letter.session_ids[key])
    return leadership_of([letter.committee_id])[letter.committee_id].heads(committee_session)[0]


def test_the_city_gives_the_post_and_the_day_the_person(letter: Letter, people: People) -> None:
    assert head(letter, "1").person_id == people.head_new_york
    second = head(letter, "2")
    assert (second.status, second.person_id) == (HeadStatus.KNOWN, people.head_vienna)
    assert second.source == Bilingual("letter, item 10.1", "หนังสือฯ ข้อ 10.1")


def test_an_undated_session_knows_its_post_and_not_yet_its_person(letter: Letter) -> None:
    third = head(letter, "3")
    assert (third.status, third.post_id, third.person_id) == (
        HeadStatus.UNDATED,
        letter.post_ids["pr-new-york"],
        None,
    )


def test_a_post_without_a_holder_on_the_first_day_is_vacant(letter: Letter, people: People) -> None:
    holder = db.session.scalars(select(OfficeHolder).where(OfficeHolder.person_id == people.head_vienna)).one()
    holder.until = date(2022, 5, 29)
    db.session.commit()
    assert head(letter, "2").status is HeadStatus.VACANT


def test_a_decision_goes_before_the_rule(letter: Letter, people: People) -> None:
    decide_head(letter.session_ids["2"], HeadDecision(people.focal["mdes"], "Decided", "No. 7"), by=OPERATOR, now=NOW)
    decided = head(letter, "2")
    assert (decided.status, decided.reason, decided.document) == (HeadStatus.OVERRIDDEN, "Decided", "No. 7")


def test_whoever_holds_the_post_leads_unless_somebody_decided_otherwise() -> None:
    holder = Actor(ActorKind.PERSON, "holder", person_id=1, post_ids=frozenset({5}))
    chosen = Actor(ActorKind.PERSON, "chosen", person_id=2)
    by_rule = Head(HeadStatus.UNDATED, post_id=5)
    by_decision = Head(HeadStatus.OVERRIDDEN, person_id=2)
    assert leads(holder, [by_rule])
    assert not leads(holder, [Head(HeadStatus.UNDATED, post_id=6)])
    assert not leads(holder, [by_decision])
    assert leads(chosen, [by_decision])
    assert not leads(chosen, [by_rule])
    assert not leads(OPERATOR, [Head(HeadStatus.NO_RULE)])
    assert not leads(OPERATOR, [Head(HeadStatus.OVERRIDDEN)])


def test_leaders_of_all_sessions_are_found_by_two_questions(letter: Letter) -> None:
    assert questions(lambda: leadership_of([letter.committee_id])) == 2


def test_the_capital_has_the_first_colour(letter: Letter) -> None:
    assert sorted(city_colours().values()) == [0, 1, 2]
