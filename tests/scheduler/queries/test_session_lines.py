"""Sessions as lines of a list."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from models.database import db
from models.delegations import Delegate
from models.sessions import CommitteeSession
from scheduler.queries.session_lines import SessionLine, lines_of, name_of, sessions_query
from tests.fixtures import Letter
from tests.scheduler.queries.asking import questions
from vocabulary.states import SessionKind, SessionStatus
from vocabulary.text import Bilingual

TODAY = date(2022, 1, 4)


def lines(*ids: int) -> tuple[SessionLine, ...]:
    which = sessions_query().where(CommitteeSession.id.in_(ids)) if ids else sessions_query()
    return lines_of(db.session.scalars(which).unique().all())


def test_the_dated_come_by_their_days_and_the_undated_after_them(letter: Letter) -> None:
    assert [line.ordinal for line in lines()] == [1, 2, 3, 4, 5, 6]
    assert [line.opens for line in lines()[2:]] == [None] * 4


def test_a_line_says_which_agencies_have_named_nobody(letter: Letter) -> None:
    [second] = lines(letter.session_ids["2"])
    assert (second.named, second.agencies) == (3, 7)
    assert [mark.abbreviation.en for mark in second.missing] == ["NSC", "NCSA", "MOJ", "MDES"]


def test_cities_are_marked_as_the_header_marks_them(letter: Letter) -> None:
    assert [(line.city.name.en, line.city.colour) for line in lines()[:2] if line.city] == [
        ("New York", 1),
        ("Vienna", 2),
    ]


def test_a_session_is_coming_until_it_opens_and_past_once_it_has_closed(letter: Letter) -> None:
    [first] = lines(letter.session_ids["1"])
    assert first.is_coming(TODAY)
    assert not first.is_coming(date(2022, 1, 17))
    assert not first.is_past(date(2022, 1, 28))
    assert first.is_past(date(2022, 1, 29))
    assert replace(first, status=SessionStatus.CANCELLED).is_past(TODAY)
    undated = lines(letter.session_ids["3"])[0]
    assert (undated.is_coming(TODAY), undated.is_past(TODAY)) == (False, False)


def test_a_session_without_a_city_has_no_mark(letter: Letter) -> None:
    third = db.session.get_one(CommitteeSession, letter.session_ids["3"])
    third.duty_station = None
    db.session.commit()
    assert lines(third.id)[0].city is None


def test_a_title_of_its_own_goes_before_the_number() -> None:
    titled = CommitteeSession(kind=SessionKind.CEREMONY, ordinal=None, title_en="Signing in Ha Noi", title_th="")
    assert name_of(titled) == Bilingual("Signing in Ha Noi", "Signing in Ha Noi")


def test_six_sessions_are_read_by_as_many_questions_as_one(letter: Letter) -> None:
    assert questions(lambda: lines(letter.session_ids["2"])) == questions(lambda: lines(*letter.session_ids.values()))


def test_an_agency_counts_once_however_many_people_it_names(letter: Letter) -> None:
    agencies = db.session.scalars(select(Delegate.agency_id)).all()
    assert len(agencies) > len(set(agencies))
    assert lines(letter.session_ids["2"])[0].named == len(set(agencies))
