"""Rosters in their order, and who may see which."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models.database import db
from models.people import Person
from models.places import DutyStation
from scheduler.agencies import add_agency
from scheduler.delegations import change_role, name_delegate
from scheduler.queries.actors import actor_of
from scheduler.queries.rosters import Roster, nominees_for, roster_for, sessions_headed_by
from scheduler.queries.sights import session_plan
from scheduler.sessions import decide_head, found, plan_session
from tests.fixtures import NOW, Letter, People
from tests.making import HAND
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.plan import AgencyCard, Days, HeadDecision, Nomination, PersonCard
from vocabulary.refusals import NotFound
from vocabulary.states import DelegateRole
from vocabulary.text import Bilingual

R = DelegateRole


def somebody(person_id: int) -> Actor:
    return actor_of(db.session.get_one(Person, person_id), today=NOW.date())


def name(letter: Letter, agency: str, role: DelegateRole, *, handle: str) -> int:
    card = PersonCard(Bilingual(f"Ms {handle} Tuayang"))
    nomination = Nomination(letter.agency_ids[agency], role, card=card)
    return name_delegate(letter.session_ids["2"], nomination, by=OPERATOR, now=NOW)


def outline(roster: Roster) -> list[tuple[DelegateRole, str]]:
    return [(line.role, line.agency_abbreviation.en) for line in roster.lines]


def test_the_head_comes_first_then_roles_then_the_mandates_order(letter: Letter) -> None:
    name(letter, "mdes", R.REPRESENTATIVE, handle="Ann")
    name(letter, "mfa", R.SECRETARY, handle="Bee")
    name(letter, "mfa", R.ADVISER, handle="Cee")
    roster = roster_for(letter.session_ids["2"], actor=OPERATOR)
    assert outline(roster) == [
        (R.HEAD, "Permanent Mission of Thailand to the United Nations, Vienna"),
        (R.DEPUTY_HEAD, "MFA"),
        (R.REPRESENTATIVE, "MFA"),
        (R.REPRESENTATIVE, "OAG"),
        (R.REPRESENTATIVE, "MDES"),
        (R.ADVISER, "MFA"),
        (R.ADVISER, "RTP"),
        (R.SECRETARY, "MFA"),
    ]
    assert roster.agencies == 4


def test_an_agency_of_the_open_category_comes_last_in_its_role(letter: Letter) -> None:
    number = add_agency(AgencyCard(Bilingual("Another Office"), Bilingual("AO")), by=OPERATOR, now=NOW)
    card = PersonCard(Bilingual("Ms Dee Tuayang"))
    nomination = Nomination(number, R.REPRESENTATIVE, card=card, reason="Needed", approver="Director-General")
    name_delegate(letter.session_ids["2"], nomination, by=OPERATOR, now=NOW)
    lines = roster_for(letter.session_ids["2"], actor=OPERATOR).lines
    assert [line.agency_abbreviation.en for line in lines if line.role is R.REPRESENTATIVE] == ["MFA", "OAG", "AO"]
    assert {(line.open_reason, line.open_approver) for line in lines if line.agency_position is None} == {
        ("Needed", "Director-General")
    }


def test_an_undated_session_has_no_head_of_flesh_and_blood(letter: Letter) -> None:
    assert roster_for(letter.session_ids["3"], actor=OPERATOR).lines == ()


def test_whoever_is_decided_to_lead_is_not_listed_twice(letter: Letter, people: People) -> None:
    decide_head(letter.session_ids["2"], HeadDecision(people.focal["oag"], "Decided", ""), by=OPERATOR, now=NOW)
    lines = roster_for(letter.session_ids["2"], actor=OPERATOR).lines
    assert [line.role for line in lines if line.person_id == people.focal["oag"]] == [R.HEAD]


def test_more_than_five_representatives_are_said(letter: Letter) -> None:
    for handle in ("Ann", "Bee", "Cee"):
        name(letter, "moj", R.REPRESENTATIVE, handle=handle)
    assert roster_for(letter.session_ids["2"], actor=OPERATOR).crowded == ()
    change_role(name(letter, "moj", R.ADVISER, handle="Dee"), R.REPRESENTATIVE, by=OPERATOR, now=NOW)
    assert roster_for(letter.session_ids["2"], actor=OPERATOR).crowded == (R.REPRESENTATIVE,)


def test_a_head_sees_the_sessions_of_the_post_and_nobody_elses(letter: Letter, people: People) -> None:
    vienna, new_york = somebody(people.head_vienna), somebody(people.head_new_york)
    assert [line.ordinal for line in sessions_headed_by(vienna)] == [2, 4, 5]
    assert [line.ordinal for line in sessions_headed_by(new_york)] == [1, 3, 6]
    assert roster_for(letter.session_ids["4"], actor=vienna).session.ordinal == 4
    with pytest.raises(NotFound):
        roster_for(letter.session_ids["2"], actor=new_york)


@pytest.mark.parametrize("agency", ["oag", "mdes"])
def test_focal_points_see_no_roster(letter: Letter, people: People, agency: str) -> None:
    actor = somebody(people.focal[agency])
    assert sessions_headed_by(actor) == ()
    for number in letter.session_ids.values():
        with pytest.raises(NotFound):
            roster_for(number, actor=actor)


def test_strangers_see_nothing(letter: Letter) -> None:
    assert sessions_headed_by(ANONYMOUS) == ()
    with pytest.raises(NotFound):
        roster_for(letter.session_ids["2"], actor=ANONYMOUS)
    with pytest.raises(NotFound):
        roster_for(999, actor=OPERATOR)


def test_a_decision_gives_the_roster_to_whoever_leads_now(letter: Letter, people: People) -> None:
    decide_head(letter.session_ids["2"], HeadDecision(people.focal["mdes"], "Decided", ""), by=OPERATOR, now=NOW)
    assert roster_for(letter.session_ids["2"], actor=somebody(people.focal["mdes"])).session.ordinal == 2
    with pytest.raises(NotFound):
        roster_for(letter.session_ids["2"], actor=somebody(people.head_vienna))


def test_co_heads_stand_first_in_their_order_and_both_see_the_roster(letter: Letter, people: People) -> None:
    first, second = people.focal["mdes"], people.head_new_york
    decision = HeadDecision(first, "Decided", co_heads=(second,))
    decide_head(letter.session_ids["2"], replace(decision, co_heads=()), by=OPERATOR, now=NOW)
    before = questions(lambda: roster_for(letter.session_ids["2"], actor=OPERATOR))
    decide_head(letter.session_ids["2"], decision, by=OPERATOR, now=NOW)
    lines = roster_for(letter.session_ids["2"], actor=OPERATOR).lines
    assert [(line.person_id, line.is_co_head) for line in lines[:2]] == [(first, False), (second, True)]
    assert (lines[0].agency.en, lines[0].cities) == ("Ministry of Digital Economy and Society", ())
    assert roster_for(letter.session_ids["2"], actor=somebody(second)).session.ordinal == 2
    assert len(sessions_headed_by(somebody(second))) == 4
    assert questions(lambda: roster_for(letter.session_ids["2"], actor=OPERATOR)) == before


def test_in_two_cities_each_head_stands_with_the_city(letter: Letter) -> None:
    session_id = letter.session_ids["2"]
    present = session_plan(found(session_id))
    new_york = db.session.scalars(select(DutyStation.id).where(DutyStation.key == "new-york")).one()
    another = Days(date(2022, 6, 13), date(2022, 6, 14), duty_station_id=new_york)
    plan_session(session_id, replace(present, blocks=(*present.blocks, another)), hand=HAND)
    heads = [line for line in roster_for(session_id, actor=OPERATOR).lines if line.role is R.HEAD]
    assert [[city.en for city in line.cities] for line in heads] == [["Vienna"], ["New York"]]


def test_agencies_to_name_for_come_in_the_mandates_order_with_their_people(letter: Letter, people: People) -> None:
    add_agency(AgencyCard(Bilingual("Another Office"), Bilingual("AO")), by=OPERATOR, now=NOW)
    found = nominees_for(letter.session_ids["2"], actor=OPERATOR)
    assert [agency.mark.abbreviation.en for agency in found] == [
        "MFA", "OAG", "RTP", "NSC", "NCSA", "MOJ", "MDES", "AO",
    ]  # fmt: skip
    assert [agency.mark.position for agency in found][-2:] == [7, None]
    assert [person[0] for person in found[1].people] == [people.focal["oag"]]
    assert found[-1].people == ()


def test_only_the_desk_is_told_whom_it_could_name(letter: Letter, people: People) -> None:
    with pytest.raises(NotFound):
        nominees_for(letter.session_ids["2"], actor=somebody(people.head_vienna))


def test_a_long_roster_is_read_by_as_many_questions_as_a_short_one(letter: Letter) -> None:
    def asked() -> int:
        return questions(lambda: roster_for(letter.session_ids["2"], actor=OPERATOR))

    short = asked()
    for handle in ("Ann", "Bee", "Cee"):
        name(letter, "moj", R.ADVISER, handle=handle)
    assert asked() == short
