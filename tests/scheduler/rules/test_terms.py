"""How long somebody holds a post: one substantive holder at a time."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.terms import document_problems, overlap, rival, term_problems
from vocabulary.plan import Term
from vocabulary.states import Capacity

DAYS = st.dates(date(2021, 1, 1), date(2021, 3, 1))
OPEN = Term(date(2021, 1, 1))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    since = draw(DAYS)
    until = draw(st.none() | st.dates(since, date(2021, 3, 1)))
    return Term(since, until, draw(st.sampled_from(Capacity)))


@given(terms(), terms(), DAYS)
def test_terms_overlap_where_they_share_a_day(one: Term, other: Term, day: date) -> None:
    assert overlap(one, other) == overlap(other, one)
    both = all(term.since <= day and (term.until is None or day <= term.until) for term in (one, other))
    assert overlap(one, other) or not both


def test_a_term_may_follow_on_the_next_day() -> None:
    assert not overlap(Term(date(2021, 1, 1), date(2021, 1, 31)), Term(date(2021, 2, 1)))
    assert overlap(Term(date(2021, 1, 1), date(2021, 2, 1)), Term(date(2021, 2, 1)))


def test_two_substantive_terms_are_rivals() -> None:
    assert rival(Term(date(2021, 2, 1)), [OPEN]) is OPEN


def test_whoever_acts_is_nobodys_rival() -> None:
    acting = Term(date(2021, 2, 1), capacity=Capacity.ACTING)
    assert rival(acting, [OPEN]) is None
    assert rival(OPEN, [acting]) is None


def test_a_term_that_ends_before_it_begins_is_said_to_be_wrong() -> None:
    assert [problem.field for problem in term_problems(Term(date(2021, 2, 1), date(2021, 1, 1)))] == ["until"]
    assert term_problems(Term(date(2021, 2, 1), date(2021, 2, 1))) == []


@pytest.mark.parametrize("capacity", [Capacity.ACTING, Capacity.CHARGE])
def test_whoever_acts_does_so_by_a_document(capacity: Capacity) -> None:
    acting = Term(date(2021, 2, 1), capacity=capacity)
    assert [problem.field for problem in document_problems(acting)] == ["document"]
    assert document_problems(replace(acting, document="Order 5/2564")) == []
    assert document_problems(Term(date(2021, 2, 1))) == []


def test_a_document_that_is_too_long_is_not_cut_off() -> None:
    assert [problem.field for problem in term_problems(Term(date(2021, 2, 1), document="x" * 501))] == ["document"]
