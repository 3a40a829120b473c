"""Posts that lead delegations: one substantive holder on a day, beside whom somebody may act."""

from datetime import date

import pytest
from sqlalchemy import select

from models.database import db
from models.people import OfficeHolder
from scheduler.posts import appoint, end_term
from scheduler.queries.rosters import roster_for
from tests.fixtures import NOW, Letter, People
from vocabulary.actor import OPERATOR
from vocabulary.plan import Term
from vocabulary.refusals import Invalid, NotFound, Refusal
from vocabulary.states import Capacity

FIRST = date(2022, 5, 1)


def holder_of(post_id: int) -> OfficeHolder:
    return db.session.scalars(select(OfficeHolder).where(OfficeHolder.post_id == post_id)).one()


def take_up(letter: Letter, person_id: int, term: Term) -> None:
    appoint(letter.post_ids["pr-vienna"], person_id, term=term, by=OPERATOR, now=NOW)


def test_two_substantive_holders_on_one_day_are_refused(letter: Letter, people: People) -> None:
    with pytest.raises(Refusal, match="Phuwadol Tuayang holds this post from 1 October 2020"):
        take_up(letter, people.focal["oag"], Term(FIRST))
    end_term(holder_of(letter.post_ids["pr-vienna"]).id, FIRST, by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="holds this post"):
        take_up(letter, people.focal["oag"], Term(FIRST))


def test_a_successor_leads_from_the_first_day_on(letter: Letter, people: People) -> None:
    end_term(holder_of(letter.post_ids["pr-vienna"]).id, date(2022, 4, 30), by=OPERATOR, now=NOW)
    take_up(letter, people.focal["oag"], Term(FIRST, document="Royal command"))
    assert roster_for(letter.session_ids["2"], actor=OPERATOR).session.head.person_id == people.focal["oag"]


def test_somebody_may_act_beside_the_holder(letter: Letter, people: People) -> None:
    take_up(letter, people.focal["oag"], Term(FIRST, date(2022, 6, 30), Capacity.CHARGE, "Note 5/2565"))
    head = roster_for(letter.session_ids["2"], actor=OPERATOR).session.head
    assert (head.person_id, head.capacity) == (people.focal["oag"], Capacity.CHARGE)


def test_nobody_acts_without_a_document_and_one_on_file_may_still_end(letter: Letter, people: People) -> None:
    with pytest.raises(Invalid) as refused:
        take_up(letter, people.focal["oag"], Term(FIRST, capacity=Capacity.ACTING, document=" "))
    assert [problem.field for problem in refused.value.problems] == ["document"]
    take_up(letter, people.focal["oag"], Term(FIRST, capacity=Capacity.ACTING, document="Order 5/2565"))
    acting = db.session.scalars(select(OfficeHolder).where(OfficeHolder.person_id == people.focal["oag"])).one()
    acting.document = ""
    db.session.commit()
    end_term(acting.id, date(2022, 6, 30), by=OPERATOR, now=NOW)
    assert acting.until == date(2022, 6, 30)


def test_a_vacant_post_leaves_the_session_without_a_person(letter: Letter) -> None:
    end_term(holder_of(letter.post_ids["pr-vienna"]).id, date(2022, 4, 30), by=OPERATOR, now=NOW)
    assert roster_for(letter.session_ids["2"], actor=OPERATOR).session.head.person_id is None


def test_an_end_that_is_taken_back_may_meet_a_successor(letter: Letter, people: People) -> None:
    holder_id = holder_of(letter.post_ids["pr-vienna"]).id
    end_term(holder_id, date(2022, 4, 30), by=OPERATOR, now=NOW)
    take_up(letter, people.focal["oag"], Term(FIRST))
    with pytest.raises(Refusal, match="holds this post"):
        end_term(holder_id, None, by=OPERATOR, now=NOW)


def test_the_same_entry_is_made_once(letter: Letter, people: People) -> None:
    term = Term(FIRST, date(2022, 6, 30), Capacity.ACTING, "Order 5/2565")
    take_up(letter, people.focal["oag"], term)
    with pytest.raises(Refusal, match="on that day already"):
        take_up(letter, people.focal["oag"], term)


def test_a_term_ends_on_its_first_day_or_later(letter: Letter, people: People) -> None:
    with pytest.raises(Invalid, match="last day"):
        take_up(letter, people.focal["oag"], Term(FIRST, date(2022, 4, 1), Capacity.ACTING))
    with pytest.raises(Invalid, match="last day"):
        end_term(holder_of(letter.post_ids["pr-vienna"]).id, date(2019, 1, 1), by=OPERATOR, now=NOW)


def test_posts_and_holders_that_are_not_there_are_refused(letter: Letter, people: People) -> None:
    with pytest.raises(NotFound):
        appoint(999, people.focal["oag"], term=Term(FIRST), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        end_term(999, None, by=OPERATOR, now=NOW)
