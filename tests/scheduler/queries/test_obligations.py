"""The board: what was promised, its paragraph and age, before which session it stands how; the desk's alone."""

from datetime import date

import pytest
from sqlalchemy import select

from models.committees import Committee, Obligation
from models.database import db
from models.people import Person
from models.sessions import CommitteeSession
from scheduler.obligations import close_obligation
from scheduler.queries.actors import actor_of
from scheduler.queries.obligations import board_for, documents_before, duties_before, duty_page_for
from scheduler.queries.sessions import session_page_for
from tests.fixtures import NOW, Letter, People
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.plan import Evidence, Owed
from vocabulary.refusals import NotFound
from vocabulary.states import DutyState, ObligationDue, Proof, Stage

TODAY = date(2022, 1, 4)


def test_the_letters_promises_stand_with_paragraph_age_and_sessions(letter: Letter) -> None:
    board = board_for(letter.committee_key, actor=OPERATOR, now=NOW)
    consult, framework = board.duties
    assert (consult.source.en, framework.source.th) == ("1.3, 10.2", "10.2 และความท้ายหนังสือ")
    assert (consult.age, framework.proof) == (framework.age, Proof.DOCUMENT)
    assert [one.state for one in consult.standings] == [DutyState.MET, DutyState.OPEN, *[DutyState.NOT_YET] * 4]
    assert consult.next is not None
    assert consult.next.sitting is not None
    assert (consult.state, consult.next.sitting.session_id) == (DutyState.OPEN, letter.session_ids["2"])
    assert framework.next is not None
    assert framework.next.sitting is None, "the letter does not say which session begins to negotiate"


def test_what_is_met_asks_for_nothing_next(letter: Letter) -> None:
    close_framework()
    assert board_for(letter.committee_key, actor=OPERATOR, now=NOW).duties[1].next is None


def close_framework() -> Owed:
    owed = Owed(db.session.scalars(select(Obligation.id).where(Obligation.position == 2)).one())
    close_obligation(owed, Evidence(TODAY, "Cabinet 3/2022", "Read the annex"), by=OPERATOR, now=NOW)
    return owed


def test_a_sessions_page_has_what_concerns_it_and_its_head_the_documents(letter: Letter) -> None:
    session_id = letter.session_ids["2"]
    page = session_page_for(session_id, actor=OPERATOR)
    assert len(duties_before(page.line, page.consultations, today=TODAY)) == 1
    db.session.get_one(CommitteeSession, session_id).stage = Stage.NEGOTIATION
    db.session.commit()
    line = session_page_for(session_id, actor=OPERATOR).line
    assert len(duties_before(line, page.consultations, today=TODAY)) == 2
    assert [duty.proof for duty in documents_before(line, today=TODAY)] == [Proof.DOCUMENT]


def test_the_board_and_its_forms_are_the_desks_alone(letter: Letter, people: People) -> None:
    owed = close_framework()
    assert duty_page_for(owed, actor=OPERATOR, today=TODAY).evidence == Evidence(
        TODAY, "Cabinet 3/2022", "Read the annex"
    )
    head = actor_of(db.session.get_one(Person, people.head_vienna), today=TODAY)
    focal = actor_of(db.session.get_one(Person, people.focal["oag"]), today=TODAY)
    for actor in (ANONYMOUS, head, focal):
        with pytest.raises(NotFound):
            board_for(letter.committee_key, actor=actor, now=NOW)
        with pytest.raises(NotFound):
            duty_page_for(owed, actor=actor, today=TODAY)
    with pytest.raises(NotFound):
        board_for("nothing", actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        duty_page_for(Owed(999), actor=OPERATOR, today=TODAY)


def test_the_form_of_one_that_recurs_names_its_session(letter: Letter) -> None:
    number = db.session.scalars(select(Obligation.id).where(Obligation.position == 1)).one()
    page = duty_page_for(Owed(number, letter.session_ids["2"]), actor=OPERATOR, today=TODAY)
    assert page.session is not None
    assert (page.session.en, page.evidence) == ("Session 2", None)


def test_a_board_of_three_takes_as_many_questions_as_one_of_one(letter: Letter) -> None:
    def ask() -> object:
        return board_for(letter.committee_key, actor=OPERATOR, now=NOW)

    two = questions(ask)
    committee = db.session.scalars(select(Committee)).one()
    for position in (3, 4):
        db.session.add(
            Obligation(
                committee=committee,
                position=position,
                text_en="Report",
                owner=committee.coordinator,
                due=ObligationDue.EACH_SESSION,
            )
        )
    db.session.commit()
    close_framework()
    assert questions(ask) == two
