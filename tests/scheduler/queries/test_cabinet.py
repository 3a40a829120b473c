"""What the forms of Cabinet's decisions show."""

from datetime import date

import pytest

from scheduler.agencies import add_agency
from scheduler.cabinet import record_resolution
from scheduler.queries.cabinet import approval_page_for, new_resolution_for, resolution_for
from scheduler.sessions import decide_head, undo_head_decision
from tests.fixtures import NOW, Letter, People
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.plan import AgencyCard, CabinetDecision, HeadDecision, ResolutionPlan
from vocabulary.refusals import NotFound
from vocabulary.text import Bilingual

DECISION = CabinetDecision(date(2022, 1, 4), "CR 7/2565")


def test_the_approval_shows_what_the_letter_asks_for(letter: Letter) -> None:
    page = approval_page_for(letter.committee_key, actor=OPERATOR)
    assert [rule.city.en for rule in page.rules] == ["New York", "Vienna"]
    assert [mark.position for mark in page.agencies] == [1, 2, 3, 4, 5, 6, 7]
    assert page.sight == {"decided_on": "", "document": ""}


def test_a_resolution_may_approve_heads_by_decision_and_agencies_beyond_the_list(
    letter: Letter, people: People
) -> None:
    session_id, agency = letter.session_ids["2"], add_agency(AgencyCard(Bilingual("Tourism")), by=OPERATOR, now=NOW)
    assert new_resolution_for(session_id, actor=OPERATOR).heads == ()
    decide_head(session_id, HeadDecision(people.focal["mdes"], "The Minister"), by=OPERATOR, now=NOW)
    page = new_resolution_for(session_id, actor=OPERATOR)
    assert [number for number, _ in page.heads] == [people.focal["mdes"]]
    assert (agency, Bilingual("Tourism")) in page.agencies
    assert letter.agency_ids["oag"] not in {number for number, _ in page.agencies}


def test_what_a_resolution_names_stays_to_be_chosen(letter: Letter, people: People) -> None:
    session_id, head, agency = letter.session_ids["2"], people.focal["mdes"], letter.agency_ids["oag"]
    decide_head(session_id, HeadDecision(head, "The Minister"), by=OPERATOR, now=NOW)
    plan = ResolutionPlan(DECISION, person_ids=frozenset({head}), agency_ids=frozenset({agency}))
    number = record_resolution(session_id, plan, by=OPERATOR, now=NOW)
    undo_head_decision(session_id, by=OPERATOR, now=NOW)
    page = resolution_for(number, actor=OPERATOR)
    assert [one for one, _ in page.heads] == [head]
    assert agency in {one for one, _ in page.agencies}
    assert page.plan == plan


def test_nobody_but_the_desk_sees_them(letter: Letter) -> None:
    number = record_resolution(letter.session_ids["2"], ResolutionPlan(DECISION, True), by=OPERATOR, now=NOW)
    for ask in (
        lambda: approval_page_for(letter.committee_key, actor=ANONYMOUS),
        lambda: new_resolution_for(letter.session_ids["2"], actor=ANONYMOUS),
        lambda: resolution_for(number, actor=ANONYMOUS),
        lambda: resolution_for(999, actor=OPERATOR),
    ):
        with pytest.raises(NotFound):
            ask()
